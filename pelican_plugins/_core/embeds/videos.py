"""Videos: YouTube, Vimeo, PeerTube."""

from __future__ import annotations

import re

from .url import EmbedUrl, Found

_YOUTUBE_ID = r"[A-Za-z0-9_-]{11}"
_YOUTUBE_PATH = re.compile(rf"/(?:embed|shorts|live|v|e)/({_YOUTUBE_ID})/?")
_PLAYLIST = re.compile(r"[A-Za-z0-9_-]{2,64}")
_TIME = re.compile(r"(?:([0-9]{1,3})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})s?)?")


def youtube(url: EmbedUrl) -> Found | None:
    """Return what is at a URL; None if nothing is."""
    if url.host == "youtu.be":
        number = url.path.strip("/")
    elif url.path.rstrip("/") == "/watch":
        number = url.query.get("v", "")
    else:
        match = _YOUTUBE_PATH.fullmatch(url.path)
        number = match[1] if match else ""
    listed = url.query.get("list", "")
    listed = listed if _PLAYLIST.fullmatch(listed) else ""
    if not re.fullmatch(_YOUTUBE_ID, number) or number == "videoseries":
        if not listed or url.path.rstrip("/") not in {"/playlist", "/embed/videoseries"}:
            return None
        page = f"https://www.youtube.com/playlist?list={listed}"
        player = f"https://www.youtube-nocookie.com/embed/videoseries?list={listed}"
        return page, player, "video"
    seconds = _seconds(url.query.get("start") or url.query.get("t") or "")
    page = f"https://www.youtube.com/watch?v={number}" + (f"&list={listed}" if listed else "")
    player = f"https://www.youtube-nocookie.com/embed/{number}?autoplay=1"
    player += f"&list={listed}" if listed else ""
    if seconds:
        page, player = f"{page}&t={seconds}s", f"{player}&start={seconds}"
    return page, player, "tall" if url.path.startswith("/shorts/") else "video"


def _seconds(time: str) -> int:
    match = _TIME.fullmatch(time)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


_VIMEO = re.compile(
    r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/|(?:album|showcase)/\d+/video/)?"
    r"(\d{1,12})(?:/([0-9a-f]{6,16}))?/?",
    re.ASCII,
)


def vimeo(url: EmbedUrl) -> Found | None:
    """Return what is at a URL; None if nothing is."""
    match = _VIMEO.fullmatch(url.path)
    if match is None:
        return None
    key = match[2] or url.query.get("h", "")
    key = key if re.fullmatch(r"[0-9a-f]{6,16}", key) else ""
    time = url.fragment if re.fullmatch(r"t=[0-9hms]{1,12}", url.fragment) else ""
    end = f"#{time}" if time else ""
    page = f"https://vimeo.com/{match[1]}" + (f"/{key}" if key else "")
    player = f"https://player.vimeo.com/video/{match[1]}?dnt=1&autoplay=1"
    return page + end, player + (f"&h={key}" if key else "") + end, "video"


# By a UUID, as such or in base 58.
_PEERTUBE = re.compile(
    r"/(?:w|videos/(?:watch|embed))/"
    r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{22})/?"
)


def peertube(url: EmbedUrl) -> Found | None:
    """Return what is at a URL; None if nothing is."""
    match = _PEERTUBE.fullmatch(url.path)
    if match is None:
        return None
    start = _seconds(url.query.get("start", ""))
    page = f"https://{url.host}/w/{match[1]}"
    # Without P2P no other viewer gets the reader's IP address.
    player = f"https://{url.host}/videos/embed/{match[1]}?autoplay=1&p2p=0"
    if start:
        page, player = f"{page}?start={start}s", f"{player}&start={start}s"
    return page, player, "video"
