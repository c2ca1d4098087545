"""List, recognise and delete the files of an output folder.

A record is not trusted: a file is deleted only where it is in the output folder itself, behind
no link, and still holds the bytes that one of our builds wrote.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .._core.output_paths import FileKind
from .._core.paths import leads_out

# A larger file is recognised by size and time, without a digest.
_LARGEST_READ = 16 << 20
_DIGEST_BYTES = 16
_VERSION_CONTROL = {".git", ".hg", ".svn"}


@dataclass(frozen=True, slots=True)
class FileState:
    """What `lstat` says of a file: size in bytes, mtime and ctime in ns, and its identity."""

    size: int
    modified: int
    changed: int
    device: int
    inode: int
    links: int


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Recognises a file again.

    Attributes:
        size: in bytes.
        modified: mtime in nanoseconds.
        digest: of its bytes; empty for a large file.
    """

    size: int
    modified: int
    digest: str


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that a build has written.

    Attributes:
        kind: what it is.
        known_by: recognises it, should others replace it.
        source: path of its source file, relative to the content folder if it is below.
        origin: see `WrittenFile`.
    """

    kind: FileKind
    known_by: Fingerprint
    source: str = ""
    origin: str = ""


def list_files(folder: Path, skipped: Collection[Path] = ()) -> dict[str, FileState]:
    """Return the files below *folder*, which may be missing, by relative POSIX path.

    Links count as files and are not followed; *skipped* and version control are not entered.
    """
    barred = {os.path.abspath(path) for path in skipped}  # noqa: PTH100
    return dict(_listed(os.path.abspath(folder), "", barred))  # noqa: PTH100


def file_state(path: Path) -> FileState | None:
    """Return the state of a file or link; None if it is missing or a folder."""
    with suppress(OSError, ValueError):
        status = path.lstat()
        if stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode):
            return _state(status)
    return None


def fingerprint_of(path: Path, state: FileState) -> Fingerprint | None:
    """Return the fingerprint of a file; None where it cannot be read."""
    digest = _digest_of(path, state)
    return None if digest is None else Fingerprint(state.size, state.modified, digest)


def is_same(path: Path, known: Fingerprint) -> bool:
    """Return whether the file at *path* still has the fingerprint *known*."""
    state = file_state(path)
    if state is None or state.size != known.size:
        return False
    if not known.digest:
        return state.modified == known.modified
    return _digest_of(path, state) == known.digest


def is_one_file(first: FileState, second: FileState) -> bool:
    """Return whether two paths are one file, as on a case-insensitive file system."""
    places = ((each.device, each.inode) for each in (first, second))
    # Hard links are separate files: each may be deleted.
    return len(set(places)) == 1 and first.links == 1 and first.inode != 0


def _listed(folder: str, prefix: str, barred: set[str]) -> Iterator[tuple[str, FileState]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _VERSION_CONTROL and entry.path not in barred:
                    yield from _listed(entry.path, f"{prefix}{entry.name}/", barred)
            else:
                # Not entry.stat(), which knows no inode on Windows.
                yield f"{prefix}{entry.name}", _state(os.lstat(entry.path))


def _state(status: os.stat_result) -> FileState:
    return FileState(
        *(status.st_size, status.st_mtime_ns, status.st_ctime_ns),
        *(status.st_dev, status.st_ino, status.st_nlink),
    )


def _digest_of(path: Path, state: FileState) -> str | None:
    try:
        if path.is_symlink():
            data = b"link to " + os.fsencode(path.readlink())
        elif state.size > _LARGEST_READ:
            return ""
        else:
            data = path.read_bytes()
    except OSError:
        return None
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()


def may_remove(output: Path, path: str, file: OutputFile, protected: Iterable[Path]) -> bool:
    """Return whether a file is ours, unchanged, and in the output folder.

    Args:
        output: the output folder.
        path: of the file, relative to it.
        file: what a build wrote there.
        protected: folders in which nothing is deleted, such as the content folder, if they are in
            the output folder.
    """
    if file.kind is FileKind.OTHER or leads_out(path) or PurePosixPath(path).as_posix() != path:
        return False
    with suppress(OSError, ValueError, RuntimeError):
        root = output.resolve()
        place = root / path
        # A symlinked parent may lead to sources, or out of the folder.
        if place.parent.resolve() != place.parent or place == root:
            return False
        for folder in map(Path.resolve, protected):
            if folder.is_relative_to(root) and place.is_relative_to(folder):
                return False
        return is_same(place, file.known_by)
    return False


def remove_files(
    output: Path, files: Mapping[str, OutputFile], protected: Collection[Path]
) -> tuple[str, ...]:
    """Delete the *files* that `may_remove` allows, and folders that become empty.

    Returns:
        The paths of those that no longer exist.
    """
    gone = []
    for path, file in sorted(files.items()):
        place = output / path
        if not may_remove(output, path, file, protected):
            continue
        with suppress(OSError):
            place.unlink()
            gone.append(path)
            _remove_empty(place.parent, output)
    return tuple(gone)


def _remove_empty(folder: Path, output: Path) -> None:
    while folder != output:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
