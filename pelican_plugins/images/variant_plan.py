"""Which files are made of a picture that may be decoded."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .probe import ImageInfo, UnreadableImageError, digest, read_image_info
from .settings import ImagesSettings
from .variants.plan import Raster, plan, social_card


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageOptions:
    """How pictures are placed.

    Attributes:
        settings: of the site.
        codecs: each format that variants can be written in, with its quality and the version
            of its encoder.
    """

    settings: ImagesSettings = field(default_factory=ImagesSettings)
    codecs: tuple[tuple[str, int, str], ...] = ()


def raster_of(file: Path, facts: ImageInfo, most_pixels: int) -> Raster | None:
    """Return a picture to plan variants of; None where it has too many pixels or is gone."""
    if facts.width * facts.height > most_pixels:
        return None
    try:
        return Raster(digest(file), facts.width, facts.height, facts.format, facts.animated)
    except UnreadableImageError:
        return None


def lead_files(file: Path | None, options: ImageOptions) -> dict[str, Any]:
    """Return the files that are made of a lead picture, as plain data.

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
    variants = plan(raster, settings.widths, codecs, needed) if needed else ()
    card = social_card(raster) if settings.social_card else None
    return {
        "variants": [asdict(variant) for variant in variants],
        "card": asdict(card) if card else None,
    }
