"""Lines of a file, where its body was changed before it was rendered."""

from __future__ import annotations

from collections.abc import Mapping

# How many lines in a row may have been taken out.
_AHEAD = 60


def lines_in_file(
    found: Mapping[str, list[int]], body: str, text: str
) -> dict[str, tuple[int, ...]]:
    """Return lines of a body as lines of its file; a line that was changed is left out.

    Args:
        found: by what stands there, lines of *body*, from 1.
        body: what was rendered.
        text: of the file.
    """
    if not found:
        return {}
    if text.endswith(body):
        before = text.count("\n") - body.count("\n")
        return {what: tuple(before + line for line in lines) for what, lines in found.items()}
    places = _places(body.split("\n"), text.split("\n"))
    result = {}
    for what, lines in found.items():
        if known := tuple(places[line] for line in lines if line in places):
            result[what] = known
    return result


def _places(body: list[str], file: list[str]) -> dict[int, int]:
    """Return by its line in the body, from 1, where each line stands in the file.

    From the end, since what is taken out mostly stands at the beginning.
    """
    places: dict[int, int] = {}
    place = len(file) - 1
    for number in range(len(body), 0, -1):
        line = body[number - 1]
        for ahead in range(place, max(-1, place - _AHEAD), -1):
            if file[ahead] == line:
                places[number] = ahead + 1
                place = ahead - 1
                break
    return places
