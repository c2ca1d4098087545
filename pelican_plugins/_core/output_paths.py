"""Which paths of the output folder are taken, and what gives way where two want one.

A path is what the file system makes of it and not how it is written: `a//b`, `a/./b` and `a/b/`
are one file. Case and Unicode's normal forms part two files on Linux and not on macOS and Windows;
a path is not moved for that, since its URL would then depend on where the site is built.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath

LONGEST_NAME = 255
"""Bytes that the file systems in use allow for one name."""
LONGEST_PATH = 2000
"""Bytes for a whole path: less than Linux' 4096, which the output folder is a part of."""

_CHECKSUM = 8
_LONGEST_EXTENSION = 20


@dataclass(frozen=True, slots=True)
class PathConflict:
    """A file whose path is taken.

    Attributes:
        kept: what keeps the path: another content's source path, or what Pelican writes.
        moved: source path of the content that must give way.
        old: the path in the output folder that cannot be had.
        new: the path for `moved`.
    """

    kept: str
    moved: str
    old: str
    new: str


class OutputPaths:
    """The files of an output folder before they are written.

    A file and a folder of one name cannot be, so a path is also taken where a file lies on
    the way to it, or where it lies on the way to a file.

    Args:
        files: what each path belongs to.
    """

    def __init__(self, files: Mapping[str, str] | None = None) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for path, owner in (files or {}).items():
            self.reserve(path, owner)

    def reserve(self, path: str, owner: str) -> None:
        """Note that *path* belongs to *owner*, unless another has it already."""
        file = file_of(path)
        self._files.setdefault(file, owner)
        for folder in _above(file):
            self._folders.setdefault(folder, owner)

    def owner_of(self, path: str) -> tuple[str, str] | None:
        """Return what keeps *path* from being had, and whose it is; None where it is free."""
        file = file_of(path)
        for place in (file, *_above(file)):
            if place in self._files:
                return place, self._files[place]
        return (file, self._folders[file]) if file in self._folders else None


def file_of(path: str) -> str:
    """Return the file that a path below the output folder leads to; empty for the folder itself."""
    if path[:1] not in "./" and path[-1] != "/" and "//" not in path and "/." not in path:
        # Most: to take a path apart takes longer.
        return path
    file = posixpath.normpath(path).lstrip("/")
    return "" if file == "." else file


def fitted(path: str) -> str:
    """Return *path* with every part, and the whole, cut to what file systems allow.

    What is cut ends in a checksum of what it was, so that two that begin alike stay two and
    each stays what it is whatever comes besides.
    """
    steps = [shortened(step, LONGEST_NAME) for step in path.split("/")]
    if len(_bytes("/".join(steps))) <= LONGEST_PATH:
        return "/".join(steps)
    *folders, name = steps
    kept: list[str] = []
    room = LONGEST_PATH - LONGEST_NAME - _CHECKSUM - 2
    for folder in folders:
        room -= len(_bytes(folder)) + 1
        if room < 0:
            break
        kept.append(folder)
    return "/".join([*kept, _checksum(path), name])


def shortened(name: str, longest: int) -> str:
    """Return a file's name, or a slug, of at most *longest* bytes, its extension kept."""
    if len(_bytes(name)) <= longest:
        return name
    stem, extension = posixpath.splitext(name)
    if len(_bytes(extension)) > _LONGEST_EXTENSION:
        stem, extension = name, ""
    room = longest - len(_bytes(extension)) - _CHECKSUM - 1
    return f"{_bytes(stem)[:room].decode(errors='ignore')}-{_checksum(name)}{extension}"


def find_conflicts(
    paths: Iterable[tuple[str, str]],
    own: Mapping[str, str] | None = None,
    replacing: frozenset[str] = frozenset(),
) -> list[PathConflict]:
    """Return where a content would be written to a path that is taken; the first keeps it.

    Args:
        paths: pairs of source path and path in the output folder.
        own: by path, what Pelican writes there itself.
        replacing: source paths of contents that are meant to take the place of such a page: of the
            very file, since no page can lie in a folder that is another, or be that folder.
    """
    replaceable = set(map(file_of, own or ()))
    everything, contents = OutputPaths(own), OutputPaths()
    conflicts = []
    next_number: dict[str, int] = {}
    for source, path in paths:
        replaces = source in replacing and file_of(path) in replaceable
        taken = (contents if replaces else everything).owner_of(path)
        new = path
        if taken is not None:
            new = _free(file_of(path), taken[0], everything, next_number)
            conflicts.append(PathConflict(taken[1], source, path, new))
        contents.reserve(new, source)
        everything.reserve(new, source)
    return conflicts


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _checksum(text: str) -> str:
    return hashlib.sha256(_bytes(text)).hexdigest()[:_CHECKSUM]


def _above(path: str) -> Iterator[str]:
    steps = path.split("/")
    return ("/".join(steps[:end]) for end in range(len(steps) - 1, 0, -1))


def _free(path: str, place: str, taken: OutputPaths, next_number: dict[str, int]) -> str:
    """Return *path* with a number in what keeps it from being had, *place*, so that it is free."""
    # From where on there may be a free one: of thousands that want one path, each would try all
    # that the others have got.
    blocked = PurePosixPath(place)
    # `name/index.html` is the address of a folder: that is what must differ.
    bundle = place == path and blocked.stem == "index" and blocked.parent.name
    for number in count(next_number.get(place, 2)):
        if bundle:
            new = blocked.parent.with_name(f"{blocked.parent.name}-{number}") / blocked.name
        else:
            new = blocked.with_name(f"{blocked.stem}-{number}{blocked.suffix}")
        found = fitted(f"{new}{path[len(place) :]}")
        owner = taken.owner_of(found)
        if owner is None:
            next_number[place] = number + 1 if place == path else number
            return found
        if owner[0] not in {str(new), found}:
            return _free(found, owner[0], taken, next_number)
    raise AssertionError  # pragma: no cover (there is always another number)
