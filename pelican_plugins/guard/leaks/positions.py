"""Find GPS coordinates in a published file, whatever its format.

They are read in another way than by `images/metadata`, with which this shares no code: it knows
no container of pictures, but looks for every place where a known form begins, also in what is
packed within archives, documents and `data:` URLs.
"""

from __future__ import annotations

import binascii
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes

from PIL import Image

from .extract_text import packed_in

# CIPA DC-008 (Exif), 4.5.2: the header of a TIFF, which begins the block of Exif.
_TIFF = re.compile(rb"II\x2a\x00|MM\x00\x2a")
_MOST_BLOCKS = 64
_MOST_EXIF = 1 << 20
_GPS_DIRECTORY = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_ISO_6709 = rb"[+-][0-9]{2}[0-9.]*[+-][0-9]{3}"
# Each begins with letters that are searched for quickly.
_COORDINATES = tuple(
    map(
        re.compile,
        (
            # XMP in its two spellings, with a value; IPTC has none.
            rb"GPS(?:Latitude|Longitude)\s*(?:=\s*[\"']|>)\s*[0-9]",
            # QuickTime and MP4: next to its name, or in a value whose name is elsewhere.
            rb"\xa9xyz[\x00-\xff]{0,64}?" + _ISO_6709,
            rb"location\.ISO6709[\x00-\xff]{0,64}?" + _ISO_6709,
            rb"data\x00\x00\x00\x01[\x00-\xff]{4}" + _ISO_6709,
            # RFC 9559, 5.1.8.1.2.4: the text of a Matroska tag, after its length.
            rb"\x44\x87[\x00-\xff]{1,8}?" + _ISO_6709,
            # ISO 6709, Annex H, to its last sign: a name is next to it or elsewhere, as in ID3, in
            # Vorbis comments and in RIFF's.
            rb"[+-][0-9]{2,6}\.[0-9]{2,9}[+-][0-9]{3,7}\.[0-9]{2,9}(?:[+-][0-9.]{1,12})?(?:CRS[^/]{1,20})?/",
            # Vorbis comments, ID3 and APE by GStreamer and by recorders.
            rb"(?i:LATITUDE)[=\0][+-]?[0-9]{1,2}\.[0-9]{2}",
            # Subtitles of drones, which misspell one of them.
            rb"GPS ?\( ?-?[0-9]{1,3}\.[0-9]+ ?, ?-?[0-9]{1,3}\.[0-9]+",
            rb"latitude ?[:=] ?-?[0-9]{1,2}\.[0-9]+\]?[,; ]{1,3}\[?longt?itude ?[:=] ?-?[0-9]",
        ),
    )
)
_SUBTITLES = frozenset((".ass", ".srt", ".ssa", ".sub", ".vtt"))
# 3GPP TS 26.244, 8.13: language, name, role, longitude, latitude.
_LOCATION = re.compile(rb"loci[\x00\x01]\x00\x00\x00")
_MOST_LOCATION = 4096
_PLACE = 8
_DATA_URL = re.compile(
    rb"data:[a-z]{1,20}/[a-z0-9.+-]{1,60}(?:;[a-z0-9=._-]{1,60})?;base64,([A-Za-z0-9+/=\s]{16,})",
    re.IGNORECASE,
)
# Without base64, a picture has a percent sign at least for each byte that is not a letter.
_PERCENT_URL = re.compile(
    rb"data:[a-z]{1,20}/[a-z0-9.+-]{1,60}(?:;[a-z0-9=._-]{1,60})?,"
    rb"((?:[A-Za-z0-9_.!~*$+,;:@/?=-]|%[0-9A-Fa-f]{2}){16,})",
    re.IGNORECASE,
)
# In mail, notebooks, cards and Vorbis comments a file has no `data:` before it. RFC 4648, 4, of
# what JPEG, PNG, RIFF and TIFF begin with; JSON escapes the ends of lines.
_FILE_STARTS = (b"/9j/", b"iVBORw0KGgo", b"UklGR", b"SUkqAA", b"TU0AKg", b"METADATA_BLOCK_PICTURE=")
_BASE64_FILE = re.compile(
    rb"(?:METADATA_BLOCK_PICTURE=|(?=/9j/|iVBORw0KGgo|UklGR|SUkqAA|TU0AKg))"
    rb"((?:[A-Za-z0-9+/=\s]|\\[nr/]){64,})"
)
_MOST_URLS = 2_000
_DEEPEST = 3


