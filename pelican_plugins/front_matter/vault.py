"""Obsidian's vaults: which files are in one, and which file a link means."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path

from .._core.paths import walk

_NOTES = (".md", ".markdown")


class VaultFiles:
    """Finds files as Obsidian does: by path from the vault, or by name alone.

    Args:
        paths: of all files, from the content folder, with `/`.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_end: dict[str, str] = {}
        # The file nearest to the root is meant, of several the first by name.
        for path in sorted(paths, key=lambda path: (path.count("/"), path)):
            stem, ending = posixpath.splitext(path)
            names = [path, stem] if ending.lower() in _NOTES else [path]
            for name in names:
                parts = name.casefold().split("/")
                for begin in range(len(parts)):
                    self._by_end.setdefault("/".join(parts[begin:]), path)

    @classmethod
    def below(cls, content: Path) -> VaultFiles:
        """Return those of a content folder."""
        return cls(
            (folder / name).relative_to(content).as_posix()
            for folder, _, names in walk(content)
            for name in names
        )

    def find(self, name: str) -> str | None:
        """Return the path of the file that a link names; None if there is none."""
        return self._by_end.get(posixpath.normpath(name.strip()).casefold().lstrip("./"))


def is_in_vault(folder: Path) -> bool:
    """Return whether a *folder* belongs to a vault: it, or a parent, has `.obsidian`."""
    return any((place / ".obsidian").is_dir() for place in (folder, *folder.parents))
