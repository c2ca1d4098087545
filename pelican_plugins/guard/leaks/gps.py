"""Where a picture or a recording was made, if its file says so.

This is another way to read what `images/metadata` takes out: a check that shares no code with it.
It knows no container, but looks wherever in a file one of the known forms begins.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from itertools import islice

from PIL import Image

# CIPA DC-008 (Exif), 4.5.2: the header of a TIFF, which begins the block of Exif.
_TIFF = re.compile(rb"II\x2a\x00|MM\x00\x2a")
_MOST_BLOCKS = 64
_GPS_DIRECTORY = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
# XMP in its two spellings, with a value; IPTC has none. MP4 and QuickTime write ISO 6709.
_COORDINATES = re.compile(
    rb"GPS(?:Latitude|Longitude)\s*(?:=\s*[\"']|>)\s*[0-9]"
    rb"|(?:\xa9xyz|location\.ISO6709)[\x00-\xff]{0,64}?[+-][0-9]{2}[0-9.]*[+-][0-9]{3}"
)


def holds_coordinates(data: bytes) -> bool:
    """Tell whether a file says where it was made.

    Args:
        data: of a picture, recording or document of any format.
    """
    if _COORDINATES.search(data):
        return True
    blocks = (data[match.start() :] for match in islice(_TIFF.finditer(data), _MOST_BLOCKS))
    return any(map(_in_exif, blocks)) or _in_compressed(data)


def _in_exif(block: bytes) -> bool:
    exif = Image.Exif()
    # Whatever is no Exif looks like one by chance.
    with suppress(Exception):
        exif.load(b"Exif\0\0" + block[: 1 << 20])
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
        return bool(gps.get(_LATITUDE)) or _COORDINATES.search(texts) is not None
    return False
