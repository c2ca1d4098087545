"""Tell which elements a page hides, by the element's own attributes.

That is its attributes, its inline style, and the classes that frameworks agree on. Nothing is
looked up in a style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto


class Hiding(Enum):
    """How an element is hidden."""

    NOT = auto()
    WHOLE = auto()
    """With all that is in it."""
    READ_OUT = auto()
    """By a class; screen readers read it out, so it may be the name of a link that is shown."""
    INVISIBLE = auto()
    """By `visibility`; an element in it may be visible again."""


_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ZERO = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?")
_FAR_AWAY = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|em|rem|pt|ex|%|vw)?|-\d{3}(?:\.\d+)?(?:em|rem|vw)")
_CLIPS = frozenset(["inset(50%)", "inset(100%)"])
_POINT = frozenset(["0", "0px", "1px", ""])
_HIDING = frozenset(["hidden", "popover", "class", "style"])

_ONLY_READ_OUT = frozenset(
    """
    a11y-hidden element-invisible is-sr-only screen-reader screen-reader-only screen-reader-text
    screenreader-only show-for-sr sr-only u-visually-hidden visually-hidden visuallyhidden
    """.split()  # noqa: SIM905
)
_READ_OUT_ENDS = ("-sr-only", "-visually-hidden", "-screen-reader-text")
_NEVER_SHOWN = frozenset(["d-none", "hidden", "invisible", "is-hidden"])
# `d-none d-md-block`, `hidden md:block`: shown where the screen is wide enough.
_SHOWN_SOMEWHERE = re.compile(
    r"(?:^|\s)(?:[\w\[\]()-]+:(?!hidden|invisible)\S|d-(?:sm|md|lg|xl|xxl)-(?!none))"
    r"|sr-only-focusable|not-sr-only|visually-hidden-focusable"
)
# Fonts that draw the name of an icon as the icon.
_ICON_FONTS = re.compile(r"(?:^|\s)material-(?:icons|symbols)")


def how_hidden(tag: str, attributes: Mapping[str, str]) -> Hiding:
    """Return how a page hides an element.

    Args:
        tag: its name, in lower case.
        attributes: with names in lower case.
    """
    if tag == "dialog" and "open" not in attributes:
        return Hiding.WHOLE
    if _HIDING.isdisjoint(attributes):
        # Nearly all.
        return Hiding.NOT
    if attributes.get("hidden", "until-found").lower() != "until-found":
        return Hiding.WHOLE
    if "popover" in attributes:
        return Hiding.WHOLE
    by_class = _by_class(tag, attributes.get("class", "").lower())
    if by_class is not Hiding.NOT:
        return by_class
    return _by_style(attributes, style_of(attributes.get("style", "")))


def style_of(written: str) -> dict[str, str]:
    """Return an inline style as values by property, in lower case, of which the last wins.

    CSS Style Attributes, section 3; CSS Cascading 4, section 6.4 on `!important`.
    """
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in _COMMENT.sub("", written).lower().split(";") if written else ():
        name, _, value = declaration.partition(":")
        plain, mark, _ = value.partition("!")
        name = name.strip()
        if name and plain.strip() and (mark or name not in important):
            found[name] = plain.strip()
            if mark:
                important.add(name)
    return found


def hides_text(style: Mapping[str, str]) -> bool:
    """Return whether a style makes text too small or too far away to see; images in it stay."""
    is_tiny = _ZERO.fullmatch(style.get("font-size", "1")) is not None
    return is_tiny or _FAR_AWAY.fullmatch(style.get("text-indent", "")) is not None


def _by_class(tag: str, classes: str) -> Hiding:
    if not classes or _SHOWN_SOMEWHERE.search(classes):
        return Hiding.NOT
    words = classes.split()
    if not _NEVER_SHOWN.isdisjoint(words):
        return Hiding.WHOLE
    if tag not in {"a", "body"} and _ICON_FONTS.search(classes):
        return Hiding.WHOLE
    read_out = not _ONLY_READ_OUT.isdisjoint(words)
    read_out = read_out or any(word.endswith(_READ_OUT_ENDS) for word in words)
    return Hiding.READ_OUT if read_out else Hiding.NOT


def _by_style(attributes: Mapping[str, str], style: Mapping[str, str]) -> Hiding:
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return Hiding.WHOLE
    moves = any(name.startswith(("transition", "animation")) for name in style)
    if style.get("visibility") in {"hidden", "collapse"}:
        # What moves is faded in.
        return Hiding.NOT if moves else Hiding.INVISIBLE
    if _ZERO.fullmatch(style.get("opacity", "1")):
        # A script shows a lazily loaded image once it is there.
        waits = moves or any(name.startswith("data-") for name in attributes)
        return Hiding.NOT if waits else Hiding.WHOLE
    if style.get("position") in {"absolute", "fixed"} and (
        _is_clipped(style.get("clip", "") or style.get("clip-path", ""))
        or any(_FAR_AWAY.fullmatch(style.get(side, "")) for side in ("left", "top", "right"))
    ):
        return Hiding.WHOLE
    clips = style.get("overflow", "").split(" ")[0] in {"hidden", "clip"}
    sides = ("width", "height", "max-width", "max-height")
    is_cut = clips and any(_ZERO.fullmatch(style.get(side, "1")) for side in sides)
    return Hiding.WHOLE if is_cut else Hiding.NOT


def _is_clipped(shape: str) -> bool:
    if shape.startswith("rect("):
        return _POINT.issuperset(shape[5:].rstrip(")").replace(",", " ").split(" "))
    return shape in _CLIPS
