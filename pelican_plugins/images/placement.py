"""The placement of an image: words in the fragment of its URL, and other programs' markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag


CLASSES = {
    "center": "align-center",
    "centre": "align-center",
    "left": "align-left",
    "right": "align-right",
    "wide": "align-wide",
    "full": "align-full",
}
"""The class for each word of a placement."""

_LEAD = "lead"
GALLERY = "gallery"
"""The word for a gallery, and the key of the front matter."""

_JOINT = re.compile(r"[+,]")
# A bare number is not a width: `#3` may be anything. `50%` may be written as in a URL.
_WIDTH = re.compile(r"(?:w=(?P<plain>[0-9]{1,5})|(?:w=)?(?P<number>[0-9]{1,5})(?P<unit>px|%|%25))")
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class WidthLimit:
    """How wide an image may be shown.

    Attributes:
        number: of px, or per cent of the available width.
        percent: which of the two.
    """

    number: int
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an image goes.

    Attributes:
        classes: CSS classes, in the order of the words.
        lead: whether it is loaded first.
        gallery: whether it is part of a gallery, or names one.
        limit: its maximum width; None for its own width.
    """

    classes: tuple[str, ...] = ()
    lead: bool = False
    limit: WidthLimit | None = None
    gallery: bool = False


def parse_placement(fragment: str) -> Placement | None:
    """Parse a fragment (without its `#`); None if it is not a placement and must stay."""
    words = [word.strip() for word in _JOINT.split(fragment.lower())]
    limits = [limit for limit in map(read_limit, words) if limit]
    named = [word for word in words if word in CLASSES or word in {_LEAD, GALLERY}]
    if len(limits) + len(named) != len(words) or len(limits) > 1:
        return None
    classes = dict.fromkeys(CLASSES[word] for word in named if word in CLASSES)
    limit = limits[0] if limits else None
    return Placement(tuple(classes), _LEAD in named, limit, GALLERY in named)


def read_limit(word: str) -> WidthLimit | None:
    """Parse `w=480`, `480px` or `50%`."""
    match = _WIDTH.fullmatch(word)
    if match is None:
        return None
    number = int(match["plain"] or match["number"])
    percent = (match["unit"] or "").startswith("%")
    if not number or (percent and number > _WHOLE):
        return None
    return WidthLimit(number, percent)


# As used with Kramdown and Pandoc, and by WordPress.
_OF_CLASS = {
    **{f"{joint}{word}": name for word, name in CLASSES.items() for joint in ("", "align-")},
    **{f"align{word}": name for word, name in CLASSES.items()},
}
# HTML 4.01, section 13.7.4; "middle" there is about the line, but was used for this.
_OF_ALIGN = {"left": "left", "right": "right", "center": "center", "middle": "center"}
_SIZE = r"=(?P<width>[0-9]{1,5})?x(?P<height>[0-9]{1,5})?"
_SIZE_BEHIND = re.compile(rf"(?P<src>.*?)(?<!\s)(?<!%20)(?:\s|%20)++{_SIZE}\s*")
_PLAIN = re.compile(r"\s*(?P<number>[0-9]{1,5}(?:\.[0-9]{1,5})?)\s*+(?:px)?\s*")
_STYLED = {
    name: re.compile(
        rf"(?<![\w-])(?:max-)?{name}\s*:\s*(?P<number>[0-9]{{0,5}}\.?[0-9]{{1,5}})"
        r"(?P<unit>px|r?em|ex|pt)",
        re.IGNORECASE,
    )
    for name in ("width", "height")
}
# CSS Values 4, section 6: of a font of 16 px.
_PX = {"px": 1.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "pt": 4 / 3}
_SIZE_ALONE = re.compile(rf"\s*{_SIZE}\s*")


def take_placement_classes(*tags: Tag | None) -> tuple[str, ...]:
    """Remove and return the placement classes and `align` attributes of *tags*."""
    found: dict[str, None] = {}
    for tag in tags:
        if tag is None:
            continue
        words = str(tag.get("class", "")).split()
        found.update(dict.fromkeys(_OF_CLASS[w.lower()] for w in words if w.lower() in _OF_CLASS))
        _set(tag, "class", " ".join(w for w in words if w.lower() not in _OF_CLASS))
        align = _OF_ALIGN.get(str(tag.get("align", "")).lower())
        if align:
            found[CLASSES[align]] = None
            del tag["align"]
    return tuple(found)


def take_size(image: Tag) -> WidthLimit | None:
    """Remove and return `=300x200`, left by Markdown in the URL or title of *image*.

    Only the width counts: the image keeps its proportions.
    """
    behind = _SIZE_BEHIND.fullmatch(str(image.get("src", "")))
    if behind:
        image["src"] = behind["src"]
    alone = _SIZE_ALONE.fullmatch(str(image.get("title", "")))
    if alone:
        del image["title"]
    width = next((m["width"] for m in (behind, alone) if m and m["width"]), None)
    return WidthLimit(int(width)) if width and int(width) else None


def shown_size(
    image: Tag, limit: WidthLimit | None, width: int, height: int
) -> tuple[float, float]:
    """Return how large *image* is shown at most, in px; its ratio stays.

    Args:
        image: the element, with an author's own `width`, `height` and `style`.
        limit: of its placement.
        width: of its file, in px.
        height: of its file.
    """
    given = [limit.number] if limit and not limit.percent else []
    style = str(image.get("style", ""))
    shares = [1.0]
    for name, own in (("width", width), ("height", height)):
        styled = _STYLED[name].search(style)
        wanted = float(styled["number"]) * _PX[styled["unit"].lower()] if styled else 0
        plain = _PLAIN.fullmatch(str(image.get(name, "")))
        wanted = wanted or (float(plain["number"]) if plain else 0)
        wanted = wanted or (given[0] if given and name == "width" else 0)
        if wanted and own:
            shares.append(wanted / own)
    share = min(shares)
    return width * share, height * share


def merge_placement(
    placement: Placement, classes: tuple[str, ...], limit: WidthLimit | None
) -> Placement:
    """Return *placement*, completed by *classes* and *limit*."""
    return Placement(placement.classes or classes, placement.lead, placement.limit or limit)


def _set(tag: Tag, name: str, value: str) -> None:
    if value:
        tag[name] = value
    elif tag.has_attr(name):
        del tag[name]
