"""Which files of the output folder a build has written, and what each of them is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """What a file of the output folder is to its readers."""

    PAGE = "page"
    DRAFT = "draft"
    LIST = "list"
    REDIRECT = "redirect"
    FEED = "feed"
    IMAGE = "image"
    VARIANT = "variant"
    THEME = "theme"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that a build has written, or has found to be what it would write.

    Attributes:
        kind: what it is; `OTHER` where another program or plugin has written it.
        source: path of the file that it was made of; empty where there is none.
        origin: of a variant the SHA-256 of its original's bytes.
    """

    kind: FileKind
    source: str = ""
    origin: str = ""


# Of all sites that are built within one build, since they share its output folder.
_noted: dict[str, WrittenFile] = {}


def note_written(
    path: str | os.PathLike[str], kind: FileKind, source: str | os.PathLike[str] = ""
) -> None:
    """Note that a file is written, or that it already holds what would be written.

    Args:
        path: of the file, absolute or from the working folder.
        kind: what it is; what is known already is kept where this is only `LIST` or `FILE`.
        source: path of what it was made of.
    """
    place = os.path.abspath(path)  # noqa: PTH100 (a link in the output folder keeps its name)
    if kind not in {FileKind.LIST, FileKind.FILE} or place not in _noted:
        _noted[place] = WrittenFile(kind, os.fspath(source))


def note_variant(path: str | os.PathLike[str], source: str, origin: str) -> None:
    """Note that a variant of the picture *source*, whose bytes hash to *origin*, is written."""
    _noted[os.path.abspath(path)] = WrittenFile(FileKind.VARIANT, source, origin)  # noqa: PTH100


def take_written() -> dict[str, WrittenFile]:
    """Return all that was noted, by absolute path, and forget it."""
    noted = dict(_noted)
    _noted.clear()
    return noted
