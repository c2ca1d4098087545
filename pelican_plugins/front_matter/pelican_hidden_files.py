"""Which files of a content folder are no content, by their paths.

Have Pelican find no files that are hidden, which it would publish.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from pelican import signals

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


def connect_hidden_files() -> None:
    """Connect to Pelican."""
    signals.article_generator_init.connect(_look_for_texts)
    signals.page_generator_init.connect(_look_for_texts)
    signals.static_generator_init.connect(_look_for_copies)


def _look_for_texts(generator: Any) -> None:
    generator.get_files = partial(_files, generator.get_files, is_no_text)


def _look_for_copies(generator: Any) -> None:
    generator.get_files = partial(_files, generator.get_files, is_no_copy)


def _files(
    find: Callable[..., Iterable[str]],
    is_none: Callable[[str], bool],
    paths: Iterable[str] | str,
    *arguments: Any,
    **more: Any,
) -> set[str]:
    searched = [paths] if isinstance(paths, str) else [str(path) for path in paths]
    return without(find(paths, *arguments, **more), searched, is_none)
