"""The files of a content folder, and what a build knows of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from .._core.paths import is_below, shown, walk
from ..registry import PLUGINS
from .file_report import File, Site, account

_READING = ("ARTICLE", "PAGE")


@dataclass(slots=True)
class _Found:
    paths: list[str] = field(default_factory=list)
    ignored: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Search:
    """Where Pelican looks for files of one kind."""

    paths: tuple[str, ...]
    excludes: tuple[str, ...]

    @classmethod
    def of(cls, kind: str, context: Mapping[str, Any]) -> _Search:
        # Pelican excludes folders by their names, and an empty one is none.
        excludes = filter(None, context[f"{kind}_EXCLUDES"])
        return cls(_names(context[f"{kind}_PATHS"]), _names(excludes))

    def finds(self, path: str) -> bool:
        return is_below(path, self.paths) and not is_below(path, self.excludes)

    def leaves_out(self, path: str) -> bool:
        return is_below(path, self.paths) and is_below(path, self.excludes)


def account_of(
    context: Mapping[str, Any], readable: Collection[str], unwritten: Collection[str] = ()
) -> list[File]:
    """Return what became of every file of a site's content folder.

    Args:
        context: the settings and contents of a build, as templates get them.
        readable: endings of files that are read as texts, without the dot.
        unwritten: published texts of which no page was written, by their paths below that folder.
    """
    folder = Path(context["PATH"])
    found = _walk(folder, context["IGNORE_FILES"])
    searches = {kind: _Search.of(kind, context) for kind in (*_READING, "STATIC")}
    searched = {path: any(searches[kind].finds(path) for kind in _READING) for path in found.paths}
    excluded = dict(found.ignored)
    for path in [path for path in found.paths if not searched[path]]:
        kind = next((k for k, search in searches.items() if search.leaves_out(path)), None)
        if kind is not None:
            excluded.setdefault(path, f"{kind}_EXCLUDES")
    for path in (path for path in found.paths if searched[path] and _is_hidden(path)):
        excluded.setdefault(path, "it is hidden")
    contents = context["generated_content"]
    for path, content in contents.items():
        if content and not content.save_as:
            excluded[path] = "its save_as is empty"
    site = Site(
        statuses={
            path: content.status if content else None
            for path, content in contents.items()
            if not content or content.save_as
        },
        copied={
            *(path for path, file in context["static_content"].items() if file),
            *(Path(path).as_posix() for path in context["TEMPLATE_PAGES"]),
        },
        unwritten=unwritten,
        excluded=excluded,
        readable=readable,
        broken=found.broken,
        settings=_settings_files(context),
        searched=searched,
    )
    files = account(found.paths, site)
    return [replace(file, path=shown(folder / file.path)) for file in files]


def pages_of(context: Mapping[str, Any]) -> dict[str, str]:
    """Return the source of each page that anybody may know, by its path in the output folder."""
    return {
        str(content.save_as): path
        for path, content in context["generated_content"].items()
        if content and content.status in {"published", "hidden"} and content.save_as
    }


def _settings_files(context: Mapping[str, Any]) -> set[str]:
    """Return the names under which an owner's own files may lie in the content folder."""
    given = ((plugin, context.get(plugin.setting) or {}) for plugin in PLUGINS)
    return {
        *(str(values.get(key, "")) for plugin, values in given for key in plugin.file_keys),
        *(name for plugin in PLUGINS for name in plugin.files),
    }


def _walk(folder: Path, ignored: Iterable[str]) -> _Found:
    found = _Found()
    patterns = list(ignored)

    def note_closed(error: OSError) -> None:
        path = os.path.relpath(error.filename, folder)
        found.paths.append(path)
        found.broken[path] = f"its folder cannot be opened: {error.strerror}"

    for place, folders, names in walk(folder, note_closed):
        for name in [name for name in folders if _matches(name, patterns)]:
            folders.remove(name)
            _note_ignored(found, (place / name).relative_to(folder).as_posix() + "/")
        for name in names:
            path = (place / name).relative_to(folder).as_posix()
            if _matches(name, patterns):
                _note_ignored(found, path)
                continue
            found.paths.append(path)
            if not (place / name).exists():
                found.broken[path] = "it is a link that leads nowhere"
    return found


def _note_ignored(found: _Found, path: str) -> None:
    found.paths.append(path)
    found.ignored[path] = "IGNORE_FILES"


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _is_hidden(path: str) -> bool:
    return any(step.startswith(".") for step in Path(path).parts)


def _names(folders: Iterable[object]) -> tuple[str, ...]:
    return tuple(Path(str(folder)).as_posix() for folder in folders)
