"""Atomic file writes: readers see the old file or the new one, never half of one.

Each file is written next to its target and renamed over it, so an interrupted build (full disk,
signal, power cut) leaves the old file untouched.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from .errors import PouchError

_TEMP_FILE = re.compile(r"\.pouch-(\d+)-\d+\.tmp")
_LONGEST_WRITE_SECONDS = 3_600


class UnwrittenError(PouchError, OSError):
    """A file cannot be written; the old file is untouched."""

    def __init__(self, path: str | os.PathLike[str], error: OSError) -> None:
        OSError.__init__(self, error.errno, error.strerror, os.fspath(path))
        self._reason = error.strerror or str(error)

    def __str__(self) -> str:
        return (
            f"cannot write {self.filename} ({self._reason}); the old file is untouched; fix"
            " that and rebuild"
        )


class Unchanged(str):
    """Placeholder for the text that a file already contains."""

    __slots__ = ()


class AtomicTextFile(io.TextIOWrapper):
    """A text file that replaces the one at *path* when it is closed without an error.

    An equal file stays: renaming is the slowest part of writing a page, and deploy tools that
    compare timestamps would upload it again. So does one to which `Unchanged` is written.

    Raises:
        UnwrittenError: on close, the file cannot be written.
    """

    def __init__(self, path: str | os.PathLike[str], encoding: str | None = None) -> None:
        self._path = path
        self._data = io.BytesIO()
        self._is_unchanged = False
        super().__init__(self._data, encoding=encoding)

    def write(self, text: str) -> int:
        """Add *text*."""
        self._is_unchanged = isinstance(text, Unchanged)
        return super().write(text)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Replace the old file, unless there was an error."""
        if kind is None:
            self.close()
        self._data.close()

    def close(self) -> None:
        """Replace the old file."""
        if self.closed:
            return
        try:
            self.flush()
            path, data = self._path, self._data.getvalue()
            if not self._is_unchanged and not _holds(Path(path), data):
                write_atomic(Path(path), data)
        finally:
            self._data.close()


def write_atomic(path: Path, data: bytes) -> None:
    """Write *data* to *path*; a symlink there is replaced, not followed.

    Raises:
        UnwrittenError: the file cannot be written.
    """
    _replace(path, lambda file: file.write(data))


def copy_atomic(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Copy the bytes of *source* to *target*; a symlink there is replaced, not followed.

    Raises:
        OSError: *source* cannot be read, or *target* (`UnwrittenError`) cannot be written.
        shutil.SameFileError: they are one file.
    """
    if os.path.exists(target) and os.path.samefile(source, target):  # noqa: PTH110, PTH121
        raise shutil.SameFileError(f"{source} and {target} are the same file")
    with Path(source).open("rb") as original:
        _replace(Path(target), partial(shutil.copyfileobj, original))


def remove_temp_files(folder: str | os.PathLike[str]) -> None:
    """Delete the temporary files that killed builds left below *folder*."""
    for parent, _, names in os.walk(folder):
        for name, match in zip(names, map(_TEMP_FILE.fullmatch, names), strict=True):
            path = Path(parent, name)
            with suppress(OSError):
                # abs(), since the clock may have been set in either direction.
                if match and (
                    abs(time.time() - path.lstat().st_mtime) > _LONGEST_WRITE_SECONDS
                    or not is_other_process(int(match[1]))
                ):
                    path.unlink()


def is_other_process(pid: int) -> bool:
    """Return whether another process with this id may be running."""
    if pid == os.getpid():
        return False
    if os.name == "nt":
        # os.kill would end it.
        return True
    try:
        os.kill(pid, 0)
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True


def _replace(path: Path, write: Callable[[BinaryIO], object]) -> None:
    # A short name, since that of the file may be as long as allowed; and not tempfile, whose files
    # nobody else may read.
    temporary = path.with_name(f".pouch-{os.getpid()}-{secrets.randbits(48)}.tmp")
    try:
        with temporary.open("xb") as file:
            write(file)
        temporary.replace(path)
    except OSError as error:
        raise UnwrittenError(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    """Return whether *path* is a regular file, and no symlink, with exactly these bytes."""
    try:
        status = path.lstat()
        same_size = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
        return same_size and path.read_bytes() == data
    except OSError:
        return False
