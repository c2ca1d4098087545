"""The lines of a source file, to change some of them and leave all else as it is."""

from __future__ import annotations

import re
from itertools import zip_longest

_END = re.compile(r"(\r\n|\r|\n)")
_MARK = "\ufeff"


class Lines:
    """A text in lines whose ends stay what they are.

    Args:
        text: of a file, with its own line ends and, where it has any, its byte order marks.

    Attributes:
        contents: of the lines, without ends and without those marks.
    """

    def __init__(self, text: str) -> None:
        plain = text.lstrip(_MARK)
        self._mark = text[: len(text) - len(plain)]
        self.contents, self._ends = _parted(plain)

    @property
    def plain(self) -> str:
        """The text with plain line ends, as readers of posts see it."""
        return "\n".join(self.contents)

    def delete(self, number: int) -> None:
        """Take out a line with its end, counted from 1."""
        del self.contents[number - 1]
        if self._ends:
            # The last line has no end; then it is that of the line before.
            del self._ends[min(number, len(self._ends)) - 1]

    def replace(self, start: int, count: int, lines: list[str]) -> None:
        """Put *lines* in the place of *count* others, from 0; more of them end as those do."""
        ends = self._ends[start : start + count]
        end = next(iter(ends or self._ends[-1:]), "\n")
        last = start + count == len(self.contents)
        self.contents[start : start + count] = lines
        new = [*ends, *[end] * len(lines)][: len(lines) - last]
        self._ends[start : start + count] = new

    def __str__(self) -> str:
        pairs = zip_longest(self.contents, self._ends, fillvalue="")
        return self._mark + "".join(f"{content}{end}" for content, end in pairs)


def _parted(text: str) -> tuple[list[str], list[str]]:
    pieces = _END.split(text)
    return pieces[::2], pieces[1::2]
