"""The links in a page's head by which browsers and readers find its feeds.

WHATWG HTML, 4.6.7.1: `rel="alternate"` with the type of a feed.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .feed_list import FORMATS, KnownFeed

_LABELS = {"ATOM": "Atom", "RSS": "RSS", "JSON": "JSON"}


def feed_url(feed: KnownFeed, domain: str) -> str:
    """Return the absolute address of *feed*; its setting may name a whole one."""
    if "://" in feed.url:
        return feed.url
    return f"{domain.rstrip('/')}/{feed.url.lstrip('/')}"


def feed_title(feed: KnownFeed, site: str) -> str:
    """Return what a list of feeds calls *feed*, as plain text."""
    name = f"{site}: {feed.name}" if feed.name else site
    if feed.kind == "translation":
        name = f"{site} [{feed.name}]"
    if feed.setting in {"FEED_ATOM", "FEED_RSS"}:
        return f"{name} ({_LABELS[feed.form]}, originals)"
    return f"{name} ({_LABELS[feed.form]})"


def discovery_links(
    feeds: Iterable[KnownFeed], wanted: Iterable[tuple[str, str]], site: str, domain: str
) -> str:
    """Return a `<link>` for each feed that belongs to a page, as HTML.

    Args:
        feeds: of the site.
        wanted: kind and name of the feeds of the page, such as `("tag", "Rivers")`.
        site: its name as plain text.
        domain: the address that feeds are below.
    """
    listed = set(wanted)
    return "\n".join(
        f'<link rel="alternate" type="{FORMATS[feed.form]}"'
        f' title="{escape(feed_title(feed, site))}" href="{escape(feed_url(feed, domain))}">'
        for feed in feeds
        if (feed.kind, feed.name) in listed
    )
