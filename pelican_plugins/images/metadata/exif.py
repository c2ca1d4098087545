"""TIFF directories, which make up Exif blocks and TIFF files.

Specifications: TIFF 6.0; CIPA DC-008 (Exif 2.32); XMP part 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .formats import UnparsableError, read_bytes

# TIFF 6.0, page 15: bytes of one value of each type; 13 is the IFD of TIFF Tech Note 1.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_WHOLE = {1: 1, 3: 2, 4: 4, 13: 4}
ASCII = 2
SHORT = 3
ENTRY = 12
INLINE = 4


@dataclass(frozen=True, slots=True)
class IfdField:
    """A field: tag, type, number of values, their offset, and its twelve bytes."""

    tag: int
    kind: int
    count: int
    at: int
    raw: bytes

    @property
    def size(self) -> int:
        """Length of all values in bytes."""
        return _SIZES[self.kind] * self.count

    @property
    def is_inline(self) -> bool:
        """Whether the values are in the directory itself."""
        return self.size <= INLINE


@dataclass(frozen=True, slots=True)
class TiffData:
    """The bytes of a TIFF file or an Exif block, and their order."""

    data: bytes
    big: bool

    @classmethod
    def of(cls, data: bytes) -> TiffData:
        """Read the header.

        Raises:
            UnparsableError: it is not one.
        """
        if data[:4] not in (b"II*\0", b"MM\0*"):
            raise UnparsableError("the TIFF header is missing")
        return cls(data, data[:2] == b"MM")

    def read_uint(self, at: int, length: int) -> int:
        """Return the unsigned number of *length* bytes at *at*."""
        found = read_bytes(self.data, at, length, "a TIFF directory")
        return int.from_bytes(found, "big" if self.big else "little")

    def directory(self, at: int) -> tuple[list[IfdField], int]:
        """Return the entries of the directory at *at*, and where the next one is or 0.

        Raises:
            UnparsableError: it leads out of the file, or has a type that TIFF does not know.
        """
        count = self.read_uint(at, 2)
        entries = [self._entry(at + 2 + ENTRY * n) for n in range(count)]
        return entries, self.read_uint(at + 2 + ENTRY * count, 4)

    def _entry(self, at: int) -> IfdField:
        raw = read_bytes(self.data, at, ENTRY, "a TIFF directory")
        tag, kind = self.read_uint(at, 2), self.read_uint(at + 2, 2)
        count = self.read_uint(at + 4, 4)
        if kind not in _SIZES:
            raise UnparsableError(f"the TIFF field {tag} has the unknown type {kind}")
        inline = _SIZES[kind] * count <= INLINE
        return IfdField(tag, kind, count, at + 8 if inline else self.read_uint(at + 8, 4), raw)

    def bytes_of(self, entry: IfdField) -> bytes:
        """Return the values of *entry* unchanged."""
        return read_bytes(self.data, entry.at, entry.size, f"the TIFF field {entry.tag}")

    def numbers(self, entry: IfdField) -> list[int]:
        """Return the values of *entry* where they are whole numbers."""
        length = _WHOLE.get(entry.kind)
        if length is None:
            raise UnparsableError(f"the TIFF field {entry.tag} is not made of integers")
        read_bytes(self.data, entry.at, entry.size, f"the TIFF field {entry.tag}")
        return [self.read_uint(entry.at + length * n, length) for n in range(entry.count)]


def build_ifd(fields: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return a big-endian TIFF block of one directory.

    Args:
        fields: tag, type (`ASCII` or `SHORT`) and values of each, in the order of the tags.
    """
    fields = list(fields)
    behind = 8 + 2 + ENTRY * len(fields) + 4
    directory, values = len(fields).to_bytes(2, "big"), b""
    for tag, kind, value in fields:
        count = len(value) // _SIZES[kind]
        place = value.ljust(INLINE, b"\0")
        if len(value) > INLINE:
            place = (behind + len(values)).to_bytes(4, "big")
            # TIFF 6.0, page 15: values begin on a word boundary.
            values += value + b"\0" * (len(value) % 2)
        directory += tag.to_bytes(2, "big") + kind.to_bytes(2, "big")
        directory += count.to_bytes(4, "big") + place
    return b"MM\0*\0\0\0\x08" + directory + bytes(4) + values


