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

# Increased whenever the same image and settings give other bytes.
ENCODER = 2
MIME = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
"""The media type of each format we write."""

# Device pixels per CSS px that are worth serving.
_DENSITY = 2
# A width this close to the next larger one saves nothing.
_NEAR = 0.9
# The maximum side of each format, in px.
_LONGEST = {"avif": 65_535, "webp": 16_383, "jpeg": 65_500}
_NOT_RASTER = {"SVG"}
# The theme floats an image from this window width on, and at most this wide; in px.
_FLOATS_FROM, _FLOATED = 600, 320
_FLOATED_SHARE = 45
# How far a wide image extends beyond the column, both sides together; in px.
_OVERHANG = 256
_GUTTERS = 80
_KEY_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant: a file to encode from an image.

    Attributes:
        name: of the file; it depends on all that its bytes depend on.
        width: in px.
        height: in px.
        format: `avif`, `webp` or, of a social card and a web copy, `jpeg`.
        quality: from 1 to 100.
        digest: SHA-256 of the original, in hexadecimal.
        covers: whether the image is cropped to this size, and kept whatever it weighs.
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
    """An image to plan variants of.

    Attributes:
        digest: SHA-256 of its bytes, in hexadecimal.
        width: in px, as shown.
        height: in px, as shown.
        format: Pillow's name, or `SVG`.
        animated: whether it has several frames to play.
    """

    digest: str
    width: int
    height: int
    format: str
    animated: bool


def plan_variants(
    raster: Raster, widths: Iterable[int], qualities: Iterable[tuple[str, int, str]], needed: int
) -> tuple[Variant, ...]:
    """Return the variants of an image, by format and from narrow to wide.

    Args:
        raster: the image.
        widths: from the settings, in px.
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
                # The original itself is offered in this size.
                continue
            key = variant_key(raster.digest, image_format, quality, width, ENCODER, version)
            name = f"{key}-{width}.{image_format}"
            variants.append(Variant(name, width, height, image_format, quality, raster.digest))
    return tuple(variants)


def variant_key(*parts: object) -> str:
    """Return the name of a file, without extension, by all that its bytes depend on."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:_KEY_LENGTH]


def useful_widths(own: int, widths: Iterable[int], needed: int) -> tuple[int, ...]:
    """Return the widths to encode of an image *own* px wide, in ascending order.

    None exceeds its own width or what a high-density screen can show, and none is so close to
    the largest that it would save nothing.
    """
    ordered = sorted(set(widths))
    enough = next((width for width in ordered if width >= _DENSITY * needed), ordered[-1])
    top = min(own, enough)
    return (*(width for width in ordered if width <= top * _NEAR), top)


def shown_width(classes: Iterable[str], limit: WidthLimit | None, own: int, measure: int) -> int:
    """Return how wide an image is shown at most, in CSS px; *own* and *measure* are in px, too."""
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


# A gallery as the style sheets lay it out, in px and per cent: the least width of a column, and the
# space between two.
_COLUMN, _COLUMN_SHARE, _GAP = 152, 22, 16


