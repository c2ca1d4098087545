"""Files that are either the old or the new one, and never half of one.

Each is written beside its place and put there in one step, so whatever ends a build (a full
disk, a signal, a power switch) leaves what was there before.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from .errors import PouchError

_HALF = re.compile(r"\.pouch-(\d+)-\d+\.tmp")
_SECONDS_AN_HOUR = 3_600
_MOST_AT_ONCE = 1 << 20


class UnwrittenError(PouchError, OSError):
    """A file cannot be written; what was in its place is as it was."""

    def __init__(self, path: str | os.PathLike[str], error: OSError) -> None:
        OSError.__init__(self, error.errno, error.strerror, os.fspath(path))
        self._path, self._reason = os.fspath(path), error.strerror or str(error)

    def __str__(self) -> str:
        return (
            f"{self._path}: it cannot be written ({self._reason}), so it is as it was before;"
            " make that possible and build again"
        )


class WholeFile(io.TextIOWrapper):
    """A text file that takes the place of another when it is closed without an error.

    Where the other says the same, it stays: to put a file in the place of another takes a disk
    longer than all else that is done for a page, and whoever copies a site by the times of its
    files would copy it all.

    Args:
        path: its place, in a folder that is there.
        encoding: as of `open`.
    """

    def __init__(self, path: str | os.PathLike[str], encoding: str | None = None) -> None:
        self._path = Path(path)
        self._half = _Half(self._path)
        super().__init__(cast(BinaryIO, self._half), encoding=encoding)

    def write(self, text: str) -> int:
        """Write *text*, in parts: encoded whole, a long one takes thrice its own memory."""
        for start in range(0, len(text), _MOST_AT_ONCE):
            super().write(text[start : start + _MOST_AT_ONCE])
        return len(text)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Take the place of the old file, unless there was an error.

        Raises:
            UnwrittenError: it could not be written to its end.
        """
        if kind is None:
            self.close()
            return
        self._discard()
        if isinstance(error, OSError) and not isinstance(error, PouchError):
            raise UnwrittenError(self._path, error) from error

    def close(self) -> None:
        """Take the place of the old file.

        Raises:
            UnwrittenError: it could not be written to its end.
        """
        if self.closed:
            return
        try:
            self.flush()
            self._half.put_in_place()
            super().close()
        except BaseException as error:
            self._discard()
            if isinstance(error, OSError):
                raise UnwrittenError(self._path, error) from error
            raise

    def _discard(self) -> None:
        with suppress(OSError, ValueError):
            super().close()
        self._half.remove()


class _Half(io.BufferedIOBase):
    """The bytes of a file that is not in its place yet: in memory while they are few."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._few = io.BytesIO()
        self._temporary: Path | None = None
        self._file: BinaryIO | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._file is None and self._few.tell() + len(data) > _MOST_AT_ONCE:
            self._open().write(self._few.getvalue())
        (self._file or self._few).write(data)
        return len(data)

    def put_in_place(self) -> None:
        """Take the place of the old file, unless that holds the same bytes."""
        if self._file is None:
            data = self._few.getvalue()
            if not _holds(self._path, data):
                write_whole(self._path, data)
            return
        assert self._temporary
        self._file.close()
        self._temporary.replace(self._path)

    def remove(self) -> None:
        """Leave nothing behind."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)

    def _open(self) -> BinaryIO:
        self._temporary = _beside(self._path)
        # Not tempfile: its files can be read by their owner alone.
        self._file = self._temporary.open("xb")
        return self._file


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether there is a file of just these bytes, which no link leads to."""
    try:
        status = path.lstat()
        same = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
        return same and path.read_bytes() == data
    except OSError:
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path*; a link there is replaced and not followed.

    Raises:
        UnwrittenError: that cannot be done.
    """
    with _in_place_of(path) as temporary, temporary.open("xb") as file:
        file.write(data)


def copy_whole(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Copy the bytes of *source* to *target*; a link there is replaced and not followed.

    Raises:
        OSError: *source* cannot be read, or *target* (`UnwrittenError`) not be written.
        shutil.SameFileError: they are one file.
    """
    if os.path.exists(target) and os.path.samefile(source, target):  # noqa: PTH110, PTH121
        raise shutil.SameFileError(f"{source} and {target} are the same file")
    with (
        Path(source).open("rb") as original,
        _in_place_of(Path(target)) as temporary,
        temporary.open("xb") as copy,
    ):
        shutil.copyfileobj(original, copy)


def remove_halves(folder: str | os.PathLike[str]) -> None:
    """Delete below *folder* what builds that were killed had not finished."""
    for place, _, names in os.walk(folder):
        for name in names:
            half = _HALF.fullmatch(name)
            path = Path(place, name)
            if half and not _is_being_written(path, int(half[1])):
                with suppress(OSError):
                    path.unlink()


@contextmanager
def _in_place_of(path: Path) -> Iterator[Path]:
    """Yield where to write what takes the place of *path* when that is done without an error."""
    temporary = _beside(path)
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise UnwrittenError(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    # Short, since the file's own name may be as long as names can be.
    return path.with_name(f".pouch-{os.getpid()}-{secrets.randbits(48)}.tmp")


def _is_being_written(path: Path, process: int) -> bool:
    with suppress(OSError):
        # A clock may have been set back; no file takes an hour either way.
        if abs(time.time() - path.stat().st_mtime) > _SECONDS_AN_HOUR:
            return False
    return runs_elsewhere(process)


def runs_elsewhere(process: int) -> bool:
    """Tell whether there may be another process of that number than this one."""
    if process == os.getpid():
        return False
    if os.name == "nt":
        # To ask would end it.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
