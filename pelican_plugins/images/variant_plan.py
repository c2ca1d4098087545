"""Decide which variants of an image are worth encoding; nothing here decodes one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .placement import WidthLimit
from .probe import ImageInfo, UnreadableImageError, digest, read_image_info
from .settings import ImagesSettings

# Counted up whenever the same image and settings give other bytes.
ENCODER = 2
MIME = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
"""The media type of each format we write."""

# Pixels of screens for each px of CSS that are worth having.
_DENSITY = 2
# A width this near to the next larger one spares nobody anything.
_NEAR = 0.9
# The longest side that a format can have, in px.
_LONGEST = {"avif": 65_535, "webp": 16_383}
_NOT_RASTER = {"SVG"}
# The theme floats an image from this width of the window on, and at most this wide; in px.
_FLOATS_FROM, _FLOATED = 600, 320
_FLOATED_SHARE = 45
# How far a wide image reaches over the column, on both sides together; in px.
_OVERHANG = 256
_GUTTERS = 80
_KEY_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Variant:
    """One file to be made of an image.

    Attributes:
        name: of the file.
        width: in px.
        height: in px.
        format: `avif`, `webp` or, of a social card, `jpeg`.
        quality: from 1 to 100.
        digest: of the picture's bytes, in full.
        covers: whether it has a shape of its own, which the image is cut to.
    """

    name: str
    width: int
    height: int
    format: str
    quality: int
    digest: str
    covers: bool = False


@dataclass(frozen=True, slots=True)
class Raster:
    """An image that variants may be made of.

    Attributes:
        digest: SHA-256 of its bytes.
        width: in px, as shown.
        height: in px, as shown.
        format: Pillow's name of it.
        animated: whether it moves.
    """

    digest: str
    width: int
    height: int
    format: str
    animated: bool


def plan_variants(
    raster: Raster, widths: Iterable[int], qualities: Iterable[tuple[str, int, str]], needed: int
) -> tuple[Variant, ...]:
    """Return the variants of an image: by format, and from narrow to wide.

    Args:
        raster: the image.
        widths: that are wanted, in px.
        qualities: each format with its quality and the version of its encoder.
        needed: how wide it may be shown, in px of CSS.
    """
    if raster.animated or raster.format in _NOT_RASTER or not raster.width or not raster.height:
        return ()
    variants = []
    for image_format, quality, version in qualities:
        for width in useful_widths(raster.width, widths, needed):
            height = max(1, round(raster.height * width / raster.width))
            if height > _LONGEST[image_format]:
                continue
            if width == raster.width and raster.format.lower() == image_format:
                # The original is the best of its kind; its own URL is offered.
                continue
            key = variant_key(raster.digest, image_format, quality, width, ENCODER, version)
            name = f"{key}-{width}.{image_format}"
            variants.append(Variant(name, width, height, image_format, quality, raster.digest))
    return tuple(variants)


def variant_key(*parts: object) -> str:
    """Return what names a file by all that it depends on."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:_KEY_LENGTH]


def useful_widths(own: int, widths: Iterable[int], needed: int) -> tuple[int, ...]:
    """Return the widths to be made of an image *own* px wide, from narrow to wide.

    Never more than its own; as large as a sharp screen can show; and none so near to the
    largest that it would spare nothing.
    """
    ordered = sorted(set(widths))
    enough = next((width for width in ordered if width >= _DENSITY * needed), ordered[-1])
    top = min(own, enough)
    return (*(width for width in ordered if width <= top * _NEAR), top)


def shown_width(classes: Iterable[str], limit: WidthLimit | None, own: int, measure: int) -> int:
    """Return how wide an image is shown at most, in px of CSS.

    Args:
        classes: of its placement.
        limit: how wide it may be.
        own: its own width in px.
        measure: of the column, in px.
    """
    width = measure
    if "align-full" in classes:
        return max(own, measure)
    if "align-wide" in classes:
        width = measure + _OVERHANG
    elif {"align-left", "align-right"} & set(classes):
        width = _FLOATED
    if limit is not None:
        width = measure * limit.number // 100 if limit.percent else limit.number
    return max(1, min(own, width))


def sizes_attribute(
    classes: Iterable[str], limit: WidthLimit | None, own: int, measure: int
) -> str:
    """Return the `sizes` of an image (WHATWG HTML, 4.8.4.2.2) for its placement."""
    classes = set(classes)
    if "align-full" in classes and limit is None:
        return "100vw"
    width = shown_width(classes - {"align-full"} if limit else classes, limit, own, measure)
    if limit is not None and limit.percent:
        return f"(min-width: {measure + _GUTTERS}px) {width}px, {limit.number}vw"
    if limit is None and {"align-left", "align-right"} & classes:
        return f"(min-width: {_FLOATS_FROM}px) min({_FLOATED_SHARE}vw, {width}px), 100vw"
    from_width = width + _GUTTERS if limit is None and width >= measure else width
    return f"(min-width: {from_width}px) {width}px, 100vw"


# What Open Graph's readers show large (developers.facebook.com, "Images in link shares");
# below half of it they show a small square.
CARD_WIDTH, CARD_HEIGHT = 1200, 630
_NARROWEST_CARD = 600
_CARD_QUALITY = 82
# Counted up whenever a card is cut or coded in another way.
_CARD_VERSION = 1


def social_card(raster: Raster) -> Variant | None:
    """Return the card of an image, None for one that is too small for any.

    Nothing is made larger: of an image smaller than 1200 × 630 px the card is as large as
    its shape allows, and from 600 px downwards there is none.
    """
    if raster.format == "SVG":
        return None
    width = min(CARD_WIDTH, raster.width, raster.height * CARD_WIDTH // CARD_HEIGHT)
    if width < _NARROWEST_CARD:
        return None
    height = round(width * CARD_HEIGHT / CARD_WIDTH)
    key = variant_key(raster.digest, "card", _CARD_QUALITY, width, _CARD_VERSION)
    name = f"{key}-{width}x{height}.jpg"
    return Variant(name, width, height, "jpeg", _CARD_QUALITY, raster.digest, covers=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageOptions:
    """How images are placed.

    Attributes:
        settings: of the site.
        codecs: each format that variants can be written in, with its quality and the version
            of its encoder.
    """

    settings: ImagesSettings = field(default_factory=ImagesSettings)
    codecs: tuple[tuple[str, int, str], ...] = ()


def raster_of(file: Path, facts: ImageInfo, most_pixels: int) -> Raster | None:
    """Return an image to plan variants of; None where it has too many pixels or is gone."""
    if facts.width * facts.height > most_pixels:
        return None
    try:
        return Raster(digest(file), facts.width, facts.height, facts.format, facts.animated)
    except UnreadableImageError:
        return None


def lead_files(file: Path | None, options: ImageOptions) -> dict[str, Any]:
    """Return the files that are made of a lead image, as plain data.

    Returns:
        `variants` for a place as wide as the column, and the social `card` or None.
    """
    settings = options.settings
    try:
        facts = read_image_info(file) if file is not None else None
    except UnreadableImageError:
        facts = None
    raster = raster_of(file, facts, settings.max_pixels) if file and facts else None
    if raster is None:
        return {"variants": [], "card": None}
    codecs = options.codecs if settings.variants else ()
    needed = min(raster.width, settings.measure)
    variants = plan_variants(raster, settings.widths, codecs, needed) if needed else ()
    card = social_card(raster) if settings.social_card else None
    return {
        "variants": [asdict(variant) for variant in variants],
        "card": asdict(card) if card else None,
    }