def gallery_sizes(classes: Iterable[str], count: int, measure: int) -> tuple[int, str]:
    """Return how wide each picture of a gallery is shown at most, in CSS px, and its `sizes`.

    Args:
        classes: of the gallery.
        count: the number of its pictures.
        measure: width of the text column, in px.
    """
    width = measure + _OVERHANG * (not {"align-wide", "align-full"}.isdisjoint(classes))
    column = max(_COLUMN, width * _COLUMN_SHARE // 100)
    columns = max(1, min(count, (width + _GAP) // (column + _GAP)))
    cell = (width - _GAP * (columns - 1)) // columns
    return cell, f"(min-width: {width + _GUTTERS}px) {cell}px, {100 // min(count, 2)}vw"


# The recommended size for Open Graph (developers.facebook.com, "Images in link shares"); below
# half of it readers show a small square.
CARD_WIDTH, CARD_HEIGHT = 1200, 630
_NARROWEST_CARD = 600
_CARD_QUALITY = 82
# Increased whenever a card is cropped or encoded differently.
_CARD_VERSION = 1


def social_card(raster: Raster) -> Variant | None:
    """Return the card of an image; a smaller one without scaling up, none below 600 px wide."""
    if raster.format == "SVG":
        return None
    width = min(CARD_WIDTH, raster.width, raster.height * CARD_WIDTH // CARD_HEIGHT)
    if width < _NARROWEST_CARD:
        return None
    height = round(width * CARD_HEIGHT / CARD_WIDTH)
    key = variant_key(raster.digest, "card", _CARD_QUALITY, width, _CARD_VERSION)
    name = f"{key}-{width}x{height}.jpg"
    return Variant(name, width, height, "jpeg", _CARD_QUALITY, raster.digest, covers=True)


# Formats that only Safari shows, and Pillow reads only with another package.
_NEEDS_COPY = {"HEIF"}
_COPY_QUALITY = 85


def web_copy(raster: Raster, widths: Iterable[int], version: str) -> Variant | None:
    """Return the JPEG to show instead of an image that browsers cannot show; None for others.

    It is the same wherever the image is shown, so that a feed knows it again.

    Args:
        raster: the image.
        widths: from the settings, in px; it is at most as wide as the widest.
        version: of what decodes the image.
    """
    if raster.format not in _NEEDS_COPY or not version:
        return None
    longest = _LONGEST["jpeg"]
    width = min(raster.width, max(widths), max(1, longest * raster.width // raster.height))
    height = max(1, round(raster.height * width / raster.width))
    key = variant_key(raster.digest, "jpeg", _COPY_QUALITY, width, ENCODER, version)
    name = f"{key}-{width}.jpg"
    return Variant(name, width, height, "jpeg", _COPY_QUALITY, raster.digest, covers=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageOptions:
    """The settings, and what of this machine and of the site matters.

    Attributes:
        settings: of the plugin.
        codecs: each available format with its quality and the version of its encoder.
        heif: the version of what decodes HEIF; empty where nothing does.
        theme_shows_galleries: whether the theme shows the gallery of a front matter itself.
    """

    settings: ImagesSettings = field(default_factory=ImagesSettings)
    codecs: tuple[tuple[str, int, str], ...] = ()
    heif: str = ""
    theme_shows_galleries: bool = False

    def variants(self, raster: Raster, needed: int) -> tuple[Variant, ...]:
        """Return the variants to encode for an image that is shown *needed* px wide."""
        found: tuple[Variant, ...] = ()
        if self.settings.variants and needed:
            found = plan_variants(raster, self.settings.widths, self.codecs, needed)
        copy = web_copy(raster, self.settings.widths, self.heif)
        return (*found, copy) if copy else found


def raster_of(file: Path, facts: ImageInfo, most_pixels: int) -> Raster | None:
    """Return an image to plan variants of; None if it has too many pixels or no longer exists."""
    if facts.width * facts.height > most_pixels:
        return None
    try:
        return Raster(digest(file), facts.width, facts.height, facts.format, facts.animated)
    except UnreadableImageError:
        return None


def lead_files(file: Path | None, options: ImageOptions) -> dict[str, Any]:
    """Return the files to encode of a lead image, as plain data.

    Returns:
        `variants` for a place as wide as the column; the social `card`, and the `copy` to show
        instead of it, or None.
    """
    settings = options.settings
    try:
        facts = read_image_info(file) if file is not None else None
    except UnreadableImageError:
        facts = None
    raster = raster_of(file, facts, settings.max_pixels) if file and facts else None
    if raster is None:
        return {"variants": [], "card": None, "copy": None}
    variants = options.variants(raster, min(raster.width, settings.content_width))
    card = social_card(raster) if settings.social_card else None
    copy = web_copy(raster, settings.widths, options.heif)
    return {
        "variants": [asdict(variant) for variant in variants],
        "card": asdict(card) if card else None,
        "copy": asdict(copy) if copy else None,
    }
