"""File paths: whether they stay in their folder, how messages show them, and what is below one."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .text import printable

DRIVE = re.compile(r"[A-Za-z]:")
# A backslash separates folders on Windows.
PARTS = re.compile(r"[/\\]")


def leads_out(path: str) -> bool:
    """Return whether a relative *path* would leave its folder, on any system."""
    steps = PARTS.split(path)
    return ".." in steps or steps[0] == "" or DRIVE.match(path) is not None or "\0" in path


def join_inside(folder: str, path: str) -> str | None:
    """Return *path* relative to the root; None where it leads above that.

    Args:
        folder: what *path* is relative to, itself relative to the root; empty for the root.
        path: with slashes; a leading one means the root.
    """
    joined = posixpath.normpath(path.lstrip("/") if path[:1] == "/" else f"{folder or '.'}/{path}")
    return None if joined.partition("/")[0] == ".." else joined


def is_below(path: str, folders: Iterable[str]) -> bool:
    """Return whether *path* is one of the *folders* or in one, without looking at the disk."""
    plain = posixpath.normpath(path)
    roots = map(posixpath.normpath, folders)
    return any(root in {".", plain} or plain.startswith(f"{root}/") for root in roots)


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether *path* is *folder* or in it, with all symlinks resolved."""
    return path.resolve().is_relative_to(folder.resolve())


def shown(path: str | os.PathLike[str]) -> str:
    """Return *path* as the site author would type it: relative to the working folder if inside."""
    # Not resolve(): symlinks in the content folder keep the names their author knows.
    absolute = os.path.abspath(path)  # noqa: PTH100
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 (one string, not a thousand paths)
    if absolute.startswith(here):
        return printable(absolute[len(here) :])
    relative = os.path.relpath(absolute)
    climbs = Path(relative).parts[:1] == (os.pardir,)
    return printable(absolute if climbs else relative)


def is_of_theme(settings: Mapping[str, Any], path: str) -> bool:
    """Return whether the theme publishes a file at the URL *path*."""
    folder, below = str(settings["THEME_STATIC_DIR"]).strip("/"), unquote(path).lstrip("/")
    if leads_out(below) or not below.startswith(f"{folder}/"):
        return False
    name = below.removeprefix(f"{folder}/")
    places = (Path(settings["THEME"], place) for place in settings["THEME_STATIC_PATHS"])
    return any((place / name).is_file() for place in places)


def line_of(path: str | os.PathLike[str], needle: str, *, last: bool = False) -> int:
    """Return the first (or *last*) line, from 1, of a file that holds *needle*; else 1."""
    found = [n for n, line in enumerate(lines_of(path), 1) if needle in line] if needle else []
    return found[-1 if last else 0] if found else 1


def lines_of(path: str | os.PathLike[str]) -> list[str]:
    """Return the lines of a file without their ends; none if it is unreadable."""
    try:
        with Path(path).open(encoding="utf-8", errors="replace") as file:
            return [line.rstrip("\n") for line in file]
    except OSError:
        return []


_MOST_WAYS = 100


def circular_folders(content: str, searched: str) -> list[str]:
    """Return the paths below a folder at which following links leads back to a folder above.

    A walk that follows them would not end before the system gives up, some forty links deep. The
    same counts for a folder to which more than a hundred paths lead, since there may be millions.

    Args:
        content: a folder; so are those between it and *searched* that are above.
        searched: relative to it, with `/`; empty for itself. So are the results.
    """
    steps = searched.split("/") if searched else []
    above = {os.path.realpath(os.path.join(content, *steps[:n])) for n in range(len(steps))}  # noqa: PTH118
    ways: Counter[str] = Counter()
    circles = []
    start = os.path.join(content, searched) if searched else content  # noqa: PTH118
    pending = [(searched, os.path.realpath(start), False)]
    while pending:
        path, real, is_done = pending.pop()
        if is_done:
            above.discard(real)
            continue
        ways[real] += 1
        if real in above or ways[real] > _MOST_WAYS:
            circles.append(path)
            continue
        above.add(real)
        pending.append((path, real, True))
        for entry in _folders_in(os.path.join(content, path) if path else content):  # noqa: PTH118
            below = os.path.realpath(entry.path) if entry.is_symlink() else f"{real}/{entry.name}"
            pending.append((f"{path}/{entry.name}" if path else entry.name, below, False))
    return sorted(circles)


def _folders_in(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if _is_folder(entry)]
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link to itself.
        return False


def walk(
    folder: Path, onerror: Callable[[OSError], object] | None = None
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Walk as `os.walk` does, sorted, and follow each symlink to a folder once."""
    seen = set()
    for place, folders, names in os.walk(folder, followlinks=True, onerror=onerror):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        yield Path(place), folders, sorted(names)
