"""The words behind the `#` of a picture's address."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_JOINT = re.compile(r"[+,]")
# A bare number is no width: `#3` may be anything. `50%` may be written as in an address.
_WIDTH = re.compile(r"(?:w=(?P<plain>[0-9]{1,5})|(?:w=)?(?P<number>[0-9]{1,5})(?P<unit>px|%|%25))")
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Limit:
    """How wide a picture may be shown.

    Attributes:
        number: of px, or of hundredths of the space there is.
        percent: which of the two.
    """

    number: int
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a picture goes.

    Attributes:
        classes: names of classes, each once, in the order of the words.
        lead: whether it should be loaded first.
        limit: how wide it may be; None for its own width.
    """

    classes: tuple[str, ...] = ()
    lead: bool = False
    limit: Limit | None = None


def parse_placement(fragment: str) -> Placement | None:
    """Read a fragment (without its `#`); None means that it is not ours and must stay."""
    words = [word.strip() for word in _JOINT.split(fragment.lower())]
    limits = [limit for limit in map(read_limit, words) if limit]
    named = [word for word in words if word in CLASSES or word == _LEAD]
    if len(limits) + len(named) != len(words) or len(limits) > 1:
        return None
    classes = dict.fromkeys(CLASSES[word] for word in named if word in CLASSES)
    return Placement(tuple(classes), _LEAD in named, limits[0] if limits else None)


def read_limit(word: str) -> Limit | None:
    """Read `w=480`, `480px` or `50%`."""
    match = _WIDTH.fullmatch(word)
    if match is None:
        return None
    number = int(match["plain"] or match["number"])
    percent = (match["unit"] or "").startswith("%")
    if not number or (percent and number > _WHOLE):
        return None
    return Limit(number, percent)
