"""RSS 2.0, as the RSS Advisory Board's specification has it."""

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

_CHANNEL = {
    "title": "set SITENAME",
    "link": "set SITEURL",
    "description": "set SITESUBTITLE",
}
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


def flaws_of_rss(root: Any) -> Iterator[Diagnostic]:
    """Yield what is wrong with a feed.

    Args:
        root: the parsed `<rss>`.
    """
    if root.get("version") not in {"2.0", "0.91", "0.92"}:
        yield missing("version that readers know", "<rss>", root.sourceline, "write 2.0")
    channel = root.find("channel")
    if channel is None:
        yield missing("<channel>", "the feed", root.sourceline, "build it again")
        return
    for name, mend in _CHANNEL.items():
        # An empty description is one; an empty title or link is none.
        if channel.find(name) is None or (name != "description" and not channel.findtext(name)):
            yield missing(f"<{name}>", "the feed", channel.sourceline, mend)
    items = channel.findall("item")
    for item in items:
        if not (item.findtext("title") or item.findtext("description")):
            mend = "give its article a title"
            yield missing("<title> and no <description>", "an entry", item.sourceline, mend)
    yield from repeated(_all(items, "guid"))
    links = [value for value in _all([channel, *items], "link") if value.text]
    permanent = [
        Value((guid.text or "").strip(), guid.sourceline)
        for guid in channel.findall("item/guid")
        # "isPermaLink is optional, its default value is true."
        if guid.get("isPermaLink", "true") == "true"
    ]
    enclosures = channel.findall("item/enclosure")
    urls = [Value(each.get("url", ""), each.sourceline) for each in enclosures]
    yield from relative_addresses([*links, *permanent, *urls])
    for each in enclosures:
        for name in ("url", "length", "type"):
            if not each.get(name):
                mend = "give `enclosure` in the front matter its url, length and type"
                yield missing(name, "an <enclosure>", each.sourceline, mend)
    yield from wrong_dates([*_all(items, "pubDate"), *_all([channel], "lastBuildDate")], "RFC 822")
    yield from relative_in_texts([*_all(items, "description"), *_all(items, _ENCODED)])


def _all(parents: list[Any], name: str) -> list[Value]:
    found = (child for parent in parents for child in parent.findall(name))
    return [Value((child.text or "").strip(), child.sourceline) for child in found]
