"""The logo in the header: how large it is, and its element."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

# The room in the header, in px of CSS; see header.css.
MOST_WIDTH, MOST_HEIGHT = 256, 48

_HEAD = 65_536
_ROOT = re.compile(r"<(?:\w+:)?svg\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"(?<![\w:-])(width|height|viewBox)\s*=\s*[\"']([^\"']*)[\"']")
_NUMBER = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{1,9})?)\s*(?:px\s*)?")
_WHOLE_BOX = 4


def picture_size(path: Path) -> tuple[int, int] | None:
    """Return the pixels of a picture, or of an SVG as many as it may have; None if unreadable.

    Only its header is read, so no size is dangerous.
    """
    # Only a site with a logo needs it.
    from PIL import Image

    try:
        if path.suffix.lower() == ".svg":
            with path.open(encoding="utf-8", errors="replace") as file:
                return _svg_size(file.read(_HEAD))
        with Image.open(path) as image:
            width, height = image.size
            turned = image.getexif().get(0x0112, 1) >= 5  # noqa: PLR2004 (Exif 2.32, Orientation)
            return (height, width) if turned else (width, height)
    except Exception:
        # Pillow raises any type on damaged data.
        return None


def shown_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size at which a logo is shown, in px of CSS: what has room, and not enlarged."""
    width, height = size
    scale = min(1, MOST_WIDTH / width, MOST_HEIGHT / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def logo_html(src: str, files: Sequence[tuple[str, int]], size: tuple[int, int], alt: str) -> str:
    """Return the element of a logo.

    Args:
        src: URL of the picture itself.
        files: URL and pixels per px of CSS of smaller files, from small to large.
        size: at which it is shown.
        alt: its alternative text.
    """
    attributes = {"class": "logo", "src": files[0][0] if files else src}
    if len(files) > 1:
        attributes["srcset"] = ", ".join(f"{url} {density}x" for url, density in files)
    attributes |= {"alt": alt, "width": str(size[0]), "height": str(size[1])}
    written = (f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<img {' '.join(written)}>"


def _svg_size(text: str) -> tuple[int, int] | None:
    root = _ROOT.search(text)
    attributes = dict(_ATTRIBUTE.findall(root[1])) if root else {}
    sides = [_NUMBER.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
    if not all(sides):
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        sides = [_NUMBER.fullmatch(part) for part in box[2:]] if len(box) == _WHOLE_BOX else []
    width, height = [float(side[1]) for side in sides if side] or (0, 0)
    # It is sharp at any size.
    return (round(width * 1000), round(height * 1000)) if width and height else None
