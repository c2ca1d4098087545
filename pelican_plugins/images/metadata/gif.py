"""Strip comments, plain text and most application blocks from a GIF (GIF89a)."""

from __future__ import annotations

from .formats import UnparsableError, read_bytes

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _PLAIN_TEXT, _APPLICATION = 0xF9, 0x01, 0xFF
_ANIMATION = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_XMP = b"XMP DataXMP"
_HEADER = 13
_NAME_ENDS = 14
_DESCRIPTOR = 10


def clean_gif(data: bytes, *, keep_copyright: bool = False) -> bytes:  # noqa: ARG001 (no Exif)
    """Return *data* with nothing but images, their timing and the number of repeats.

    Raises:
        UnparsableError: it is not a complete GIF.
    """
    return _parse(data)[0]


def gif_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return no Exif, which GIF cannot hold, and the XMP blocks."""
    return [], _parse(data)[1]


def _parse(data: bytes) -> tuple[bytes, list[bytes]]:
    at = _HEADER + _table(read_bytes(data, 0, _HEADER, "the GIF")[10])
    kept, xmp = [read_bytes(data, 0, at, "the GIF's colours")], []
    control = b""
    while at < len(data) and data[at] != _TRAILER:
        start = at
        if data[at] == _EXTENSION:
            label = read_bytes(data, at + 1, 1, "the GIF")[0]
            at = _behind_blocks(data, at + 2)
            block = data[start:at]
            if label == _CONTROL:
                # Section 23: it belongs to the next image or plain text.
                # Longer ones have no more known fields.
                control = b"\x21\xf9\x04" + block[3:7] + b"\0" if block[2] >= 4 else b""  # noqa: PLR2004
            elif label == _PLAIN_TEXT:
                control = b""
            elif label == _APPLICATION and block[3:14] in _ANIMATION:
                kept.append(_repeats(block))
            elif label == _APPLICATION and block[3:14] == _XMP:
                xmp.append(block)
        elif data[at] == _IMAGE:
            at += _DESCRIPTOR + _table(read_bytes(data, at, _DESCRIPTOR, "a GIF image")[9])
            at = _behind_blocks(data, at + 1)
            kept += [control, data[start:at]]
            control = b""
        elif data[at] == 0:
            # A stray end of blocks, which browsers pass over.
            at += 1
        else:
            raise UnparsableError(f"no GIF block at byte {at}")
    return b"".join((*kept, bytes((_TRAILER,)))), xmp


def _repeats(block: bytes) -> bytes:
    """Return an application block with its number of repeats, empty if it has none."""
    at = _NAME_ENDS
    while size := block[at]:
        if size == 3 and block[at + 1] == 1:  # noqa: PLR2004 (Netscape's block of three bytes)
            return block[:_NAME_ENDS] + block[at : at + 4] + b"\0"
        at += 1 + size
    return b""


def _table(flags: int) -> int:
    """Return the length of the colours that flags (sections 18 and 20) announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_blocks(data: bytes, at: int) -> int:
    while size := read_bytes(data, at, 1, "a GIF block")[0]:
        at += 1 + size
    return at + 1
