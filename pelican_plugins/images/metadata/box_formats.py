"""JPEG 2000 and JPEG XL: only the boxes that their look depends on are kept.

Specifications: ISO/IEC 15444-1 and ISO/IEC 18181-2.
"""

from __future__ import annotations

from .boxes import boxes, make_box
from .formats import UnparsableError, read_bytes, read_uint
from .icc import reduced_icc

_OFFSET = 4

# Annex I.2: signature, brands, the header, and the image.
_JP2_BOXES = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))
# Annex I.5.3: size, depth, colours, what channels mean, and the resolution.
_JP2_HEADER_BOXES = frozenset((b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"res "))
_CODESTREAM = b"\xff\x4f"
_UUID = 16
# Annex A.2: the markers whose segments are looked at.
_COMMENT, _TILE_PART, _DATA, _END = 0xFF64, 0xFF90, 0xFF93, 0xFFD9
_FIRST_MARKER = 0xFF30
_LAST_BARE_MARKER = 0xFF3F


def clean_jpeg2000(data: bytes, *, keep_copyright: bool = False) -> bytes:  # noqa: ARG001
    """Return *data* with what is needed to show it; its coded pixels stay byte for byte.

    Raises:
        UnparsableError: it is not a complete JPEG 2000.
    """
    if data.startswith(_CODESTREAM):
        return _without_comments(data)
    kept = []
    for box in boxes(data, 0, len(data)):
        body = data[box.body : box.end]
        if box.kind == b"jp2h":
            children = boxes(data, box.body, box.end)
            inner = [
                make_box(c.kind, _header_part(c.kind, data[c.body : c.end]))
                for c in children
                if c.kind in _JP2_HEADER_BOXES
            ]
            kept.append(make_box(box.kind, b"".join(inner)))
        elif box.kind == b"jp2c":
            kept.append(make_box(box.kind, _without_comments(body)))
        elif box.kind in _JP2_BOXES:
            kept.append(make_box(box.kind, body))
    if not any(one[4:8] == b"jp2c" for one in kept):
        raise UnparsableError("the JPEG 2000 contains no image")
    return b"".join(kept)


def _header_part(kind: bytes, body: bytes) -> bytes:
    """Return part of a header, a profile in it (Annex I.5.3.3) reduced."""
    has_profile = kind == b"colr" and body[:1] in {b"\2", b"\3"}
    return body[:3] + (reduced_icc(body[3:]) or body[3:]) if has_profile else body


def jpeg2000_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return what may be Exif and what may be XMP."""
    if data.startswith(_CODESTREAM):
        return [], []
    found = [(box.kind, data[box.body : box.end]) for box in boxes(data, 0, len(data))]
    named = [body[_UUID:] for kind, body in found if kind == b"uuid"]
    return named, [*named, *(body for kind, body in found if kind == b"xml ")]


def _without_comments(stream: bytes) -> bytes:
    """Return a code stream with zeros for the text of every comment (Annex A.9.2).

    Nothing moves: the lengths of tile parts stay as they are said.
    """
    out = bytearray(stream)
    at = 2
    part_end = 0
    while True:
        marker = read_uint(stream, at, 2, "the JPEG 2000")
        if marker == _END:
            return bytes(out[: at + 2])
        if marker < _FIRST_MARKER:
            raise UnparsableError(f"no JPEG 2000 marker at byte {at}")
        if marker == _DATA:
            if part_end <= at:
                raise UnparsableError("a part of the JPEG 2000 has no length")
            at = part_end
            continue
        if marker <= _LAST_BARE_MARKER:
            at += 2
            continue
        length = read_uint(stream, at + 2, 2, "the JPEG 2000")
        read_bytes(stream, at + 2, length, "a segment of the JPEG 2000")
        if marker == _TILE_PART:
            size = read_uint(stream, at + 6, 4, "the JPEG 2000")
            # Annex A.4.2: a missing size means up to the end.
            part_end = at + size if size else len(stream) - 2
        elif marker == _COMMENT:
            out[at + 6 : at + 2 + length] = bytes(max(0, length - 4))
        at += 2 + max(2, length)


# Signature, brands, level, index of frames, and the image in one piece or several. Not `jbrd`:
# it holds what the JPEG had, from which the image was made.
_JXL_BOXES = frozenset((b"JXL ", b"ftyp", b"jxll", b"jxli", b"jxlc", b"jxlp"))
_JXL_CODESTREAMS = frozenset((b"jxlc", b"jxlp"))


def clean_jpegxl(data: bytes, *, keep_copyright: bool = False) -> bytes:  # noqa: ARG001
    """Return *data* with its image, which also says how it is turned, and nothing else.

    Raises:
        UnparsableError: it is not a complete JPEG XL.
    """
    if _is_bare(data):
        return data
    found = [box for box in boxes(data, 0, len(data)) if box.kind in _JXL_BOXES]
    if not any(box.kind in _JXL_CODESTREAMS for box in found):
        raise UnparsableError("the JPEG XL contains no image")
    return b"".join(make_box(box.kind, data[box.body : box.end]) for box in found)


def jpegxl_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the Exif and the XMP blocks that are not compressed."""
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
