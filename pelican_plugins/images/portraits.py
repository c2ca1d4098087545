"""Portraits of authors: a few square files of each, and the element that shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from .variant_plan import ImageOptions, Raster, Variant, variant_key

# As large as themes show them, for simple and for sharp screens; in px.
_SIDES = (96, 192)
# JSON Feed 1.1, "authors": "square and relatively large - such as 512 x 512 pixels".
AVATAR = 512
_AVATAR_QUALITY = 85
# Increased whenever one is cropped or encoded differently.
_VERSION = 1

# What was a mapping or a list; not `{static}` and the like.
_NO_URL = re.compile(r"\[|\{(?!\w+\})")

_KEYS = (
    *("portrait", "avatar", "photo", "picture", "image", "img", "headshot", "thumbnail"),
    *("profile_image", "profile_picture", "profile_pic", "avatar_url", "image_url"),
)


def portrait_in(details: Mapping[str, str]) -> str:
    """Return the URL of a portrait among an author's details in front matter, or an empty text."""
    joined = {str(key).lower().replace("-", "_"): value for key, value in details.items()}
    found = (str(joined[key]).strip() for key in _KEYS if key in joined)
    return next((url for url in found if url and not _NO_URL.match(url)), "")


def portrait_files(raster: Raster, options: ImageOptions) -> tuple[Variant, ...]:
    """Return the square variants of a portrait, from small to large; none is enlarged.

    The last is a JPEG, which every feed reader shows; of an animation or a drawing there is none.
    """
    side = min(raster.width, raster.height)
    if raster.animated or raster.format == "SVG" or not side:
        return ()
    codecs = {name: (quality, version) for name, quality, version in options.codecs}
    files = []
    if options.settings.variants and "webp" in codecs:
        quality, version = codecs["webp"]
        sides = dict.fromkeys(min(side, each) for each in _SIDES)
        files = [_file(raster, each, "webp", quality, version) for each in sides]
    return (*files, _file(raster, min(side, AVATAR), "jpeg", _AVATAR_QUALITY, options.heif))


def _file(raster: Raster, side: int, image_format: str, quality: int, version: str) -> Variant:
    key = variant_key(raster.digest, "portrait", image_format, quality, side, version, _VERSION)
    extension = "jpg" if image_format == "jpeg" else image_format
    name = f"{key}-{side}x{side}.{extension}"
    return Variant(name, side, side, image_format, quality, raster.digest, covers=True)


def portrait_html(files: Sequence[tuple[str, int]], side: int, *, lazy: bool) -> str:
    """Return an `<img>` whose alternative text is empty: a name is next to it.

    Args:
        files: URL and side in px of each file, from small to large; 0 if it is not known.
        side: how large it is shown, in px of CSS.
        lazy: whether it loads only when it is near.
    """
    once, twice = _enough(files, side), _enough(files, 2 * side)
    attributes = {"class": "portrait", "src": once}
    if twice != once:
        # WHATWG HTML, 4.8.4.2.1: for screens of one, and of two pixels per px of CSS.
        attributes["srcset"] = f"{once} 1x, {twice} 2x"
    attributes |= {"alt": "", "width": str(side), "height": str(side)}
    if lazy:
        attributes["loading"] = "lazy"
    attributes["decoding"] = "async"
    written = (f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<img {' '.join(written)}>"


def _enough(files: Iterable[tuple[str, int]], side: int) -> str:
    """Return the URL of the first file that is large enough, else of the largest."""
    url = ""
    for url, own in files:
        if own >= side:
            return url
    return url
