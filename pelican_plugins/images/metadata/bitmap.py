"""Windows' bitmaps and icons: header, colours and pixels are kept.

Specifications: Microsoft, Bitmap Storage, BITMAPINFOHEADER and BITMAPV5HEADER, and Icons.
"""

from __future__ import annotations

from .formats import UnparsableError, read_bytes
from .icc import reduced_icc
from .png import clean_png

_FILE_HEADER, _CORE, _INFO, _V4, _V5 = 14, 12, 40, 108, 124
_HEADERS = frozenset((_CORE, _INFO, 52, 56, _V4, _V5))
_RAW, _RLE8, _RLE4, _MASKS, _ALPHA_MASKS = 0, 1, 2, 3, 6
_COLOUR_SPACE, _PROFILE = 56, 112
_SRGB, _EMBEDDED, _LINKED = b"BGRs", b"DEBM", b"KNIL"
_MOST_COLOUR_BITS = 8
_PNG = b"\x89PNG\r\n\x1a\n"
_DIRECTORY, _ENTRY = 6, 16
_PIXELS_SQUARED = 1 << 30


def clean_bmp(data: bytes, *, keep_copyright: bool = False) -> bytes:  # noqa: ARG001
    """Return a bitmap with its header, colours, pixels and reduced profile, and nothing else.

    Raises:
        UnparsableError: it is not a complete bitmap.
    """
    start = _uint(data, 10)
    head, colours, length = _layout(data, _FILE_HEADER, height_share=1)
    table = _FILE_HEADER + len(head)
    if start < table:
        raise UnparsableError("the pixels of the bitmap start inside its header")
    colours = min(colours, start - table)
    pixels = read_bytes(data, start, length, "the bitmap")
    profile = b""
    if len(head) == _V5:
        at = _FILE_HEADER + _uint(head, _PROFILE)
        if head[_COLOUR_SPACE : _COLOUR_SPACE + 4] == _EMBEDDED:
            profile = reduced_icc(data[at : at + _uint(head, _PROFILE + 4)]) or b""
    first = _FILE_HEADER + len(head) + colours
    head = _public_header(head, first - _FILE_HEADER + len(pixels), len(profile))
    whole = head + _colours(head, data[table : table + colours]) + _rows(head, pixels) + profile
    size = (_FILE_HEADER + len(whole)).to_bytes(4, "little")
    return data[:2] + size + bytes(4) + first.to_bytes(4, "little") + whole


