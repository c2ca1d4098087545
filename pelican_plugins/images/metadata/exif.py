"""What of an Exif block may be published, and what it gives away (CIPA DC-008, Exif 2.32)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .errors import UnparsableError
from .ifd import ASCII, SHORT, IfdField, Tiff, build_ifd

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
        orientation: 1 to 8; from 2 on, browsers turn or mirror the picture.
        artist: the name of its maker, as it stands.
        copyright: the notice, as it stands.
        position: whether it tells where the camera was.
    """

    orientation: int = 1
    artist: bytes = b""
    copyright: bytes = b""
    position: bool = False


def read_exif(block: bytes) -> ExifInfo:
    """Read an Exif block, with or without its `EXIF_PREFIX`; what is damaged counts as not there."""
    try:
        tiff = Tiff.of(block.removeprefix(EXIF_PREFIX))
        entries, _ = tiff.directory(tiff.number(4, 4))
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


def tells_position(exif: Iterable[bytes], xmp: Iterable[bytes]) -> bool:
    """Tell whether one of some Exif or XMP blocks holds a position (XMP part 2, 3.3)."""
    return any(read_exif(block).position for block in exif) or any(
        _XMP_POSITION.search(block) for block in xmp
    )


def _has_position(tiff: Tiff, fields: dict[int, IfdField]) -> bool:
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


def _numbers(tiff: Tiff, entry: IfdField | None) -> list[int]:
    try:
        return tiff.numbers(entry) if entry and entry.count == 1 else []
    except UnparsableError:
        return []


def _text(tiff: Tiff, entry: IfdField | None) -> bytes:
    try:
        return tiff.bytes_of(entry).rstrip(b"\0 ") if entry and entry.kind == ASCII else b""
    except UnparsableError:
        return b""
