"""A picture's bytes as they may be published.

Which source pictures say where they were taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from .errors import UncleanableError, UnparsableError
from .exif import tells_position
from .formats import HEAD, ImageFormat, is_picture, kind_of
from .gif import clean_gif, gif_metadata
from .heif import clean_heif, heif_metadata
from .jpeg import clean_jpeg, jpeg_metadata
from .jpeg2000 import clean_jpeg2000, jpeg2000_metadata
from .jpegxl import clean_jpegxl, jpegxl_metadata
from .png import clean_png, png_metadata
from .reencode import reencode
from .tiff import clean_tiff, tiff_metadata
from .webp import clean_webp, webp_metadata

How = Literal["unchanged", "cleaned", "saved anew"]

VERSION = 2
"""Counts up whenever the same bytes would be cleaned in another way."""

_BLOCKS: dict[ImageFormat, Callable[[bytes], tuple[list[bytes], list[bytes]]]] = {
    ImageFormat.JPEG: jpeg_metadata,
    ImageFormat.PNG: png_metadata,
    ImageFormat.WEBP: webp_metadata,
    ImageFormat.GIF: gif_metadata,
    ImageFormat.TIFF: tiff_metadata,
    ImageFormat.HEIF: heif_metadata,
    ImageFormat.JPEG_2000: jpeg2000_metadata,
    ImageFormat.JPEG_XL: jpegxl_metadata,
}
_TIFF_HEADER = re.compile(rb"II\*\0|MM\0\*")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture that may be published.

    Attributes:
        data: its bytes.
        how: what was done to it.
    """

    data: bytes
    how: How


def clean(data: bytes, *, keep_copyright: bool = False) -> Cleaned:
    """Return a picture without private metadata.

    Args:
        data: the whole file; its format is told from its first bytes.
        keep_copyright: keep Exif's Artist and Copyright.

    Raises:
        UncleanableError: it cannot be read at all.
    """
    try:
        cleaned = _parsed(data, keep_copyright=keep_copyright)
    except UnparsableError as error:
        try:
            anew = reencode(data, keep_copyright=keep_copyright)
            # Pillow is not trusted to have left everything out.
            return Cleaned(_parsed(anew, keep_copyright=keep_copyright), "saved anew")
        except UncleanableError as other:
            raise UncleanableError(f"{error}; {other}") from other
        except UnparsableError as other:
            raise UncleanableError(str(error)) from other
    return Cleaned(cleaned, "unchanged" if cleaned == data else "cleaned")


def has_position(data: bytes) -> bool:
    """Tell whether a picture says where it was taken, in Exif's GPS directory or in XMP.

    In one that is damaged, a position is looked for wherever there may be one.
    """
    kind = kind_of(data[:HEAD])
    try:
        if kind is not None:
            return tells_position(*_BLOCKS[kind](data))
    except UnparsableError:
        pass
    headers = _TIFF_HEADER.finditer(data)
    return tells_position((data[found.start() :] for found in headers), [data])


def _parsed(data: bytes, *, keep_copyright: bool) -> bytes:
    cleaners: dict[ImageFormat, Callable[[bytes], bytes]] = {
        ImageFormat.JPEG: partial(clean_jpeg, keep_copyright=keep_copyright),
        ImageFormat.PNG: partial(clean_png, keep_copyright=keep_copyright),
        ImageFormat.WEBP: partial(clean_webp, keep_copyright=keep_copyright),
        ImageFormat.GIF: clean_gif,
        ImageFormat.TIFF: partial(clean_tiff, keep_copyright=keep_copyright),
        ImageFormat.HEIF: partial(clean_heif, keep_copyright=keep_copyright),
        ImageFormat.JPEG_2000: clean_jpeg2000,
        ImageFormat.JPEG_XL: clean_jpegxl,
    }
    kind = kind_of(data[:HEAD])
    if kind is None:
        raise UnparsableError("it does not begin as a picture does")
    return cleaners[kind](data)


def says_position(path: Path) -> bool:
    """Tell whether the picture at *path* holds a position, in Exif's GPS directory or in XMP.

    What is no picture, by content and name, holds none for us; a damaged one is searched
    wherever a position may be.

    Args:
        path: of a file of any kind.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        return is_picture(head, path.name) and has_position(head + file.read())
