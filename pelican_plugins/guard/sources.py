"""The files of a content folder, and what a build knows of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from .._core.paths import shown
from .account import File, Site, account

_READING = ("ARTICLE", "PAGE")
# As they are called where nothing else is set.
_SETTINGS_FILES = {
    *("authors.yaml", "categories.yaml", "resources.lock.json", "tags.yaml", ".pouch-private"),
}


@dataclass(slots=True)
class _Found:
    paths: list[str] = field(default_factory=list)
    ignored: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)


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
    excluded = dict(found.ignored)
    for path in found.paths:
        setting = _excluding(path, context)
        if setting is not None:
            excluded.setdefault(path, setting)
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
        searched={path: _is_read(path, context) for path in found.paths},
    )
    files = account(found.paths, site)
    return [File(shown(folder / file.path), file.fate, file.reason) for file in files]


def _settings_files(context: Mapping[str, Any]) -> set[str]:
    """Return the names under which an owner's own files may lie in the content folder."""
    asked = (("POUCH_TAGS", "file"), ("POUCH_RESOURCES", "lock"), ("POUCH_GUARD", "private"))
    named = {str((context.get(name) or {}).get(key, "")) for name, key in asked}
    return named | _SETTINGS_FILES


def _walk(folder: Path, ignored: Iterable[str]) -> _Found:
    found = _Found()
    patterns = list(ignored)

    def note_closed(error: OSError) -> None:
        path = os.path.relpath(error.filename, folder)
        found.paths.append(path)
        found.broken[path] = f"its folder cannot be opened: {error.strerror}"

    seen = set()
    for place, folders, names in os.walk(folder, followlinks=True, onerror=note_closed):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        for name in sorted(folders):
            if _matches(name, patterns):
                folders.remove(name)
                _note_ignored(found, Path(place, name).relative_to(folder).as_posix() + "/")
        folders.sort()
        for name in sorted(names):
            path = Path(place, name).relative_to(folder).as_posix()
            if _matches(name, patterns):
                _note_ignored(found, path)
                continue
            found.paths.append(path)
            if not Path(place, name).exists():
                found.broken[path] = "it is a link that leads nowhere"
    return found


def _note_ignored(found: _Found, path: str) -> None:
    found.paths.append(path)
    found.ignored[path] = "IGNORE_FILES"


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _is_read(path: str, context: Mapping[str, Any]) -> bool:
    return any(
        _below(path, context[f"{kind}_PATHS"]) and not _left_out(kind, path, context)
        for kind in _READING
    )


def _excluding(path: str, context: Mapping[str, Any]) -> str | None:
    """Return the setting that keeps a file from all that would look for it; None without one."""
    if _is_read(path, context):
        return None
    asked = (
        kind
        for kind in (*_READING, "STATIC")
        if _below(path, context[f"{kind}_PATHS"]) and _left_out(kind, path, context)
    )
    return next((f"{kind}_EXCLUDES" for kind in asked), None)


def _left_out(kind: str, path: str, context: Mapping[str, Any]) -> bool:
    # Pelican excludes folders by their names, and an empty one is none.
    return _below(path, filter(None, context[f"{kind}_EXCLUDES"]))


def _below(path: str, folders: Iterable[object]) -> bool:
    names = [Path(str(folder)).as_posix() for folder in folders]
    return any(name in {".", path} or path.startswith(f"{name}/") for name in names)
