"""Where the lock file meets the disk."""

from __future__ import annotations

from pathlib import Path

from ..._core.atomic_files import UnwrittenError, write_atomic
from ..._core.errors import PouchError
from .lock import Lock, Record, read_lock, write_lock


def load_lock(path: Path) -> dict[str, Record]:
    """Return the records of the file at *path*, none where there is no file.

    Raises:
        PouchError: it cannot be read, or is not what `save_lock` made.
    """
    try:
        return read_lock(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise PouchError(f"{path} cannot be read: {error}") from None
    except PouchError as error:
        raise PouchError(f"{path} is not used: {error}") from None


def save_lock(path: Path, records: Lock) -> None:
    """Write *records* to *path*, all of them or nothing.

    Raises:
        PouchError: it cannot be written.
    """
    try:
        write_atomic(path, write_lock(records).encode())
    except UnwrittenError as error:
        raise PouchError(f"{path} cannot be written: {error.strerror}") from None
