"""Posts: Mastodon, Bluesky, Twitter."""

from __future__ import annotations

import re

from .url import EmbedUrl, Found

_MASTODON = re.compile(r"/(?:@|users/)(\w{1,64})(?:/statuses)?/(\d{6,20})(?:/embed)?/?", re.ASCII)
_HANDLE = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}|did:(?:plc|web):[A-Za-z0-9.:-]{1,200}"
_BLUESKY_PAGE = re.compile(rf"/profile/({_HANDLE})/post/([A-Za-z0-9._~-]{{1,64}})/?")
_BLUESKY_FRAME = re.compile(rf"/embed/({_HANDLE})/app\.bsky\.feed\.post/([A-Za-z0-9._~-]{{1,64}})")
_TWITTER = re.compile(
    r"/(\w{1,20}|i/web)/status(?:es)?/(\d{1,20})(?:/(?:photo|video)/\d)?/?", re.ASCII
)


def mastodon(url: EmbedUrl) -> Found | None:
    """Return what is at a URL; None if nothing is."""
    match = _MASTODON.fullmatch(url.path)
    if match is None:
        return None
    page = f"https://{url.host}/@{match[1]}/{match[2]}"
    return page, f"{page}/embed", "post"


def bluesky(url: EmbedUrl) -> Found | None:
    """Return what is at a URL; None if nothing is."""
    form = _BLUESKY_FRAME if url.host.startswith("embed.") else _BLUESKY_PAGE
    match = form.fullmatch(url.path)
    if match is None:
        return None
    page = f"https://bsky.app/profile/{match[1]}/post/{match[2]}"
    return page, f"https://embed.bsky.app/embed/{match[1]}/app.bsky.feed.post/{match[2]}", "post"


def twitter(url: EmbedUrl) -> Found | None:
    """Return what is at a URL; None if nothing is."""
    match = _TWITTER.fullmatch(url.path)
    number = match[2] if match else ""
    if url.host == "platform.twitter.com":
        number = url.query.get("id", "") if url.path.lower() == "/embed/tweet.html" else ""
    if not re.fullmatch(r"[0-9]{1,20}", number):
        return None
    user = "i" if match is None or match[1] == "i/web" else match[1]
    player = f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={number}"
    return f"https://twitter.com/{user}/status/{number}", player, "post"
