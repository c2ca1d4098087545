"""Pictures that scripts load late, and those that only count readers."""

from __future__ import annotations

import re
from typing import Any

from .vocabulary import REAL_SOURCES, REAL_SRCSETS

_SIZE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*([01])(?:px)?\s*(?:;|$)")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")


def find_real_source(image: Any) -> None:
    """Give *image* the address that a script would have given it on the page."""
    real = next((image.get(name) for name in REAL_SOURCES if image.get(name)), None)
    if real:
        image.set("src", real)
    srcset = next((image.get(name) for name in REAL_SRCSETS if image.get(name)), None)
    if srcset:
        image.set("srcset", srcset)
    src = image.get("src") or ""
    if src.startswith("data:") and (image.get("srcset") or _is_place_holder(src)):
        first = (image.get("srcset") or "").split()
        if first and not first[0].startswith("data:"):
            image.set("src", first[0].rstrip(","))
        else:
            del image.attrib["src"]


def is_tracking_pixel(image: Any) -> bool:
    """Tell whether nobody can see *image*."""
    sizes = {image.get("width", ""), image.get("height", "")}
    style = image.get("style") or ""
    return bool(sizes & {"0", "1", "0px", "1px"} or _SIZE.search(style) or _HIDDEN.search(style))


def _is_place_holder(src: str) -> bool:
    # A single-pixel GIF or an empty SVG; a picture worth its place takes more.
    return len(src) < 200  # noqa: PLR2004
