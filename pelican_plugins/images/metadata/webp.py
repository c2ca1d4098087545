"""Strip Exif, XMP and unknown chunks from a WebP (RFC 9649)."""

from __future__ import annotations

from collections.abc import Iterator

from .exif import public_exif
from .formats import UnparsableError, read_bytes
from .icc import reduced_icc

_HEADER = 12
_EXIF, _XMP, _VP8X, _ANMF = b"EXIF", b"XMP ", b"VP8X", b"ANMF"
_ICCP, _ANIM, _ALPH = b"ICCP", b"ANIM", b"ALPH"
_STILLS = frozenset((b"VP8 ", b"VP8L"))
_PICTURES = _STILLS | {_ANMF}
_ANIM_LENGTH = 6
_VP8X_LENGTH = 10
_ANMF_HEADER = 16
# RFC 9649, section 2.7.1.
_ICC_FLAG, _ALPHA_FLAG, _EXIF_FLAG, _ANIMATION_FLAG = 0x20, 0x10, 0x08, 0x02


def clean_webp(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* without metadata; its coded images stay byte for byte.

    Raises:
        UnparsableError: it is not a complete WebP.
    """
    chunks = list(_chunks(data, _HEADER, _end(data)))
    kinds = [kind for kind, _ in chunks]
    block = b""
    if _EXIF in kinds and kinds[0] == _VP8X:
        block = public_exif(chunks[kinds.index(_EXIF)][1], keep_copyright=keep_copyright)
    if kinds[0] != _VP8X:
        # Section 2.5: a simple file is its first chunk.
        kept = [_chunk(kinds[0], chunks[0][1])] if kinds[0] in _STILLS else []
    elif _ANMF in kinds:
        kept = [_chunk(_ANIM, _animation(chunks))]
        kept += [_chunk(kind, _frame(body)) for kind, body in chunks if kind == _ANMF]
    else:
        kept = _still(chunks)
    if not kept:
        raise UnparsableError("the image data of the WebP is not where it should be")
    if kinds[0] == _VP8X:
        profile = reduced_icc(chunks[kinds.index(_ICCP)][1]) if _ICCP in kinds else b""
        header = _flagged(chunks[0][1], has_exif=bool(block), has_profile=bool(profile))
        kept = [_chunk(_VP8X, header), *([_chunk(_ICCP, profile)] if profile else []), *kept]
    if block:
        # Section 2.7: metadata is after the image.
        kept.append(_chunk(_EXIF, block))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def webp_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the Exif and the XMP blocks."""
    chunks = list(_chunks(data, _HEADER, _end(data)))
    return (
        [body for kind, body in chunks if kind == _EXIF],
        [body for kind, body in chunks if kind == _XMP],
    )


def _end(data: bytes) -> int:
    size = int.from_bytes(read_bytes(data, 4, 4, "the WebP"), "little")
    if 8 + size == len(data) + 1:
        # Some writers count the padding of the last chunk and leave it out.
        return len(data)
    read_bytes(data, 8, size, "the WebP")
    return 8 + size


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    kinds = set()
    while at < end:
        kind = read_bytes(data, at, 4, "the WebP")
        size = int.from_bytes(read_bytes(data, at + 4, 4, "the WebP"), "little")
        if at + 8 + size > end:
            raise UnparsableError(f"the WebP chunk {kind!r} is truncated")
        yield kind, data[at + 8 : at + 8 + size]
        kinds.add(kind)
        at += 8 + size + size % 2
    if not kinds & _PICTURES:
        # A wrong length makes the image itself look like unknown chunks.
        raise UnparsableError("the WebP, or one of its frames, contains no image")


def _frame(body: bytes) -> bytes:
    """Return a frame of an animation (section 2.7.1.1) without unknown chunks."""
    header = read_bytes(body, 0, _ANMF_HEADER, "a frame of the WebP")
    return header + b"".join(_still(list(_chunks(body, _ANMF_HEADER, len(body)))))


def _still(chunks: list[tuple[bytes, bytes]]) -> list[bytes]:
    """Return the first image, and the transparency chunk before it if it has no alpha itself."""
    before: list[bytes] = []
    for kind, body in chunks:
        if kind in _STILLS:
            return [*before, _chunk(kind, body)] if kind == b"VP8 " else [_chunk(kind, body)]
        if kind == _ALPH and not before:
            before = [_chunk(kind, body)]
    return []


def _animation(chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = next((body for kind, body in chunks if kind == _ANIM), b"")
    return read_bytes(body, 0, _ANIM_LENGTH, "the WebP's ANIM")


def _flagged(body: bytes, *, has_exif: bool, has_profile: bool) -> bytes:
    read_bytes(body, 0, _VP8X_LENGTH, "the WebP's VP8X")
    flags = body[0] & (_ALPHA_FLAG | _ANIMATION_FLAG)
    flags |= _EXIF_FLAG if has_exif else 0
    flags |= _ICC_FLAG if has_profile else 0
    # Three reserved bytes, and the size of the canvas.
    return bytes((flags, 0, 0, 0)) + body[4:_VP8X_LENGTH]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
