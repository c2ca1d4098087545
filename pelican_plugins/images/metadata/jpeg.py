"""Strip metadata from a JPEG (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .exif import EXIF_PREFIX, public_exif
from .formats import UnparsableError, read_bytes, read_uint
from .icc import reduced_icc

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
# T.81, table B.1: what a decoder needs. The reserved JPG and JPGn are JPEG-LS's and nobody's.
_NEEDED = frozenset((*range(0xC0, 0xD0), *range(0xDA, 0xDE))) - {0xC8}
# What only hierarchical JPEGs have, and the reserved JPG: no browser reads either.
_UNUSED = frozenset((0xC8, 0xDE, 0xDF))
# T.81, B.1.1.5: within the coded data only these may follow an FF.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_XMP = (b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0")
_JFIF = b"JFIF\0"
_JFIF_LENGTH = 14
# T.872, 6.5.3: Adobe's name, version, flags and how colours are coded.
_ADOBE, _ADOBE_LENGTH = b"Adobe", 12
_ICC = b"ICC_PROFILE\0"
_MOST_PARTS = 255


def clean_jpeg(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* without metadata; the coded image stays byte for byte.

    Kept are JFIF without its thumbnail, the ICC profile and Adobe's APP14, which says how the
    colours are coded. What is after the end of the image goes too: previews, gain maps
    and short films (CIPA DC-007).

    Raises:
        UnparsableError: it is not a complete JPEG.
    """
    kept = [data[:2]]
    first_exif = first_adobe = True
    segments = list(_segments(data))
    profile = _profile([data[a + 4 : b] for m, a, b in segments if _is_profile(m, data[a + 4 : b])])
    for marker, start, end in segments:
        payload = data[start + 4 : end]
        if marker == _APP1 and payload.startswith(EXIF_PREFIX):
            block = public_exif(payload, keep_copyright=keep_copyright) if first_exif else b""
            first_exif = False
            kept += [_segment(_APP1, EXIF_PREFIX + block)] if block else []
        elif marker == _APP0 and payload.startswith(_JFIF):
            kept.append(_segment(_APP0, _without_thumbnail(payload)))
        elif marker == _APP14 and payload.startswith(_ADOBE):
            part = payload[:_ADOBE_LENGTH]
            kept += [_segment(_APP14, part)] if first_adobe else []
            first_adobe = False
        elif _is_profile(marker, payload):
            kept += [_segment(_APP2, profile.pop(0))] if profile else []
        elif marker == _EOI or marker in _NEEDED:
            kept.append(data[start:end])
    return b"".join(kept)


def jpeg_metadata(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the Exif and the XMP blocks."""
    payloads = [data[a + 4 : b] for marker, a, b in _segments(data) if marker == _APP1]
    found = [payload for payload in payloads if payload.startswith(EXIF_PREFIX)]
    return found, [payload for payload in payloads if payload.startswith(_XMP)]


def _segments(data: bytes, *, needs_scan: bool = True) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of every segment after SOI, a scan with its coded data."""
    if data[:2] != b"\xff\xd8":
        raise UnparsableError("the JPEG does not start like a JPEG")
    at, scans = 2, 0 if needs_scan else 1
    while True:
        if at >= len(data) and scans:
            # Cut off within the coded data: browsers show what there is.
            return
        if read_bytes(data, at, 1, "the JPEG")[0] != 0xFF:  # noqa: PLR2004 (every marker begins so)
            raise UnparsableError(f"no JPEG marker at byte {at}")
        start = at
        # T.81, B.1.1.2: any number of FF may be before a marker.
        while read_bytes(data, start + 1, 1, "the JPEG")[0] == 0xFF:  # noqa: PLR2004
            start += 1
        marker = data[start + 1]
        if marker == _EOI:
            yield marker, start, start + 2
            return
        if marker not in _NEEDED | _UNUSED and not _APP0 <= marker <= _APP15 and marker != _COM:
            raise UnparsableError(f"unknown JPEG marker {marker:02X} at byte {start}")
        length = read_uint(data, start + 2, 2, "a JPEG segment")
        if length < 2:  # noqa: PLR2004 (the length counts itself)
            raise UnparsableError(f"the JPEG segment at byte {start} has no length")
        read_bytes(data, start + 2, length, "a JPEG segment")
        at = start + 2 + length
        if marker == _SOS:
            scans += 1
            end = _END_OF_SCAN.search(data, at)
            # More of them may be in front of a marker, to fill.
            at += len(data[at : end.start()].rstrip(b"\xff") if end else data[at:])
        yield marker, start, at


def clean_jpeg_stream(data: bytes) -> bytes:
    """Return a JPEG within a TIFF (Tech Note 2) without any metadata, in its own length.

    Raises:
        UnparsableError: it is not a JPEG.
    """
    kept = [data[:2]]
    for marker, start, end in _segments(data, needs_scan=False):
        payload = data[start + 4 : end]
        if marker == _APP14 and payload.startswith(_ADOBE):
            kept.append(_segment(_APP14, payload[:_ADOBE_LENGTH]))
        elif marker == _EOI or marker in _NEEDED:
            kept.append(data[start:end])
    return b"".join(kept).ljust(len(data), b"\0")


def _profile(payloads: list[bytes]) -> list[bytes]:
    """Return the parts of a profile (ICC.1, annex B.4) reduced, in their order in the file.

    A profile whose parts do not make one is passed over by browsers, and is left out.
    """
    heads = [payload[len(_ICC) : len(_ICC) + 2] for payload in payloads]
    order = sorted(range(len(heads)), key=lambda n: heads[n][:1])
    if len(heads) > _MOST_PARTS:
        return []
    expected = [bytes((n + 1, len(heads))) for n in range(len(heads))]
    if [heads[n] for n in order] != expected:
        return []
    start = len(_ICC) + 2
    whole = reduced_icc(b"".join(payloads[n][start:] for n in order))
    at, parts = 0, {}
    for n in order if whole else ():
        length = len(payloads[n]) - start
        parts[n] = payloads[n][:start] + whole[at : at + length]
        at += length
    return [parts[n] for n in sorted(parts)]


def _is_profile(marker: int, payload: bytes) -> bool:
    return marker == _APP2 and payload.startswith(_ICC)


def _without_thumbnail(payload: bytes) -> bytes:
    """Return a JFIF header (JFIF 1.02, page 5) with a thumbnail of no pixels."""
    return read_bytes(payload, 0, _JFIF_LENGTH, "the JFIF header")[:-2] + bytes(2)


def _segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2, "big") + payload
