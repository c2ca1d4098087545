"""What an owner has written into a settings file, and where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name gets its value."""

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Written:
    """The names of a settings file, and of those beside it that it takes over.

    Attributes:
        places: where each name gets its last value.
        used: names that are read again there, so they are there for more than Pelican.
    """

    places: dict[str, Place]
    used: frozenset[str]


def read_settings_file(path: Path) -> Written:
    """Return what stands in a settings file; nothing where it cannot be read.

    `from pelicanconf import *` takes over what stands in the file of that name beside it.
    """
    places: dict[str, Place] = {}
    used: set[str] = set()
    for file, tree in _trees(path, set()):
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                if isinstance(node.ctx, ast.Store):
                    places[node.id] = Place(file, node.lineno)
                else:
                    used.add(node.id)
    return Written(places, frozenset(used))


def _trees(path: Path, seen: set[Path]) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the file at *path* behind those that it takes over."""
    if path in seen:
        return
    seen.add(path)
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.names[0].name == "*":
            yield from _trees(path.with_name(f"{node.module}.py"), seen)
    yield path, tree
