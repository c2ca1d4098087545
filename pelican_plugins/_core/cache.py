"""Results of earlier builds, in one SQLite file; each value has a checksum, to detect bit rot.

The file may be deleted at any time, two builds may share it, and a build does without one that is
damaged or cannot be written. A file with another version's layout is emptied.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

CHECKSUM_SIZE = 16
"""In bytes."""


def add_checksum(data: bytes, key: bytes = b"") -> bytes:
    """Return *data* prefixed with its checksum, keyed with the last 64 bytes of *key*."""
    return _checksum(data, key) + data


def strip_checksum(cached: bytes, key: bytes = b"") -> bytes | None:
    """Return the data without its checksum; None where data or key differ."""
    data = cached[CHECKSUM_SIZE:]
    return data if _checksum(data, key) == cached[:CHECKSUM_SIZE] else None


def _checksum(data: bytes, key: bytes) -> bytes:
    key = key[-hashlib.blake2b.MAX_KEY_SIZE :]
    return hashlib.blake2b(data, digest_size=CHECKSUM_SIZE, key=key).digest()


T = TypeVar("T")

# Increased whenever the table or the format of its values changes.
_LAYOUT = 1
_KEEP_DAYS = 90
# The date of last use is updated only when it is older than this.
_TOUCH_DAYS = 7
# Three for each of 100,000 posts.
_MOST_ROWS = 300_000
# Buffered before they are written, some 10 kB each.
_MOST_UNWRITTEN = 64
_SECONDS_A_DAY = 86_400
_SECONDS_TO_WAIT = 10.0
_ENCODING = ("utf-8", "surrogatepass")


class Store(Protocol):
    """The interface of a cache of strings."""

    def get(self, key: str) -> str | None: ...

    def put(self, key: str, value: str) -> None: ...


class MemoryCache(dict[str, str]):
    """Stands in for a `Cache` in a forked process, which must not use its connection."""

    def put(self, key: str, value: str) -> None:
        """Cache *value* under *key*."""
        self[key] = value


class Cache:
    """Strings by key. Reads go to the file at once; writes are buffered until `close`.

    Args:
        path: the file; its folder is created with the first write.
        report: called with one sentence when the file is damaged.
        note: called with one sentence when it cannot be read or written, which only costs time;
            by default *report*.

    Attributes:
        is_new: whether there was no file.
    """

    def __init__(
        self,
        path: Path,
        report: Callable[[str], None],
        note: Callable[[str], None] | None = None,
    ) -> None:
        self._path = path
        self._report = report
        self._note = note or report
        self._today = int(time.time() // _SECONDS_A_DAY)
        self._new: dict[str, str] = {}
        self._used: set[str] = set()
        self._in_use = True
        self._connection: sqlite3.Connection | None = None
        self.is_new = not path.exists()
        if not self.is_new:
            self._open()

    def get(self, key: str) -> str | None:
        """Return the string cached under *key*, or None."""
        if key in self._new:
            return self._new[key]
        query = "SELECT value FROM kept WHERE key = ?"
        row = self._try("cannot be read", lambda file: file.execute(query, (key,)).fetchone())
        # A value of another version may have another type.
        is_known = row and isinstance(row[0], bytes)
        data = strip_checksum(row[0], key.encode(*_ENCODING)) if row and is_known else None
        if data is None:
            return None
        self._used.add(key)
        return data.decode(*_ENCODING)

    def put(self, key: str, value: str) -> None:
        """Cache *value* under *key*."""
        self._new[key] = value
        if len(self._new) >= _MOST_UNWRITTEN:
            self.write()

    def close(self) -> None:
        """Write what is new, delete what was not used for long, and close the file."""
        if self._new or self._connection:
            self.write()
            self._try("was not written", self._prune)
        self._disconnect()
        self._in_use = False

    def write(self) -> None:
        """Write what is new."""
        if not self._new:
            return
        if self._connection is None and self._in_use:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._open()
            except OSError as error:
                self._note(f"{self._path.parent}: cannot write the cache ({error})")
                self._in_use = False
        # Encoded here: a string that SQLite encodes keeps its UTF-8 copy in memory.
        encoded = ((key, value.encode(*_ENCODING)) for key, value in self._new.items())
        rows = ((key, self._today, add_checksum(d, key.encode(*_ENCODING))) for key, d in encoded)
        query = "INSERT OR REPLACE INTO kept (key, day, value) VALUES (?, ?, ?)"
        self._try("was not written", lambda file: file.executemany(query, rows))
        self._new.clear()

    def _prune(self, file: sqlite3.Connection) -> None:
        used = [(self._today, key, self._today - _TOUCH_DAYS) for key in sorted(self._used)]
        file.executemany("UPDATE kept SET day = ? WHERE key = ? AND day < ?", used)
        file.execute("DELETE FROM kept WHERE day < ?", (self._today - _KEEP_DAYS,))
        file.execute(
            "DELETE FROM kept WHERE key IN"
            " (SELECT key FROM kept ORDER BY day DESC, key LIMIT -1 OFFSET ?)",
            (_MOST_ROWS,),
        )

    def _open(self) -> None:
        try:
            self._connection = sqlite3.connect(self._path, timeout=_SECONDS_TO_WAIT)
        except sqlite3.Error as error:
            self._fail("cannot be opened", error)
        self._try("cannot be opened", _lay_out)

    def _try(self, failure: str, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return the result of *work*, one transaction; None where the file is unusable."""
        if self._connection is None:
            return None
        try:
            with self._connection:
                return work(self._connection)
        except sqlite3.DatabaseError as error:
            self._fail(failure, error)
            return None
        except UnicodeDecodeError:
            # SQLite quotes what is damaged in its message, which Python then cannot read.
            self._fail(failure, sqlite3.DatabaseError("its layout is not text"))
            return None

    def _fail(self, failure: str, error: sqlite3.Error) -> None:
        """Do without the file; delete it if it is damaged, but not if it is only locked."""
        self._disconnect()
        self._used.clear()
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR:
            self._in_use = False
            self._note(f"{self._path}: the cache {failure} ({error})")
            return
        try:
            self._path.unlink(missing_ok=True)
            fate = "it was deleted and will be rebuilt"
        except OSError:
            self._in_use = False
            fate = "delete it"
        self._report(f"{self._path}: the cache is damaged ({error}); {fate}")

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _lay_out(file: sqlite3.Connection) -> None:
    """Create the table; drop what a version with another layout made."""
    # No build waits for the disk: what a power cut damages is recomputed.
    file.execute("PRAGMA synchronous = OFF")
    if _layout_of(file) == _LAYOUT:
        return
    file.execute("BEGIN IMMEDIATE")
    if _layout_of(file) == _LAYOUT:
        # Another build has just done it.
        return
    made = file.execute(
        "SELECT type, name FROM sqlite_master"
        " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).fetchall()
    for kind, name in made:
        file.execute(f'DROP {kind} "{name}"')
    # `day` before `value`, whose end may lie pages away.
    columns = "key TEXT PRIMARY KEY, day INTEGER NOT NULL, value BLOB NOT NULL"
    file.execute(f"CREATE TABLE kept ({columns})")
    file.execute(f"PRAGMA user_version = {_LAYOUT}")


def _layout_of(file: sqlite3.Connection) -> int:
    return int(file.execute("PRAGMA user_version").fetchone()[0])
