"""The files that a site publishes: their URLs, media types and sizes, and enclosures of them.

Media types are our own table: Python's `mimetypes` depends on the machine.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from .content.urls import absolute
from .entry import Enclosure


@dataclass(frozen=True, slots=True)
class PublishedFiles:
    """The static files of a site.

    Attributes:
        site: its absolute URL, without a trailing slash.
        sources: paths of source files by decoded URL, relative to the site.
        urls: URLs relative to the site, by path in the content folder.
    """

    site: str
    sources: Mapping[str, str]
    urls: Mapping[str, str]

    def length(self, url: str) -> int | None:
        """Return the size in bytes of the file at an absolute URL, or None."""
        below = url.partition("#")[0].partition("?")[0].removeprefix(f"{self.site}/")
        source = self.sources.get(unquote(below))
        try:
            return Path(source).stat().st_size if source else None
        except OSError:
            return None

    def enclosable(self) -> list[tuple[str, int | None]]:
        """Return the URL and size in bytes of every file that becomes an enclosure if linked."""
        return [
            (url, self.length(f"{self.site}/{quote(url)}"))
            for url in sorted(self.sources)
            if media_type(url).startswith(ENCLOSED)
        ]

    def find(self, written: str, folder: str) -> str | None:
        """Return the URL, relative to the site, of a file named in front matter.

        Args:
            written: relative to the post or to the content folder, with or without `{static}`.
            folder: of the post, relative to the content folder.
        """
        plain = written
        for marker in ("{static}", "{attach}", "{filename}"):
            plain = plain.removeprefix(marker)
        plain = unquote(plain)
        for path in (posixpath.join(folder, plain), plain):
            found = self.urls.get(posixpath.normpath(path.lstrip("/")))
            if found is not None:
                return found
        return None


def linked_enclosures(links: tuple[str, ...], files: PublishedFiles) -> list[Enclosure]:
    """Return the audio, video and document files of the site that a body links or embeds."""
    found = []
    for url in links:
        if not url.startswith(f"{files.site}/"):
            continue
        mime = media_type(url)
        if mime.startswith(ENCLOSED):
            length = files.length(url)
            if length is not None:
                found.append(Enclosure(url=url, mime=mime, length=length))
    return found


def named_enclosures(
    value: object, base: str, folder: str, files: PublishedFiles, missing: Callable[[str], None]
) -> list[Enclosure]:
    """Return the enclosures that `enclosure` in front matter names.

    Args:
        value: a URL or path, a mapping with `url`, `type` and `length`, or a list of these.
        base: absolute URL of the article.
        folder: of the post, relative to the content folder.
        files: of the site.
        missing: called with each name that no file has.
    """
    found = []
    for each in value if isinstance(value, list | tuple) else [value]:
        facts = dict(each) if isinstance(each, Mapping) else {"url": each}
        written = str(facts.get("url") or facts.get("href") or facts.get("file") or "").strip()
        if not written:
            continue
        local = files.find(written, folder)
        if local is None and "://" not in written:
            missing(written)
            continue
        url = absolute(f"{files.site}/{local}" if local else written, base)
        length = files.length(url)
        given = str(facts.get("length") or "")
        if length is None:
            if url.startswith(f"{files.site}/"):
                missing(written)
                continue
            length = int(given) if given.isdecimal() else 0
        mime = str(facts.get("type") or "") or media_type(url) or "application/octet-stream"
        found.append(Enclosure(url=url, mime=mime, length=length))
    return found


_TYPES = {
    "aac": "audio/aac",
    "avif": "image/avif",
    "epub": "application/epub+zip",
    "flac": "audio/flac",
    "gif": "image/gif",
    "heic": "image/heic",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "m4b": "audio/mp4",
    "m4v": "video/mp4",
    "mkv": "video/x-matroska",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
}

ENCLOSED = ("audio/", "video/", "application/pdf", "application/epub")
"""Prefixes of the media types that become enclosures; images belong in the body."""

_ENDS = "|".join(end for end, mime in _TYPES.items() if mime.startswith(ENCLOSED))
# Character references may stand for anything.
_LINKS_FILE = re.compile(rf"[.&](?:#|period;|{_ENDS})")


def may_enclose(html: str) -> bool:
    """Tell whether *html* may link to a file that becomes an enclosure."""
    return _LINKS_FILE.search(html.lower()) is not None


def media_type(url: str) -> str:
    """Return the media type for the extension of *url*; empty if unknown."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return _TYPES.get(posixpath.splitext(path)[1].lower().removeprefix("."), "")


def image_size(path: str) -> tuple[int | None, int | None]:
    """Return width and height in px of the image at *path*; None if unknown."""
    if not path:
        return None, None
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            return image.width, image.height
    except (OSError, UnidentifiedImageError):
        return None, None
