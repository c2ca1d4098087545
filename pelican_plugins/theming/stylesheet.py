"""One style sheet of many parts, under a name that says what is in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping

from .colour import contrast, parse_colour, readable, to_hex

# Of tokens.css: what an accent stands on. A test compares them.
PAPER = ("#fdfcf9", "#15171a")
TINT = ("#f4f2ec", "#1f2226")

_BACKGROUNDS = tuple((parse_colour(p), parse_colour(t)) for p, t in zip(PAPER, TINT, strict=True))

FONTS = {"text": "--text-font", "headings": "--heading-font", "small": "--sans", "code": "--mono"}
"""What `POUCH_THEME["fonts"]` may name, and the property each sets."""

_IMPORT = re.compile(r'@import url\("([\w./-]+\.css)"\);\n?')
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_INDENT = re.compile(r"\n\s*")


def bundle(name: str, read: Callable[[str], str]) -> str:
    """Return the style sheet *name* with what it imports in its place, without comments.

    Args:
        name: of a file; what it imports are names of files beside it.
        read: returns the text of such a file.
    """
    text = _IMPORT.sub(lambda found: bundle(found[1], read) + "\n", read(name))
    # Line ends are left: what stands in quotes has none, so nothing else can be lost.
    return _INDENT.sub("\n", _COMMENT.sub("", text)).strip()


def accent_rules(accent: str) -> tuple[str, str | None]:
    """Return rules that set the accent colour for light and dark screens.

    Returns:
        the rules, and the colour used in the place of *accent* where that cannot be read on
        light paper; None where it can.

    Raises:
        ValueError: *accent* is no colour.
    """
    wanted = parse_colour(accent)
    light, dark = (readable(wanted, backgrounds) for backgrounds in _BACKGROUNDS)
    rules = (
        f"@layer tokens{{:root{{--accent:{to_hex(light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{--accent:{to_hex(dark)}}}}}}}"
    )
    return rules, None if light == wanted else to_hex(light)


def contrast_on_paper(accent: str) -> float:
    """Return how much a colour stands out on light paper: at least 4.5 can be read."""
    return min(contrast(parse_colour(accent), ground) for ground in _BACKGROUNDS[0])


def font_rules(fonts: Mapping[str, str]) -> str:
    """Return rules that set font stacks.

    Args:
        fonts: values of `font-family` by the keys of `FONTS`.

    Raises:
        ValueError: a key is none of those, or a value would end its rule.
    """
    for key, stack in fonts.items():
        if key not in FONTS:
            raise ValueError(f"{key!r} is none of {', '.join(map(repr, FONTS))}")
        if not stack.strip() or set(stack) & set("{};<>\\"):
            raise ValueError(f"{stack!r} is no list of fonts such as 'Inter, sans-serif'")
    values = ";".join(f"{FONTS[key]}:{stack}" for key, stack in fonts.items())
    return f"@layer tokens{{:root{{{values}}}}}" if values else ""


def hashed_name(text: str) -> str:
    """Return a file name that differs whenever *text* does."""
    return f"pouch.{hashlib.sha256(text.encode()).hexdigest()[:10]}.css"
