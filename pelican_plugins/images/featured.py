"""The featured image, which represents an article in lists, feeds and social networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.contract import LEAD_PICTURE
from .._core.html_document import Document
from .._core.pipeline import Source
from .._core.urls import is_web
from .figure import stands_alone
from .image_ref import (
    ImageProblems,
    ImageRef,
    ImageUrl,
    LocalImage,
    find_image,
    image_info_of,
    missing_image,
    without_marker,
)
from .placement import shown_size
from .probe import ImageInfo
from .rules import PICTURE_MISSING

# Of an image for search engines Google wants 50,000 px at least ("Article structured data"); a
# banner or a rule between paragraphs has them, and a height that shows nothing.
_FEWEST_PIXELS = 50_000
_SHORTEST_SIDE = 100
# What neither social networks nor every browser can show.
_SELDOM_SHOWN = {"SVG", "TIFF", "BMP", "JPEG2000", "JXL", "PSD", "ICO"}


def pick_lead(shown: Sequence[ImageRef]) -> ImageRef | None:
    """Return the image that a person would choose of a body's; None if there is none.

    That is the one marked `#lead`, else the first large local one in its own paragraph, else
    a large one, else one in its own paragraph. A small one in a line is a symbol.
    """
    marked = next((one for one in shown if one.placement.lead), None)
    if marked is not None:
        return marked
    ranks = [(_rank(one), position) for position, one in enumerate(shown) if one.local]
    rank, position = min(ranks, default=(_NEVER, 0))
    return shown[position] if rank < _NEVER else None


_NEVER = 4


def _rank(one: ImageRef) -> int:
    """Return how well an image would lead, from 0 for the best to `_NEVER`."""
    if one.facts is None or str(one.image.get("role", "")).lower() in {"none", "presentation"}:
        return _NEVER
    width, height = shown_size(one.image, one.placement.limit, one.facts.width, one.facts.height)
    large = width * height >= _FEWEST_PIXELS and min(width, height) >= _SHORTEST_SIDE
    alone = stands_alone(one.image)
    if large and one.facts.format not in _SELDOM_SHOWN:
        return 0 if alone else 1
    if large or (alone and not width):
        return 2
    return 3 if alone else _NEVER


def choose_lead(
    document: Document,
    source: Source,
    shown: Sequence[ImageRef],
    leading: ImageRef | None,
    flaws: ImageProblems,
) -> dict[str, Any] | None:
    """Return the lead image as plain data, or None.

    The image of the front matter takes precedence over *leading*.

    Args:
        document: takes problems.
        source: of the body.
        shown: all images of the body.
        leading: the one that `pick_lead` chose of these.
        flaws: takes problems of image files.
    """
    wish = source.facts.get(LEAD_PICTURE)
    if isinstance(wish, Mapping) and str(wish.get("src", "")).strip():
        src, alt = str(wish["src"]).strip(), str(wish.get("alt", ""))
        found = _wished(document, source, src, alt, flaws)
        if found is not None:
            same = (one for one in shown if one.local and one.local.path == found["path"])
            found["alt"] = found["alt"] or next((_alt(one) for one in same), "")
            return found
    if leading is None:
        return None
    if leading.local is None:
        return _remote(leading.written, _alt(leading))
    return _local(leading.local, leading.written, leading.facts, _alt(leading))


def _wished(
    document: Document, source: Source, src: str, alt: str, flaws: ImageProblems
) -> dict[str, Any] | None:
    base = ImageUrl.of(src).base
    # Other generators resolve a URL without a slash from the site's root.
    local = find_image(source, base) or find_image(source, f"/{base}")
    if local is not None:
        facts = image_info_of(source, local.path, src, flaws)
        return _local(local, src, facts, alt) if facts else None
    remote = _remote(src, alt)
    # Report a missing image that the body shows, too, only once.
    told = {
        without_marker(one.needle) for one in document.problems if one.code == PICTURE_MISSING.code
    }
    of_theme = source.theme_has(base) or source.theme_has(f"/{base}")
    if remote is None and not of_theme and without_marker(base) not in told:
        document.problems.append(missing_image(source, base))
    return remote


def _local(
    local: LocalImage, written: str, facts: ImageInfo | None, alt: str
) -> dict[str, Any] | None:
    if facts is None:
        return None
    return {
        "path": local.path,
        "written": written,
        "src": "",
        "alt": alt,
        "mime": facts.mime,
        "width": facts.width or None,
        "height": facts.height or None,
    }


def _remote(src: str, alt: str) -> dict[str, Any] | None:
    whole = f"https:{src}" if src.startswith("//") else src
    if not is_web(whole):
        return None
    plain = str(ImageUrl(ImageUrl.of(whole).base, ImageUrl.of(whole).query, ""))
    return {"path": "", "src": plain, "alt": alt, "mime": "", "width": None, "height": None}


def _alt(one: ImageRef) -> str:
    return str(one.image.get("alt", "")).strip()
