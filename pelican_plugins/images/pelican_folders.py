"""The files of a folder that a page links as if it were a file, such as `{static}trip/`.

Pelican copies such a folder whole: pictures with all their metadata, drafts, and what symlinks
lead to. As single files, they are cleaned or left out like any others.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .._core.paths import is_inside


def files_of(generator: Any) -> list[Any]:
    """Return the static files of a generator, each folder replaced by the files in it.

    They are also put into `static_content`, from which it is known what was published.
    """
    static_files, known = generator.context["staticfiles"], generator.context["static_content"]
    files: list[Any] = []
    for static in static_files:
        if not Path(generator.path, static.source_path).is_dir():
            files.append(static)
            continue
        for file in _inside(generator, static):
            there = known.setdefault(file.relative_source_path, file)
            # One of STATIC_PATHS is copied anyway.
            if there is file or there.save_as != file.save_as:
                files.append(file)
    return files


def _inside(generator: Any, static: Any) -> Iterator[Any]:
    root = Path(generator.path)
    folder = Path(static.source_path)
    # With those that could not be read.
    posts = generator.context["generated_content"]
    excluded = generator.settings["STATIC_EXCLUDES"]
    where = folder.relative_to(root).as_posix() if folder.is_absolute() else folder.as_posix()
    for path in sorted(generator.get_files([where], exclude=excluded, extensions=False)):
        whole = root / path
        if not is_inside(whole, root):
            continue
        name = whole.relative_to(root).as_posix()
        if generator.settings["STATIC_EXCLUDE_SOURCES"] and name in posts:
            continue
        inner = whole.relative_to(root / where).as_posix()
        file = copy.copy(static)
        file.source_path = str(whole)
        file.relative_source_path = name
        file.override_save_as = posixpath.join(static.save_as, inner)
        file.override_url = posixpath.join(static.url, inner)
        yield file
