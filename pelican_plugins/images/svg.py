"""How large a vector picture is, read as text: no parser, so no DTD and no entities."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

_LARGEST = 8 * 1024 * 1024
_NOT_MARKUP = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ROOT = re.compile(r"<(?:\w+:)?svg\b(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"(?<![\w:-])(?P<name>width|height|viewBox)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')"
)
# CSS Values 4, section 6.2: absolute lengths in px.
_UNITS = {"": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "pt": 4 / 3, "pc": 16}
_LENGTH = re.compile(r"\s*\+?(?P<number>[0-9]{0,9}\.?[0-9]{1,9})\s*(?P<unit>[a-z]*)\s*")
# An entity may stand for a script.
_SCRIPT = re.compile(r"<(?:\w+:)?script\b|[\s\"'/]on[a-z]+\s*=|javascript:|<!ENTITY", re.IGNORECASE)
_PARTS_OF_VIEW_BOX = 4


@dataclass(frozen=True, slots=True)
class Svg:
    """What is known of a vector picture.

    Attributes:
        width: in px; 0 where it is not known.
        height: in px; 0 where it is not known.
        scripted: whether it may run a script.
    """

    width: int
    height: int
    scripted: bool


def read_svg(path: Path) -> Svg:
    """Read the file at *path*, or as much of it as is bearable.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    text = _decoded(data)
    root = _ROOT.search(_NOT_MARKUP.sub("", text))
    attributes = (
        {m["name"]: m["value"][1:-1] for m in _ATTRIBUTE.finditer(root["attributes"])}
        if root
        else {}
    )
    width, height = _size(attributes)
    # What is too large to be looked through may hold anything.
    return Svg(width, height, len(data) > _LARGEST or _SCRIPT.search(text) is not None)


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    box = [_length(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    if len(box) == _PARTS_OF_VIEW_BOX and box[2] and box[3]:
        ratio = box[3] / box[2]
        if not width:
            width = height / ratio if height else box[2]
        height = height or width * ratio
    return (max(1, round(width)), max(1, round(height))) if width and height else (0, 0)


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text.lower())
    return float(match["number"]) * _UNITS.get(match["unit"], 0) if match else 0.0


def _decoded(data: bytes) -> str:
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return data.decode("utf-16" if data.startswith(marks) else "utf-8", "replace")
