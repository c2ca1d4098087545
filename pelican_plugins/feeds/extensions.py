"""What RSS and Atom say in the same words: categories, pictures and references.

The XML namespaces of our feeds, each with the prefix that everybody uses.
"""

from __future__ import annotations

from typing import Any

from .entry import Entry
from .feed import Feed
from .feedgen_adapter import Element, add, set_all

# Directories of podcasts ask for these, in this order.
_PODCAST_ENTRY = ("title", "duration", "episode", "season", "episodeType", "explicit")


def category_facts(entry: Entry) -> list[dict[str, str]]:
    """Return the categories of an entry as feedgen takes them, for both formats."""
    return [
        {"term": each.name, **({"scheme": each.scheme} if each.scheme else {})}
        for each in entry.categories
    ]


def add_media(element: Element, entry: Entry) -> None:
    """Add the picture of an entry (Media RSS 1.5.1), as one picture and not as an enclosure.

    An enclosure would be listed below the text by readers, as if it were a recording.
    """
    media = entry.media
    if media is None:
        return
    size: dict[str, Any] = {"width": media.width, "height": media.height}
    content = add(element, name("media:content"), url=media.url, type=media.mime, medium="image")
    set_all(content, fileSize=media.length, **size)
    if media.alt:
        add(content, name("media:description"), media.alt, type="plain")
    set_all(add(element, name("media:thumbnail"), url=media.url), **size)


def add_references(element: Element, entry: Entry) -> None:
    """Add the works an entry refers to (DCMI Metadata Terms, `references`).

    Not as links: some readers take the first related link for the entry's own.
    """
    for reference in entry.references:
        add(element, name("dcterms:references"), reference.url or reference.title)


def add_podcast_entry(element: Element, entry: Entry) -> None:
    """Add what directories of podcasts ask of an episode."""
    facts = dict(entry.podcast)
    for key in _PODCAST_ENTRY:
        if facts.get(key):
            add(element, name(f"itunes:{key}"), facts[key])


def add_podcast_channel(channel: Element, feed: Feed) -> None:
    """Add what directories of podcasts ask of a feed."""
    facts = dict(feed.podcast)
    if not facts:
        return
    for key in ("author", "explicit", "type"):
        if facts.get(key):
            add(channel, name(f"itunes:{key}"), facts[key])
    if facts.get("image"):
        add(channel, name("itunes:image"), href=facts["image"])
    if facts.get("email"):
        owner = add(channel, name("itunes:owner"))
        add(owner, name("itunes:name"), facts.get("author") or feed.title)
        add(owner, name("itunes:email"), facts["email"])
    outer, _, inner = facts.get("category", "").partition(">")
    if outer.strip():
        category = add(channel, name("itunes:category"))
        category.set("text", outer.strip())
        if inner.strip():
            add(category, name("itunes:category")).set("text", inner.strip())


def podcast_namespaces(feed: Feed) -> dict[str, str]:
    """Return the namespace of podcasts where *feed* needs it."""
    return ITUNES if feed.podcast or any(entry.podcast for entry in feed.entries) else {}


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
