"""Read an image's size and format from its header; an SVG is read as text, without a parser."""

from __future__ import annotations

import codecs
import hashlib
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image

from .heif_decoder import UnreadHeifError, open_image
from .metadata.formats import HEAD, stand_in, unreadable

# Exif 2.32: from 5 on the image is rotated by 90°, and browsers rotate it back.
_ORIENTATION = 0x0112
_ON_ITS_SIDE = 5
_ARTIST, _COPYRIGHT = 0x013B, 0x8298
# Of several images in other formats a browser shows the first.
_MOVING = {"GIF", "PNG", "WEBP", "AVIF"}
# Pillow knows it only where its decoder is registered.
_MIME = {"HEIF": "image/heif"}


class UnreadableImageError(Exception):
    """The file cannot be read as an image; the message says why.

    Args:
        text: why, one clause.
        fix: what to do about it, one clause.
    """

    def __init__(self, text: str, fix: str = "save it again") -> None:
        super().__init__(text)
        self.fix = fix


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """What is read from the file of an image.

    Attributes:
        width: in px, as displayed; 0 where an SVG does not say.
        height: in px, as displayed.
        format: Pillow's name, such as `JPEG`, or `SVG`.
        mime: its media type.
        animated: whether it has several frames to play.
        scripted: whether it may run a script.
        credit: Exif Artist or Copyright; may be empty.
    """

    width: int
    height: int
    format: str
    mime: str
    animated: bool = False
    scripted: bool = False
    credit: str = ""


def read_image_info(path: Path) -> ImageInfo:
    """Read the header of an image; no pixel is decoded, so no size is dangerous.

    Raises:
        UnreadableImageError: the file is damaged or no image.
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
def _measured(path: Path, size: int, _changed: int) -> ImageInfo:
    """Read a file once for all articles that show it, until it changes."""
    if not size:
        raise UnreadableImageError("the file is empty")
    if path.suffix.lower() == ".svg":
        try:
            if other := stand_in(_head(path)):
                raise UnreadableImageError(*other)
            return read_svg(path)
        except OSError as error:
            raise UnreadableImageError(str(error)) from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        # Pillow warns of damaged Exif data, of which the readable part is enough.
        warnings.simplefilter("ignore", UserWarning)
        try:
            with open_image(path) as image:
                return _facts(image)
        except Image.DecompressionBombError as error:
            raise UnreadableImageError("it has too many pixels") from error
        except UnreadHeifError as error:
            text = f"it is HEIF (HEIC), and the decoder says: {error}"
            raise UnreadableImageError(text, "export it as JPEG") from error
        except Exception as error:
            # Pillow raises any type on damaged data.
            said = str(error) or type(error).__name__
            if "cannot identify" in said:
                with suppress(OSError):
                    raise UnreadableImageError(*unreadable(_head(path))) from error
            raise UnreadableImageError(said) from error


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _facts(image: Image.Image) -> ImageInfo:
    width, height = image.size
    # Not image.getexif(): for a PNG that decodes every pixel, since EXIF may be after them.
    exif = Image.Image.getexif(image)
    if exif.get(_ORIENTATION, 1) >= _ON_ITS_SIDE:
        width, height = height, width
    kind = image.format or ""
    said = exif.get(_ARTIST) or exif.get(_COPYRIGHT) or ""
    return ImageInfo(
        width,
        height,
        "JPEG" if kind == "MPO" else kind,
        "image/jpeg" if kind == "MPO" else _MIME.get(kind) or Image.MIME.get(kind, ""),
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


_LARGEST = 8 * 1024 * 1024
_NOT_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL
)
_ROOT = re.compile(r"<(?:\w+:)?svg\b")
_ATTRIBUTES = re.compile(r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*+(?=>)")
_ATTRIBUTE = re.compile(
    r"(?<![\w:-])(?P<name>width|height|viewBox)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')"
)
# CSS Values 4, section 6.2: absolute lengths in px.
_UNITS = {"": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "pt": 4 / 3, "pc": 16}
_LENGTH = re.compile(r"\s*\+?(?P<number>[0-9]{0,9}\.?[0-9]{1,9})\s*+(?P<unit>[a-z]*+)\s*")
# An entity may contain a script.
_SCRIPT = re.compile(r"<(?:\w+:)?script\b|[\s\"'/]on[a-z]+\s*=|javascript:|<!ENTITY", re.IGNORECASE)
_PARTS_OF_VIEW_BOX = 4


def read_svg(path: Path) -> ImageInfo:
    """Return what is known of the SVG at *path*, of which at most 8 MiB are read.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    text = _decoded(data)
    markup = _NOT_MARKUP.sub("", text)
    first = _ROOT.search(markup)
    root = _ATTRIBUTES.match(markup, first.end()) if first else None
    attributes = (
        {m["name"]: m["value"][1:-1] for m in _ATTRIBUTE.finditer(root.group())} if root else {}
    )
    width, height = _size(attributes)
    # The unread rest of a larger file may contain a script.
    scripted = len(data) > _LARGEST or _SCRIPT.search(text) is not None
    return ImageInfo(width, height, "SVG", "image/svg+xml", scripted=scripted)


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    box = [_length(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    if len(box) == _PARTS_OF_VIEW_BOX and box[2] and box[3]:
        ratio = box[3] / box[2]
        if not width:
            width = height / ratio if height else box[2]
        height = height or width * ratio
    return (max(1, round(width)), max(1, round(height))) if width and height else (0, 0)


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text.lower())
    return float(match["number"]) * _UNITS.get(match["unit"], 0) if match else 0.0


def _decoded(data: bytes) -> str:
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return data.decode("utf-16" if data.startswith(marks) else "utf-8", "replace")
