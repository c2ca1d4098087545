"""Publish one image: is it cleaned, is its copy up to date, what is wrong with it."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from .._core.atomic_files import write_atomic
from .._core.diagnostics import Diagnostic, also_in
from .._core.paths import shown
from .._core.source_lines import in_file
from .metadata.formats import HEAD, VERSION, is_image_file, stand_in


class SourceInOutputError(Exception):
    """Writing an image to the output would change its source."""


def matching_patterns(path: str, patterns: Iterable[str]) -> list[str]:
    """Return the glob patterns that *path*, relative to the content folder, matches.

    A `*` also matches slashes.
    """
    # macOS decomposes names, editors do not.
    path = unicodedata.normalize("NFC", path.replace(os.sep, "/"))
    return [
        pattern
        for pattern in patterns
        if fnmatchcase(path, unicodedata.normalize("NFC", pattern).removeprefix("/"))
    ]


def copy_key(source: Path, target: Path, settings: str) -> str:
    """Return the cache key of an image's clean copy at *target*.

    The time of the last change to the file's entry is in it, since a tool that writes
    metadata may set the file's own time back.
    """
    status = source.stat()
    parts = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, settings, VERSION)
    return json.dumps([str(source.absolute()), str(target.absolute()), *parts])


def copy_state(target: Path) -> list[int] | None:
    """Return size and mtime in ns of a published file; None if there is none."""
    with suppress(OSError):
        status = target.lstat()
        if stat.S_ISREG(status.st_mode):
            return [status.st_size, status.st_mtime_ns]
    return None


def read_copy_record(text: str | None) -> dict[str, Any]:
    """Return the cached record of an image; empty if it is missing or damaged."""
    with suppress(ValueError):
        record = json.loads(text or "")
        if isinstance(record, dict):
            return record
    return {}


def write_copy(source: Path, target: Path, data: bytes) -> None:
    """Write *data* to *target* atomically.

    A link at *target* is replaced and not followed.

    Raises:
        SourceInOutputError: *target* is *source* itself, by a link to a folder.
        UnwrittenError: it cannot be written.
    """
    if target.name == source.name and target.parent.samefile(source.parent):
        raise SourceInOutputError
    write_atomic(target, data)


def why_withheld(source: Path) -> tuple[str, str] | None:
    """Return why a build would not publish an image, and the fix; None for any other file."""
    # Loaded only where an image is read: most builds read none.
    from .metadata.clean import clean_image

    try:
        data = source.read_bytes()
        if not is_image_file(data[:HEAD], source.name):
            return None
        if other := stand_in(data[:HEAD]):
            return other
        clean_image(data)
    except Exception as error:
        text = f"its private metadata cannot be removed ({error})"
        return text, "save it again, or list it in POUCH_IMAGES['keep_metadata']"
    return None


def is_clean_copy(target: Path) -> bool:
    """Return whether an earlier build's copy contains no private metadata."""
    # Loaded only where an image is read: most builds read none.
    from .metadata.clean import clean_image

    try:
        return clean_image(target.read_bytes(), keep_copyright=False).how == "unchanged"
    except Exception:
        return False


def remove_copy(source: Path, target: Path) -> None:
    """Delete an earlier build's copy, which may contain private metadata."""
    with suppress(OSError):
        if target.name != source.name or not target.parent.samefile(source.parent):
            target.unlink(missing_ok=True)


Places = Mapping[str, str]
"""Files that show an image, each with the image's URL as written there."""


class ImageProblemLog:
    """The problems of one build's images, collected until it is known which are published.

    What is wrong is a diagnostic whose text is a clause such as `cannot be read: it is empty`.
    """

    def __init__(self) -> None:
        self._found: dict[Path, tuple[Diagnostic, dict[str, str]]] = {}

    def add(self, picture: Path, flaw: Diagnostic, places: Places) -> None:
        """Add a problem; the first one of an image is reported, with all *places*."""
        _, known = self._found.setdefault(picture, (flaw, {}))
        known.update({path: written for path, written in places.items() if path not in known})

    def take(self, picture: Path) -> Places:
        """Drop the problem of an image; return the places that show it."""
        return self._found.pop(picture, (None, {}))[1]

    def rest(self) -> Iterator[Diagnostic]:
        """Yield the remaining problems, at the first place that shows each."""
        for picture, (flaw, places) in self._found.items():
            yield shown_in(picture, places, flaw)


def shown_in(picture: Path, places: Places, flaw: Diagnostic) -> Diagnostic:
    """Return a problem of *picture* at the first of its *places*, or at its own file.

    Args:
        picture: the file.
        places: who shows it.
        flaw: a clause about it.
    """
    if not places:
        return replace(flaw, path=shown(picture), text=f"it {flaw.text}")
    found = [in_file(path, replace(flaw, needle=w)) for path, w in sorted(places.items())]
    others = also_in([one.place for one in found])
    return replace(found[0], text=f"the image {shown(picture)}{others} {flaw.text}")
