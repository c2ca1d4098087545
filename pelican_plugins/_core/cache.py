"""What was computed in earlier builds, in one SQLite file.

It holds nothing that cannot be computed again: it may be deleted at any time, two builds
may use it at once, and where it is damaged or cannot be written it is left out. A process that
was forked off may read it, too. What a version with another layout has left is emptied unasked.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from .seals import sealed, unsealed

# Counted up whenever the table, or what stands in it, is written in another way.
_LAYOUT = 1
_KEEP_DAYS = 90
# So old may be what is noted of the last use.
_TOUCH_DAYS = 7
_MOST_ROWS = 100_000
# Held in memory before they are written, of some 10 kB each.
_MOST_UNWRITTEN = 64
_SECONDS_A_DAY = 86_400
_SECONDS_TO_WAIT = 10.0
_ENCODING = ("utf-8", "surrogatepass")


class Cache:
    """Texts by key. Reads go to the file at once, writes when there are many, or it is closed.

    Args:
        path: the file; its folder is made when there is something to write.
        report: called with one sentence when the file is damaged.
        note: called with one sentence when the cache cannot be read or written, which costs
            time and nothing else; without it, *report* is.
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
        self._process = os.getpid()
        self._left_to_others: list[sqlite3.Connection] = []
        if path.exists():
            self._connection = self._open()

    def get(self, key: str) -> str | None:
        """Return the text kept under *key*, or None."""
        if key in self._new:
            return self._new[key]
        self._leave_connection_of_another_process()
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(
                "SELECT value FROM kept WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.OperationalError as error:
            # Locked, say: that another build holds the file is no reason to delete it.
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
                self._give_up(error)
            else:
                self._leave_out(error)
            return None
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return None
        value = _unsealed(key, row[0]) if row else None
        if value is not None:
            self._used.add(key)
        return value

    def note_use(self, key: str) -> None:
        """Note that what is kept under *key* was used, by another process."""
        self._used.add(key)

    def put(self, key: str, value: str) -> None:
        """Keep *value* under *key*."""
        self._new[key] = value
        if len(self._new) < _MOST_UNWRITTEN:
            return
        if self._in_use:
            self._write_new()
        self._new.clear()

    def close(self) -> None:
        """Write what is new, forget what was not used for long, and let go of the file."""
        if self._in_use and (self._new or self._connection is not None):
            self._write_new(and_forget=True)
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._in_use = False

    def _write_new(self, *, and_forget: bool = False) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._note(f"{self._path.parent}: the cache cannot be kept ({error})")
            self._in_use = False
            self._new.clear()
            return
        self._connection = self._connection or self._open()
        if self._connection is None:
            self._new.clear()
            return
        try:
            with self._connection:
                # Encoded here: a text that SQLite encodes keeps its UTF-8 beside it for ever.
                rows = [(key, self._today, _sealed(key, value)) for key, value in self._new.items()]
                self._connection.executemany(
                    "INSERT OR REPLACE INTO kept (key, day, value) VALUES (?, ?, ?)", rows
                )
                if and_forget:
                    self._forget(self._connection)
        except sqlite3.OperationalError as error:
            # Locked by another build, a read-only folder or a full disk: nothing is lost.
            self._note(f"{self._path}: the cache was not written ({error})")
            self._in_use = False
        except sqlite3.DatabaseError as error:
            self._give_up(error)
        # What is written is read from the file, and what cannot be is computed again.
        self._new.clear()

    def _leave_connection_of_another_process(self) -> None:
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        if self._connection is not None:
            # Closing it here would let go of locks of the process it belongs to.
            self._left_to_others.append(self._connection)
            self._connection = self._open()

    def _forget(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "UPDATE kept SET day = ? WHERE key = ? AND day < ?",
            [(self._today, key, self._today - _TOUCH_DAYS) for key in sorted(self._used)],
        )
        connection.execute("DELETE FROM kept WHERE day < ?", (self._today - _KEEP_DAYS,))
        connection.execute(
            "DELETE FROM kept WHERE key IN"
            " (SELECT key FROM kept ORDER BY day DESC, key LIMIT -1 OFFSET ?)",
            (_MOST_ROWS,),
        )

    def _open(self) -> sqlite3.Connection | None:
        try:
            connection = sqlite3.connect(self._path, timeout=_SECONDS_TO_WAIT)
            # What a power cut damages is computed again: no build waits for the disk.
            connection.execute("PRAGMA synchronous = OFF")
            if _layout_of(connection) != _LAYOUT:
                _lay_out(connection)
        except sqlite3.OperationalError as error:
            self._in_use = False
            self._note(f"{self._path}: the cache cannot be opened ({error})")
            return None
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return None
        return connection

    def _leave_out(self, error: sqlite3.OperationalError) -> None:
        """Do without a file that is as it should be, for this build."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._used.clear()
        self._in_use = False
        self._note(f"{self._path}: the cache cannot be read ({error})")

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """Leave a damaged file out of this build and out of the way of the next one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._used.clear()
        try:
            self._path.unlink(missing_ok=True)
            fate = "it was deleted and will be made anew"
        except OSError:
            fate = "delete it"
        self._report(f"{self._path}: the cache is damaged ({error}); {fate}")


def _layout_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _lay_out(connection: sqlite3.Connection) -> None:
    """Make the table, in the place of all that a newer or an older version has made."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if _layout_of(connection) == _LAYOUT:
            # Another build has just done it.
            return
        made = connection.execute(
            "SELECT type, name FROM sqlite_master"
            " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        ).fetchall()
        for kind, name in made:
            connection.execute(f'DROP {kind} "{name}"')
        connection.execute(
            "CREATE TABLE kept"
            # The day before the value, of which the end lies pages away.
            " (key TEXT PRIMARY KEY, day INTEGER NOT NULL, value BLOB NOT NULL)"
        )
        connection.execute(f"PRAGMA user_version = {_LAYOUT}")


def _sealed(key: str, value: str) -> bytes:
    return sealed(value.encode(*_ENCODING), key.encode(*_ENCODING))


def _unsealed(key: str, kept: object) -> str | None:
    # What another version kept may have another type.
    data = unsealed(kept, key.encode(*_ENCODING)) if isinstance(kept, bytes) else None
    return None if data is None else data.decode(*_ENCODING)
