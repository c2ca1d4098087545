"""Something in the output that must not be there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["position", "draft", "private", "secret", "unread"]


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """What was found in a file.

    Attributes:
        path: of the file, below the output folder.
        kind: what it is.
        text: what is wrong, one clause. It names nothing that should stay unknown: a log may be
            public.
        mend: what to do about it, one clause.
    """

    path: str
    kind: Kind
    text: str
    mend: str


def lines_of(leaks: Iterable[Leak], folder: str) -> list[str]:
    """Return a line for each thing that was found, with the first file it is in and their number.

    Args:
        leaks: what was found.
        folder: the output folder, as its owner would type it.
    """
    places: dict[tuple[str, str], list[str]] = {}
    for leak in leaks:
        places.setdefault((leak.text, leak.mend), []).append(leak.path)
    return [
        f"{folder}/{paths[0]}{_others(len(paths) - 1)}: {text}; {mend}"
        for (text, mend), paths in places.items()
    ]


def _others(number: int) -> str:
    if not number:
        return ""
    return f" and {number} other {'file' if number == 1 else 'files'}"
