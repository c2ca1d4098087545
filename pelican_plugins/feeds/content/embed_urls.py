"""The URLs of what scripts and custom elements would show, since no reader runs them.

A custom element is one whose name has a hyphen (WHATWG HTML, 4.13.3).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from ..._core.embeds import SERVICES, page_of
from .urls import absolute

_IDS = (
    *("videoid", "video-id", "video_id", "data-videoid", "data-video-id", "data-tweetid"),
    *("tweet-id", "tweetid", "data-shortcode", "shortcode", "data-gistid", "gist-id", "gistid"),
    *("data-trackid", "trackid", "track-id", "data-media-id", "media-id", "data-id", "video"),
    *("id",),
)
_URLS = ("src", "data-src", "href", "data-href", "data-url", "url", "data", "video", "file")
_TITLES = ("title", "data-title", "videotitle", "video-title", "playlabel", "aria-label", "alt")
_ID = re.compile(r"[\w./-]{2,100}")
_SCRIPT_ENDS = re.compile(r"(?:\.js|/embed/?|/embed\.js)$")
# Scripts that write what is at their URL without the ending.
_WRITING_HOSTS = re.compile(
    r"(?:gist\.github\.com|asciinema\.org|jsfiddle\.net|(?:[\w-]+\.)*gitlab\.[\w.-]+|gitee\.com"
    r"|codeberg\.org|pastebin\.com|carbon\.now\.sh|emgithub\.com|[\w-]+\.dwcdn\.net"
    r"|datawrapper\.dwcdn\.net)"
)


def is_custom(name: str) -> bool:
    """Return whether *name* is that of a custom element."""
    return "-" in name


def embed_title(element: Any) -> str:
    """Return what an embed calls itself; may be empty."""
    return next((" ".join(t.split()) for name in _TITLES if (t := element.get(name))), "")


def custom_element_url(element: Any, base: str) -> str:
    """Return the absolute URL of what a custom element would show; empty if unknown."""
    written = next((value for name in _URLS if (value := element.get(name))), "")
    if written and ("/" in written or "." in written):
        return absolute(written, base)
    service = next((word for word in SERVICES if word in element.tag), "")
    for name in _IDS if service else ():
        value = element.get(name) or ""
        if _ID.fullmatch(value):
            return page_of(service, value)
    return ""


def script_url(script: Any, base: str) -> str:
    """Return the absolute URL of what a script would insert in its place; empty if unknown."""
    post = script.get("data-telegram-post") or ""
    if _ID.fullmatch(post):
        return f"https://t.me/{post}"
    parts = urlsplit(absolute(script.get("src") or "", base))
    if not _WRITING_HOSTS.fullmatch(parts.hostname or ""):
        return ""
    path = _SCRIPT_ENDS.sub("", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, "")) if path else ""


def placeholder_url(element: Any) -> str:
    """Return the URL of what a script would put into an element; empty if unknown."""
    classes = element.get("class") or ""
    source = (element.get("data-src") or "").strip("/")
    if "flourish-" in classes and _ID.fullmatch(source):
        return f"https://public.flourish.studio/{source}/"
    chart = element.get("data-id") or ""
    if "infogram" in classes and _ID.fullmatch(chart):
        return f"https://infogram.com/{chart}"
    return ""
