"""What the pure engine refuses."""

from __future__ import annotations


class TooDeepError(ValueError):
    """Blocks or images stand in one another deeper than Python's stack allows for."""

    def __init__(self) -> None:
        super().__init__("lists, quotes or images stand in one another too deep")
