"""Write a feed as RSS 2.0 or Atom 1.0.

feedgen does the writing. What it gets wrong when it is used plainly is put right here, and
nowhere else: it takes the clock for the time of a change, puts new entries first, refuses
an empty description and drops authors without an address from RSS.
"""

from __future__ import annotations

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from .entry import Entry, Feed


def build_rss(feed: Feed) -> bytes:
    """Return *feed* as an RSS 2.0 document (rssboard.org, RSS 2.0 and its Best Practices)."""
    feed = feed.cleaned()
    generator = _generator(feed)
    # RSS wants an author's e-mail address; a name alone goes into Dublin Core's creator.
    generator.load_extension("dc", atom=False, rss=True)
    for entry in feed.entries:
        item = _add(generator, entry)
        item.dc.dc_creator(list(entry.authors))
    return generator.rss_str(pretty=True)  # type: ignore[no-any-return]


def build_atom(feed: Feed) -> bytes:
    """Return *feed* as an Atom 1.0 document (RFC 4287)."""
    feed = feed.cleaned()
    generator = _generator(feed)
    # RFC 4287 section 4.1.1: an author for each entry, or one for the feed.
    generator.author(name=feed.title)
    # What RSS must have, Atom need not: no stand-in for a missing description here.
    generator.subtitle(feed.description)
    for entry in feed.entries:
        item = _add(generator, entry)
        for author in entry.authors:
            item.author(name=author)
    return generator.atom_str(pretty=True)  # type: ignore[no-any-return]


def _generator(feed: Feed) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.link)
    generator.title(feed.title or feed.link)
    generator.description(feed.description or feed.title or feed.link)
    generator.link(href=feed.self_link, rel="self")
    # The last link given becomes the channel's own.
    generator.link(href=feed.link, rel="alternate")
    if feed.language:
        generator.language(feed.language)
    generator.updated(feed.updated)
    generator.generator("pelican-pouch")
    return generator


def _add(generator: FeedGenerator, entry: Entry) -> FeedEntry:
    item = generator.add_entry(order="append")
    item.guid(entry.id, permalink=False)
    item.title(entry.title or entry.link)
    item.link(href=entry.link)
    item.published(entry.published)
    item.updated(entry.updated)
    item.category([{"term": name} for name in entry.categories])
    if entry.summary:
        item.summary(entry.summary, type="html")
    if entry.content:
        item.content(entry.content, type="html")
    return item
