"""Paths that stay below their folder.

All files below a folder, also behind links.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .text import printable

DRIVE = re.compile(r"[A-Za-z]:")
# A backslash parts folders on Windows.
PARTS = re.compile(r"[/\\]")


def leads_out(path: str) -> bool:
    """Tell whether a *path* below a folder would lead out of it, on any system."""
    steps = PARTS.split(path)
    return ".." in steps or steps[0] == "" or DRIVE.match(path) is not None or "\0" in path


def join_inside(folder: str, path: str) -> str | None:
    """Return a *path* seen from *folder* as one seen from the root; None where it leads above that.

    Args:
        folder: seen from the root, with slashes; empty for the root itself.
        path: with slashes; one that begins with a slash is seen from the root.
    """
    joined = posixpath.normpath(path.lstrip("/") if path[:1] == "/" else f"{folder or '.'}/{path}")
    return None if joined.partition("/")[0] == ".." else joined


def is_below(path: str, folders: Iterable[str]) -> bool:
    """Tell whether a *path* is one of some *folders* or in one, by its steps alone."""
    plain = posixpath.normpath(path)
    roots = map(posixpath.normpath, folders)
    return any(root in {".", plain} or plain.startswith(f"{root}/") for root in roots)


def is_inside(path: Path, folder: Path) -> bool:
    """Tell whether *path* really is, or lies in, *folder*, whatever links lead to either."""
    return path.resolve().is_relative_to(folder.resolve())


def shown(path: str | os.PathLike[str]) -> str:
    """Return *path* as the owner would type it: from the working folder where it is inside."""
    # Not resolve(): an owner's links in the content folder keep the names they know.
    absolute = os.path.abspath(path)  # noqa: PTH100
    relative = os.path.relpath(absolute)
    climbs = Path(relative).parts[:1] == (os.pardir,)
    return printable(absolute if climbs else relative)


def is_of_theme(settings: Mapping[str, Any], path: str) -> bool:
    """Tell whether the site's theme publishes a file at *path*, from the site's root."""
    folder, below = str(settings["THEME_STATIC_DIR"]).strip("/"), unquote(path).lstrip("/")
    if leads_out(below) or not below.startswith(f"{folder}/"):
        return False
    name = below.removeprefix(f"{folder}/")
    places = (Path(settings["THEME"], place) for place in settings["THEME_STATIC_PATHS"])
    return any((place / name).is_file() for place in places)


def line_of(path: str | os.PathLike[str], needle: str, *, last: bool = False) -> int:
    """Return the first line, from 1, of a file that *needle* stands in; 1 where none does.

    Args:
        path: of the file.
        needle: what is looked for.
        last: whether the last such line is wanted.
    """
    found = [n for n, line in enumerate(lines_of(path), 1) if needle in line] if needle else []
    return found[-1 if last else 0] if found else 1


def lines_of(path: str | os.PathLike[str]) -> list[str]:
    """Return the lines of the file at *path* without their ends; none where it is unreadable."""
    try:
        with Path(path).open(encoding="utf-8", errors="replace") as file:
            return [line.rstrip("\n") for line in file]
    except OSError:
        return []


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
