"""Bundle the style sheet of the theme, with the accent colour and fonts of the site."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping

from .colour import Rgb, contrast, parse_colour, readable, to_hex

# The backgrounds in tokens.css, for light and dark mode. A test compares them.
PAPER = ("#fdfcf9", "#15171a")
TINT = ("#f4f2ec", "#1f2226")

_BACKGROUNDS = tuple((parse_colour(p), parse_colour(t)) for p, t in zip(PAPER, TINT, strict=True))

FONTS = {"text": "--text-font", "headings": "--heading-font", "small": "--sans", "code": "--mono"}
"""The custom property for each key of `POUCH_THEME["fonts"]`."""

_IMPORT = re.compile(r'@import url\("(?P<name>[\w./-]+\.css)"\)(?: layer\((?P<layer>\w+)\))?;\n?')
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_INDENT = re.compile(r"\n\s*")
_DARK = re.compile(
    r"@media screen(?P<more>[^{}]*?) and \(prefers-color-scheme: ?dark\) ?"
    r"\{(?P<rules>\s*:root ?\{[^{}]*\}\s*)\}"
)
_CHOICES = (
    "@layer tokens{:root[data-scheme=light]{color-scheme:light}"
    "@media screen{:root[data-scheme=dark]{color-scheme:dark}}}\n"
)


def bundle(name: str, read: Callable[[str], str]) -> str:
    """Return the style sheet *name* with its imports inlined, without comments.

    Args:
        name: of a file; its imports are names in the same folder.
        read: returns the content of such a file.
    """

    def imported(found: re.Match[str]) -> str:
        rules = bundle(found["name"], read)
        return f"@layer {found['layer']} {{\n{rules}\n}}\n" if found["layer"] else f"{rules}\n"

    text = _IMPORT.sub(imported, read(name))
    # Line breaks stay: CSS strings have none, so their content is safe.
    return _INDENT.sub("\n", _COMMENT.sub("", text)).strip()


def accent_rules(accent: str) -> tuple[str, str | None]:
    """Return rules that set the accent colour for light and dark screens.

    Returns:
        The rules, and the colour used instead of *accent* if that is not readable on the light
        background, else None.

    Raises:
        ValueError: *accent* is not a colour.
    """
    wanted = parse_colour(accent)
    light, dark = (readable(wanted, backgrounds) for backgrounds in _BACKGROUNDS)
    rules = (
        f"@layer tokens{{:root{{{_coloured(light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_coloured(dark)}}}}}}}"
    )
    return rules, None if light == wanted else to_hex(light)


def _coloured(colour: Rgb) -> str:
    return f"--accent:{to_hex(colour)};--link:{to_hex(colour)}"


def contrast_on_paper(accent: str) -> float:
    """Return the lowest contrast of a colour to the light backgrounds; from 4.5 it is readable."""
    return min(contrast(parse_colour(accent), ground) for ground in _BACKGROUNDS[0])


def with_choice(css: str) -> str:
    """Return a style sheet whose dark colours also follow the reader's choice.

    Each rule for `:root` on dark screens holds unless the root has `data-scheme="light"`, and also
    where it has `data-scheme="dark"`. The strength of the rules stays, and paper stays white.
    """
    return _DARK.sub(_with_choice, css) + _CHOICES


def _with_choice(dark: re.Match[str]) -> str:
    def rules(condition: str) -> str:
        return dark["rules"].replace(":root", f":root:where({condition})", 1)

    return (
        f"@media screen{dark['more']} and (prefers-color-scheme:dark)"
        f"{{{rules(':not([data-scheme=light])')}}}\n"
        f"@media screen{dark['more']}{{{rules('[data-scheme=dark]')}}}"
    )


def font_rules(fonts: Mapping[str, str]) -> str:
    """Return rules that set font stacks.

    Args:
        fonts: values of `font-family`, by the keys of `FONTS`.

    Raises:
        ValueError: a key is unknown, or a value would end its rule.
    """
    for key, stack in fonts.items():
        if key not in FONTS:
            raise ValueError(f"{key!r} is none of {', '.join(map(repr, FONTS))}")
        if not stack.strip() or set(stack) & set("{};<>\\"):
            raise ValueError(f"{stack!r} is no list of fonts such as 'Inter, sans-serif'")
    values = ";".join(f"{FONTS[key]}:{stack}" for key, stack in fonts.items())
    return f"@layer tokens{{:root{{{values}}}}}" if values else ""


def hashed_name(text: str) -> str:
    """Return a file name with a hash of *text*."""
    return f"pouch.{hashlib.sha256(text.encode()).hexdigest()[:10]}.css"
