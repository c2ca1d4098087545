"""Smaller files of the logo that the theme shows, for simple and for sharp screens."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from .._core.build import build_of
from .._core.site_logo import SiteLogo
from .pelican_publish import pictures_of
from .pelican_variants import variants_of
from .probe import UnreadableImageError, read_image_info
from .rules import PICTURE_UNREADABLE
from .variant_plan import ImageOptions, Raster, Variant, raster_of, variant_key

# Edges and flat colours, which show what a lower quality loses.
_QUALITY = 92
_DENSITIES = (1, 2)
# Increased whenever one is resized or encoded differently.
_VERSION = 1


def plan_logo(generator: Any, options: ImageOptions) -> dict[str, int]:
    """Register the logo's variants; return how many pixels each has per px of CSS."""
    logo = build_of(generator).state(SiteLogo)
    if not logo.source_path:
        return {}
    path = Path(logo.source_path)
    try:
        facts = read_image_info(path)
    except UnreadableImageError as error:
        flaw = PICTURE_UNREADABLE(f"cannot be read: {error}", error.fix)
        pictures_of(generator).flaws.add(path, flaw, {})
        return {}
    raster = raster_of(path, facts, options.settings.max_pixels)
    files = logo_files(raster, (logo.width, logo.height), options) if raster else {}
    shown_by = SimpleNamespace(source_path=str(path))
    variants_of(generator).add(shown_by, str(path), logo.address, files)
    return {file.name: density for file, density in files.items()}


def offer_logo(generator: Any, densities: dict[str, int]) -> None:
    """Offer the files that could be made."""
    made = variants_of(generator)
    build_of(generator).state(SiteLogo).files = tuple(
        (f"{made.folder}/{name}", density)
        for name, density in densities.items()
        if made.worth(name)
    )


def logo_files(raster: Raster, shown: tuple[int, int], options: ImageOptions) -> dict[Variant, int]:
    """Return the files to make, with their pixels per px of CSS; none of a small logo or an SVG."""
    width, height = shown
    codecs = {name: version for name, _, version in options.codecs}
    is_small = raster.width <= _DENSITIES[-1] * width
    if is_small or raster.animated or raster.format == "SVG" or not options.settings.variants:
        return {}
    if "webp" not in codecs:
        return {}
    files = {}
    for density in _DENSITIES:
        size = density * width, density * height
        key = variant_key(raster.digest, "logo", *size, _QUALITY, codecs["webp"], _VERSION)
        name = f"{key}-{size[0]}x{size[1]}.webp"
        files[Variant(name, *size, "webp", _QUALITY, raster.digest, covers=True)] = density
    return files
