"""Open HEIF files (HEIC), which Pillow reads only with another package.

That is pi-heif, which brings decoders only, or pillow-heif, which is the same with encoders.
Neither is registered with Pillow: that would change what every other plugin reads and writes.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from importlib import metadata, util
from pathlib import Path
from typing import IO, Any

from PIL import Image

_PACKAGES = ("pi_heif", "pillow_heif")
_HEAD = 256
_AVIF = {b"avif", b"avis"}
# ISO/IEC 23008-12, annex B.4: HEVC; with `mif1` and `msf1` the codec is named by another brand.
_HEVC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}


class UnreadHeifError(Exception):
    """A HEIF file that cannot be opened; the message says why."""


def is_heic(head: bytes) -> bool:
    """Return whether a file with these first bytes is HEIF, and no AVIF, which Pillow reads."""
    if head[4:8] != b"ftyp":
        return False
    # ISO/IEC 14496-12, 4.3: the major brand, a version, and the brands it is compatible with.
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    return bool(brands & _HEVC) and not brands & _AVIF


def decoder_version() -> str:
    """Return which decoder is installed, and its version; empty if there is none."""
    for name in _PACKAGES:
        # Importing one loads its libraries, which most sites need not.
        if util.find_spec(name) is not None:
            with suppress(metadata.PackageNotFoundError):
                return f"{name} {metadata.version(name)}"
    return ""


def open_image(file: Path | IO[bytes]) -> Image.Image:
    """Return an image as `PIL.Image.open` does, and a HEIF file if a decoder is installed.

    Of several images in a HEIF file it is the primary one: upright, and with 8 bits per channel.

    Raises:
        UnreadHeifError: the decoder rejects the file.
        OSError: it cannot be read.
        Exception: whatever Pillow raises.
    """
    if not is_heic(_head_of(file)):
        return Image.open(file)
    for name in _PACKAGES:
        if util.find_spec(name) is not None:
            try:
                decoder: Any = importlib.import_module(name)
                image: Image.Image = decoder.HeifImageFile(file)
            except Exception as error:
                # The libraries may not fit the machine, and damaged data raises any type.
                raise UnreadHeifError(str(error) or type(error).__name__) from error
            return image
    return Image.open(file)


def _head_of(file: Path | IO[bytes]) -> bytes:
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return opened.read(_HEAD)
    head = file.read(_HEAD)
    file.seek(0)
    return head
