"""Which files of a content folder are no content, by their paths."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

# Settings with the names of the notes opened last, notes that were thrown away, and all that was
# ever committed. Other hidden files may be copied, such as `.htaccess` or `.well-known`.
_NEVER_COPIED = {".obsidian", ".trash", ".git"}


def is_no_text(path: str) -> bool:
    """Tell whether a file is hidden, or lies in a hidden folder; *path* is one with `/`."""
    return any(step.startswith(".") for step in path.split("/"))


def is_no_copy(path: str) -> bool:
    """Tell whether a program keeps a file for itself, so that it must not be published."""
    return not _NEVER_COPIED.isdisjoint(path.split("/"))


def without(
    files: Iterable[str], searched: Iterable[str], is_none: Callable[[str], bool]
) -> set[str]:
    """Return the *files* but for those of which *is_none* tells that they are no content.

    Args:
        files: paths below the content folder.
        searched: folders and files that were searched. Whoever names one that is hidden means it.
        is_none: is given the path from there, with `/`.
    """
    roots = [posixpath.normpath(root.replace("\\", "/")) for root in searched]
    return {file for file in files if not all(map(is_none, _inner(file, roots)))}


def _inner(file: str, roots: Iterable[str]) -> Iterator[str]:
    path = posixpath.normpath(file.replace("\\", "/"))
    for root in roots:
        if root == ".":
            yield path
        elif path == root:
            yield ""
        elif path.startswith(f"{root}/"):
            yield path[len(root) + 1 :]
