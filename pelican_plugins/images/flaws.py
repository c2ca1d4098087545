"""What is wrong with pictures, kept until it is known whether they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from .._core.diagnostics import Diagnostic
from .._core.paths import shown
from .._core.source_lines import in_file

_MOST_PLACES = 3


Places = Mapping[str, str]
"""Files that show a picture, each with the picture's URL as it is written there."""


class Flaws:
    """The pictures of one build that something is wrong with, in the order they are met.

    What is wrong is a diagnostic whose text is a clause such as `cannot be read: it is empty`.
    """

    def __init__(self) -> None:
        self._found: dict[Path, tuple[Diagnostic, dict[str, str]]] = {}

    def add(self, picture: Path, flaw: Diagnostic, places: Places) -> None:
        """Note what is wrong with a picture; what was noted first is told, for all places."""
        _, known = self._found.setdefault(picture, (flaw, {}))
        known.update({path: written for path, written in places.items() if path not in known})

    def take(self, picture: Path) -> Places:
        """Return who shows a picture, of which nothing is to be told any more."""
        return self._found.pop(picture, (None, {}))[1]

    def rest(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the pictures that nobody has taken, where they are shown."""
        for picture, (flaw, places) in self._found.items():
            yield shown_in(picture, places, flaw)


def shown_in(picture: Path, places: Places, flaw: Diagnostic) -> Diagnostic:
    """Return what is wrong with a picture, at the first place that shows it, with all others.

    Args:
        picture: the file.
        places: who shows it; where nobody does, its own file is the place.
        flaw: a clause about it.
    """
    if not places:
        return replace(flaw, path=shown(picture), text=f"it {flaw.text}")
    found = [in_file(path, replace(flaw, needle=w)) for path, w in sorted(places.items())]
    others = also([one.place for one in found])
    return replace(found[0], text=f"the picture {shown(picture)}{others} {flaw.text}")


def also(places: list[str]) -> str:
    """Return ` (also in …)` for the places behind the first, an empty text where none is."""
    others = places[1:]
    if not others:
        return ""
    named, more = others[:_MOST_PLACES], len(others) - _MOST_PLACES
    rest = f" and {more} more" if more > 0 else ""
    return f" (also in {', '.join(named)}{rest})"
