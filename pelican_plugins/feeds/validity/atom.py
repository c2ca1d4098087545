"""Atom 1.0, as RFC 4287 has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..._core.diagnostics import Diagnostic
from ..rules import FEED_ELEMENT, FEED_ID
from .flaw import (
    Value,
    missing,
    relative_addresses,
    relative_in_texts,
    wrong_dates,
)

NAMESPACE = "{http://www.w3.org/2005/Atom}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# Sections 4.1.1 and 4.1.2.
_REQUIRED = ("id", "title", "updated")
_MENDS = {
    "id": "set SITEURL",
    "title": "give it one; a feed has SITENAME",
    "updated": "give its article a date",
}


def flaws_of_atom(root: Any) -> Iterator[Diagnostic]:
    """Yield what is wrong with a feed.

    Args:
        root: the parsed `<feed>`.
    """
    entries = root.findall(f"{NAMESPACE}entry")
    for parent, where in ((root, "the feed"), *((entry, "an entry") for entry in entries)):
        for name in _REQUIRED:
            found = parent.findall(NAMESPACE + name)
            if not found:
                yield missing(f"<{name}>", where, parent.sourceline, _MENDS[name])
            elif len(found) > 1:
                text = f"{where} has {len(found)} <{name}>"
                yield FEED_ELEMENT(text, "leave one", line=found[1].sourceline)
    author = f"{NAMESPACE}author"
    if root.find(author) is None and any(entry.find(author) is None for entry in entries):
        # Section 4.1.1: a feed has an author, unless each of its entries has one.
        yield missing("<author>", "an entry", root.sourceline, "set AUTHOR")
    yield from _same_ids(entries)
    yield from _without_text(entries)
    if root.get(_BASE) is None:
        links = [
            Value(link.get("href", ""), link.sourceline)
            for parent in (root, *entries)
            for link in parent.findall(f"{NAMESPACE}link")
        ]
        ids = _all([root, *entries], "id")
        yield from relative_addresses([*ids, *links])
        html = [
            Value(text.text or "", text.sourceline)
            for entry in entries
            for name in ("content", "summary")
            for text in entry.findall(NAMESPACE + name)
            if text.get("type") == "html"
        ]
        yield from relative_in_texts(html)
    dates = [*_all([root, *entries], "updated"), *_all(entries, "published")]
    yield from wrong_dates(dates, "RFC 3339")


def _same_ids(entries: list[Any]) -> Iterator[Diagnostic]:
    """Yield ids that stand twice with one time of change, which section 4.1.1 forbids."""
    seen: dict[tuple[str, str], int] = {}
    for entry in entries:
        identity = entry.findtext(f"{NAMESPACE}id") or ""
        key = identity, entry.findtext(f"{NAMESPACE}updated") or ""
        if identity and key in seen:
            text = f"two entries have the id {identity[:60]!r}, and readers show one"
            mend = "give each article its own guid or slug"
            yield FEED_ID(text, mend, line=entry.sourceline)
        seen[key] = entry.sourceline


def _without_text(entries: list[Any]) -> Iterator[Diagnostic]:
    """Yield entries with neither text nor link; section 4.1.2."""
    for entry in entries:
        links = entry.findall(f"{NAMESPACE}link")
        if entry.find(f"{NAMESPACE}content") is None and not any(
            link.get("rel", "alternate") == "alternate" for link in links
        ):
            mend = "set SITEURL, or give its article a text"
            yield missing("<content> and no <link>", "an entry", entry.sourceline, mend)


def _all(parents: list[Any], name: str) -> list[Value]:
    found = (child for parent in parents for child in parent.findall(NAMESPACE + name))
    return [Value((child.text or "").strip(), child.sourceline) for child in found]
