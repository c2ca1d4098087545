"""Documents that hold the rest of a feed (RFC 5005, section 4: archived feeds)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from .feed import Pages

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive document.

    Attributes:
        number: from 1, the oldest.
        start: of its entries, in the list of all from the newest on.
        end: behind its entries in that list.
    """

    number: int
    start: int
    end: int

    def of(self, entries: Sequence[T]) -> Sequence[T]:
        """Return those of all *entries* that it holds."""
        return entries[self.start : self.end]


def plan_archives(total: int, size: int) -> list[Archive]:
    """Return the archives of a feed with *total* entries, the oldest first.

    An archive that is there never gets other members: they are counted from the oldest entry
    on, and only full archives are made. What is in none is among the *size* newest entries,
    which the feed itself holds.
    """
    return [
        Archive(number, total - number * size, total - (number - 1) * size)
        for number in range(1, total // size + 1)
    ]


def archive_path(path: str, number: int) -> str:
    """Return where archive *number* of the feed at *path* is: `all.atom.xml`, `all-1.atom.xml`."""
    folder, name = posixpath.split(path)
    stem, dot, endings = name.partition(".")
    return posixpath.join(folder, f"{stem}-archive-{number}{dot}{endings}")


def pages_of(address: str, number: int, newest: int) -> Pages:
    """Return where the rest of the feed at *address* is.

    Args:
        address: of the feed one subscribes to.
        number: of the archive that asks; 0 for that feed itself.
        newest: number of the newest archive; 0 where there is none.
    """
    at = partial(archive_path, address)
    if not number:
        return Pages(previous=at(newest) if newest else "")
    return Pages(
        current=address,
        previous=at(number - 1) if number > 1 else "",
        next=at(number + 1) if number < newest else "",
    )
