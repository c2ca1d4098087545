"""The files of a vault by the names that its links use."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

_NOTES = (".md", ".markdown")


class VaultFiles:
    """Finds files as Obsidian does: by path from the vault, or by name alone.

    Args:
        paths: of all files, from the content folder, with `/`.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_end: dict[str, str] = {}
        # The file that lies nearest to the top is meant, of several the first by name.
        for path in sorted(paths, key=lambda path: (path.count("/"), path)):
            stem, ending = posixpath.splitext(path)
            names = [path, stem] if ending.lower() in _NOTES else [path]
            for name in names:
                parts = name.casefold().split("/")
                for begin in range(len(parts)):
                    self._by_end.setdefault("/".join(parts[begin:]), path)

    def find(self, name: str) -> str | None:
        """Return the path of the file that a link names; None where there is none."""
        return self._by_end.get(posixpath.normpath(name.strip()).casefold().lstrip("./"))
