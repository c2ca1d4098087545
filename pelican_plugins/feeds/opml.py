"""The list of a site's feeds as OPML 2.0 (opml.org/spec2.opml), for readers to import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from .._core.text import xml_safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed as somebody may subscribe to it.

    Attributes:
        title: plain text.
        url: absolute address of the feed.
        home: absolute address of the page it belongs to.
        language: BCP 47 tag, or empty.
    """

    title: str
    url: str
    home: str
    language: str = ""


def build_opml(title: str, subscriptions: Iterable[Subscription]) -> bytes:
    """Return an OPML document with one outline for each feed."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = xml_safe(title)
    body = etree.SubElement(root, "body")
    for each in subscriptions:
        outline = etree.SubElement(body, "outline", type="rss")
        for name, value in (
            ("text", each.title),
            ("title", each.title),
            ("xmlUrl", each.url),
            ("htmlUrl", each.home),
            ("language", each.language),
        ):
            if value:
                outline.set(name, xml_safe(value))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
