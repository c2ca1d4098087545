"""What the pure engine refuses."""

from __future__ import annotations


class TooDeepError(ValueError):
    """Blocks stand in one another deeper than Python's stack allows for.

    Attributes:
        line: The line of the text, from 1, where they do; None where that is not known.
    """

    def __init__(self, line: int | None = None) -> None:
        super().__init__("lists, quotes or footnotes stand in one another too deep")
        self.line = line
