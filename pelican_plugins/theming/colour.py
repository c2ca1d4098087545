"""Contrast of colours, and the nearest colour with enough contrast.

Colours are adjusted in Oklab (https://www.w3.org/TR/css-color-4/#ok-lab), where changing the
lightness preserves the perceived hue.
"""

from __future__ import annotations

import re

MIN_TEXT_CONTRAST = 4.5
"""Minimum contrast of text to its background (WCAG 2.2, success criterion 1.4.3)."""

Rgb = tuple[float, float, float]
"""Red, green and blue of sRGB, each from 0 to 1."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_STEPS = 2000
# Tolerance for rounding errors.
_SLACK = 1e-4


def parse_colour(text: str) -> Rgb:
    """Return the colour for `#rgb` or `#rrggbb`.

    Raises:
        ValueError: *text* has another format.
    """
    if not _HEX.fullmatch(text):
        raise ValueError(f"{text!r} is not a colour such as '#a13b12'")
    digits = text[1:] if len(text) > 4 else "".join(2 * digit for digit in text[1:])  # noqa: PLR2004
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def to_hex(colour: Rgb) -> str:
    """Return *colour* as `#rrggbb`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Rgb, backgrounds: tuple[Rgb, ...], least: float = MIN_TEXT_CONTRAST) -> Rgb:
    """Return the colour nearest to *colour* in lightness that is readable on all *backgrounds*.

    *colour* itself if it is readable; black or white if no lightness of its hue is.
    """

    def is_readable(candidate: Rgb) -> bool:
        return all(contrast(candidate, each) >= least for each in backgrounds)

    if is_readable(colour):
        return colour
    lightness, a, b = _to_oklab(colour)
    for step in range(1, _STEPS + 1):
        for there in (lightness - step / _STEPS, lightness + step / _STEPS):
            # Rounded as in the output, so that rounding cannot lower the contrast.
            near = parse_colour(to_hex(_within_gamut(min(1.0, max(0.0, there)), a, b)))
            if is_readable(near):
                return near
    return max(((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), key=lambda it: contrast(it, backgrounds[0]))


def _within_gamut(lightness: float, a: float, b: float) -> Rgb:
    """Return the colour of this lightness and hue with the highest chroma within sRGB."""
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        if all(
            -_SLACK <= part <= 1 + _SLACK for part in _from_oklab(lightness, middle * a, middle * b)
        ):
            low = middle
        else:
            high = middle
    red, green, blue = (
        min(1.0, max(0.0, part)) for part in _from_oklab(lightness, low * a, low * b)
    )
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004


def _encoded(part: float) -> float:
    if part <= 0.0031308:  # noqa: PLR2004 (the constants of sRGB)
        return 12.92 * part
    return float(1.055 * part ** (1 / 2.4) - 0.055)


def _to_oklab(colour: Rgb) -> Rgb:
    red, green, blue = map(_linear, colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> Rgb:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
