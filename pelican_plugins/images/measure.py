"""How large a picture is, from its header."""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path

from PIL import Image

# EXIF 2.32, tag 0x0112: from 5 on the picture lies on its side, and browsers turn it.
_ORIENTATION = 0x0112
_ON_ITS_SIDE = 5


class UnreadableImageError(Exception):
    """The file is no picture that can be read; the text says why."""


def measure(path: Path) -> tuple[int, int]:
    """Return width and height in pixels, as a browser will show the picture.

    Nothing is decoded but the header, so a picture of any number of pixels is harmless.

    Raises:
        UnreadableImageError: the file is damaged, or no raster picture.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableImageError(str(error)) from error
    return _measured(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def _measured(path: Path, _size: int, _changed: int) -> tuple[int, int]:
    """Measure a file once for all the posts that show it, until it changes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path) as image:
                width, height = image.size
                # Not image.getexif(): for a PNG that decodes every pixel, since EXIF may
                # stand behind them.
                turned = Image.Image.getexif(image).get(_ORIENTATION, 1) >= _ON_ITS_SIDE
        except Image.DecompressionBombError as error:
            raise UnreadableImageError("it has too many pixels") from error
        except Exception as error:
            # Pillow's decoders raise whatever the damage leads them to.
            raise UnreadableImageError(str(error) or type(error).__name__) from error
    return (height, width) if turned else (width, height)
