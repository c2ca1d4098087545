"""What feedgen 1.0 gets wrong when it is used plainly, put right in one place.

- It takes the clock for the time of a change: every time is given.
- It puts new entries first: they are appended.
- It refuses an empty title or description: something stands in for them.
- In Atom it writes of an entry's links only the address, and of relations only five; in RSS it
  writes one link of a feed, and takes the last one for the site's: links are written here.
- Its Atom tree has no namespace, so what is added to it must have none either.
- It keeps authors without an e-mail address out of RSS: Dublin Core's creator names them.
- Its media extension puts a single picture into a group of alternatives, and knows no
  alternative text: pictures are written here.
- It flips the locale of the process for each date: dates of RSS are written here.
- It knows no language of an entry, no processing instruction, no archive, no reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache, partial
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

Element = Any
"""An element of lxml, which ships no types."""

# Which elements hold text and no HTML, by their names in the serialised feed.
_PLAIN = re.compile(
    rb"(<(title|subtitle|rights|copyright|name|category|dc:creator|media:description|"
    rb"dcterms:references|generator)(?: [^>]*)?>)([^<]*)(?=</\2>)"
)
_HEXADECIMAL = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"), (b"&gt;", b"&#x3E;"))


def new_feed(namespaces: Mapping[str, str], finish: Callable[[Element], None]) -> FeedGenerator:
    """Return an empty feed of feedgen.

    Args:
        namespaces: by prefix, those of all that is added.
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


def new_entry(finish: Callable[[Element], None]) -> FeedEntry:
    """Return an empty entry of feedgen; *finish* is called with its finished tree."""
    item = FeedEntry()
    item.register_extension("finish", partial(_FinishEntry, finish))
    return item


class _FinishEntry(BaseEntryExtension):  # type: ignore[misc]
    """Feedgen's way to let others have the last word on an entry."""

    def __init__(self, finish: Callable[[Element], None]) -> None:
        self._finish = finish

    def extend_rss(self, entry: Element) -> Element:
        self._finish(entry)
        return entry

    extend_atom = extend_rss


def add(parent: Element, name: str, text: str | None = None, **attributes: Any) -> Element:
    """Append an element; attributes that are None or empty are left out."""
    element = etree.SubElement(parent, name)
    element.text = text
    set_all(element, **attributes)
    return element


def set_all(element: Element, **attributes: Any) -> None:
    """Give *element* those attributes that are not None or empty."""
    for name, value in attributes.items():
        if value not in {None, ""}:
            element.set(name, str(value))


def rfc2822(moment: datetime) -> str:
    """Return *moment* as RSS writes it, in English and without a look at the locale."""
    return format_datetime(moment)


def rfc3339(moment: datetime) -> str:
    """Return *moment* as Atom and JSON Feed write it."""
    return moment.isoformat()


def serialise_entry(element: Element, root: str, namespaces: Mapping[str, str]) -> bytes:
    """Return *element* as it stands in a feed whose root has the *namespaces*."""
    wrapper, before = _wrapper(root, tuple(namespaces.items()))
    wrapper.append(element)
    data: bytes = etree.tostring(wrapper, encoding="UTF-8", pretty_print=True)
    wrapper.remove(element)
    return plain_text(data[len(before) : data.rindex(b"</")].rstrip(b" "))


def plain_text(data: bytes) -> bytes:
    """Write `& < >` in plain text as hexadecimal references (RSS Best Practices, 4.1).

    To XML they mean the same; old readers that take all text for HTML read them right, too.
    """
    return _PLAIN.sub(_in_hexadecimal, data) if b"&" in data else data


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
    """Return a whole feed.

    Args:
        head: the feed without entries, serialised.
        entries: serialised.
        end: the end tag behind the last entry.
        stylesheet: address for an `xml-stylesheet`, or empty.
    """
    head = plain_text(head)
    if stylesheet:
        declaration, _, rest = head.partition(b"\n")
        # The address stands in an attribute of sorts.
        href = stylesheet.replace("&", "&amp;").replace('"', "%22").encode()
        line = b'<?xml-stylesheet type="text/css" href="' + href + b'"?>'
        head = b"\n".join([declaration, line, rest])
    place = head.rindex(end)
    start = head[:place].rstrip(b" ")
    return start + b"".join(entries) + head[place:]
