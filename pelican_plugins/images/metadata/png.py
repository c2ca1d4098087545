"""Strip descriptive chunks from PNG and APNG (W3C PNG, third edition)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from .exif import public_exif
from .formats import UnparsableError, read_bytes, read_uint
from .icc import reduced_icc

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EXIF = b"eXIf"
_PROFILE = b"iCCP"
# Section 11: what the look depends on, and how long it may be. Every other chunk that may be
# left out is left out, and what is longer means nothing to a browser.
_NEEDED = {
    b"PLTE": 768,
    b"tRNS": 256,
    b"acTL": 8,
    b"fcTL": 26,
    b"IDAT": 1 << 31,
    b"fdAT": 1 << 31,
    b"cHRM": 32,
    b"gAMA": 4,
    b"sBIT": 4,
    b"sRGB": 1,
    b"cICP": 4,
    b"mDCV": 24,
    b"cLLI": 8,
    b"bKGD": 6,
    b"pHYs": 9,
    b"IHDR": 13,
    b"IEND": 0,
}
_REPEATED = frozenset((b"IDAT", b"fcTL", b"fdAT"))
_PIXELS = frozenset((b"IDAT", b"fdAT"))
_PROFILE_NAME = b"ICC Profile"
_BLOCK = 1 << 20
_LOWER = 0x20
_MOST_TEXT = 16 * 1024 * 1024


def clean_png(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* without text, Exif, times, private chunks and all after IEND.

    An Exif orientation is kept, since browsers turn PNGs by it.

    Raises:
        UnparsableError: it is not a complete PNG.
    """
    kept = [_SIGNATURE]
    seen: set[bytes] = set()
    pixels = _PixelStream(data)
    for kind, start, end in _chunks(data):
        if kind in seen - _REPEATED:
            continue
        if kind == b"fcTL" and b"IDAT" in seen:
            pixels = _PixelStream(data)
        seen.add(kind)
        if kind in _PIXELS:
            kept += pixels.without_tail(data, kind, start, end)
        elif kind == _EXIF:
            block = public_exif(data[start + 8 : end - 4], keep_copyright=keep_copyright)
            kept += [_chunk(_EXIF, block)] if block else []
        else:
            kept += _public(kind, data[start:end])
    return b"".join(kept)


def _public(kind: bytes, chunk: bytes) -> list[bytes]:
    """Return a chunk as it may be published; nothing if it may be left out."""
    if kind == _PROFILE:
        return _profile(chunk)
    if kind == b"IEND":
        return [_chunk(kind, b"")]
    if len(chunk) - 12 <= _NEEDED.get(kind, -1):
        return [chunk]
    if not kind[0] & _LOWER:
        # Section 5.4: a capital says that the image cannot be read without it.
        raise UnparsableError(f"the PNG chunk {kind.decode('ascii')} is unknown, or too long")
    return []


class _PixelStream:
    """The compressed pixels of one image, which may be spread over many chunks."""

    def __init__(self, data: bytes) -> None:
        width, height = (read_uint(data, at, 4, "the PNG") for at in (16, 20))
        # Twice the most that pixels of eight bytes can take: a bomb is not unpacked further.
        self._left = 2 * height * (8 * width + 1) + _BLOCK
        self._stream = zlib.decompressobj()
        self._is_damaged = False

    def without_tail(self, data: bytes, kind: bytes, start: int, end: int) -> list[bytes]:
        """Return a chunk up to the end of the stream; nothing once the stream has ended."""
        if self._stream.eof:
            return []
        head = start + (12 if kind == b"fdAT" else 8)
        rest = data[head : end - 4]
        try:
            while rest and not self._is_damaged and not self._stream.eof:
                self._left -= len(self._stream.decompress(rest, _BLOCK))
                self._is_damaged = self._left < 0
                rest = self._stream.unconsumed_tail
        except zlib.error:
            # Browsers show the pixels before the damage.
            self._is_damaged = True
        tail = len(self._stream.unused_data)
        if not tail:
            return [data[start:end]]
        return [_chunk(kind, data[start + 8 : end - 4 - tail])]


def _profile(chunk: bytes) -> list[bytes]:
    """Return an iCCP chunk with its profile reduced and without its name."""
    name, _, rest = chunk[8:-4].partition(b"\0")
    stream = zlib.decompressobj()
    try:
        profile = stream.decompress(rest[1:], _MOST_TEXT)
    except zlib.error:
        return []
    reduced = reduced_icc(profile) if stream.eof else b""
    if reduced == profile and name == _PROFILE_NAME and not stream.unused_data:
        return [chunk]
    body = _PROFILE_NAME + b"\0\0" + zlib.compress(reduced, 9)
    return [_chunk(_PROFILE, body)] if reduced else []


def png_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the Exif blocks, and all text chunks, which may be XMP."""
    found, texts = [], []
    for kind, start, end in _chunks(data):
        body = data[start + 8 : end - 4]
        if kind == _EXIF:
            found.append(body)
        elif kind in {b"iTXt", b"tEXt"}:
            texts.append(body)
        if kind in {b"iTXt", b"zTXt"}:
            packed, raw = _unpacked(kind, body)
            texts.append(packed)
            found += raw
    return found, texts


def _unpacked(kind: bytes, body: bytes) -> tuple[bytes, list[bytes]]:
    """Return a packed text, and the Exif block that ImageMagick writes into one as digits."""
    keyword, _, rest = body.partition(b"\0")
    if kind == b"iTXt":
        if rest[:1] != b"\1":
            return b"", []
        rest = rest[2:].split(b"\0", 2)[-1]
    else:
        rest = rest[1:]
    try:
        text = zlib.decompressobj().decompress(rest, _MOST_TEXT)
        if not keyword.startswith(b"Raw profile type"):
            return text, []
        return text, [bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))]
    except (zlib.error, ValueError):
        return b"", []


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and end of every chunk up to IEND."""
    if not data.startswith(_SIGNATURE):
        raise UnparsableError("the PNG signature is damaged")
    at = len(_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        length = read_uint(data, at, 4, "the PNG")
        kind = read_bytes(data, at + 4, 4, "the PNG")
        if not kind.isalpha():
            raise UnparsableError(f"no PNG chunk at byte {at}")
        read_bytes(data, at + 8, length + 4, f"the PNG chunk {kind.decode('ascii')}")
        yield kind, at, at + length + 12
        at += length + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + check
