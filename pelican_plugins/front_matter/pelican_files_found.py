"""Limit the files that Pelican finds: no hidden files, and no circular symbolic links."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pelican import signals

from .._core.build import build_of
from .._core.diagnostics import report
from .._core.paths import circular_folders, shown
from .path_safety import innermost_folder
from .rules import LINK_CIRCLE
from .settings import FrontMatterSettings

# Obsidian's workspace and deleted notes, the repository's history, and instructions for assistants.
# Other hidden files may be copied, such as `.htaccess` or `.well-known`.
_NEVER_COPIED = {
    *(".obsidian", ".trash", ".git", ".claude", ".cursor", ".cursorrules", ".windsurf", ".codex"),
    *(".windsurfrules", ".clinerules", ".gemini", ".continue", ".roo", ".aider.conf.yml"),
}


_TEXTS = (".md", ".markdown", ".mkd", ".mdown")


def is_hidden_file(path: str) -> bool:
    """Return whether a file is hidden, or is in a hidden folder; *path* has `/`."""
    return any(step.startswith(".") for step in path.split("/"))


def is_never_copied(path: str) -> bool:
    """Return whether a file is private to a program, so that it must not be published."""
    return not _NEVER_COPIED.isdisjoint(path.split("/"))


def exclude(
    files: Iterable[str], searched: Iterable[str], is_none: Callable[[str], bool]
) -> set[str]:
    """Return *files* without those for which *is_none* is true.

    Args:
        files: paths below the content folder.
        searched: folders and files that were searched; hidden ones named there are kept.
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


@dataclass(slots=True)
class _Circles:
    """The circles of a build.

    Attributes:
        by_folder: those below each folder that was searched.
        named: those that were reported.
    """

    by_folder: dict[str, list[str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)


def connect_hidden_files() -> None:
    """Connect to Pelican's signals."""
    signals.article_generator_init.connect(_look_for_texts)
    signals.page_generator_init.connect(_look_for_texts)
    signals.static_generator_init.connect(_look_for_copies)


def _look_for_texts(generator: Any) -> None:
    generator.get_files = partial(_files, generator.get_files, generator, is_hidden_file)


def _look_for_copies(generator: Any) -> None:
    find = partial(_files, generator.get_files, generator, is_never_copied)
    generator.get_files = partial(_without_texts, find, generator)


def _without_texts(
    find: Callable[..., set[str]], generator: Any, *given: Any, **more: Any
) -> set[str]:
    """Return the files to copy, without posts that the old generator did not build.

    Jekyll copies a file without front matter.
    """
    found = find(*given, **more)
    if build_of(generator).state(FrontMatterSettings).permalink_style in {None, "jekyll"}:
        return found
    places = [*generator.settings["ARTICLE_PATHS"], *generator.settings["PAGE_PATHS"]]
    return {
        file
        for file in found
        if not file.lower().endswith(_TEXTS)
        or innermost_folder(file.replace("\\", "/"), places) is None
    }


def _files(
    find: Callable[..., Iterable[str]],
    generator: Any,
    is_none: Callable[[str], bool],
    paths: Iterable[str] | str,
    excluded: Iterable[str] | None = None,
    *arguments: Any,
    **more: Any,
) -> set[str]:
    searched = [paths] if isinstance(paths, str) else [str(path) for path in paths]
    # Pelican compares what it excludes with paths as it builds them.
    plain = ["" if path == "." else path for path in map(posixpath.normpath, searched)]
    given = [*(more.pop("exclude", None) or excluded or ()), *_circles(generator, plain)]
    found = find(plain, given, *arguments, **more)
    return exclude(found, searched, is_none)


def _circles(generator: Any, searched: Iterable[str]) -> list[str]:
    """Return the links that lead back to a folder above them, and report each once."""
    known = build_of(generator).state(_Circles)
    circles = []
    for folder in searched:
        if folder not in known.by_folder:
            known.by_folder[folder] = circular_folders(generator.path, folder)
        circles += known.by_folder[folder]
    for path in circles:
        if path not in known.named:
            known.named.add(path)
            report(
                LINK_CIRCLE(
                    "it points to a folder above it, so it is not followed",
                    "delete the link, or link to the files that you mean",
                    path=shown(f"{generator.path}/{path}"),
                )
            )
    return circles
