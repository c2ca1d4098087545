"""Strip a TIFF of what its look does not depend on (TIFF 6.0)."""

from __future__ import annotations

from .exif import ARTIST, COPYRIGHT, ENTRY, IfdField, TiffData
from .formats import UnparsableError, read_bytes
from .icc import reduced_icc
from .jpeg import clean_jpeg_stream

_SUBFILE, _COMPRESSION, _SUB_IFDS = 254, 259, 330
_OLD_JPEG, _JPEG = 6, 7
_JPEG_TABLES, _PROFILE = 347, 34675
_ASCII = 2
_Extent = tuple[int, int]
_PAIRS = ((273, 279), (324, 325))
# TIFF 6.0, parts 1 and 2, and Tech Note 2: how the pixels are coded, coloured and turned.
_NEEDED = frozenset(
    (
        *(254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279),
        *(280, 281, 282, 283, 284, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320),
        *(321, 322, 323, 324, 325, 332, 334, 336, 338, 339, 340, 341, 342, 347),
        *(529, 530, 531, 532, 34675),
    )
)


def clean_tiff(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* in its own length: what no needed field refers to becomes zeros.

    Pages that are small copies of another one are taken out of the chain of pages.

    Raises:
        UnparsableError: it is not a complete TIFF, or a camera's raw file, whose image is where
            others have metadata.
    """
    tiff = TiffData.of(data)
    needed = _NEEDED | {ARTIST, COPYRIGHT} if keep_copyright else _NEEDED
    out = bytearray(len(data))
    shown: list[_Extent] = []
    private: list[_Extent] = []
    out[:4] = data[:4]
    pointer, at = 4, tiff.read_uint(4, 4)
    seen: set[int] = set()
    while at:
        if at in seen:
            raise UnparsableError("the pages of the TIFF refer to each other in a circle")
        entries, following = tiff.directory(at)
        is_copy = _is_small_copy(tiff, entries)
        if not seen and is_copy and any(entry.tag == _SUB_IFDS for entry in entries):
            raise UnparsableError("it is a camera's raw file")
        if not seen or not is_copy:
            kept: list[IfdField] = []
            dropped: list[IfdField] = []
            for entry in entries:
                is_kept = entry.tag in needed and _is_of_kind(entry)
                (kept if is_kept else dropped).append(entry)
            private += map(_extent, dropped)
            is_jpeg = _is_jpeg(tiff, kept)
            if not is_jpeg:
                kept = [entry for entry in kept if entry.tag != _JPEG_TABLES]
            shown += _copy_values(tiff, kept, out, is_jpeg=is_jpeg)
            _copy_directory(tiff, at, kept, out)
            out[pointer : pointer + 4] = _written(tiff, at, 4)
            pointer = at + 2 + ENTRY * len(kept)
        seen.add(at)
        at = following
    if not seen:
        raise UnparsableError("the TIFF has no page")
    if _share_a_place(shown, private):
        raise UnparsableError("metadata and image data overlap")
    return bytes(out)


def _is_of_kind(entry: IfdField) -> bool:
    """Return whether a needed field is of numbers, as all but those of people's names are."""
    return entry.kind != _ASCII or entry.tag in {ARTIST, COPYRIGHT}


def _extent(entry: IfdField) -> _Extent:
    return (entry.at, entry.at if entry.is_inline else entry.at + entry.size)


def _share_a_place(shown: list[_Extent], private: list[_Extent]) -> bool:
    """Return whether any byte is in an extent of each list."""
    every = [(*extent, False) for extent in shown] + [(*extent, True) for extent in private]
    last = {False: 0, True: 0}
    for start, end, kind in sorted(extent for extent in every if extent[0] < extent[1]):
        if start < last[not kind]:
            return True
        last[kind] = max(last[kind], end)
    return False


def tiff_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the file itself, which is of the form of an Exif block."""
    return [data], []


def _is_small_copy(tiff: TiffData, entries: list[IfdField]) -> bool:
    return any(
        entry.tag == _SUBFILE and tiff.numbers(entry) and tiff.numbers(entry)[0] & 1
        for entry in entries
    )


def _is_jpeg(tiff: TiffData, entries: list[IfdField]) -> bool:
    found = [entry for entry in entries if entry.tag == _COMPRESSION]
    compression = tiff.numbers(found[0]) if found else []
    if compression == [_OLD_JPEG]:
        raise UnparsableError("its JPEG data is in an obsolete format")
    return compression == [_JPEG]


def _copy_values(
    tiff: TiffData, entries: list[IfdField], out: bytearray, *, is_jpeg: bool
) -> list[_Extent]:
    """Copy the values of fields, and the pixels; return their offsets."""
    copied = [_extent(entry) for entry in entries]
    fields = {entry.tag: entry for entry in entries}
    for entry in entries:
        value = tiff.bytes_of(entry)
        if entry.tag == _PROFILE:
            value = reduced_icc(value).ljust(len(value), b"\0")
        elif entry.tag == _JPEG_TABLES:
            value = clean_jpeg_stream(value)
        if not entry.is_inline:
            out[entry.at : entry.at + entry.size] = value
    pairs = [pair for pair in _PAIRS if pair[0] in fields and pair[1] in fields]
    if not pairs:
        raise UnparsableError("a page of the TIFF does not locate its pixels")
    for offsets, lengths in pairs:
        starts, sizes = tiff.numbers(fields[offsets]), tiff.numbers(fields[lengths])
        if len(starts) != len(sizes):
            raise UnparsableError("a page of the TIFF contradicts itself")
        for start, size in zip(starts, sizes, strict=True):
            strip = read_bytes(tiff.data, start, size, "the TIFF's picture")
            out[start : start + size] = clean_jpeg_stream(strip) if is_jpeg else strip
            copied.append((start, start + size))
    return copied


def _copy_directory(tiff: TiffData, at: int, entries: list[IfdField], out: bytearray) -> None:
    body = _written(tiff, len(entries), 2) + b"".join(entry.raw for entry in entries) + bytes(4)
    out[at : at + len(body)] = body


def _written(tiff: TiffData, value: int, length: int) -> bytes:
    return value.to_bytes(length, "big" if tiff.big else "little")
