"""Whose an output folder is: the record of a site's builds, and of others that share it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from ..._core.author_files import settings_files
from ..._core.paths import is_inside
from .record import BuildRecord, RecordKey, others_of


def key_of(settings: MutableMapping[str, Any], output: Path) -> RecordKey:
    """Return the key of the record of a site's builds into the folder *output*."""
    content = Path(settings["PATH"])
    file = next(iter(settings_files(settings)), None)
    return RecordKey.of(str(settings["CACHE_PATH"]), file, content, output)


def protected_of(settings: Mapping[str, Any]) -> list[Path]:
    """Return the folders of which nothing is an output file, wherever they lie."""
    return [Path(settings[name]) for name in ("PATH", "THEME", "CACHE_PATH") if settings.get(name)]


def holds_sources(settings: Mapping[str, Any], output: Path) -> bool:
    """Tell whether the content lies in the output folder, as with `OUTPUT_PATH = "."`."""
    return is_inside(Path(settings["PATH"]), output)


def retained(settings: Mapping[str, Any], paths: Collection[str]) -> set[str]:
    """Return those of some *paths* that are to stay, as `OUTPUT_RETENTION` says."""
    names = set(settings["OUTPUT_RETENTION"])
    return {path for path in paths if path.partition("/")[0] in names}


def used_by_others(key: RecordKey, output: Path, paths: Collection[str]) -> set[str]:
    """Return those of some *paths* that the latest build of other settings has written."""
    if not paths:
        return set()
    used: set[str] = set()
    for other, record in others_of(key):
        folder = folder_of(other)
        used |= {str(folder / path) for path in record.current} if stands(other) else set()
    return {path for path in paths if str(output / path) in used}


def neighbours(key: RecordKey) -> Iterator[tuple[RecordKey, BuildRecord]]:
    """Yield the records of other settings files whose builds go into the same folder."""
    return ((other, record) for other, record in others_of(key) if other.output == key.output)


def folder_of(key: RecordKey) -> Path:
    """Return the output folder of a record."""
    return Path(os.path.abspath(key.folder / key.output))  # noqa: PTH100


def stands(key: RecordKey) -> bool:
    """Tell whether the settings and the content of a record are still there, to be built again."""
    settings = not key.settings or (key.folder / key.settings).is_file()
    return settings and (key.folder / key.content).is_dir()
