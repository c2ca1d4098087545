"""Writes to the site author's own files: posts, settings, `tags.yaml` and the like.

No other module writes outside the output folder and the cache. A file is created only where there
is none. When one is changed, its mode, owner, attributes and links stay: a symlink is followed, and
a hard link still names the same file.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EACCES, EEXIST, EINVAL, ENOENT
from pathlib import Path
from typing import BinaryIO

from .atomic_files import UnwrittenError

_BOM = "\ufeff"


def create_file(path: Path, data: bytes, *, make_folders: bool = False) -> None:
    """Create the file *path*, and its folders if *make_folders*.

    Raises:
        FileExistsError: there is one, even if it is a symlink to nothing.
        UnwrittenError: it cannot be written.
    """
    with _errors_of(path):
        if make_folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        with _temporary_file(path, data) as temporary:
            try:
                # Unlike renaming, never replaces a file.
                os.link(temporary, path)
            except FileExistsError:
                raise
            except OSError:
                # Such as FAT, which has no hard links.
                _create_in_place(path, data)


def change_file(path: Path, data: bytes) -> None:
    """Replace the content of the file *path*.

    Raises:
        UnwrittenError: it is missing, read-only or not a regular file, or cannot be written. Its
            old content is untouched.
    """
    with _errors_of(path):
        real = Path(os.path.realpath(path))
        status = _status_of_regular_file(path, real)
        with _temporary_file(real, data) as temporary:
            # Its times, too, so they are set again.
            shutil.copystat(real, temporary)
            os.utime(temporary)
            if status.st_nlink == 1 and _give(temporary, status):
                temporary.replace(real)
            else:
                # The temporary file stays if this is interrupted.
                _overwrite(real, data)


def save_file(path: Path, data: bytes) -> None:
    """Create the file *path*, or replace its content.

    Raises:
        UnwrittenError: it cannot be written.
    """
    try:
        create_file(path, data)
    except FileExistsError:
        change_file(path, data)


def write_to_device(path: Path, data: bytes) -> None:
    """Write *data* to what holds no content, such as `/dev/stdout` or a named pipe.

    Raises:
        UnwrittenError: it cannot be written to.
    """
    with _errors_of(path), path.open("ab") as file:
        file.write(data)


@dataclass(frozen=True, slots=True)
class AuthorText:
    r"""The text of a file, and how it was encoded.

    Attributes:
        text: with `\n` line ends, without a byte order mark.
        bom: whether the file begins with one.
        crlf: whether all its lines end with `\r\n`.
    """

    text: str = ""
    bom: bool = False
    crlf: bool = False

    def encoded(self, text: str) -> bytes:
        """Return another *text* in the encoding and line ends of the file."""
        lines = text.replace("\n", "\r\n") if self.crlf else text
        return ((_BOM if self.bom else "") + lines).encode()


def read_text(path: Path) -> AuthorText:
    """Read a UTF-8 file; if its line ends differ from each other, all of them stay in the text.

    Raises:
        OSError: it cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    raw = path.read_bytes().decode()
    text = raw.removeprefix(_BOM)
    plain = text.replace("\r\n", "\n")
    crlf = plain != text and plain.replace("\n", "\r\n") == text
    return AuthorText(plain if crlf else text, bom=raw.startswith(_BOM), crlf=crlf)


@contextmanager
def _errors_of(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        target = _target_of_dangling(path)
        if target is not None:
            reason = f"it is a symbolic link to {target}, which does not exist"
            raise FileExistsError(EEXIST, reason, os.fspath(path)) from error
        raise
    except UnwrittenError:
        raise
    except OSError as error:
        raise UnwrittenError(path, error) from error


def _target_of_dangling(path: Path) -> str | None:
    if path.exists():
        return None
    with suppress(OSError):
        return os.readlink(path)  # noqa: PTH115 (as typed)
    return None


@contextmanager
def _temporary_file(path: Path, data: bytes) -> Iterator[Path]:
    """Write *data* next to *path*, and delete that file unless the process is killed."""
    temporary = path.with_name(f".pouch-{os.getpid()}-{secrets.randbits(48)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _create_in_place(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        try:
            _write_all(file, data)
        except OSError:
            file.close()
            path.unlink(missing_ok=True)
            raise


def _status_of_regular_file(path: Path, real: Path) -> os.stat_result:
    target = _target_of_dangling(path)
    if target is not None:
        raise OSError(ENOENT, f"it is a symbolic link to {target}, which does not exist")
    status = real.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(EINVAL, "it is not a regular file")
    writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    if not status.st_mode & writable or not os.access(real, os.W_OK):
        raise OSError(EACCES, "it is read-only")
    return status


def _give(path: Path, status: os.stat_result) -> bool:
    """Give *path* the owner of another file; return whether that succeeded."""
    own = path.stat()
    if (own.st_uid, own.st_gid) == (status.st_uid, status.st_gid):
        return True
    try:
        os.chown(path, status.st_uid, status.st_gid)
        # Which takes away what a file may do as its owner.
        path.chmod(stat.S_IMODE(status.st_mode))
    except (OSError, AttributeError):
        return False
    return True


def _overwrite(path: Path, data: bytes) -> None:
    """Write into a file that has other names, too; after an error it has its old content."""
    with path.open("r+b", buffering=0) as file:
        old = file.read()
        try:
            file.seek(0)
            _write_all(file, data)
            file.truncate()
        except OSError:
            with suppress(OSError):
                file.seek(0)
                _write_all(file, old)
                file.truncate()
            raise


def _write_all(file: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    file.flush()
