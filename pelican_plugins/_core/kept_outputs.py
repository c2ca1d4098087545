"""Output files that an earlier build wrote, and the inputs of each.

A file is kept if its inputs have the same digest as before, and the file in the output folder is
what was written then.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .cache import Store
from .code_fingerprint import code_fingerprint
from .digests import digest_of, digest_of_bytes


def stamp_of(path: str) -> tuple[int, int] | None:
    """Return size in bytes and modification time in ns of a regular file; None for any other.

    A symlink is not followed: what it leads to was not written.
    """
    try:
        status = os.lstat(path)
    except OSError:
        return None
    is_regular = stat.S_ISREG(status.st_mode)
    return (status.st_size, status.st_mtime_ns) if is_regular else None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was written.

    Attributes:
        made_of: the digest of its inputs.
        digest: of its bytes.
        size: in bytes.
        time: when it was modified, in ns since 1970.
    """

    made_of: str
    digest: str
    size: int
    time: int


class KeptOutputs:
    """The files that earlier builds wrote.

    Args:
        records: a cache.
    """

    def __init__(self, records: Store) -> None:
        self._records = records

    def find(self, path: str, made_of: str, *, by_time: bool = True) -> KeptFile | None:
        """Return what is known of a file that need not be rebuilt; otherwise None.

        Args:
            path: absolute.
            made_of: the digest of its inputs.
            by_time: trust a file of the same size and time; otherwise read it.
        """
        known = self._known(path)
        if known is None or known.made_of != _with_code(made_of):
            return None
        stamp = stamp_of(path)
        if stamp is None or stamp[0] != known.size:
            return None
        if by_time and stamp[1] == known.time:
            return known
        with suppress(OSError):
            if digest_of_bytes(Path(path).read_bytes()) == known.digest:
                self._note(path, known.made_of, known.digest, *stamp)
                return known
        return None

    def note(self, path: str, made_of: str, written: str) -> None:
        """Note that a file is made.

        Args:
            path: absolute.
            made_of: the digest of its inputs.
            written: the digest of the bytes that were to be written; others are another's.
        """
        stamp = stamp_of(path)
        with suppress(OSError):
            if stamp is not None and digest_of_bytes(Path(path).read_bytes()) == written:
                self._note(path, _with_code(made_of), written, *stamp)

    def value(self, name: str, made_of: str) -> str | None:
        """Return the value stored under a name, if its inputs are the same."""
        text = self._records.get(_key("value", name)) or ""
        key, _, value = text.partition(" ")
        return value if key == _with_code(made_of) else None

    def note_value(self, name: str, made_of: str, value: str) -> None:
        """Note a value under a name."""
        self._records.put(_key("value", name), f"{_with_code(made_of)} {value}")

    def _note(self, path: str, made_of: str, written: str, size: int, time: int) -> None:
        self._records.put(_key("file", path), json.dumps([made_of, written, size, time]))

    def _known(self, path: str) -> KeptFile | None:
        try:
            return KeptFile(*json.loads(self._records.get(_key("file", path)) or ""))
        except (ValueError, TypeError):
            return None


def _key(sort: str, name: str) -> str:
    # Not the path itself, which may hold what is not Unicode.
    return f"{sort} {digest_of(name)}"


def _with_code(made_of: str) -> str:
    return digest_of(code_fingerprint(), made_of)
