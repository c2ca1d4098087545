"""The fewest paths that name some files of a site, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def covering(wanted: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the outermost folders below the site's own that hold *wanted* files and no *others*.

    Files that lie beside others are named one by one. The site's own folder is not named, since
    what will be put there is not known.
    """
    mixed = {folder for path in others for folder in folders_of(path)}
    return sorted({_outermost(path, mixed) for path in wanted})


def without(wanted: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the outermost folders, below the site's own, that hold *others* and nothing wanted."""
    kept = {folder for path in wanted for folder in folders_of(path)}
    return sorted({o for path in others if (o := _outermost(path, kept)) != path})


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders that a file lies in, outermost first."""
    steps = path.split("/")
    return ("/".join(steps[:number]) for number in range(1, len(steps)))


def _outermost(path: str, excluded: set[str]) -> str:
    return next((folder for folder in folders_of(path) if folder not in excluded), path)
