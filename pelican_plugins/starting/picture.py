"""A picture for the first post, drawn where it is needed."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw

_WIDTH, _HEIGHT = 1200, 675
_SKY, _SUN = (246, 226, 196), (232, 126, 72)
# From far to near: colour, height of the crest, how much it rises and falls, where it begins.
_HILLS = (
    ((150, 148, 158), 390, 60, 0.4),
    ((92, 100, 118), 470, 80, 2.6),
    ((44, 54, 74), 585, 30, 4.4),
)
_STEP = 8


def first_light() -> bytes:
    """Return a low sun behind hills, as a PNG of a few kB."""
    # Drawn twice as large, so that edges come out smooth.
    image = Image.new("RGB", (2 * _WIDTH, 2 * _HEIGHT), _SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((1420, 420, 1780, 780), fill=_SUN)
    for colour, crest, rise, start in _HILLS:
        line = [
            (2 * x, 2 * (crest + rise * math.sin(start + 4.2 * x / _WIDTH)))
            for x in range(0, _WIDTH + _STEP, _STEP)
        ]
        draw.polygon([*line, (2 * _WIDTH, 2 * _HEIGHT), (0, 2 * _HEIGHT)], fill=colour)
    small = image.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    # Few colours are enough, and a third of the size.
    small.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
