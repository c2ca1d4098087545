"""What a build says at its end, in the order of the build and not of its plugins."""

from __future__ import annotations

from collections.abc import Iterable

from ..registry import BY_NAME

_UNITS = ("kB", "MB", "GB")
_KILO = 1000


class Summary:
    """The lines of one build."""

    def __init__(self) -> None:
        self._lines: list[tuple[int, str]] = []

    def add(self, plugin: str, line: str) -> None:
        """Have a *line* of a plugin told; those of one stay in the order they come in."""
        self._lines.append((BY_NAME[plugin].summary_place, line))

    def lines(self) -> list[str]:
        """Return all lines in their order."""
        return [line for _, line in sorted(self._lines, key=lambda each: each[0])]

    def clear(self) -> None:
        """Forget the lines of the build before."""
        self._lines.clear()


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of things in words, such as `1 file` and `1,200 files`.

    Args:
        number: of the things.
        one: what one of them is called.
        many: what several are called, where it is not *one* and an `s`.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(parts: Iterable[str]) -> str:
    """Return *parts* as a sentence lists them: a, b and c."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def readable(count: float) -> str:
    """Return a number of bytes for people, such as `8.9 MB`."""
    if count < _KILO:
        return f"{count:.0f} B"
    for unit in _UNITS:
        count /= _KILO
        # What would be rounded up to 1000 of it is one of the next.
        if round(count, 1) < _KILO or unit == _UNITS[-1]:
            break
    return f"{count:.1f} {unit}"
