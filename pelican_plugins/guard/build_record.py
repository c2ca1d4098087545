"""The record of what builds have written, and which of these files the latest did not rewrite.

There is one record for each settings file, content folder and output folder, next to the caches.
It is trusted as little as a cache: a damaged record, or one with a path that leads out of the
output folder, counts as missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .._core.atomic_files import UnwrittenError, write_atomic
from .._core.cache import add_checksum, strip_checksum
from .._core.output_paths import FileKind
from .._core.paths import is_inside, leads_out
from .._core.pelican_author_files import settings_files
from .output_files import FileState, Fingerprint, OutputFile, is_one_file

_ENDING = ".record"
_LAYOUT = 1
_MOST_RECORDS = 30
_MOST_FILES = 200_000
_NAME_BYTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRecord:
    """What the builds of one settings file wrote, by paths below the output folder, with `/`.

    Attributes:
        pages: the sources of the public pages of the latest build.
        gone: the sources of pages of earlier builds from which nothing redirects.
        current: files of the latest build.
        stale: files of earlier builds only, still in the folder.
        retired: the same, but they may stay; see `may_stay`.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    current: Mapping[str, OutputFile] = field(default_factory=dict)
    stale: Mapping[str, OutputFile] = field(default_factory=dict)
    retired: Mapping[str, OutputFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordKey:
    """Identifies a record by relative paths: a moved site keeps its records.

    Attributes:
        folder: of all records, absolute; the other paths are relative to it.
        settings: the settings file; empty if there is none.
        content: the content folder: a part of it may be built alone.
        output: the output folder.
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
        """The path of the record."""
        name = json.dumps([self.settings, self.content, self.output]).encode()
        digest = hashlib.blake2b(name, digest_size=_NAME_BYTES).hexdigest()
        return self.folder / f"{digest}{_ENDING}"


def load_record(key: RecordKey) -> BuildRecord:
    """Return the record of *key*; an empty one where it is missing or damaged."""
    found = _read(key.path)
    return found[1] if found is not None and found[0] == key else BuildRecord()


def other_records(key: RecordKey) -> Iterator[tuple[RecordKey, BuildRecord]]:
    """Yield the records of all other settings files and output folders."""
    for path in _all_paths(key.folder):
        found = _read(path)
        if found is not None and found[0] != key and found[0].path == path:
            yield found


def save_record(key: RecordKey, record: BuildRecord) -> None:
    """Write a record; where that fails, the next build knows of no earlier one."""
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
    """Return the paths of all records, the latest first."""
    with suppress(OSError):
        return sorted(folder.glob(f"*{_ENDING}"), key=lambda path: (-_time(path), path.name))
    return []


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _read(path: Path) -> tuple[RecordKey, BuildRecord] | None:
    # A record may be damaged, forged or of another version.
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
        # On Windows no relative path leads to another drive.
        return Path(absolute).as_posix()


def record_key(settings: MutableMapping[str, Any], output: Path) -> RecordKey:
    """Return the key of the record of a site's builds into the folder *output*."""
    content = Path(settings["PATH"])
    file = next(iter(settings_files(settings)), None)
    return RecordKey.of(str(settings["CACHE_PATH"]), file, content, output)


def protected_of(settings: Mapping[str, Any]) -> list[Path]:
    """Return the folders in which nothing counts as an output file."""
    return [Path(settings[name]) for name in ("PATH", "THEME", "CACHE_PATH") if settings.get(name)]


def holds_sources(settings: Mapping[str, Any], output: Path) -> bool:
    """Return whether the content is in the output folder, as with `OUTPUT_PATH = "."`."""
    return is_inside(Path(settings["PATH"]), output)


def retained(settings: Mapping[str, Any], paths: Collection[str]) -> set[str]:
    """Return the *paths* that `OUTPUT_RETENTION` keeps."""
    names = set(settings["OUTPUT_RETENTION"])
    return {path for path in paths if path.partition("/")[0] in names}


def used_by_others(key: RecordKey, output: Path, paths: Collection[str]) -> set[str]:
    """Return the *paths* that the latest build with other settings wrote."""
    if not paths:
        return set()
    used: set[str] = set()
    for other, record in other_records(key):
        if stands(other):
            folder = Path(os.path.abspath(other.folder / other.output))  # noqa: PTH100
            used.update(str(folder / path) for path in record.current)
    return {path for path in paths if str(output / path) in used}


def neighbours(key: RecordKey) -> Iterator[tuple[RecordKey, BuildRecord]]:
    """Yield the records of other settings files whose builds go into the same folder."""
    return ((other, record) for other, record in other_records(key) if other.output == key.output)


def stands(key: RecordKey) -> bool:
    """Return whether the settings and content of a record still exist, to be built again."""
    settings = not key.settings or (key.folder / key.settings).is_file()
    return settings and (key.folder / key.content).is_dir()


# Extensions of precompressed copies that servers send.
_COMPRESSED = (".gz", ".br", ".zst")


def after_build(
    before: BuildRecord,
    current: Mapping[str, OutputFile],
    there: Mapping[str, FileState],
    is_kept: Callable[[OutputFile], bool],
) -> BuildRecord:
    """Return the record of a complete build.

    Args:
        before: the record of the builds before.
        current: the files that this build wrote.
        there: all files in the output folder now.
        is_kept: returns whether a file that was not written again may stay.
    """
    stale: dict[str, OutputFile] = {}
    retired: dict[str, OutputFile] = {}
    names = _names_of_one_file(current, there)
    for path, file in {**before.retired, **before.stale, **before.current}.items():
        if path in current or path not in there or is_beside(path, current):
            continue
        if any(is_one_file(there[path], there[other]) for other in names.get(_folded(path), ())):
            continue
        (retired if is_kept(file) else stale)[path] = file
    return replace(before, current=dict(current), stale=stale, retired=retired)


def after_interruption(
    before: BuildRecord, written: Mapping[str, OutputFile], there: Mapping[str, FileState]
) -> BuildRecord:
    """Return the record of an interrupted build: it makes no file stale."""
    current = {path: file for path, file in before.current.items() if path in there}
    rest = [
        {path: file for path, file in files.items() if path in there and path not in written}
        for files in (before.stale, before.retired)
    ]
    return replace(before, current={**current, **written}, stale=rest[0], retired=rest[1])


def is_beside(path: str, current: Collection[str]) -> bool:
    """Return whether a file is a precompressed copy of a *current* one."""
    return any(path.endswith(end) and path[: -len(end)] in current for end in _COMPRESSED)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _names_of_one_file(
    current: Collection[str], there: Mapping[str, FileState]
) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for path in current:
        if path in there:
            names.setdefault(_folded(path), []).append(path)
    return names


_OF_TEXTS = {FileKind.PAGE, FileKind.DRAFT}
_SHOWN_BY_TEXTS = {FileKind.IMAGE, FileKind.VARIANT, FileKind.FILE}


def may_stay(
    current: Mapping[str, OutputFile], unread: Collection[str], content: str
) -> Callable[[OutputFile], bool]:
    """Return a predicate: may a file that was not written again stay?

    A variant may while its image is published with the same bytes: a reader's cached page may
    request it. So may the page of an article that cannot be read, and the files it names: a typo
    withdraws nothing.

    Args:
        current: the files that the build wrote.
        unread: paths of the articles that cannot be read, below the content folder.
        content: path of that folder.
    """
    offered = {(file.source, file.origin) for file in current.values() if file.origin}
    images = {file.source for file in current.values() if file.kind is FileKind.IMAGE}

    @cache
    def digest_of(source: str) -> str:
        try:
            return hashlib.sha256(Path(content, source).read_bytes()).hexdigest()
        except OSError:
            return ""

    @cache
    def texts() -> list[str]:
        return [text for source in sorted(unread) if (text := _text_of(Path(content, source)))]

    def is_named(source: str) -> bool:
        name = source.rpartition("/")[2]
        return bool(name) and any(name in text or quote(name) in text for text in texts())

    def judge(file: OutputFile) -> bool:
        if file.kind in _OF_TEXTS:
            return file.source in unread
        if file.kind in _SHOWN_BY_TEXTS and is_named(file.source):
            return Path(content, file.source).is_file()
        if file.kind is FileKind.VARIANT:
            if (file.source, file.origin) in offered:
                return True
            return file.source in images and digest_of(file.source) == file.origin
        return False

    return judge


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
