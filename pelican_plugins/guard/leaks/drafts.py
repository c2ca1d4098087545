"""Pages that are published by mistake: drafts that something leads to."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable


class Drafts:
    """The drafts of a site, as they are looked for in pages and feeds.

    Args:
        pages: of each its path in the output folder and its source, as its owner would type it.
    """

    def __init__(self, pages: Iterable[tuple[str, str]]) -> None:
        sources = dict(pages)
        self._paths = frozenset(sources)
        self._sources = {_address(path): sources[path] for path in sorted(sources)}
        # Mostly they have a folder of their own, which few pages name.
        self._common = os.path.commonprefix(list(self._sources))  # noqa: RUF071 (of letters)
        self._patterns = {
            address: re.compile(rf"(?<![\w.-]){re.escape(address)}(?![\w-])")
            for address in self._sources
        }

    def is_one(self, path: str) -> bool:
        """Tell whether the file at *path* is the page of a draft."""
        return path in self._paths

    def linked_from(self, text: str) -> list[str]:
        """Return the sources of the drafts that a decoded text names the address of."""
        if not self._sources or self._common not in text:
            return []
        return [
            source
            for address, source in self._sources.items()
            if address in text and self._patterns[address].search(text)
        ]


def _address(path: str) -> str:
    return path.removesuffix("index.html") or path
