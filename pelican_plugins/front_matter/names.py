"""Names of people, tags and categories in all the ways they are listed.

The category, the tags and the authors of a post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .._core.contract import AUTHOR_DETAILS, TAGS_AS_TYPED
from .._core.diagnostics import Diagnostic
from .rules import GUESSED
from .url_keys import Chooser

_SPACE = re.compile(r"\s")


def names_in(written: Any) -> list[str]:
    """Return the names in a list, in a text with commas or semicolons, or in a mapping.

    A semicolon lets names hold commas, as in Pelican's own headers.
    """
    if isinstance(written, str):
        names = re.split(";" if ";" in written else ",", written)
        return [name.strip() for name in names if name.strip()]
    return [name for name, _ in _entries(written)]


def padded_in(written: Any) -> list[str]:
    """Return the names of a list that have white space around them, as they are."""
    if not isinstance(written, list):
        return []
    texts = (item for item in written if isinstance(item, str))
    return [text for text in texts if text.strip() and text != text.strip()]


def authors_in(written: Any) -> tuple[list[str], list[dict[str, str]]]:
    """Return the names of authors, and what else is known of those that come as mappings.

    A comma parts two full names ("Ada Ferris, Björn Ström"); in "Ferris, Ada" it does not.
    """
    if isinstance(written, str):
        parts = names_in(written)
        whole = ";" in written or all(_SPACE.search(part) for part in parts)
        return (parts if whole else [written.strip()]), []
    entries = list(_entries(written))
    return [name for name, _ in entries], [details for _, details in entries if details]


def _entries(written: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(written, list):
        for item in written:
            yield from _entries(item)
    elif isinstance(written, Mapping):
        name = written.get("name") or written.get("title")
        if isinstance(name, str) and name.strip():
            yield name.strip(), {key: str(v) for key, v in written.items() if v is not None}
    elif isinstance(written, str) and written.strip():
        yield written.strip(), {}


def read_names(chooser: Chooser) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Return the metadata that hold names, and what was decided for the owner."""
    metadata: dict[str, Any] = {}
    notes: list[Diagnostic] = []
    found = chooser.keys.get("tags")
    tags = names_in(found.written) if found is not None else []
    padded = padded_in(found.written) if found is not None else []
    found = chooser.get("category")
    categories: list[str] = []
    if found is not None and isinstance(found.written, str) and _first(chooser) == "category":
        # One name to every generator, commas and all.
        categories = [found.written.strip()]
    elif found is not None:
        categories = names_in(found.written)
    if found is not None and categories:
        metadata["category"], *others = categories
        if others:
            tags += [name for name in others if name not in tags]
            text = f"{categories[0]} is the category, and {', '.join(others)} became tags"
            why = "Pelican has one category for each post"
            notes.append(GUESSED(text, why, line=found.line))
    if tags:
        metadata["tags"] = tags
    if padded:
        metadata[TAGS_AS_TYPED] = padded
    _add_authors(metadata, chooser)
    return metadata, notes


def _first(chooser: Chooser) -> str:
    """Return the first key that holds a category."""
    return next((key for key, _ in chooser.keys.named("category")), "")


def _add_authors(metadata: dict[str, Any], chooser: Chooser) -> None:
    if chooser.settled is not None:
        # As Pelican reads a text: in `author` it is one name, in `authors` commas part several.
        one, several = chooser.keys.said("author"), chooser.keys.said("authors")
        alone = one.written.strip() if one is not None and isinstance(one.written, str) else ""
        if several is not None and isinstance(several.written, str) and several.written.strip():
            metadata["authors"] = names_in(several.written)
            if alone:
                metadata["author"] = alone
            return
        if alone and (several is None or not several.written):
            metadata["authors"] = [alone]
            return
    found = chooser.get("authors")
    if found is not None:
        metadata["authors"], details = authors_in(found.written)
        if details:
            metadata[AUTHOR_DETAILS] = details
