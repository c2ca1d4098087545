"""What the builds of one settings file, of one content folder, have written to one output folder.

It lies beside the caches, and is believed no more than they are: one that is damaged, or that holds
a path which leads out of the output folder, is as if it were not there.

Whose an output folder is: the record of a site's builds, and of others that share it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..._core.atomic_files import UnwrittenError, write_atomic
from ..._core.cache import add_checksum, strip_checksum
from ..._core.output_paths import FileKind
from ..._core.paths import is_inside, leads_out
from ..._core.pelican_author_files import settings_files
from .output_files import Fingerprint

_ENDING = ".record"
_LAYOUT = 1
_MOST_RECORDS = 30
_MOST_FILES = 200_000
_NAME_BYTES = 10


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that a build has written.

    Attributes:
        kind: what it is.
        known_by: what tells it from what others may put into its place.
        source: path of what it was made of, below the content folder where it lies there.
        origin: see `WrittenFile`.
    """

    kind: FileKind
    known_by: Fingerprint
    source: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRecord:
    """All that is known of the builds of one settings file into one folder.

    All paths are those below the output folder, with `/`.

    Attributes:
        pages: the sources of the pages of the latest build that anybody may know.
        gone: the same of earlier builds, as long as nothing leads on from there.
        current: what the latest build has written.
        stale: what only earlier builds have, and which is still there.
        retired: the same, but it may stay; see `kept`.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    current: Mapping[str, OutputFile] = field(default_factory=dict)
    stale: Mapping[str, OutputFile] = field(default_factory=dict)
    retired: Mapping[str, OutputFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordKey:
    """Which record is meant. A site that is moved as a whole keeps its records.

    Attributes:
        folder: where all records of a cache are.
        settings: path of the settings file, seen from there; empty where there is none.
        content: path of the content folder, seen from there: a part of it may be built alone.
        output: path of the output folder, seen from there.
    """

    folder: Path
    settings: str
    content: str
    output: str

    @classmethod
    def of(
        cls, cache_path: str, settings_file: Path | None, content: Path, output: Path
    ) -> RecordKey:
        """Return the key of a settings file, with the folders it is used for."""
        folder = Path(os.path.abspath(cache_path), "pouch", "outputs")  # noqa: PTH100
        settings = _seen_from(folder, settings_file) if settings_file else ""
        return cls(folder, settings, _seen_from(folder, content), _seen_from(folder, output))

    @property
    def path(self) -> Path:
        """Where the record lies."""
        name = json.dumps([self.settings, self.content, self.output]).encode()
        digest = hashlib.blake2b(name, digest_size=_NAME_BYTES).hexdigest()
        return self.folder / f"{digest}{_ENDING}"


def load(key: RecordKey) -> BuildRecord:
    """Return what was recorded; an empty record where there is none, or it is damaged."""
    found = _read(key.path)
    return found[1] if found is not None and found[0] == key else BuildRecord()


def others_of(key: RecordKey) -> Iterator[tuple[RecordKey, BuildRecord]]:
    """Yield the records of all other settings files and output folders."""
    for path in _all_paths(key.folder):
        found = _read(path)
        if found is not None and found[0] != key and found[0].path == path:
            yield found


def save(key: RecordKey, record: BuildRecord) -> None:
    """Keep a record for the next build; where that cannot be done, it knows of no earlier one."""
    files = {name: getattr(record, name) for name in ("current", "stale", "retired")}
    if sum(map(len, files.values())) > _MOST_FILES:
        files = {name: {} for name in files}
    data = {
        "layout": _LAYOUT,
        "settings": key.settings,
        "content": key.content,
        "output": key.output,
        "pages": dict(record.pages),
        "gone": dict(record.gone),
        **{name: {p: _plain(f) for p, f in each.items()} for name, each in files.items()},
    }
    with suppress(OSError, UnwrittenError):
        key.folder.mkdir(parents=True, exist_ok=True)
        write_atomic(key.path, add_checksum(json.dumps(data, sort_keys=True).encode()))
        for path in _all_paths(key.folder)[_MOST_RECORDS:]:
            path.unlink()


def _all_paths(folder: Path) -> list[Path]:
    """Return where records lie, the latest first."""
    with suppress(OSError):
        return sorted(folder.glob(f"*{_ENDING}"), key=lambda path: (-_time(path), path.name))
    return []


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _read(path: Path) -> tuple[RecordKey, BuildRecord] | None:
    # Whatever a disk, another version or somebody else has made of it, a build goes on.
    with suppress(OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        data = strip_checksum(path.read_bytes())
        kept = json.loads(data) if data is not None else None
        if isinstance(kept, dict) and kept.get("layout") == _LAYOUT:
            of = (str(kept[name]) for name in ("settings", "content", "output"))
            key = RecordKey(path.parent, *of)
            return key, BuildRecord(
                pages=_texts(kept["pages"]),
                gone=_texts(kept["gone"]),
                current=_files(kept["current"]),
                stale=_files(kept["stale"]),
                retired=_files(kept["retired"]),
            )
    return None


def _plain(file: OutputFile) -> list[Any]:
    known = file.known_by
    return [file.kind, known.size, known.modified, known.digest, file.source, file.origin]


def _files(kept: dict[str, Any]) -> dict[str, OutputFile]:
    files = {}
    for path, (kind, size, modified, digest, source, origin) in dict(kept).items():
        if not leads_out(path):
            known_by = Fingerprint(int(size), int(modified), str(digest))
            files[path] = OutputFile(FileKind(kind), known_by, str(source), str(origin))
    return files


def _texts(kept: dict[str, Any]) -> dict[str, str]:
    return {str(path): str(source) for path, source in dict(kept).items()}


def _seen_from(folder: Path, path: Path) -> str:
    absolute = os.path.abspath(path)  # noqa: PTH100
    try:
        return Path(os.path.relpath(absolute, folder)).as_posix()
    except ValueError:
        # On Windows there is no way from one disk to another.
        return Path(absolute).as_posix()


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
