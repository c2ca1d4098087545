"""Which paths of the output folder are taken, and what gives way where two want one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Clash:
    """A content whose address is taken.

    Attributes:
        kept: what keeps the address: another content's source path, or what Pelican writes.
        moved: source path of the content that must give way.
        old: the path in the output folder that cannot be had.
        new: the path for `moved`.
    """

    kept: str
    moved: str
    old: str
    new: str


class Occupied:
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
            self.take(path, owner)

    def take(self, path: str, owner: str) -> None:
        """Note that *path* belongs to *owner*, unless another has it already."""
        self._files.setdefault(path, owner)
        for folder in _above(path):
            self._folders.setdefault(folder, owner)

    def blocked(self, path: str) -> tuple[str, str] | None:
        """Return what keeps *path* from being had, and whose it is; None where it is free."""
        for place in (path, *_above(path)):
            if place in self._files:
                return place, self._files[place]
        return (path, self._folders[path]) if path in self._folders else None


def find_clashes(
    addresses: Iterable[tuple[str, str]],
    own: Mapping[str, str] | None = None,
    replacing: frozenset[str] = frozenset(),
) -> list[Clash]:
    """Return where a content would be written to a path that is taken; the first keeps it.

    Args:
        addresses: pairs of source path and path in the output folder.
        own: by path, what Pelican writes there itself.
        replacing: source paths of contents that are meant to take the place of such a page.
    """
    own = own or {}
    everything, contents = Occupied(own), Occupied()
    clashes = []
    for source, address in addresses:
        taken = (contents if source in replacing else everything).blocked(address)
        new = address
        if taken is not None:
            new = _free(address, taken[0], everything)
            clashes.append(Clash(taken[1], source, address, new))
        contents.take(new, source)
        everything.take(new, source)
    return clashes


def _above(path: str) -> Iterator[str]:
    steps = path.split("/")
    return ("/".join(steps[:end]) for end in range(len(steps) - 1, 0, -1))


def _free(address: str, place: str, occupied: Occupied) -> str:
    path = PurePosixPath(place)
    # `name/index.html` is the address of a folder: that is what must differ.
    bundle = place == address and path.stem == "index" and path.parent.name
    for number in count(2):
        if bundle:
            new = path.parent.with_name(f"{path.parent.name}-{number}") / path.name
        else:
            new = path.with_name(f"{path.stem}-{number}{path.suffix}")
        found = f"{new}{address[len(place) :]}"
        taken = occupied.blocked(found)
        if taken is None:
            return found
        if taken[0] != str(new):
            return _free(found, taken[0], occupied)
    raise AssertionError  # pragma: no cover (there is always another number)
