"""Media types by the ending of a name.

Python's `mimetypes` reads the tables of the machine, so two machines would write two feeds.

How large a picture is, by its header.
"""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from PIL import Image, UnidentifiedImageError

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
"""How the media types begin that become enclosures; pictures belong into the text."""


def media_type(url: str) -> str:
    """Return the media type that the name at the end of *url* speaks of, or an empty text."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return _TYPES.get(posixpath.splitext(path)[1].lower().removeprefix("."), "")


def picture_size(path: str) -> tuple[int | None, int | None]:
    """Return width and height in px of the picture at *path*; None where it cannot be told."""
    if not path:
        return None, None
    try:
        with Image.open(path) as image:
            return image.width, image.height
    except (OSError, UnidentifiedImageError):
        return None, None
