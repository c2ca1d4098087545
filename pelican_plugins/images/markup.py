"""The HTML of one picture: its link, its size, and its variants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from bs4 import Tag

from .._core.html_document import Document
from .placement import Limit
from .variants.plan import MIME, Variant
from .variants.srcset import VARIANT_MARKER, parse_srcset, write_srcset

_NUMBER = re.compile(r"\s*(?P<number>[0-9]+)(?:px)?\s*")
_SHARE = re.compile(r"(?:^|;)\s*width\s*:\s*(?P<share>[0-9.]+%)", re.IGNORECASE)
_STYLED = re.compile(r"(?:^|;)\s*(?P<name>width|height|inline-size|block-size)\s*:", re.IGNORECASE)


def add_style(tag: Tag, style: str) -> None:
    """Add declarations behind those that *tag* has."""
    present = str(tag.get("style", "")).strip().rstrip(";")
    tag["style"] = f"{present}; {style}" if present else style


def set_size(image: Tag, width: int, height: int, limit: Limit | None) -> None:
    """Tell a browser what room a picture takes, so that no page moves while it loads.

    What its author wrote of its size is kept; the other side follows in proportion.

    Args:
        image: the element.
        width: of the file, in px.
        height: of the file, in px.
        limit: how wide it may be; never more than it is.
    """
    styled = {match["name"].lower() for match in _STYLED.finditer(str(image.get("style", "")))}
    written = {name: str(image[name]) for name in ("width", "height") if image.has_attr(name)}
    if styled:
        if len(styled) == 1 and not written:
            add_style(image, f"aspect-ratio: {width} / {height}")
        return
    if written:
        match = _NUMBER.fullmatch(written.get("width", ""))
        if len(written) == 1 and match and int(match["number"]):
            image["height"] = str(max(1, round(int(match["number"]) * height / width)))
        elif len(written) == 1:
            add_style(image, f"aspect-ratio: {width} / {height}")
        return
    if limit is not None and not limit.percent and limit.number < width:
        width, height = limit.number, max(1, round(limit.number * height / width))
    image["width"], image["height"] = str(width), str(height)


def limit_share(tag: Tag, limit: Limit, width: int) -> None:
    """Give *tag* a share of the space there is, and never more than *width* px (0: unknown)."""
    most = f"; max-width: {width}px" if width else ""
    rest = "; height: auto" if tag.name == "img" else ""
    add_style(tag, f"width: {limit.number}%{most}{rest}")


def move_share(image: Tag, figure: Tag) -> None:
    """Give a figure that floats the share of the column its author gave the picture.

    Such a figure is as wide as what it holds, of which no picture can have a share.
    """
    match = _SHARE.search(str(image.get("style", "")))
    if match is None:
        return
    add_style(figure, f"width: {match['share']}; max-width: 100%")
    style = str(image["style"])
    image["style"] = f"{style[: match.start('share')]}100%{style[match.end('share') :]}"


def mark_srcset(tag: Tag, local: Callable[[str], str | None]) -> bool:
    """Have the candidates an author wrote found wherever the site is.

    Args:
        tag: an `img` or `source`.
        local: returns the marked address of a local picture, None for any other.

    Returns:
        Whether there was something to do.
    """
    written = tag.get("srcset")
    if not isinstance(written, str) or written.lstrip().startswith("data:"):
        return False
    candidates = parse_srcset(written)
    marked = [(local(url) or url, rest) for url, rest in candidates]
    if marked != candidates:
        tag["srcset"] = write_srcset(marked)
    return marked != candidates


def offer_variants(  # noqa: PLR0913 (each names one thing the markup says)
    document: Document,
    image: Tag,
    variants: Iterable[Variant],
    original: tuple[str, str, int],
    sizes: str,
    *,
    needed: bool,
) -> None:
    """Put *image* into a `<picture>` with its variants before it.

    Args:
        document: that *image* belongs to.
        image: shows the original, last of all.
        variants: by format, and from narrow to wide.
        original: the address, format and width of the original.
        sizes: for the variants.
        needed: whether the original may be shown so large that it is itself the widest of its
            format.
    """
    address, own_format, own_width = original
    groups = [(name, list(group)) for name, group in groupby(variants, key=lambda v: v.format)]
    lazy = image.get("loading") == "lazy"
    # WHATWG HTML, 4.8.4.2.2: `auto` is for lazy pictures, and must stand at the img itself, which
    # may have no `sizes` without a `srcset`. Checkers accept it at the source before it alone.
    if len(groups) == 1 and lazy and image.has_attr("width") and image.has_attr("height"):
        sizes = f"auto, {sizes}"
        image["srcset"] = write_srcset([(address, f"{own_width}w")])
        image["sizes"] = sizes
    picture = document.new_tag("picture")
    for image_format, group in groups:
        candidates = [(f"{VARIANT_MARKER}{v.name}", f"{v.width}w") for v in group]
        if needed and image_format == own_format and candidates[-1][1] != f"{own_width}w":
            candidates.append((address, f"{own_width}w"))
        source = document.new_tag("source", type=MIME[image_format])
        source["srcset"], source["sizes"] = write_srcset(candidates), sizes
        picture.append(source)
    document.replace(image, picture)
    picture.append(image)