def clean_ico(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return an icon or a cursor whose pictures are clean, with nothing between and after them.

    Raises:
        UnparsableError: it is not a complete icon.
    """
    count = int.from_bytes(read_bytes(data, 4, 2, "the icon"), "little")
    entries = read_bytes(data, _DIRECTORY, _ENTRY * count, "the icon")
    at = _DIRECTORY + len(entries)
    listed, pictures = b"", b""
    for start in range(0, len(entries), _ENTRY):
        entry = entries[start : start + _ENTRY]
        packed = read_bytes(data, _uint(entry, 12), _uint(entry, 8), "an image of the icon")
        if packed.startswith(_PNG):
            picture = clean_png(packed, keep_copyright=keep_copyright)
        else:
            picture = _bare_bitmap(packed)
        listed += entry[:3] + b"\0" + entry[4:8]
        listed += len(picture).to_bytes(4, "little") + (at + len(pictures)).to_bytes(4, "little")
        pictures += picture
    return data[:_DIRECTORY] + listed + pictures


def bitmap_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return no Exif and no XMP: neither format has a place for them."""
    del data
    return [], []


def _bare_bitmap(data: bytes) -> bytes:
    """Return a bitmap in an icon, with the mask that has a bit for each pixel below it."""
    head, colours, length = _layout(data, 0, height_share=2)
    if len(head) != _INFO:
        raise UnparsableError("an image of the icon has a header that icons never have")
    width, height = _uint(head, 4), _uint(head, 8) // 2
    mask = -(-width // 32) * 4 * height
    # Pictures of 32 bits have their own alpha, and may leave the mask out.
    end = len(head) + colours + length
    body = read_bytes(data, len(head), colours + length, "an image of the icon")
    rows = _without_padding(data[end : end + mask], width)
    pixels = _colours(head, body[:colours]) + _rows(head, body[colours:])
    return _public_header(head, 0, 0) + pixels + rows


def _colours(head: bytes, table: bytes) -> bytes:
    """Return a table of colours without what may be in the unused byte of each."""
    if len(head) == _CORE or _short(head, 14) > _MOST_COLOUR_BITS:
        return table
    new = bytearray(table)
    new[3::4] = bytes(len(new[3::4]))
    return bytes(new)


def _rows(head: bytes, pixels: bytes) -> bytes:
    """Return pixels without what may be between their rows; runs have nothing there."""
    if len(head) == _CORE:
        return _without_padding(pixels, _short(head, 4) * _short(head, 10))
    if _uint(head, 16) in {_RLE8, _RLE4}:
        return pixels
    return _without_padding(pixels, _uint(head, 4) * _short(head, 14))


def _without_padding(rows: bytes, bits: int) -> bytes:
    """Return rows of so many *bits*, each filled up to four bytes, with zeros for the rest."""
    used, stride = -(-bits // 8), -(-bits // 32) * 4
    if used == stride or not stride:
        return rows
    fill = bytes(stride - used)
    kept = (rows[at : at + used] + fill for at in range(0, len(rows) - stride + 1, stride))
    return b"".join(kept) + rows[len(rows) - len(rows) % stride :]


def _layout(data: bytes, at: int, *, height_share: int) -> tuple[bytes, int, int]:
    """Return the header at *at*, and the bytes of its colours and of its pixels."""
    size = _uint(data, at)
    if size not in _HEADERS:
        raise UnparsableError("the bitmap has an unknown kind of header")
    head = read_bytes(data, at, size, "the bitmap")
    if size == _CORE:
        width, height = (int.from_bytes(head[n : n + 2], "little") for n in (4, 6))
        bits, packing, used, length, each = _short(head, 10), _RAW, 0, 0, 3
    else:
        width = _uint(head, 4)
        height = abs(int.from_bytes(head[8:12], "little", signed=True)) // height_share
        bits, packing, length, used, each = (
            _short(head, 14), _uint(head, 16), _uint(head, 20), _uint(head, 32), 4,
        )  # fmt: skip
    if width * height > _PIXELS_SQUARED:
        raise UnparsableError("the bitmap has too many pixels")
    if packing in {_RAW, _MASKS, _ALPHA_MASKS}:
        length = -(-width * bits // 32) * 4 * height
    elif packing in {_RLE8, _RLE4}:
        length = _end_of_runs(data, at, length, packing)
    else:
        raise UnparsableError("the bitmap uses a compression that browsers do not support")
    if bits <= _MOST_COLOUR_BITS:
        colours = min(used or 1 << bits, 1 << bits) * each
    else:
        # Masks follow a header that has no place for them; colours of others are hints.
        masks = {_MASKS: 12, _ALPHA_MASKS: 16}.get(packing, 0)
        colours = masks if size == _INFO else 0
    return head, colours, length


def _end_of_runs(data: bytes, at: int, said: int, packing: int) -> int:
    """Return how long pixels in runs are, up to the mark of their end."""
    first = _uint(data, 10) if at else 0
    if not first:
        raise UnparsableError("an image of the icon is compressed")
    here, last = first, min(first + said, len(data)) if said else len(data)
    while here + 2 <= last:
        run, value = data[here], data[here + 1]
        here += 2
        if run or value == 0:
            continue
        if value == 1:
            return here - first
        if value == 2:  # noqa: PLR2004 (a step to the right and up, of two bytes)
            here += 2
        else:
            used = value if packing == _RLE8 else (value + 1) // 2
            here += used + used % 2
    raise UnparsableError("the bitmap is truncated")


def _public_header(head: bytes, profile_at: int, profile_length: int) -> bytes:
    """Return a header that names no file and no time, and its profile where it now is."""
    if len(head) == _CORE:
        return head
    # Resolution stays; the number of colours that matter is nobody's secret, but is unused.
    new = bytearray(head)
    if len(head) == _V5:
        space = bytes(new[_COLOUR_SPACE : _COLOUR_SPACE + 4])
        if space == _LINKED or (space == _EMBEDDED and not profile_length):
            new[_COLOUR_SPACE : _COLOUR_SPACE + 4] = _SRGB
        new[_PROFILE : _PROFILE + 4] = (profile_at if profile_length else 0).to_bytes(4, "little")
        new[_PROFILE + 4 : _PROFILE + 8] = profile_length.to_bytes(4, "little")
        new[_PROFILE + 8 :] = bytes(4)
    return bytes(new)


def _uint(data: bytes, at: int) -> int:
    return int.from_bytes(read_bytes(data, at, 4, "the bitmap"), "little")


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(read_bytes(data, at, 2, "the bitmap"), "little")
