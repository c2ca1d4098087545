"""The directories of TIFF, which Exif is made of (TIFF 6.0, section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .errors import UnparsableError, take

# TIFF 6.0, page 15: bytes of one value of each type; 13 is the IFD of TIFF Tech Note 1.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_WHOLE = {1: 1, 3: 2, 4: 4, 13: 4}
ASCII = 2
SHORT = 3
ENTRY = 12
INLINE = 4


@dataclass(frozen=True, slots=True)
class IfdField:
    """One field of a directory.

    Attributes:
        tag: what it means.
        kind: type of its values.
        count: number of its values.
        at: where its values are in the file.
        raw: its twelve bytes as they stand.
    """

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
        """Whether the values stand in the directory itself."""
        return self.size <= INLINE


@dataclass(frozen=True, slots=True)
class Tiff:
    """The bytes of a TIFF file or an Exif block, and their order."""

    data: bytes
    big: bool

    @classmethod
    def of(cls, data: bytes) -> Tiff:
        """Read the header.

        Raises:
            UnparsableError: it is none.
        """
        if data[:4] not in (b"II*\0", b"MM\0*"):
            raise UnparsableError("there is no TIFF header")
        return cls(data, data[:2] == b"MM")

    def number(self, at: int, length: int) -> int:
        """Return the unsigned number of *length* bytes at *at*."""
        found = take(self.data, at, length, "a TIFF directory")
        return int.from_bytes(found, "big" if self.big else "little")

    def directory(self, at: int) -> tuple[list[IfdField], int]:
        """Return the entries of the directory at *at*, and where the next one is or 0.

        Raises:
            UnparsableError: it leads out of the file, or has a type that TIFF does not know.
        """
        count = self.number(at, 2)
        entries = [self._entry(at + 2 + ENTRY * n) for n in range(count)]
        return entries, self.number(at + 2 + ENTRY * count, 4)

    def _entry(self, at: int) -> IfdField:
        raw = take(self.data, at, ENTRY, "a TIFF directory")
        tag, kind = self.number(at, 2), self.number(at + 2, 2)
        count = self.number(at + 4, 4)
        if kind not in _SIZES:
            raise UnparsableError(f"the TIFF field {tag} has the unknown type {kind}")
        inline = _SIZES[kind] * count <= INLINE
        return IfdField(tag, kind, count, at + 8 if inline else self.number(at + 8, 4), raw)

    def bytes_of(self, entry: IfdField) -> bytes:
        """Return the values of *entry* as they stand."""
        return take(self.data, entry.at, entry.size, f"the TIFF field {entry.tag}")

    def numbers(self, entry: IfdField) -> list[int]:
        """Return the values of *entry* where they are whole numbers."""
        length = _WHOLE.get(entry.kind)
        if length is None:
            raise UnparsableError(f"the TIFF field {entry.tag} holds no whole numbers")
        take(self.data, entry.at, entry.size, f"the TIFF field {entry.tag}")
        return [self.number(entry.at + length * n, length) for n in range(entry.count)]


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
