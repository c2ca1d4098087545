"""All files below a folder, also behind links."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path


def walk(
    folder: Path, onerror: Callable[[OSError], object] | None = None
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield each folder from *folder* on, with the names of those in it and of its files, sorted.

    Links to folders are followed, but none to where the walk has been. As with `os.walk`, a folder
    whose name is taken out of the list is not entered.
    """
    seen = set()
    for place, folders, names in os.walk(folder, followlinks=True, onerror=onerror):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        yield Path(place), folders, sorted(names)
