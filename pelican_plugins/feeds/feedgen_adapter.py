"""Work around what feedgen 1.0 gets wrong, and write the extensions that RSS and Atom share.

- It defaults times to the clock: every time is passed explicitly.
- It prepends new entries: they are serialised here, in order.
- It rejects an empty title or description: a substitute is passed.
- In Atom it writes only the URL of an entry's link and knows five relations; in RSS it writes one
  link per feed, and takes the last for the site's: links are added here.
- Its Atom tree has no namespace, so elements added to it must have none either.
- It omits authors without an e-mail address from RSS: `dc:creator` names them.
- Its media extension wraps a single image in a group, and has no alternative text: images are
  added here.
- It switches the locale of the process for each date: dates of RSS are formatted here.
- It has no language of an entry, processing instruction, archive or reference.

What RSS and Atom say in the same words: categories, pictures and references.

The XML namespaces of our feeds, each with the prefix that everybody uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache, partial
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from .entry import Entry, PodcastTag

Element = Any
"""An element of lxml, which ships no types."""

# Elements of plain text, by their names in the serialised feed.
_PLAIN = re.compile(
    rb"(<(title|subtitle|rights|copyright|name|category|dc:creator|media:description|"
    rb"dcterms:references|generator)(?: [^<>]*)?>)([^<]*)(?=</\2>)"
)
_HEXADECIMAL = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"), (b"&gt;", b"&#x3E;"))


def feedgen_feed(namespaces: Mapping[str, str], finish: Callable[[Element], None]) -> FeedGenerator:
    """Return an empty feed of feedgen.

    Args:
        namespaces: of all added elements, by prefix.
        finish: called with the finished tree of the feed without its entries.
    """

    class Finish(BaseExtension):  # type: ignore[misc]
        def extend_ns(self) -> dict[str, str]:
            return dict(namespaces)

        def extend_rss(self, feed: Element) -> Element:
            finish(feed.find("channel"))
            return feed

        def extend_atom(self, feed: Element) -> Element:
            finish(feed)
            return feed

    generator = FeedGenerator()
    generator.register_extension("finish", Finish, None)
    generator.generator("pelican-pouch")
    return generator


def feedgen_entry(finish: Callable[[Element], None]) -> FeedEntry:
    """Return an empty entry of feedgen; *finish* is called with its finished tree."""
    item = FeedEntry()
    item.register_extension("finish", partial(_FinishEntry, finish))
    return item


class _FinishEntry(BaseEntryExtension):  # type: ignore[misc]
    """Hook by which feedgen lets extensions change a finished entry."""

    def __init__(self, finish: Callable[[Element], None]) -> None:
        self._finish = finish

    def extend_rss(self, entry: Element) -> Element:
        self._finish(entry)
        return entry

    extend_atom = extend_rss


def add(parent: Element, name: str, text: str | None = None, **attributes: Any) -> Element:
    """Append an element; omit attributes that are None or empty."""
    element = etree.SubElement(parent, name)
    element.text = text
    set_attributes(element, **attributes)
    return element


def set_attributes(element: Element, **attributes: Any) -> None:
    """Set the attributes that are not None or empty."""
    for name, value in attributes.items():
        if value not in {None, ""}:
            element.set(name, str(value))


def rfc2822(moment: datetime) -> str:
    """Return *moment* as in RSS, independent of the locale."""
    return format_datetime(moment)


def rfc3339(moment: datetime) -> str:
    """Return *moment* as in Atom and JSON Feed."""
    return moment.isoformat()


def serialise_entry(element: Element, root: str, namespaces: Mapping[str, str]) -> bytes:
    """Return *element* as serialised within a *root* element that declares *namespaces*."""
    wrapper, before = _wrapper(root, tuple(namespaces.items()))
    wrapper.append(element)
    data: bytes = etree.tostring(wrapper, encoding="UTF-8", pretty_print=True)
    wrapper.remove(element)
    return escape_plain_text(data[len(before) : data.rindex(b"</")].rstrip(b" "))


def escape_plain_text(data: bytes, name: bytes = b"") -> bytes:
    """Write `& < >` in plain text as hexadecimal references (RSS Best Practices, 4.1).

    Equivalent in XML, and also right in old readers that parse all text as HTML.

    Args:
        data: a serialised feed or entry.
        name: of the elements that are plain text; empty for those that always are.
    """
    pattern = re.compile(b"(<(%b)>)([^<]*)(?=</)" % name) if name else _PLAIN
    return pattern.sub(_in_hexadecimal, data) if b"&" in data else data


def _in_hexadecimal(match: re.Match[bytes]) -> bytes:
    text = match[3]
    for named, hexadecimal in _HEXADECIMAL:
        text = text.replace(named, hexadecimal)
    return match[1] + text


@lru_cache(maxsize=8)
def _wrapper(root: str, namespaces: tuple[tuple[str, str], ...]) -> tuple[Element, bytes]:
    wrapper = etree.Element(root, nsmap=dict(namespaces))
    empty: bytes = etree.tostring(wrapper, encoding="UTF-8")
    return wrapper, empty.replace(b"/>", b">") + b"\n"


def with_entries(head: bytes, entries: list[bytes], end: bytes, stylesheet: str) -> bytes:
    """Return a complete feed.

    Args:
        head: the feed without entries, serialised.
        entries: serialised.
        end: the end tag after the last entry.
        stylesheet: URL for an `xml-stylesheet` instruction, or empty.
    """
    head = escape_plain_text(head)
    if stylesheet:
        declaration, _, rest = head.partition(b"\n")
        href = stylesheet.replace("&", "&amp;").replace('"', "%22").encode()
        line = b'<?xml-stylesheet type="text/css" href="' + href + b'"?>'
        head = b"\n".join([declaration, line, rest])
    place = head.rindex(end)
    start = head[:place].rstrip(b" ")
    return start + b"".join(entries) + head[place:]


def feedgen_categories(entry: Entry) -> list[dict[str, str]]:
    """Return the categories of an entry as feedgen expects them."""
    return [
        {"term": each.name, **({"scheme": each.scheme} if each.scheme else {})}
        for each in entry.categories
    ]


def add_media(element: Element, entry: Entry) -> None:
    """Add the featured image of an entry (Media RSS 1.5.1).

    Not as an enclosure: readers would list it below the article like an audio file.
    """
    media = entry.media
    if media is None:
        return
    size: dict[str, Any] = {"width": media.width, "height": media.height}
    content = add(element, qname("media:content"), url=media.url, type=media.mime, medium="image")
    set_attributes(content, fileSize=media.length, **size)
    if media.alt:
        add(content, qname("media:description"), media.alt, type="plain")
    set_attributes(add(element, qname("media:thumbnail"), url=media.url), **size)


def add_references(element: Element, entry: Entry) -> None:
    """Add the works that an entry cites, and their second links (DCMI Terms, `references`).

    Not as links: some readers take the first related link for the entry's own.
    """
    cited = (
        text
        for each in entry.references
        for text in (each.url or each.title, *(link[0] for link in each.links))
    )
    for text in dict.fromkeys(cited):
        add(element, qname("dcterms:references"), text)


def add_podcast(element: Element, tags: Iterable[PodcastTag]) -> None:
    """Add what podcast directories read of an episode or a show."""
    for tag in tags:
        attributes = dict(tag.attributes)
        if tag.name == "itunes:owner":
            owner = add(element, qname(tag.name))
            add(owner, qname("itunes:name"), tag.text)
            add(owner, qname("itunes:email"), attributes["email"])
        elif tag.name == "itunes:category":
            category = add(element, qname(tag.name))
            category.set("text", tag.text)
            if attributes.get("inner"):
                add(category, qname(tag.name)).set("text", attributes["inner"])
        else:
            add(element, qname(tag.name), tag.text or None, **attributes)


def podcast_namespaces(tags: Iterable[PodcastTag]) -> dict[str, str]:
    """Return the namespaces that *tags* need."""
    prefixes = {tag.name.partition(":")[0] for tag in tags}
    return {prefix: url for prefix, url in PODCAST.items() if prefix in prefixes}


ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"

ALWAYS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
"""Namespaces of entries in either format."""

RSS = {**ALWAYS, "atom": ATOM, "content": "http://purl.org/rss/1.0/modules/content/"}
HISTORY = {"fh": "http://purl.org/syndication/history/1.0"}
PODCAST = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}

_BY_PREFIX = {**RSS, **HISTORY, **PODCAST}


def qname(prefixed: str) -> str:
    """Return a qualified name as in lxml, `{http://…}content` for `media:content`."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_BY_PREFIX[prefix]}}}{local}"
