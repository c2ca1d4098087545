"""JSON Feed, as its version 1.1 has it (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..._core.diagnostics import Diagnostic
from .flaw import (
    Value,
    missing,
    relative_addresses,
    relative_in_texts,
    repeated,
    wrong_dates,
)

_MENDS = {"title": "set SITENAME", "items": "build it again"}


def flaws_of_json(feed: Any) -> Iterator[Diagnostic]:
    """Yield what is wrong with a feed.

    Args:
        feed: what the JSON holds.
    """
    if not isinstance(feed, dict):
        yield missing("object", "the feed", 1, "build it again")
        return
    for name, mend in _MENDS.items():
        if not isinstance(feed.get(name), list if name == "items" else str):
            yield missing(name, "the feed", 1, mend)
    given = feed.get("items")
    items = [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []
    for item in items:
        # "id (required, string)"; one that is a number is to be taken for a string.
        if item.get("id") in (None, ""):
            yield missing("id", "an entry", None, "set SITEURL")
        if not any(isinstance(item.get(name), str) for name in ("content_html", "content_text")):
            yield missing("content_html and no content_text", "an entry", None, "give it a text")
        for attached in item.get("attachments") or ():
            for name in ("url", "mime_type"):
                if not isinstance(attached, dict) or not attached.get(name):
                    mend = "give `enclosure` in the front matter its url and type"
                    yield missing(name, "an attachment", None, mend)
    yield from repeated(Value(str(item["id"])) for item in items if item.get("id"))
    yield from relative_addresses(
        [
            *_texts([feed], ("home_page_url", "feed_url", "next_url", "icon", "favicon")),
            *_texts(items, ("url", "external_url", "image", "banner_image")),
        ]
    )
    yield from wrong_dates(_texts(items, ("date_published", "date_modified")), "RFC 3339")
    yield from relative_in_texts(_texts(items, ("content_html",)))


def _texts(parents: list[dict[str, Any]], names: tuple[str, ...]) -> list[Value]:
    return [Value(str(parent[name])) for parent in parents for name in names if parent.get(name)]
