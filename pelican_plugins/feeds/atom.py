"""Write a feed as Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from html import escape

from .._core.prose import excerpt_of
from .entry import Entry, EntryCache, distinct_times
from .feed import Feed, without_entries
from .feedgen_adapter import (
    ALWAYS,
    HISTORY,
    XML,
    Element,
    add,
    add_media,
    add_references,
    feedgen_categories,
    feedgen_entry,
    feedgen_feed,
    qname,
    serialise_entry,
    set_attributes,
    with_entries,
)
from .rss import related_links

# Length of a generated summary, in characters.
_SUMMARY = 300


def build_atom(feed: Feed, written: EntryCache[bytes] | None = None) -> bytes:
    """Return *feed* as an Atom 1.0 document; *written* caches entries between feeds."""
    written = EntryCache() if written is None else written
    times = distinct_times(feed.entries)
    entries = [written.of(*each, _entry) for each in zip(feed.entries, times, strict=True)]
    updated = feed.updated
    feed = without_entries(feed)
    namespaces = {**ALWAYS, **(HISTORY if feed.archive_links.current else {})}
    generator = feedgen_feed(namespaces, lambda element: _finish_feed(element, feed))
    generator.id(feed.id or feed.link)
    generator.title(feed.title or feed.link)
    # Unlike in RSS, a description is optional.
    generator.subtitle(feed.description)
    generator.updated(updated)
    # RFC 4287, section 4.1.1: an author for each entry, or one for the feed.
    generator.author(name=feed.title or feed.link)
    if feed.language:
        generator.language(feed.language)
    if feed.copyright:
        generator.rights(feed.copyright)
    if feed.icon:
        generator.icon(feed.icon)
    if feed.logo:
        generator.logo(feed.logo)
    return with_entries(generator.atom_str(pretty=True), entries, b"</feed>", feed.stylesheet)


def _finish_feed(element: Element, feed: Feed) -> None:
    add(element, "link", rel="self", type="application/atom+xml", href=feed.self_link)
    add(element, "link", rel="alternate", type="text/html", href=feed.link)
    for rel, href in related_links(feed):
        add(element, "link", rel=rel, href=href)
    subtitle = element.find("subtitle")
    if subtitle is not None and not subtitle.text:
        element.remove(subtitle)
    if feed.archive_links.current:
        add(element, qname("fh:archive"))


def _entry(entry: Entry) -> bytes:
    item = feedgen_entry(lambda element: _finish_entry(element, entry))
    item.id(entry.id)
    item.title(entry.title or entry.link)
    item.link(href=entry.link, rel="alternate")
    item.published(entry.published)
    item.updated(entry.updated)
    for author in entry.authors:
        item.author(name=author)
    item.category(feedgen_categories(entry))
    if entry.summary and entry.summary != entry.content:
        item.summary(entry.summary, type="html")
    else:
        # Without one, readers take the alternative text of the image for it.
        text = excerpt_of(entry.content, _SUMMARY) or entry.title or entry.link
        item.summary(escape(text, quote=False), type="html")
    if entry.content:
        item.content(entry.content, type="html")
    return serialise_entry(item.atom_entry(), "feed", ALWAYS)


def _finish_entry(element: Element, entry: Entry) -> None:
    if entry.language:
        element.set(f"{{{XML}}}lang", entry.language)
    for link in element.findall("link"):
        element.remove(link)
    add(element, "link", rel="alternate", type="text/html", href=entry.link)
    for enclosure in entry.enclosures:
        link = add(element, "link", rel="enclosure", type=enclosure.mime)
        set_attributes(link, length=enclosure.length or None)
        link.set("href", enclosure.url)
    add_media(element, entry)
    add_references(element, entry)
