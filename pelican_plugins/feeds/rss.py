"""Write a feed as RSS 2.0 (rssboard.org: the specification and the Best Practices Profile)."""

from __future__ import annotations

from datetime import datetime
from itertools import chain

from .entry import Entry, EntryCache
from .feed import Feed, without_entries
from .feedgen_adapter import (
    HISTORY,
    RSS,
    Element,
    add,
    add_media,
    add_podcast,
    add_references,
    escape_plain_text,
    feedgen_categories,
    feedgen_entry,
    feedgen_feed,
    podcast_namespaces,
    qname,
    rfc2822,
    rfc3339,
    serialise_entry,
    with_entries,
)

# Best Practices Profile, `image`: the largest size allowed.
_WIDEST, _HIGHEST = 144, 400


def build_rss(feed: Feed, written: EntryCache[bytes] | None = None) -> bytes:
    """Return *feed* as an RSS 2.0 document; *written* caches entries between feeds."""
    written = EntryCache() if written is None else written
    entries = [written.of(entry, entry.updated, _item) for entry in feed.entries]
    tags = chain(feed.podcast, *(entry.podcast for entry in feed.entries))
    podcast, updated = podcast_namespaces(tags), feed.updated
    feed = without_entries(feed)
    namespaces = {**RSS, **podcast, **(HISTORY if feed.archive_links.current else {})}
    generator = feedgen_feed(namespaces, lambda channel: _finish_channel(channel, feed, updated))
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
    head = escape_plain_text(generator.rss_str(pretty=True), b"description")
    return with_entries(head, entries, b"</channel>", feed.stylesheet)


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
    add(channel, qname("atom:link"), href=feed.self_link, rel="self", type="application/rss+xml")
    for rel, href in related_links(feed):
        add(channel, qname("atom:link"), href=href, rel=rel)
    if feed.archive_links.current:
        add(channel, qname("fh:archive"))
    add_podcast(channel, feed.podcast)


def related_links(feed: Feed) -> list[tuple[str, str]]:
    """Return pairs of relation and URL for a feed's hubs (WebSub) and archives."""
    links = [("hub", hub) for hub in feed.hubs]
    archives = feed.archive_links
    links += [("current", archives.current), ("prev-archive", archives.previous)]
    return [link for link in [*links, ("next-archive", archives.next)] if link[1]]


def _item(entry: Entry) -> bytes:
    item = feedgen_entry(lambda element: _finish_item(element, entry))
    item.guid(entry.id, permalink=False)
    item.title(entry.title or entry.link)
    item.link(href=entry.link)
    # Without a summary, feedgen would write the content as the description.
    item.summary(entry.summary or entry.content)
    if entry.content and entry.summary:
        item.content(entry.content)
    item.category(feedgen_categories(entry))
    if entry.enclosures:
        first = entry.enclosures[0]
        item.enclosure(first.url, str(first.length), first.mime)
    namespaces = {**RSS, **podcast_namespaces(entry.podcast)}
    return serialise_entry(item.rss_entry(), "rss", namespaces)


def _finish_item(element: Element, entry: Entry) -> None:
    add(element, "pubDate", rfc2822(entry.published))
    if entry.updated != entry.published:
        add(element, qname("atom:updated"), rfc3339(entry.updated))
    if entry.authors:
        # Of several elements, most readers show only the last, some the first.
        add(element, qname("dc:creator"), ", ".join(entry.authors))
    if entry.language:
        add(element, qname("dc:language"), entry.language)
    add_media(element, entry)
    add_references(element, entry)
    add_podcast(element, entry.podcast)
