"""The XML namespaces of our feeds, each with the prefix that everybody uses."""

from __future__ import annotations

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"

ALWAYS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
"""Of entries in either format."""

RSS = {**ALWAYS, "atom": ATOM, "content": "http://purl.org/rss/1.0/modules/content/"}
HISTORY = {"fh": "http://purl.org/syndication/history/1.0"}
ITUNES = {"itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd"}

_BY_PREFIX = {**RSS, **HISTORY, **ITUNES}


def name(prefixed: str) -> str:
    """Return the name of an element as lxml has it, `{http://…}content` for `media:content`."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_BY_PREFIX[prefix]}}}{local}"
