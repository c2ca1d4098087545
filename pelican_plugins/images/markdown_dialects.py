"""What other programs' texts say of a picture's place, in terms of ours."""

from __future__ import annotations

import re

from bs4 import Tag

from .placement import CLASSES, Limit, Placement

# Of Kramdown and Pandoc users, and of WordPress.
_OF_CLASS = {
    **{f"{joint}{word}": name for word, name in CLASSES.items() for joint in ("", "align-")},
    **{f"align{word}": name for word, name in CLASSES.items()},
}
# HTML 4.01, section 13.7.4; "middle" there is about the line, but was used for this.
_OF_ALIGN = {"left": "left", "right": "right", "center": "center", "middle": "center"}
_SIZE = r"=(?P<width>[0-9]{1,5})?x(?P<height>[0-9]{1,5})?"
_SIZE_BEHIND = re.compile(rf"(?P<src>.*?)(?:\s|%20)+{_SIZE}\s*")
_SIZE_ALONE = re.compile(rf"\s*{_SIZE}\s*")


def take_classes(*tags: Tag | None) -> tuple[str, ...]:
    """Take the classes and `align` attributes that place a picture off *tags*."""
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


def take_size(image: Tag) -> Limit | None:
    """Take `=300x200`, left by Markdown in the address or the title, off *image*.

    Only the width counts: the picture keeps its proportions.
    """
    behind = _SIZE_BEHIND.fullmatch(str(image.get("src", "")))
    if behind:
        image["src"] = behind["src"]
    alone = _SIZE_ALONE.fullmatch(str(image.get("title", "")))
    if alone:
        del image["title"]
    width = next((m["width"] for m in (behind, alone) if m and m["width"]), None)
    return Limit(int(width)) if width and int(width) else None


def joined(placement: Placement, classes: tuple[str, ...], limit: Limit | None) -> Placement:
    """Return *placement*, with what was found besides where it says nothing of it."""
    return Placement(placement.classes or classes, placement.lead, placement.limit or limit)


def _set(tag: Tag, name: str, value: str) -> None:
    if value:
        tag[name] = value
    elif tag.has_attr(name):
        del tag[name]
