"""Results that come in one order and are asked for in another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

R = TypeVar("R")


class Ahead(Generic[R]):
    """Hands out what was made of files ahead of being asked for it.

    Args:
        paths: the files.
        results: what was made of each, in their order, made as it is taken.
    """

    def __init__(self, paths: Sequence[str], results: Iterable[R]) -> None:
        self._expected = set(paths)
        self._coming = zip(paths, results, strict=True)
        self._early: dict[str, R] = {}

    def take(self, path: str) -> R | None:
        """Return what was made of the file, once; None where it was not expected."""
        if path not in self._expected:
            return None
        self._expected.remove(path)
        while path not in self._early:
            name, result = next(self._coming)
            self._early[name] = result
        return self._early.pop(path)
