"""The colour that shows while a picture loads."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image

from .variants.decode import UndecodableImageError, decode

_SIDE = 32
_COLOURS = 6


def dominant_colour(path: Path) -> str:
    """Return the colour most of a picture has, as `#rrggbb`.

    An empty text for what cannot be decoded and for what is transparent: its background
    would shine through.
    """
    try:
        status = path.stat()
    except OSError:
        return ""
    return _dominant(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def _dominant(path: Path, _size: int, _changed: int) -> str:
    try:
        image = decode(path.read_bytes(), (_SIDE, _SIDE))
    except (UndecodableImageError, OSError):
        return ""
    if image.mode != "RGB":
        return ""
    small = image.resize((_SIDE, _SIDE), Image.Resampling.BOX).quantize(_COLOURS)
    counts = small.getcolors() or []
    palette = small.getpalette() or []
    _, index = max(counts, key=lambda pair: (pair[0], -int(str(pair[1]))), default=(0, 0))
    red, green, blue = palette[3 * int(str(index)) : 3 * int(str(index)) + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
