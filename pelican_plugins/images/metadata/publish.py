"""Which pictures are published as they are, and how a file gets into the output."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ..._core.atomic_files import write_atomic
from .clean import VERSION, clean


class SourceInOutputError(Exception):
    """To write a picture into the output would change its source."""


def matching(path: str, patterns: Iterable[str]) -> list[str]:
    """Return those of some glob patterns that *path*, relative to the content folder, matches.

    A `*` stands for any text, slashes included.
    """
    # macOS gives names in another form than editors write them.
    path = unicodedata.normalize("NFC", path.replace(os.sep, "/"))
    return [
        pattern
        for pattern in patterns
        if fnmatchcase(path, unicodedata.normalize("NFC", pattern).removeprefix("/"))
    ]


def key_of(source: Path, target: Path, settings: str) -> str:
    """Return what changes with a picture, its place or how it is cleaned.

    The time of the last change to the file's entry is in it, since a tool that writes
    metadata may set the file's own time back.
    """
    status = source.stat()
    parts = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, settings, VERSION)
    return json.dumps([str(source.absolute()), str(target.absolute()), *parts])


def state_of(target: Path) -> list[int] | None:
    """Return what tells a published file from any other one, None where there is no file."""
    with suppress(OSError):
        status = target.lstat()
        if stat.S_ISREG(status.st_mode):
            return [status.st_size, status.st_mtime_ns]
    return None


def read_record(text: str | None) -> dict[str, Any]:
    """Return what was noted of a picture in an earlier build, empty if it cannot be read."""
    with suppress(ValueError):
        record = json.loads(text or "")
        if isinstance(record, dict):
            return record
    return {}


def write(source: Path, target: Path, data: bytes) -> None:
    """Put *data* at *target* in one step, so that nobody ever sees a part of it.

    A link at *target* is replaced and not followed.

    Raises:
        SourceInOutputError: *target* is *source* itself, by a link to a folder.
        UnwrittenError: it cannot be written.
    """
    if target.name == source.name and target.parent.samefile(source.parent):
        raise SourceInOutputError
    write_atomic(target, data)


def is_clean(target: Path) -> bool:
    """Tell whether an earlier build's copy holds nothing that must not be there."""
    try:
        return clean(target.read_bytes(), keep_copyright=False).how == "unchanged"
    except Exception:
        return False


def remove(source: Path, target: Path) -> None:
    """Take an earlier build's copy out of the output, which may hold what must not be there."""
    with suppress(OSError):
        if target.name != source.name or not target.parent.samefile(source.parent):
            target.unlink(missing_ok=True)
