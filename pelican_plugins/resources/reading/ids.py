"""Ids of elements, each once in a page."""

from __future__ import annotations

from collections import Counter

from bs4 import BeautifulSoup


class Ids:
    """The ids that stand in a page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._taken = {str(tag["id"]) for tag in soup.find_all(id=True)}
        # How often a wish came, so that the next number is not counted up from one again.
        self._wished: Counter[str] = Counter()

    def free(self, wish: str) -> str:
        """Return *wish*, or with a number behind it where it is taken, and take it."""
        name = wish
        while name in self._taken:
            self._wished[wish] += 1
            name = f"{wish}-{self._wished[wish] + 1}"
        self._taken.add(name)
        return name
