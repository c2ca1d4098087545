"""The fewest paths that name some files of a site, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def covering(
    wanted: Iterable[str],
    others: Iterable[str],
    is_hidden: Callable[[str], bool] = lambda _name: False,
) -> list[str]:
    """Return the outermost folders below the site's own that hold *wanted* files and no *others*.

    Files next to others are named one by one. The site's own folder is not named, since
    what will be put there is not known.

    Args:
        wanted: paths of files.
        others: paths of other files of the site.
        is_hidden: whether a folder, by its name, is found only if itself is named.
    """
    wanted = list(wanted)
    mixed = {folder for path in others for folder in folders_of(path)}
    for path in wanted:
        folders = [*folders_of(path)]
        hidden = [n for n, folder in enumerate(folders) if is_hidden(folder.rpartition("/")[2])]
        mixed.update(folders[: hidden[-1]] if hidden else ())
    return sorted({_outermost(path, mixed) for path in wanted})


def without(wanted: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the outermost folders, below the site's own, that hold *others* and nothing wanted."""
    kept = {folder for path in wanted for folder in folders_of(path)}
    return sorted({o for path in others if (o := _outermost(path, kept)) != path})


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders that a file is in, outermost first."""
    steps = path.split("/")
    return ("/".join(steps[:number]) for number in range(1, len(steps)))


def _outermost(path: str, excluded: set[str]) -> str:
    return next((folder for folder in folders_of(path) if folder not in excluded), path)
