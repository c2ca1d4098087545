"""Recognise URLs of videos, posts and maps of other sites, and their providers.

One table for all: pages make cards of these, feeds links, and shortcodes the URLs of ids. A URL
counts only if its host is exactly that of a provider and its path and ids have the provider's form;
whatever is built from it holds nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote

from ..urls import split
from . import maps, posts, videos
from .url import EmbedUrl, Found, Shape


@dataclass(frozen=True, slots=True)
class Embed:
    """The video, post or map of a URL.

    Attributes:
        provider: its key in `PROVIDERS`.
        page: the absolute URL that a reader opens.
        player: the absolute URL of a frame that shows it.
        shape: of the frame.
    """

    provider: str
    page: str
    player: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class _Provider:
    """A provider of videos, posts or maps.

    Attributes:
        hosts: its hosts; empty if it is software that runs on many.
        find: returns page, player and shape of a URL, or None.
    """

    hosts: re.Pattern[str] | None
    find: Callable[[EmbedUrl], Found | None]


# No link to a video is longer than this.
_LONGEST = 4096
# What could end an attribute, or what browsers read as something else than is written.
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\"'<>\\`^{|}]")
_SERVER = re.compile(r"(?!.{254}|.*(?:^|\.)xn--)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def embed_of(url: str, servers: Collection[str] = ()) -> Embed | None:
    """Return what *url* shows, whether it is that of a page or of a player; None if unknown.

    Args:
        url: absolute, `http` or `https`.
        servers: hosts that run PeerTube or Mastodon; if empty, any host may.
    """
    if len(url) > _LONGEST or _UNSAFE.search(url):
        return None
    parts = split(url)
    if parts is None or parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        return None
    host = (parts.hostname or "").lower()
    if parts.netloc.lower() != host:
        # A port, or brackets.
        return None
    for name, provider in PROVIDERS.items():
        if provider.hosts is None:
            known = host in servers if servers else _SERVER.fullmatch(host)
        else:
            known = provider.hosts.fullmatch(host)
        if known and (found := provider.find(_parsed(host, parts))):
            return Embed(name, *found)
    return None


def _parsed(host: str, parts: SplitResult) -> EmbedUrl:
    query: dict[str, str] = {}
    for key, value in parse_qsl(parts.query):
        query.setdefault(key, value)
    return EmbedUrl(host, parts.path, query, parts.fragment)


def page_of(service: str, number: str) -> str:
    """Return the URL of the page where *service* shows what has an id; empty if unknown."""
    form = _PAGES.get(service, "")
    return form.format(quote(number, safe="/")) if form else ""


_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "twitter": "https://twitter.com/i/status/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "gist": "https://gist.github.com/{}",
    "wistia": "https://fast.wistia.net/embed/iframe/{}",
    "soundcloud": "https://api.soundcloud.com/tracks/{}",
    "tiktok": "https://www.tiktok.com/embed/v2/{}",
    "loom": "https://www.loom.com/share/{}",
    "twitch": "https://www.twitch.tv/videos/{}",
}
SERVICES: Collection[str] = _PAGES.keys()
"""Services whose pages are known by ids."""


def _hosts(*names: str) -> re.Pattern[str]:
    return re.compile("|".join(names))


PROVIDERS: Mapping[str, _Provider] = {
    "youtube": _Provider(
        _hosts(r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com", r"youtu\.be"), videos.youtube
    ),
    "vimeo": _Provider(_hosts(r"(?:(?:www|player)\.)?vimeo\.com"), videos.vimeo),
    "openstreetmap": _Provider(
        _hosts(r"(?:www\.)?openstreetmap\.org", r"osm\.org"), maps.openstreetmap
    ),
    "google-maps": _Provider(
        _hosts(r"(?:(?:www|maps)\.)?google\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})"),
        maps.google_maps,
    ),
    "bluesky": _Provider(_hosts(r"(?:embed\.)?bsky\.app"), posts.bluesky),
    "twitter": _Provider(
        _hosts(r"(?:(?:www|mobile|platform)\.)?twitter\.com", r"(?:(?:www|mobile)\.)?x\.com"),
        posts.twitter,
    ),
    "peertube": _Provider(None, videos.peertube),
    "mastodon": _Provider(None, posts.mastodon),
}
"""All providers by their names in settings."""

FRAME_HOSTS: Mapping[str, str] = {
    "youtube": "https://www.youtube-nocookie.com",
    "vimeo": "https://player.vimeo.com",
    "openstreetmap": "https://www.openstreetmap.org",
    "google-maps": "https://www.google.com",
    "bluesky": "https://embed.bsky.app",
    "twitter": "https://platform.twitter.com",
}
"""The only origin of each provider's players, for `frame-src` of a Content-Security-Policy; those
of PeerTube and Mastodon are their servers'."""

# What the code for copying loads, to fill or to resize what is before it.
_SCRIPTS = {
    "twitter": re.compile(r"(?:https?:)?//platform\.(?:twitter|x)\.com/widgets\.js"),
    "bluesky": re.compile(r"(?:https?:)?//embed\.bsky\.app/static/embed\.js"),
    "vimeo": re.compile(r"(?:https?:)?//player\.vimeo\.com/api/player\.js"),
    "mastodon": re.compile(r"https://[a-z0-9.-]+/embed\.js"),
}


def script_of(src: str) -> str:
    """Return the provider whose script is at a URL; empty if it is none of these."""
    found = (name for name, form in _SCRIPTS.items() if form.fullmatch(src))
    return next(found, "")
