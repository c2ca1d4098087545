"""AVIF and HEIF (ISO/IEC 23008-12): what may not be published is overwritten in place."""

from __future__ import annotations

from collections.abc import Callable

from .boxes import Box, MediaItem, boxes, items
from .exif import build_ifd, public_exif
from .formats import UnparsableError, read_bytes, read_uint
from .icc import reduced_icc

_TOP_BOXES = frozenset((b"ftyp", b"meta", b"mdat", b"moov", b"pdin"))
_META_BOXES = frozenset(
    (b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref", b"idat", b"dinf", b"ipro", b"grpl")
)
_EXIF = b"Exif"
_OTHER_METADATA = frozenset((b"mime", b"uri "))
# 23008-12, 6.6, and its coders' specifications: coded pictures, and those derived from others.
_PICTURES = frozenset(
    (
        *(b"av01", b"hvc1", b"lhv1", b"avc1", b"vvc1", b"evc1", b"jpeg", b"j2k1", b"unci"),
        *(b"grid", b"iovl", b"iden", b"tmap", b"mski"),
    )
)
# 23008-12, 6.5 and its coders' specifications: how an image is coded, cut, turned and coloured.
_PROPERTIES = frozenset(
    (
        *(b"ispe", b"pixi", b"colr", b"pasp", b"clap", b"irot", b"imir", b"iscl", b"rloc"),
        *(b"auxC", b"lsel", b"av1C", b"hvcC", b"lhvC", b"avcC", b"vvcC", b"evcC", b"jpgC"),
        *(b"j2kH", b"a1op", b"a1lx", b"oinf", b"tols", b"cmpd", b"uncC", b"cmpC", b"icef"),
        *(b"clli", b"mdcv", b"cclv", b"amve", b"reve", b"ndwt", b"ipma"),
    )
)
# Names that encoders give to items of their own accord.
_ITEM_NAMES = frozenset((b"", b"Color", b"Alpha", b"Exif", b"XMP"))
# 14496-12, 8.2 to 8.7: what a film needs to be shown, by the box that holds it.
_FILM = {
    b"moov": frozenset((b"mvhd", b"trak", b"mvex")),
    b"trak": frozenset((b"tkhd", b"tref", b"edts", b"mdia")),
    b"edts": frozenset((b"elst",)),
    b"mdia": frozenset((b"mdhd", b"hdlr", b"minf")),
    b"minf": frozenset((b"vmhd", b"nmhd", b"dinf", b"stbl")),
    b"stbl": frozenset(
        (
            *(b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64"),
            *(b"stss", b"stsh", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saio", b"saiz", b"padb"),
        )
    ),
}
# 14496-12, 12.1.3: where the name of the coder is in a sample entry, and its length.
_CODER_NAME, _CODER_NAME_LENGTH = 42, 32
_OFFSET = 4


def clean_heif(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* in its own length, with blank Exif, XMP and thumbnails.

    Nothing moves, so no offset within the file has to be changed. How the image is turned
    is said by a property (23008-12, 6.5.10), which stays.

    Raises:
        UnparsableError: it is not a complete AVIF or HEIF.
    """
    out = bytearray(data)
    top = list(boxes(data, 0, len(data)))
    metas = [box for box in top if box.kind == b"meta"]
    movies = [box for box in top if box.kind == b"moov"]
    if len(metas) > 1 or not metas + movies:
        raise UnparsableError("it does not have exactly one list of images")
    for box in top:
        if box.kind not in _TOP_BOXES:
            _free(box, out)
    for movie in movies:
        _clean_film(data, movie, out)
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
    return item.is_thumbnail or item.kind not in _PICTURES


def _check(private: list[MediaItem], shown: list[tuple[int, int]], stores: list[Box]) -> None:
    """Raise an error where blanking *private* items would touch anything else."""
    for start, end in (extent for item in private for extent in item.extents):
        if any(start < b and a < end for a, b in shown):
            raise UnparsableError("metadata and image data overlap")
        if not any(box.body <= start and end <= box.end for box in stores):
            raise UnparsableError("it contains metadata in an unexpected place")


def _clean_children(data: bytes, meta: Box, out: bytearray) -> None:
    for box in boxes(data, meta.body + 4, meta.end):
        if box.kind not in _META_BOXES:
            _free(box, out)
        elif box.kind == b"iprp":
            _clean_properties(data, box, out)
        elif box.kind == b"hdlr":
            _clean_handler(data, box, out)
        elif box.kind == b"dinf":
            _clean_links(data, box, out)
        elif box.kind == b"iinf":
            _clean_names(data, box, out)


def _clean_handler(data: bytes, box: Box, out: bytearray) -> None:
    """Blank all but the four letters of a handler (14496-12, 8.4.3)."""
    kind = read_bytes(data, box.body + 8, 4, "a handler")
    out[box.body : box.end] = (bytes(8) + kind).ljust(box.end - box.body, b"\0")


def _clean_links(data: bytes, dinf: Box, out: bytearray) -> None:
    """Blank names and addresses in a list of files (14496-12, 8.7.2); its flags stay."""
    for box in boxes(data, dinf.body, dinf.end):
        if box.kind != b"dref":
            _free(box, out)
            continue
        for link in boxes(data, box.body + 8, box.end):
            start = min(link.body + 4, link.end)
            out[start : link.end] = bytes(link.end - start)


def _clean_names(data: bytes, iinf: Box, out: bytearray) -> None:
    """Blank the names that somebody gave to items (14496-12, 8.11.6)."""
    wide = read_uint(data, iinf.body, 1, "a list of items")
    for box in boxes(data, iinf.body + (8 if wide else 6), iinf.end):
        version = read_uint(data, box.body, 1, "a list of items")
        # Version, flags, number, protection, and from version 2 on the kind.
        start = box.body + {2: 12, 3: 14}.get(version, 8)
        name, _, more = data[start : box.end].partition(b"\0")
        if name not in _ITEM_NAMES or (more and data[start - 4 : start] not in _OTHER_METADATA):
            out[start : box.end] = bytes(max(0, box.end - start))


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
                if child.kind not in _PROPERTIES:
                    _free(child, out)
                elif child.kind == b"auxC":
                    # 23008-12, 6.5.8: a name that ends in a zero, and what its owner likes.
                    end = data.find(b"\0", child.body + 4, child.end)
                    if end >= 0:
                        out[end : child.end] = bytes(child.end - end)
                elif child.kind == b"colr":
                    _clean_colours(data, child, out)
        elif box.kind != b"ipma":
            _free(box, out)


def _clean_colours(data: bytes, colr: Box, out: bytearray) -> None:
    """Reduce a profile (14496-12, 12.1.5); anything else becomes a free box."""
    if data[colr.body : colr.body + 4] not in {b"prof", b"rICC"}:
        return
    profile = reduced_icc(data[colr.body + 4 : colr.end])
    if profile:
        out[colr.body + 4 : colr.end] = profile
    else:
        _free(colr, out)


def _clean_film(data: bytes, parent: Box, out: bytearray) -> None:
    for box in boxes(data, parent.body, parent.end):
        if box.kind not in _FILM[parent.kind]:
            _free(box, out)
        elif box.kind in _FILM:
            _clean_film(data, box, out)
        elif clean := _FILM_BOXES.get(box.kind):
            clean(data, box, out)


def _clean_times(data: bytes, box: Box, out: bytearray) -> None:
    """Blank when a film or track was made and changed (14496-12, 8.2.2, 8.3.2, 8.4.2)."""
    length = 16 if read_uint(data, box.body, 1, "the video header") else 8
    read_bytes(data, box.body + 4, length, "the video header")
    out[box.body + 4 : box.body + 4 + length] = bytes(length)


def _clean_samples(data: bytes, stsd: Box, out: bytearray) -> None:
    for entry in boxes(data, stsd.body + 8, stsd.end):
        start = entry.body + _CODER_NAME
        if start + _CODER_NAME_LENGTH <= entry.end:
            out[start : start + _CODER_NAME_LENGTH] = bytes(_CODER_NAME_LENGTH)


_FILM_BOXES: dict[bytes, Callable[[bytes, Box, bytearray], None]] = {
    b"mvhd": _clean_times,
    b"tkhd": _clean_times,
    b"mdhd": _clean_times,
    b"hdlr": _clean_handler,
    b"dinf": _clean_links,
    b"stsd": _clean_samples,
}


def _free(box: Box, out: bytearray) -> None:
    """Turn *box* into an empty one (14496-12, 8.1.2)."""
    out[box.start + 4 : box.start + 8] = b"free"
    out[box.body : box.end] = bytes(box.end - box.body)
