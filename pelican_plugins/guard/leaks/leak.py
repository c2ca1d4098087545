"""Something in the output that must not be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..._core.summary import counted

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
    return [
        f"{folder}/{leak.path}{others}: {leak.text}; {leak.mend}" for leak, others in once(leaks)
    ]


def once(leaks: Iterable[Leak]) -> Iterator[tuple[Leak, str]]:
    """Yield the first of those that say the same, with ` and 3 other files` for the rest."""
    alike: dict[tuple[str, str], list[Leak]] = {}
    for leak in leaks:
        alike.setdefault((leak.text, leak.mend), []).append(leak)
    for first, *rest in alike.values():
        yield first, f" and {counted(len(rest), 'other file')}" if rest else ""
