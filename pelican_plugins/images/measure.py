"""How large a picture is and of what kind, from its header."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image

from .svg import read_svg

# EXIF 2.32: from 5 on the picture lies on its side, and browsers turn it.
_ORIENTATION = 0x0112
_ON_ITS_SIDE = 5
_ARTIST, _COPYRIGHT = 0x013B, 0x8298
# Others may hold several pictures, of which a browser shows the first.
_MOVING = {"GIF", "PNG", "WEBP", "AVIF"}


class UnreadableImageError(Exception):
    """The file is no picture that can be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file of a picture tells.

    Attributes:
        width: in px, as a browser shows it; 0 where a vector picture does not say.
        height: in px, as a browser shows it.
        format: Pillow's name of it, such as `JPEG`, or `SVG`.
        mime: its media type.
        animated: whether it moves.
        scripted: whether it may run a script.
        credit: who made it, by its EXIF data; may be empty.
    """

    width: int
    height: int
    format: str
    mime: str
    animated: bool = False
    scripted: bool = False
    credit: str = ""


def measure(path: Path) -> Facts:
    """Return what is known of a picture.

    Nothing is decoded but the header, so a picture of any number of pixels is harmless.

    Raises:
        UnreadableImageError: the file is damaged, or no picture.
    """
    return _measured(path, *_stamp(path))


def digest(path: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hexadecimal.

    Raises:
        UnreadableImageError: the file cannot be read.
    """
    return _digested(path, *_stamp(path))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableImageError(str(error)) from error
    return status.st_size, status.st_mtime_ns


@lru_cache(maxsize=4096)
def _measured(path: Path, size: int, _changed: int) -> Facts:
    """Measure a file once for all the posts that show it, until it changes."""
    if not size:
        raise UnreadableImageError("the file is empty")
    if path.suffix.lower() == ".svg":
        try:
            svg = read_svg(path)
        except OSError as error:
            raise UnreadableImageError(str(error)) from error
        return Facts(svg.width, svg.height, "SVG", "image/svg+xml", scripted=svg.scripted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        # Of EXIF data that are damaged Pillow warns; what can be read of them is enough.
        warnings.simplefilter("ignore", UserWarning)
        try:
            with Image.open(path) as image:
                return _facts(image)
        except Image.DecompressionBombError as error:
            raise UnreadableImageError("it has too many pixels") from error
        except Exception as error:
            # Pillow's decoders raise whatever the damage leads them to.
            said = str(error) or type(error).__name__
            reason = "it is no picture" if "cannot identify" in said else said
            raise UnreadableImageError(reason) from error


def _facts(image: Image.Image) -> Facts:
    width, height = image.size
    # Not image.getexif(): for a PNG that decodes every pixel, since EXIF may stand behind them.
    exif = Image.Image.getexif(image)
    if exif.get(_ORIENTATION, 1) >= _ON_ITS_SIDE:
        width, height = height, width
    kind = image.format or ""
    said = exif.get(_ARTIST) or exif.get(_COPYRIGHT) or ""
    return Facts(
        width,
        height,
        "JPEG" if kind == "MPO" else kind,
        "image/jpeg" if kind == "MPO" else Image.MIME.get(kind, ""),
        kind in _MOVING and bool(getattr(image, "is_animated", False)),
        credit=str(said).strip().strip("\0"),
    )


@lru_cache(maxsize=4096)
def _digested(path: Path, _size: int, _changed: int) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableImageError(str(error)) from error
