"""The feeds of a site, and the links in a page's head by which readers discover them.

WHATWG HTML, 4.6.7.1: `rel="alternate"` with the type of a feed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain
from operator import itemgetter
from typing import Any

from .._core.urls import in_path

FORMATS = {
    "ATOM": "application/atom+xml",
    "RSS": "application/rss+xml",
    "JSON": "application/feed+json",
}
"""Media types by the names of the formats in Pelican's settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFeed:
    """A feed of a site.

    Attributes:
        setting: that requests it, such as `TAG_FEED_RSS`.
        kind: `all`, `category`, `author`, `tag` or `translation`.
        form: `ATOM`, `RSS` or `JSON`.
        name: of the category, author, tag or language; empty for all articles.
        path: in the output folder.
        url: relative to `FEED_DOMAIN`, or absolute.
    """

    setting: str
    kind: str
    form: str
    name: str
    path: str
    url: str


def known_feeds(
    settings: Mapping[str, Any], groups: Mapping[str, Iterable[tuple[str, str]]]
) -> list[KnownFeed]:
    """Return every feed of a site, in the order in which Pelican writes them.

    Args:
        settings: of the site.
        groups: pairs of name and slug, by the prefix of the setting (`TAG`).
    """
    prefixes: dict[str, Iterable[tuple[str, str]]] = {"FEED": [("", "")], "FEED_ALL": [("", "")]}
    prefixes |= {f"{group}_FEED": members for group, members in groups.items()}
    return [
        KnownFeed(
            setting=setting,
            kind="all" if prefix in {"FEED", "FEED_ALL"} else prefix.removesuffix("_FEED").lower(),
            form=form,
            name=name,
            path=posixpath.normpath(fill_pattern(settings[setting], slug)),
            url=fill_pattern(settings.get(f"{setting}_URL") or settings[setting], in_path(slug)),
        )
        for prefix, members in prefixes.items()
        for name, slug in members
        for form in FORMATS
        if settings.get(setting := f"{prefix}_{form}")
    ]


def fill_pattern(pattern: Any, slug: str) -> str:
    """Return the path or URL that results from a setting's *pattern*."""
    return str(pattern).format(slug=slug, lang=slug) if slug else str(pattern)


def one_format_per_feed(feeds: Iterable[KnownFeed]) -> list[KnownFeed]:
    """Return each feed in its best format only, so that nobody subscribes to it twice."""
    chosen: dict[tuple[str, str, str], KnownFeed] = {}
    for feed in feeds:
        chosen.setdefault((feed.setting.rpartition("_")[0], feed.kind, feed.name), feed)
    return list(chosen.values())


_LABELS = {"ATOM": "Atom", "RSS": "RSS", "JSON": "JSON"}


def feed_url(feed: KnownFeed, domain: str) -> str:
    """Return the absolute URL of *feed*."""
    if "://" in feed.url:
        return feed.url
    return f"{domain.rstrip('/')}/{feed.url.lstrip('/')}"


def feed_title(feed: KnownFeed, site: str) -> str:
    """Return the title of *feed* in lists of feeds, as plain text."""
    name = f"{site}: {feed.name}" if feed.name else site
    if feed.kind == "translation":
        name = f"{site} [{feed.name}]"
    if feed.setting in {"FEED_ATOM", "FEED_RSS"}:
        return f"{name} ({_LABELS[feed.form]}, originals)"
    return f"{name} ({_LABELS[feed.form]})"


def named_feeds(
    by_name: Mapping[str, Iterable[tuple[int, KnownFeed]]], names: Iterable[str]
) -> list[KnownFeed]:
    """Return the feeds with these names, in the order of all feeds.

    Args:
        by_name: all feeds, with their places in the list.
        names: of categories and the like.
    """
    found = chain.from_iterable(by_name.get(name, ()) for name in set(names))
    return [feed for _, feed in sorted(found, key=itemgetter(0))]


def discovery_links(
    feeds: Iterable[KnownFeed], wanted: Iterable[tuple[str, str]], site: str, domain: str
) -> str:
    """Return a `<link>` for each feed that belongs to a page, as HTML.

    Args:
        feeds: of the site.
        wanted: kind and name of the feeds of the page, such as `("tag", "Rivers")`.
        site: its name as plain text.
        domain: the URL that relative URLs of feeds are resolved against.
    """
    listed = set(wanted)
    return "\n".join(
        f'<link rel="alternate" type="{FORMATS[feed.form]}"'
        f' title="{escape(feed_title(feed, site))}" href="{escape(feed_url(feed, domain))}">'
        for feed in feeds
        if (feed.kind, feed.name) in listed
    )