EXIF_PREFIX = b"Exif\0\0"

ORIENTATION = 0x0112
ARTIST = 0x013B
COPYRIGHT = 0x8298
_XMP = 0x02BC
_GPS = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_MOST_TURNS = 8

_XMP_POSITION = re.compile(rb"GPSLatitude\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExifInfo:
    """What is read from an Exif block.

    Attributes:
        orientation: 1 to 8; from 2 on, browsers turn or mirror the image.
        artist: the name of its maker, unchanged.
        copyright: the notice, unchanged.
        position: whether it contains the position of the camera.
    """

    orientation: int = 1
    artist: bytes = b""
    copyright: bytes = b""
    position: bool = False


def read_exif(block: bytes) -> ExifInfo:
    """Read an Exif block, with or without `EXIF_PREFIX`; a damaged one counts as empty."""
    try:
        tiff = TiffData.of(block.removeprefix(EXIF_PREFIX))
        entries, _ = tiff.directory(tiff.read_uint(4, 4))
    except UnparsableError:
        return ExifInfo()
    # Of two fields with one tag, readers take the first.
    fields = {entry.tag: entry for entry in reversed(entries)}
    turned = _numbers(tiff, fields.get(ORIENTATION))
    return ExifInfo(
        orientation=turned[0] if turned and 1 <= turned[0] <= _MOST_TURNS else 1,
        artist=_text(tiff, fields.get(ARTIST)),
        copyright=_text(tiff, fields.get(COPYRIGHT)),
        position=_has_position(tiff, fields),
    )


def write_exif(facts: ExifInfo, *, keep_copyright: bool) -> bytes:
    """Return a block of what may be published of *facts*, empty if that is nothing."""
    fields = []
    if facts.orientation != 1:
        fields.append((ORIENTATION, SHORT, facts.orientation.to_bytes(2, "big")))
    if keep_copyright:
        texts = ((ARTIST, facts.artist), (COPYRIGHT, facts.copyright))
        fields += [(tag, ASCII, text + b"\0") for tag, text in texts if text]
    return build_ifd(fields) if fields else b""


def public_exif(block: bytes, *, keep_copyright: bool) -> bytes:
    """Return what may be published of an Exif block, empty if that is nothing."""
    return write_exif(read_exif(block), keep_copyright=keep_copyright)


def blocks_have_gps(exif: Iterable[bytes], xmp: Iterable[bytes]) -> bool:
    """Return whether one of some Exif or XMP blocks holds a position (XMP part 2, 3.3)."""
    return any(read_exif(block).position for block in exif) or any(
        _XMP_POSITION.search(block) for block in xmp
    )


def _has_position(tiff: TiffData, fields: dict[int, IfdField]) -> bool:
    try:
        if _XMP in fields and _XMP_POSITION.search(tiff.bytes_of(fields[_XMP])):
            return True
        for at in _numbers(tiff, fields.get(_GPS))[:1]:
            tags = {entry.tag for entry in tiff.directory(at)[0] if entry.count}
            # Many cameras write the directory with its version alone.
            return {_LATITUDE, _LONGITUDE} <= tags
    except UnparsableError:
        pass
    return False


def _numbers(tiff: TiffData, entry: IfdField | None) -> list[int]:
    try:
        return tiff.numbers(entry) if entry and entry.count == 1 else []
    except UnparsableError:
        return []


def _text(tiff: TiffData, entry: IfdField | None) -> bytes:
    try:
        return tiff.bytes_of(entry).rstrip(b"\0 ") if entry and entry.kind == ASCII else b""
    except UnparsableError:
        return b""
