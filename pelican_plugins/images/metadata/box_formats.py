"""AVIF, HEIF, JPEG 2000 and JPEG XL: formats made of boxes.

AVIF and HEIF (ISO/IEC 23008-12) have their metadata overwritten in place. JPEG 2000 (ISO/IEC
15444-1) and JPEG XL (ISO/IEC 18181-2) keep only the boxes that their look depends on.
"""

from __future__ import annotations

from .boxes import Box, MediaItem, boxes, items, make_box
from .exif import build_ifd, public_exif
from .formats import UnparsableError, read_bytes, read_uint

_TOP_BOXES = frozenset((b"ftyp", b"meta", b"mdat", b"moov", b"pdin"))
_META_BOXES = frozenset(
    (b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref", b"idat", b"dinf", b"ipro", b"grpl")
)
_EXIF = b"Exif"
_OTHER_METADATA = frozenset((b"mime", b"uri "))
# 23008-12, 6.5: what somebody wrote about the image, and when it was made.
_PRIVATE_PROPERTIES = frozenset((b"udes", b"crtt", b"mdft", b"uuid"))
_PRIVATE_IN_MOVIE = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip"))
_OFFSET = 4


def clean_heif(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* in its own length, with blank Exif, XMP and thumbnails.

    Nothing moves, so no offset within the file has to be changed. How the image is turned
    is said by a property (23008-12, 6.5.10), which stays.

    Raises:
        UnparsableError: it is no complete AVIF or HEIF.
    """
    out = bytearray(data)
    top = list(boxes(data, 0, len(data)))
    metas = [box for box in top if box.kind == b"meta"]
    movies = [box for box in top if box.kind == b"moov"]
    if len(metas) > 1 or not metas + movies:
        raise UnparsableError("there is not one list of pictures in it")
    for box in top:
        if box.kind not in _TOP_BOXES:
            _free(box, out)
    for movie in movies:
        _clean_movie(data, movie, out)
    stores = [box for box in top if box.kind == b"mdat"]
    for meta in metas:
        _clean_meta(data, meta, stores, out, blank_gaps=not movies, keep_copyright=keep_copyright)
    return bytes(out)


def heif_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the Exif and the XMP blocks."""
    found, other = [], []
    for box in boxes(data, 0, len(data)):
        for item in items(data, _children(data, box)) if box.kind == b"meta" else ():
            content = _content(data, item)
            if item.kind == _EXIF:
                start = _OFFSET + int.from_bytes(content[:_OFFSET], "big")
                found.append(content[start:])
            elif item.kind in _OTHER_METADATA:
                other.append(content)
    return found, other


def _children(data: bytes, meta: Box) -> dict[bytes, Box]:
    return {box.kind: box for box in boxes(data, meta.body + 4, meta.end)}


def _content(data: bytes, item: MediaItem) -> bytes:
    return b"".join(data[start:end] for start, end in item.extents)


def _clean_meta(  # noqa: PLR0913 (what is blanked depends on all of them)
    data: bytes,
    meta: Box,
    stores: list[Box],
    out: bytearray,
    *,
    blank_gaps: bool,
    keep_copyright: bool,
) -> None:
    children = _children(data, meta)
    found = items(data, children)
    _clean_children(data, meta, out)
    if b"idat" in children:
        stores = [*stores, children[b"idat"]]
    private = [item for item in found if _is_private(item)]
    shown = [extent for item in found if item not in private for extent in item.extents]
    _check(private, shown, stores)
    if blank_gaps:
        # What an editor has taken out of the list of items may still be there.
        for box in stores:
            out[box.body : box.end] = bytes(box.end - box.body)
        for start, end in shown:
            out[start:end] = data[start:end]
    for item in private:
        if item.is_thumbnail:
            # 23008-12, 6.2: readers pass over items of a kind they do not know.
            out[item.kind_at : item.kind_at + 4] = b"free"
        old = _content(data, item)
        is_exif = item.kind == _EXIF and not item.is_thumbnail
        new = _blank_exif(old, keep_copyright=keep_copyright) if is_exif else b""
        new = new.ljust(len(old), b" " if item.kind in _OTHER_METADATA else b"\0")
        for start, end in item.extents:
            out[start:end], new = new[: end - start], new[end - start :]


def _is_private(item: MediaItem) -> bool:
    # A thumbnail may show what was cut off the image.
    return item.is_thumbnail or item.kind == _EXIF or item.kind in _OTHER_METADATA


def _check(private: list[MediaItem], shown: list[tuple[int, int]], stores: list[Box]) -> None:
    """Raise an error where blanking *private* items would touch anything else."""
    for start, end in (extent for item in private for extent in item.extents):
        if any(start < b and a < end for a, b in shown):
            raise UnparsableError("metadata and picture share their place")
        if not any(box.body <= start and end <= box.end for box in stores):
            raise UnparsableError("metadata stands where none should")


def _clean_children(data: bytes, meta: Box, out: bytearray) -> None:
    for box in boxes(data, meta.body + 4, meta.end):
        if box.kind not in _META_BOXES:
            _free(box, out)
        elif box.kind == b"iprp":
            _clean_properties(data, box, out)


def _blank_exif(old: bytes, *, keep_copyright: bool) -> bytes:
    """Return an Exif item (23008-12, A.2.1) with what may be published, or as good as empty."""
    start = _OFFSET + int.from_bytes(old[:_OFFSET], "big")
    block = public_exif(old[start:], keep_copyright=keep_copyright)
    candidates = (bytes(_OFFSET) + found for found in (block, build_ifd(())) if found)
    return next((new for new in candidates if len(new) <= len(old)), b"")


def _clean_properties(data: bytes, iprp: Box, out: bytearray) -> None:
    for box in boxes(data, iprp.body, iprp.end):
        if box.kind == b"ipco":
            for child in boxes(data, box.body, box.end):
                if child.kind in _PRIVATE_PROPERTIES:
                    _free(child, out)


def _clean_movie(data: bytes, movie: Box, out: bytearray) -> None:
    for box in boxes(data, movie.body, movie.end):
        if box.kind in _PRIVATE_IN_MOVIE:
            _free(box, out)
        elif box.kind == b"trak":
            _clean_movie(data, box, out)


def _free(box: Box, out: bytearray) -> None:
    """Make of *box* one that says nothing (14496-12, 8.1.2)."""
    out[box.start + 4 : box.start + 8] = b"free"
    out[box.body : box.end] = bytes(box.end - box.body)


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
        UnparsableError: it is no complete JPEG 2000.
    """
    if data.startswith(_CODESTREAM):
        return _without_comments(data)
    kept = []
    for box in boxes(data, 0, len(data)):
        body = data[box.body : box.end]
        if box.kind == b"jp2h":
            children = boxes(data, box.body, box.end)
            inner = [
                make_box(c.kind, data[c.body : c.end])
                for c in children
                if c.kind in _JP2_HEADER_BOXES
            ]
            kept.append(make_box(box.kind, b"".join(inner)))
        elif box.kind == b"jp2c":
            kept.append(make_box(box.kind, _without_comments(body)))
        elif box.kind in _JP2_BOXES:
            kept.append(make_box(box.kind, body))
    if not any(one[4:8] == b"jp2c" for one in kept):
        raise UnparsableError("there is no picture in the JPEG 2000")
    return b"".join(kept)


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
            raise UnparsableError(f"there is no JPEG 2000 marker at byte {at}")
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
            # Annex A.4.2: no size stands for all up to the end.
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
        UnparsableError: it is no complete JPEG XL.
    """
    if _is_bare(data):
        return data
    found = [box for box in boxes(data, 0, len(data)) if box.kind in _JXL_BOXES]
    if not any(box.kind in _JXL_CODESTREAMS for box in found):
        raise UnparsableError("there is no picture in the JPEG XL")
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
