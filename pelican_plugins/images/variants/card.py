"""The picture of a link in social networks: one size for all, cut out of the middle."""

from __future__ import annotations

from .plan import Raster, Variant, key_of

# What Open Graph's readers show large (developers.facebook.com, "Images in link shares");
# below half of it they show a small square.
WIDTH, HEIGHT = 1200, 630
_LEAST = 600
_QUALITY = 82
# Counted up whenever a card is cut or coded in another way.
_CARD = 1


def social_card(raster: Raster) -> Variant | None:
    """Return the card of a picture, None for one that is too small for any.

    Nothing is made larger: of a picture smaller than 1200 × 630 px the card is as large as
    its shape allows, and from 600 px downwards there is none.
    """
    if raster.format == "SVG":
        return None
    width = min(WIDTH, raster.width, raster.height * WIDTH // HEIGHT)
    if width < _LEAST:
        return None
    height = round(width * HEIGHT / WIDTH)
    name = f"{key_of(raster.digest, 'card', _QUALITY, width, _CARD)}-{width}x{height}.jpg"
    return Variant(name, width, height, "jpeg", _QUALITY, raster.digest, covers=True)
