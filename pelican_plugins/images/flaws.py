"""What is wrong with pictures, kept until it is known whether they are published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_MOST_PLACES = 3


@dataclass(slots=True)
class Flaw:
    """What is wrong with one picture, and who shows it.

    Attributes:
        text: a clause such as `cannot be read: the file is empty`.
        mend: what to do about it, a clause.
        places: the files that show it, each with the picture's address as written there.
    """

    text: str
    mend: str
    places: dict[str, str] = field(default_factory=dict)


class Flaws:
    """The pictures of one build that something is wrong with, in the order they are met."""

    def __init__(self) -> None:
        self._found: dict[Path, Flaw] = {}

    def add(self, picture: Path, flaw: Flaw) -> None:
        """Note what is wrong with a picture; what was noted first is told, for all places."""
        known = self._found.setdefault(picture, flaw)
        known.places.update({p: w for p, w in flaw.places.items() if p not in known.places})

    def take(self, picture: Path) -> Flaw | None:
        """Return what is known of a picture, which is then no longer to be told."""
        return self._found.pop(picture, None)

    def rest(self) -> Iterator[tuple[Path, Flaw]]:
        """Yield what nobody has taken."""
        yield from self._found.items()


def also(places: list[str]) -> str:
    """Return ` (also in …)` for the places behind the first, an empty text where none is."""
    others = places[1:]
    if not others:
        return ""
    named, more = others[:_MOST_PLACES], len(others) - _MOST_PLACES
    rest = f" and {more} more" if more > 0 else ""
    return f" (also in {', '.join(named)}{rest})"
