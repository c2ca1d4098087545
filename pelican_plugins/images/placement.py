"""The words behind the `#` of a picture's address."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLASSES = {
    "center": "align-center",
    "centre": "align-center",
    "left": "align-left",
    "right": "align-right",
    "wide": "align-wide",
    "full": "align-full",
}
_LEAD = "lead"
_JOINT = re.compile(r"[+,]")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a picture goes.

    Attributes:
        classes: names of classes, each once, in the order of the words.
        lead: whether it should be loaded first.
    """

    classes: tuple[str, ...] = ()
    lead: bool = False


def parse_placement(fragment: str) -> Placement | None:
    """Read a fragment (without its `#`); None means that it is not ours and must stay."""
    words = _JOINT.split(fragment.strip().lower())
    if not all(word in _CLASSES or word == _LEAD for word in words):
        return None
    classes = dict.fromkeys(_CLASSES[word] for word in words if word in _CLASSES)
    return Placement(tuple(classes), _LEAD in words)
