"""Reduce an ICC profile to what colours need (ICC.1:2022).

Nothing moves and the length stays, so that no format has to change its own offsets.
"""

from __future__ import annotations

from .formats import UnparsableError, read_bytes, read_uint

_HEADER, _TABLE, _ENTRY = 128, 132, 12
_MOST_TAGS = 100
# Section 9.2: how numbers become colours, and how white is adapted.
_COLOURS = frozenset(
    (
        *(b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad"),
        *(b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"chrm", b"cicp"),
        *(b"D2B0", b"D2B1", b"D2B2", b"D2B3", b"B2D0", b"B2D1", b"B2D2", b"B2D3"),
    )
)
# Every profile must have them (section 8.2): they stay without a word in them.
_TEXTS = frozenset((b"desc", b"cprt"))
_EMPTY_TEXTS = {
    b"desc": b"desc" + bytes(4) + b"\0\0\0\1",
    b"text": b"text" + bytes(4),
    b"mluc": b"mluc" + bytes(4) + b"\0\0\0\0" + b"\0\0\0\x0c",
}
_SHORTEST_TEXT = {b"desc": 90, b"text": 9, b"mluc": 16}
# Section 10.18: values of each kind of curve.
_PARAMETERS = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}
_FIXED = {b"XYZ ": 20, b"sf32": 44, b"cicp": 12, b"chrm": 36}
# Section 4.2: a neutral date, 1 January 2000.
_DATE = b"\x07\xd0\0\1\0\1\0\0\0\0\0\0"


def clean_icc(profile: bytes) -> bytes:
    """Return *profile* in its own length without descriptions, serial numbers and dates.

    Raises:
        UnparsableError: it is not a complete profile, which browsers pass over.
    """
    what = "the colour profile"
    size = read_uint(profile, 0, 4, what)
    if read_bytes(profile, 36, 4, what) != b"acsp" or not _TABLE <= size <= len(profile):
        raise UnparsableError("the colour profile is damaged")
    count = read_uint(profile, _HEADER, 4, what)
    if count > _MOST_TAGS or _TABLE + _ENTRY * count > size:
        raise UnparsableError("the colour profile is damaged")
    out = bytearray(len(profile))
    out[:_HEADER] = _header(profile)
    table, texts = [], []
    for at in range(_TABLE, _TABLE + _ENTRY * count, _ENTRY):
        tag = profile[at : at + 4]
        start, length = (read_uint(profile, at + more, 4, what) for more in (4, 8))
        element = read_bytes(profile[:size], start, length, "a tag of the colour profile")
        if start < _TABLE + _ENTRY * count:
            raise UnparsableError("the colour profile is damaged")
        if tag in _COLOURS:
            needed = _needed(element)
            out[start : start + needed] = element[:needed]
        elif tag in _TEXTS and length >= _SHORTEST_TEXT.get(element[:4], length + 1):
            texts.append((start, _EMPTY_TEXTS[element[:4]]))
        else:
            continue
        table.append(profile[at : at + _ENTRY])
    for start, text in texts:
        if any(out[start : start + len(text)]) and out[start : start + len(text)] != text:
            raise UnparsableError("the colour profile is damaged")
        out[start : start + len(text)] = text
    whole = len(table).to_bytes(4, "big") + b"".join(table)
    out[_HEADER : _HEADER + len(whole)] = whole
    return bytes(out)


def reduced_icc(profile: bytes) -> bytes:
    """Return what `clean_icc` does; empty for what is not a profile."""
    try:
        return clean_icc(profile)
    except UnparsableError:
        return b""


def _header(profile: bytes) -> bytes:
    """Return a header (section 7.2) that names no program, maker, model or time."""
    return b"".join(
        (
            profile[:4] + bytes(4) + profile[8:24] + _DATE + profile[36:40],
            # Platform; of the flags the two that ICC defines; maker and model of the device.
            bytes(7) + bytes((profile[47] & 3,)) + bytes(8),
            bytes(7) + bytes((profile[63] & 15,)) + profile[64:80],
            bytes(_HEADER - 80),
        )
    )


def _needed(element: bytes) -> int:
    """Return how many bytes of a tag's data are read (section 10)."""
    kind = element[:4]
    if kind == b"curv":
        return min(len(element), 12 + 2 * int.from_bytes(element[8:12], "big"))
    if kind == b"para":
        return min(len(element), 12 + 4 * _PARAMETERS.get(int.from_bytes(element[8:10], "big"), 7))
    return min(len(element), _FIXED.get(kind, len(element)))
