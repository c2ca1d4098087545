"""Strip descriptive chunks from PNG and APNG (W3C PNG, third edition)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from .exif import public_exif
from .formats import UnparsableError, read_bytes, read_uint

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EXIF = b"eXIf"
# Section 11: what the look depends on. Every other chunk that may be left out is left out.
_NEEDED = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
        *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI"),
        *(b"bKGD", b"hIST", b"pHYs", b"sPLT"),
    )
)
_LOWER = 0x20
_MOST_TEXT = 16 * 1024 * 1024


def clean_png(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* without text, Exif, times, private chunks and all after IEND.

    An Exif orientation is kept, since browsers turn PNGs by it.

    Raises:
        UnparsableError: it is no complete PNG.
    """
    kept = [_SIGNATURE]
    first_exif = True
    for kind, start, end in _chunks(data):
        if kind in _NEEDED:
            kept.append(data[start:end])
        elif kind == _EXIF and first_exif:
            first_exif = False
            block = public_exif(data[start + 8 : end - 4], keep_copyright=keep_copyright)
            kept += [_chunk(_EXIF, block)] if block else []
        elif not kind[0] & _LOWER:
            # Section 5.4: a capital says that the image cannot be read without it.
            raise UnparsableError(f"the PNG chunk {kind!r} is not known")
    return b"".join(kept)


def png_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the Exif blocks, and all texts, which may be XMP."""
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
            raise UnparsableError(f"there is no PNG chunk at byte {at}")
        read_bytes(data, at + 8, length + 4, f"the PNG chunk {kind.decode('ascii')}")
        yield kind, at, at + length + 12
        at += length + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + check
