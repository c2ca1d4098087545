"""What no engine and no later step can take."""

from __future__ import annotations


class TooDeepError(RecursionError):
    """Blocks stand in one another deeper than later steps follow them.

    Attributes:
        line: of the text, from 1, where they do.
    """

    def __init__(self, line: int) -> None:
        super().__init__("quotations stand in one another too deep")
        self.line = line
