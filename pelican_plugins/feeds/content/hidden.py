"""Tell what a page hides: readers ignore styles and classes, so feeds must leave it out.

Nothing is looked up in a style sheet. What counts is what stands on the element itself: its
attributes, its inline style, and the classes that frameworks agree on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ZERO = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?")
_OWN_SIZE = re.compile(r"[\d.]+(?:px|pt|pc|cm|mm|in|q|rem|vw|vh)|(?:xx?-)?(?:small|large)|medium")
_FAR_AWAY = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|em|rem|pt|ex|%|vw)?|-\d{3}(?:\.\d+)?(?:em|rem|vw)")
_CLIPS = frozenset(["inset(50%)", "inset(100%)"])
_POINT = frozenset(["0", "0px", "1px", ""])

_HIDING = frozenset(["hidden", "popover", "class", "style"])
_HIDDEN_BY_NAME = frozenset(["dialog", "noscript"])

# Screen readers read these out; everybody else never sees them.
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


def style_of(element: Any) -> dict[str, str]:
    """Return the inline style of an element: values by property, in lower case, the last wins.

    CSS Style Attributes, section 3; CSS Cascading 4, section 6.4 on `!important`.
    """
    written = element.get("style")
    if not written:
        return {}
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in _COMMENT.sub("", written).lower().split(";"):
        name, _, value = declaration.partition(":")
        plain, mark, _ = value.partition("!")
        name = name.strip()
        if name and plain.strip() and (mark or name not in important):
            found[name] = plain.strip()
            if mark:
                important.add(name)
    return found


def is_hidden(element: Any) -> bool:
    """Tell whether a page does not show an element, nor anything in it."""
    if _HIDING.isdisjoint(element.keys()) and element.tag not in _HIDDEN_BY_NAME:
        # Nearly all.
        return False
    if element.get("hidden", "until-found").lower() != "until-found":
        return True
    if element.get("popover") is not None:
        return True
    if element.tag in _HIDDEN_BY_NAME:
        is_dialog = element.tag == "dialog"
        return element.get("open") is None if is_dialog else _is_request_for_scripts(element)
    classes = element.get("class")
    if classes and _is_hidden_by_class(element, classes.lower()):
        return True
    return bool(element.get("style")) and _is_hidden_by_style(element, style_of(element))


def _is_hidden_by_class(element: Any, classes: str) -> bool:
    words = set(classes.split())
    if words & _NEVER_SHOWN or (element.tag not in {"a", "body"} and _ICON_FONTS.search(classes)):
        return not _SHOWN_SOMEWHERE.search(classes)
    read_out = words & _ONLY_READ_OUT or any(word.endswith(_READ_OUT_ENDS) for word in words)
    if not read_out or _SHOWN_SOMEWHERE.search(classes):
        return False
    # The name of a link that shows an icon: without it, nobody would see the link.
    link = next(element.iterancestors("a"), None)
    return link is None or is_self_link(link) or has_visible(link, without=element)


def _is_hidden_by_style(element: Any, style: Mapping[str, str]) -> bool:
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    moves = any(name.startswith(("transition", "animation")) for name in style)
    if style.get("visibility") in {"hidden", "collapse"}:
        # What moves is faded in; and an element within may be visible again.
        return not moves and not any(
            style_of(inner).get("visibility") == "visible" for inner in element.iter()
        )
    if _ZERO.fullmatch(style.get("opacity", "1")):
        # A script shows a lazily loaded image once it is there.
        return not moves and not any(name.startswith("data-") for name in element.attrib)
    if style.get("position") in {"absolute", "fixed"} and (
        _is_clipped(style.get("clip", "") or style.get("clip-path", ""))
        or any(_FAR_AWAY.fullmatch(style.get(side, "")) for side in ("left", "top", "right"))
    ):
        return True
    clips = style.get("overflow", "").split(" ")[0] in {"hidden", "clip"}
    sides = ("width", "height", "max-width", "max-height")
    return clips and any(_ZERO.fullmatch(style.get(side, "1")) for side in sides)


def _is_clipped(shape: str) -> bool:
    if shape.startswith("rect("):
        return _POINT.issuperset(shape[5:].rstrip(")").replace(",", " ").split(" "))
    return shape in _CLIPS


def silence(element: Any) -> bool:
    """Remove the text of an element whose style makes it too small or too far away to see.

    Images in it stay, and so does text that has a size of its own.

    Returns:
        Whether there was such a style.
    """
    style = style_of(element)
    tiny = _ZERO.fullmatch(style.get("font-size", "1"))
    if not tiny and not _FAR_AWAY.fullmatch(style.get("text-indent", "")):
        return False
    _remove_text(element)
    return True


def _remove_text(element: Any) -> None:
    silent = [element]
    while silent:
        current = silent.pop()
        current.text = None
        for child in current:
            child.tail = None
            if not _OWN_SIZE.match(style_of(child).get("font-size", "")):
                silent.append(child)


def is_self_link(link: Any) -> bool:
    """Tell whether a link leads to a place in its own page."""
    return (link.get("href") or "").startswith("#")


def has_visible(element: Any, without: Any = None) -> bool:
    """Tell whether an element shows text or an image, *without* one of its descendants."""
    rest = [element]
    while rest:
        current = rest.pop()
        if current.tag == "img" or (current.text or "").strip():
            return True
        for child in current:
            if (child.tail or "").strip():
                return True
            known = isinstance(child.tag, str) and child.tag != "svg" and child is not without
            if known and not is_hidden(child):
                rest.append(child)
    return False


def _is_request_for_scripts(noscript: Any) -> bool:
    """Tell whether a `noscript` only says that scripts are needed."""
    if noscript.find(".//img") is not None or noscript.find(".//iframe") is not None:
        return False
    text = "".join(noscript.itertext())
    return "javascript" in text.lower() or noscript.find(".//a") is None
