"""How large a picture is, by its header."""

from __future__ import annotations

from PIL import Image, UnidentifiedImageError


def picture_size(path: str) -> tuple[int | None, int | None]:
    """Return width and height in px of the picture at *path*; None where it cannot be told."""
    if not path:
        return None, None
    try:
        with Image.open(path) as image:
            return image.width, image.height
    except (OSError, UnidentifiedImageError):
        return None, None
