"""JPEG XL without the boxes beside its picture (ISO/IEC 18181-2)."""

from __future__ import annotations

from .boxes import boxes, whole
from .errors import UnparsableError

# Signature, brands, level, index of frames, and the picture in one piece or several. Not `jbrd`:
# it holds what the JPEG had, from which the picture was made.
_JXL_BOXES = frozenset((b"JXL ", b"ftyp", b"jxll", b"jxli", b"jxlc", b"jxlp"))
_JXL_CODESTREAMS = frozenset((b"jxlc", b"jxlp"))
_OFFSET = 4


def clean_jpegxl(data: bytes) -> bytes:
    """Return *data* with its picture, which also says how it is turned, and nothing else.

    Raises:
        UnparsableError: it is no whole JPEG XL.
    """
    if _is_bare(data):
        return data
    found = [box for box in boxes(data, 0, len(data)) if box.kind in _JXL_BOXES]
    if not any(box.kind in _JXL_CODESTREAMS for box in found):
        raise UnparsableError("there is no picture in the JPEG XL")
    return b"".join(whole(box.kind, data[box.body : box.end]) for box in found)


def jpegxl_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the Exif and the XMP blocks that are not compressed.

    Raises:
        UnparsableError: it is no whole JPEG XL.
    """
    if _is_bare(data):
        return [], []
    found = [(box.kind, data[box.body : box.end]) for box in boxes(data, 0, len(data))]
    exif = [
        body[_OFFSET + int.from_bytes(body[:_OFFSET], "big") :]
        for kind, body in found
        if kind == b"Exif"
    ]
    return exif, [body for kind, body in found if kind == b"xml "]


def _is_bare(data: bytes) -> bool:
    return data.startswith(b"\xff\x0a")
