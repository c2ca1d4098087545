"""Settings that exclude what the old generator did not build."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from .site import Setting

_KINDS = ("ARTICLE", "PAGE", "STATIC")


def settings_to_leave_out(
    ignored: Collection[str], built: Collection[str], folders: Collection[str] = ()
) -> Iterator[Setting]:
    """Yield settings with which some files are neither read nor copied.

    Pelican leaves out folders, and files by their name alone.

    Args:
        ignored: paths of these files.
        built: paths of all others.
        folders: to leave out as well.
    """
    of_built = {folder for path in built for folder in _folders_of(path)}
    closed = set(folders)
    names = set()
    for path in ignored:
        own = [folder for folder in _folders_of(path) if folder not in of_built]
        if own:
            # The outermost.
            closed.add(own[-1])
        else:
            names.add(posixpath.basename(path))
    outermost = sorted(c for c in closed if not any(f in closed for f in _folders_of(c)))
    if outermost:
        for kind in _KINDS:
            yield Setting(f"{kind}_EXCLUDES", outermost, "files that the site did not publish")
    names -= {posixpath.basename(path) for path in built}
    if names:
        yield Setting("IGNORE_FILES", [".*", *sorted(names)], "files that the site did not publish")


def not_left_out(ignored: Collection[str], built: Collection[str]) -> list[str]:
    """Return the posts that no setting of Pelican can exclude, by their paths."""
    of_built = {folder for path in built for folder in _folders_of(path)}
    names = {posixpath.basename(path) for path in built}
    return [
        path
        for path in ignored
        if posixpath.basename(path) in names and set(_folders_of(path)) <= of_built
    ]


def _folders_of(path: str) -> Iterator[str]:
    """Yield the folders of a path, the innermost first."""
    while path := posixpath.dirname(path):
        yield path
