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
    value: object,
    resolve: Callable[[str], str | None],
    files: PublishedFiles,
    problem: Callable[[str, str, str], None],
) -> list[Enclosure]:
    """Return the enclosures that `enclosure` in front matter names.

    Args:
        value: a URL or path, a mapping with `url`, `type` and `length`, or a list of these.
        resolve: returns the absolute URL of a file or URL as written, or None.
        files: of the site.
        problem: called with what is wrong, its fix and a string to locate it.
    """
    found = []
    for each in value if isinstance(value, list | tuple) else [value]:
        facts = dict(each) if isinstance(each, Mapping) else {"url": each}
        written = str(facts.get("url") or facts.get("href") or facts.get("file") or "").strip()
        if not written:
            if isinstance(each, Mapping):
                fix = "write enclosure: {url: https://…, type: audio/mpeg, length: 123}"
                problem("an enclosure names no file", fix, "enclosure")
            continue
        url = resolve(written)
        length = files.length(url) if url else None
        is_here = bool(url and url.startswith(f"{files.site}/"))
        if url is None or (is_here and length is None):
            fix = "correct its path, or add its folder to STATIC_PATHS"
            problem(f"the enclosure {written} is not a file that the site publishes", fix, written)
            continue
        if length is None:
            length = _length_given(facts.get("length"))
        if not length and not is_here:
            fix = f"write enclosure: {{url: {written}, length: its size in bytes}}"
            problem(
                f"the enclosure {written} has no length, which podcast players show", fix, written
            )
        found.append(Enclosure(url=url, mime=_type_of(facts, url, problem), length=length))
    return found


def _length_given(value: object) -> int:
    """Return a number of bytes; 0 where none is given."""
    digits = str("" if isinstance(value, bool) or value is None else value).strip()
    digits = digits.replace(",", "").replace("_", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and len(digits) <= _DIGITS else 0


def _type_of(
    facts: Mapping[str, object], url: str, problem: Callable[[str, str, str], None]
) -> str:
    given = str(facts.get("type") or "").strip().lower()
    if _MEDIA_TYPE.fullmatch(given):
        return given
    known = media_type(url)
    if given or not known:
        text = f"the enclosure's type {given!r} is not a media type"
        text = text if given else f"the media type of the enclosure {url} is unknown"
        problem(text, "write enclosure: {url: …, type: audio/mpeg}", given or "enclosure")
    return known or "application/octet-stream"


# Of a thousand terabytes.
_DIGITS = 15
# RFC 6838, section 4.2.
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A recording, video or document named in the front matter of an article.

    Attributes:
        url: its URL, relative to the site, or absolute for a remote file.
        is_remote: whether it is on another site.
        kind: `audio`, `video` or `file`.
        mime: its media type.
        length: its size in bytes; 0 if unknown.
        name: its file name.
    """

    url: str
    is_remote: bool
    kind: str
    mime: str
    length: int
    name: str


def attachment_of(enclosure: Enclosure, site: str) -> Attachment:
    """Return what templates get of an enclosure; *site* is the URL of the site."""
    kind = enclosure.mime.partition("/")[0]
    below = enclosure.url.removeprefix(f"{site}/")
    return Attachment(
        url=below,
        is_remote=below == enclosure.url,
        kind=kind if kind in {"audio", "video"} else "file",
        mime=enclosure.mime,
        length=enclosure.length,
        name=unquote(urlsplit(enclosure.url).path.rpartition("/")[2]) or enclosure.url,
    )


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

# Character references may be any character.
_SIGNS = (
    *("&#", "&period;"),
    *(f".{end}" for end, mime in _TYPES.items() if mime.startswith(ENCLOSED)),
)


def may_enclose(html: str) -> bool:
    """Return whether *html* may link to a file that becomes an enclosure."""
    lower = html.lower()
    return any(sign in lower for sign in _SIGNS)


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
