"""What is slow to make, and the same for the same text."""

from __future__ import annotations

from collections.abc import Callable

Kept = Callable[[str, Callable[[], str]], str]
"""Returns what was made of a text before, or else has it made."""


def make_anew(_text: str, make: Callable[[], str]) -> str:
    """Return what is made."""
    return make()
