"""Write a feed as RSS 2.0 (rssboard.org: the specification and the Best Practices Profile)."""

from __future__ import annotations

from datetime import datetime

from .entry import Entry
from .entry_cache import Written
from .feed import Feed, without_entries
from .feedgen_adapter import (
    HISTORY,
    ITUNES,
    RSS,
    Element,
    add,
    add_media,
    add_podcast_channel,
    add_podcast_entry,
    add_references,
    category_facts,
    name,
    new_entry,
    new_feed,
    podcast_namespaces,
    rfc2822,
    rfc3339,
    serialise_entry,
    with_entries,
)

# Best Practices Profile, `image`: none may be larger.
_WIDEST, _HIGHEST = 144, 400


def build_rss(feed: Feed, written: Written[bytes] | None = None) -> bytes:
    """Return *feed* as an RSS 2.0 document; *written* knows entries of other feeds."""
    written = Written() if written is None else written
    entries = [written.of(entry, entry.updated, _item) for entry in feed.entries]
    podcast, updated = podcast_namespaces(feed), feed.updated
    feed = without_entries(feed)
    namespaces = {**RSS, **podcast, **(HISTORY if feed.pages.current else {})}
    generator = new_feed(namespaces, lambda channel: _finish_channel(channel, feed, updated))
    generator.title(feed.title or feed.link)
    generator.description(feed.description or feed.title or feed.link)
    generator.link(href=feed.link, rel="alternate")
    generator.updated(updated)
    if feed.language:
        generator.language(feed.language)
    if feed.copyright:
        generator.copyright(feed.copyright)
    if feed.ttl:
        generator.ttl(feed.ttl)
    return with_entries(generator.rss_str(pretty=True), entries, b"</channel>", feed.stylesheet)


def _finish_channel(channel: Element, feed: Feed, updated: datetime) -> None:
    channel.find("lastBuildDate").text = rfc2822(updated)
    image = feed.image
    if image is not None and (image.width or 0) <= _WIDEST and (image.height or 0) <= _HIGHEST:
        element = add(channel, "image")
        add(element, "url", image.url)
        add(element, "title", channel.findtext("title"))
        add(element, "link", feed.link)
        for side, pixels in (("width", image.width), ("height", image.height)):
            if pixels:
                add(element, side, str(pixels))
    add(channel, name("atom:link"), href=feed.self_link, rel="self", type="application/rss+xml")
    for rel, href in related_links(feed):
        add(channel, name("atom:link"), href=href, rel=rel)
    if feed.pages.current:
        add(channel, name("fh:archive"))
    add_podcast_channel(channel, feed)


def related_links(feed: Feed) -> list[tuple[str, str]]:
    """Return relation and address of the links of a feed to hubs (WebSub) and archives."""
    pages = (
        ("current", feed.pages.current),
        ("prev-archive", feed.pages.previous),
        ("next-archive", feed.pages.next),
    )
    return [*(("hub", hub) for hub in feed.hubs), *(page for page in pages if page[1])]


def _item(entry: Entry) -> bytes:
    item = new_entry(lambda element: _finish_item(element, entry))
    item.guid(entry.id, permalink=False)
    item.title(entry.title or entry.link)
    item.link(href=entry.link)
    # Without a summary feedgen would write the whole text as a description.
    item.summary(entry.summary or entry.content)
    if entry.content and entry.summary:
        item.content(entry.content)
    item.category(category_facts(entry))
    if entry.enclosures:
        first = entry.enclosures[0]
        item.enclosure(first.url, str(first.length), first.mime)
    namespaces = {**RSS, **(ITUNES if entry.podcast else {})}
    return serialise_entry(item.rss_entry(), "rss", namespaces)


def _finish_item(element: Element, entry: Entry) -> None:
    add(element, "pubDate", rfc2822(entry.published))
    if entry.updated != entry.published:
        add(element, name("atom:updated"), rfc3339(entry.updated))
    if entry.authors:
        # Of several elements most readers show the last, and some the first.
        add(element, name("dc:creator"), ", ".join(entry.authors))
    if entry.language:
        add(element, name("dc:language"), entry.language)
    add_media(element, entry)
    add_references(element, entry)
    add_podcast_entry(element, entry)
