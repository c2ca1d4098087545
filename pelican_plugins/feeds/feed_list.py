"""Which feeds a site has, and of what kind each is.

The links in a page's head by which browsers and readers find its feeds.

WHATWG HTML, 4.6.7.1: `rel="alternate"` with the type of a feed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

FORMATS = {
    "ATOM": "application/atom+xml",
    "RSS": "application/rss+xml",
    "JSON": "application/feed+json",
}
"""The formats by their names in Pelican's settings, with their media types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFeed:
    """A feed of a site.

    Attributes:
        setting: that names it, such as `TAG_FEED_RSS`.
        kind: `all`, `category`, `author`, `tag` or `translation`.
        form: `ATOM`, `RSS` or `JSON`.
        name: of the category, author, tag or language; empty for the feed of all articles.
        path: in the output folder.
        url: its address below `FEED_DOMAIN`, or a whole one.
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
        groups: by the beginning of a setting's name (`TAG`), pairs of a name and what stands
            for it in an address.
    """
    found = []
    for name in ("FEED", "FEED_ALL"):
        for form in FORMATS:
            setting = f"{name}_{form}"
            if settings.get(setting):
                found.append(_known(settings, setting, "all", form, "", ""))
    for group, members in groups.items():
        for name, slug in members:
            for form in FORMATS:
                setting = f"{group}_FEED_{form}"
                if settings.get(setting):
                    found.append(_known(settings, setting, group.lower(), form, name, slug))
    return found


def _known(  # noqa: PLR0913, PLR0917 (one for each field)
    settings: Mapping[str, Any], setting: str, kind: str, form: str, name: str, slug: str
) -> KnownFeed:
    path = fill_pattern(settings[setting], slug)
    return KnownFeed(
        setting=setting,
        kind=kind,
        form=form,
        name=name,
        path=posixpath.normpath(path),
        url=fill_pattern(settings.get(f"{setting}_URL") or settings[setting], slug),
    )


def fill_pattern(pattern: Any, slug: str) -> str:
    """Return the path or address that a setting's *pattern* gives."""
    return str(pattern).format(slug=slug, lang=slug) if slug else str(pattern)


def one_format_per_feed(feeds: Iterable[KnownFeed]) -> list[KnownFeed]:
    """Return each feed once, in the best format it has: to follow two would show all twice."""
    chosen: dict[tuple[str, str, str], KnownFeed] = {}
    for feed in feeds:
        chosen.setdefault((feed.setting.rpartition("_")[0], feed.kind, feed.name), feed)
    return list(chosen.values())


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
