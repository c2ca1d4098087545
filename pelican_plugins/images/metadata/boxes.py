"""Parse the boxes of ISO media files, and the list of items in them (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .formats import UnparsableError, read_bytes, read_uint

_LONG_HEADER = 16


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its four-letter type, and the offsets of its start, body and end."""

    kind: bytes
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class MediaItem:
    """One item: an image, a part of one, or metadata.

    Attributes:
        kind: its four letters.
        kind_at: their offsets.
        extents: start and end in the file of every part, in order.
        is_thumbnail: whether it is a small copy of another one.
    """

    kind: bytes
    kind_at: int
    extents: tuple[tuple[int, int], ...]
    is_thumbnail: bool = False


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes between *start* and *end* (14496-12, 4.2).

    Raises:
        UnparsableError: one of them is longer than its place.
    """
    while start < end:
        size, kind = read_uint(data, start, 4, "a box"), read_bytes(data, start + 4, 4, "a box")
        body = start + 8
        if size == 1:
            size, body = read_uint(data, start + 8, 8, "a box"), start + _LONG_HEADER
        elif size == 0:
            size = end - start
        if start + size > end or start + size < body:
            raise UnparsableError(f"the box {kind!r} is truncated")
        yield Box(kind, start, body, start + size)
        start += size


def make_box(kind: bytes, body: bytes) -> bytes:
    """Return a box of *body*."""
    size = len(body) + 8
    if size >> 32:
        return b"\0\0\0\1" + kind + (size + 8).to_bytes(8, "big") + body
    return size.to_bytes(4, "big") + kind + body


class _IntReader:
    """Takes numbers one after another."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data, self.at, self._end = data, at, end

    def read_uint(self, length: int) -> int:
        if self.at + length > self._end:
            raise UnparsableError("a list of items is truncated")
        self.at += length
        return read_uint(self._data, self.at - length, length, "a list of items")


def items(data: bytes, meta: dict[bytes, Box]) -> list[MediaItem]:
    """Return the items that the boxes of a `meta` box describe.

    Raises:
        UnparsableError: they are somewhere else than in this file, or nowhere.
    """
    if b"iinf" not in meta or b"iloc" not in meta:
        raise UnparsableError("the list of items is missing")
    kinds = {name: (kind, at) for name, kind, at in _kinds(data, meta[b"iinf"])}
    small = _thumbnails(data, meta[b"iref"]) if b"iref" in meta else set()
    idat = meta.get(b"idat")
    places = dict(_places(_IntReader(data, meta[b"iloc"].body, meta[b"iloc"].end), idat))
    for extents in places.values():
        for start, end in extents:
            read_bytes(data, start, end - start, "an item")
    return [
        MediaItem(kind, at, places.get(name, ()), name in small)
        for name, (kind, at) in kinds.items()
    ]


def _thumbnails(data: bytes, box: Box) -> set[int]:
    """Return the numbers of items that are small copies (14496-12, 8.11.12; 23008-12, 6.4.4)."""
    length = 4 if read_uint(data, box.body, 1, "a list of references") else 2
    return {
        read_uint(data, reference.body, length, "a list of references")
        for reference in boxes(data, box.body + 4, box.end)
        if reference.kind == b"thmb"
    }


def _kinds(data: bytes, box: Box) -> Iterator[tuple[int, bytes, int]]:
    """Yield number and kind of every item, and the offset of the kind (14496-12, 8.11.6)."""
    wide = read_uint(data, box.body, 1, "a list of items") > 0
    for entry in boxes(data, box.body + (8 if wide else 6), box.end):
        reader = _IntReader(data, entry.body, entry.end)
        version = reader.read_uint(4) >> 24
        if version not in {2, 3}:
            raise UnparsableError(f"an item has the unknown version {version}")
        name = reader.read_uint(version * 2 - 2)
        reader.read_uint(2)
        yield name, reader.read_uint(4).to_bytes(4, "big"), reader.at - 4


def _places(
    reader: _IntReader, idat: Box | None
) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Yield number and extents of every item (14496-12, 8.11.3)."""
    version = reader.read_uint(4) >> 24
    sizes = reader.read_uint(2)
    of_offset, of_length, of_base, of_index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version == 2 else 2  # noqa: PLR2004 (the version with long numbers)
    for _ in range(reader.read_uint(wide)):
        name = reader.read_uint(wide)
        method = reader.read_uint(2) & 15 if version else 0
        if reader.read_uint(2) or method > 1 or (method and idat is None):
            raise UnparsableError("an item is stored outside the file")
        base = reader.read_uint(of_base) + (idat.body if idat and method else 0)
        extents = []
        for _ in range(reader.read_uint(2)):
            reader.read_uint(of_index if version else 0)
            start = base + reader.read_uint(of_offset)
            length = reader.read_uint(of_length)
            if not length:
                raise UnparsableError("an item has no length")
            extents.append((start, start + length))
        yield name, tuple(extents)