def holds_coordinates(data: bytes) -> bool:
    """Return whether a file contains GPS coordinates.

    Args:
        data: of an image, recording, document or archive of any format.
    """
    return _holds(data, _DEEPEST)


def text_holds_coordinates(path: str, texts: Iterable[str], data: bytes = b"") -> bool:
    """Return whether text says where an image or a video was taken.

    Prose may name places on purpose. So only files in its `data:` URLs count, and of
    subtitles what drones write into them.

    Args:
        path: its file name, which identifies subtitles.
        texts: its decoded content.
        data: its bytes, in which URLs are still escaped.
    """
    is_subtitle = PurePosixPath(path).suffix.lower() in _SUBTITLES
    parts = (text.encode("utf-8", "replace") for text in texts)
    return any(map(holds_coordinates, _linked(data))) or any(
        (is_subtitle and _in_words(part)) or any(map(holds_coordinates, _linked(part)))
        for part in parts
    )


def _holds(data: bytes, deep: int) -> bool:
    if _in_words(data) or _in_location(data):
        return True
    # ID3v2, 4.1: strings may have two bytes per letter.
    if data.startswith(b"ID3") and _in_words(data[:_MOST_EXIF].replace(b"\0", b"")):
        return True
    blocks = (
        data[match.start() : match.start() + _MOST_EXIF]
        for match in islice(_TIFF.finditer(data), _MOST_BLOCKS)
    )
    if any(map(_in_exif, blocks)) or _in_compressed(data):
        return True
    return deep > 0 and (
        any(_holds(part, deep - 1) for part in packed_in(data))
        or any(_holds(part, deep - 1) for part in _linked(data))
    )


def _in_words(data: bytes) -> bool:
    return any(form.search(data) for form in _COORDINATES)


def _linked(data: bytes) -> Iterator[bytes]:
    """Yield the files in the `data:` URLs (RFC 2397) and in bare base64 in text."""
    if any(start in data for start in _FILE_STARTS):
        for match in islice(_BASE64_FILE.finditer(data), _MOST_URLS):
            yield from _unpacked(re.sub(rb"\\[nr]|\\(?=/)", b"", match[1]))
    if b"data:" not in data and b"DATA:" not in data:
        return
    for match in islice(_PERCENT_URL.finditer(data), _MOST_URLS):
        if b"%" in match[1]:
            yield unquote_to_bytes(match[1])
    for match in islice(_DATA_URL.finditer(data), _MOST_URLS):
        yield from _unpacked(match[1])


def _unpacked(written: bytes) -> Iterator[bytes]:
    digits = b"".join(written.split()).rstrip(b"=")
    with suppress(binascii.Error):
        yield binascii.a2b_base64(digits[: len(digits) // 4 * 4])


def _in_location(data: bytes) -> bool:
    for match in islice(_LOCATION.finditer(data), _MOST_BLOCKS):
        size = int.from_bytes(data[max(0, match.start() - 4) : match.start()], "big")
        body = data[match.end() + 2 : match.start() - 4 + min(size, _MOST_LOCATION)]
        wide = body[:2] in {b"\xfe\xff", b"\xff\xfe"}
        end = re.match(rb"(?:[^\0]\0|\0[^\0]|[^\0]{2})*\0\0" if wide else rb"[^\0]*\0", body)
        place = body[end.end() + 1 :][:_PLACE] if end else b""
        # Degrees, with 16 fractional bits.
        numbers = [int.from_bytes(place[at : at + 4], "big", signed=True) for at in (0, 4)]
        is_on_earth = abs(numbers[0]) <= 180 << 16 and abs(numbers[1]) <= 90 << 16
        if len(place) == _PLACE and any(numbers) and is_on_earth:
            return True
    return False


def _in_exif(block: bytes) -> bool:
    exif = Image.Exif()
    # Byte runs that merely look like a TIFF header raise here; ignore them.
    with suppress(Exception):
        exif.load(b"Exif\0\0" + block)
        gps = exif.get_ifd(_GPS_DIRECTORY)
        return bool(gps.get(_LATITUDE) and gps.get(_LONGITUDE))
    return False


def _in_compressed(data: bytes) -> bool:
    """Look at what PNG may keep compressed."""
    if not data.startswith(b"\x89PNG"):
        return False
    with suppress(Exception), Image.open(io.BytesIO(data)) as image:
        image.load()
        texts = "".join(map(str, image.info.values())).encode("utf-8", "replace")
        gps = image.getexif().get_ifd(_GPS_DIRECTORY)
        return bool(gps.get(_LATITUDE)) or _in_words(texts)
    return False
