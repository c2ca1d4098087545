"""Which files may stay though a build has not written them again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

from ..._core.written_files import FileKind
from .record import OutputFile

_OF_TEXTS = {FileKind.PAGE, FileKind.DRAFT}
_SHOWN_BY_TEXTS = {FileKind.IMAGE, FileKind.VARIANT, FileKind.FILE}


def may_stay(
    current: Mapping[str, OutputFile], unread: Collection[str], content: str
) -> Callable[[OutputFile], bool]:
    """Return what tells whether a file that was not written again may stay.

    A variant may while its picture is published with the same bytes: a reader's cached page may
    ask for it. The page of a text that cannot be read may, with the files it names: a typing error
    withdraws nothing.

    Args:
        current: what the build has written.
        unread: the texts that cannot be read, by their paths below the content folder.
        content: path of that folder.
    """
    offered = {(file.source, file.origin) for file in current.values() if file.origin}
    images = {file.source for file in current.values() if file.kind is FileKind.IMAGE}

    @cache
    def digest_of(source: str) -> str:
        try:
            return hashlib.sha256(Path(content, source).read_bytes()).hexdigest()
        except OSError:
            return ""

    @cache
    def texts() -> list[str]:
        return [text for source in sorted(unread) if (text := _text_of(Path(content, source)))]

    def is_named(source: str) -> bool:
        name = source.rpartition("/")[2]
        return bool(name) and any(name in text or quote(name) in text for text in texts())

    def judge(file: OutputFile) -> bool:
        if file.kind in _OF_TEXTS:
            return file.source in unread
        if file.kind in _SHOWN_BY_TEXTS and is_named(file.source):
            return Path(content, file.source).is_file()
        if file.kind is FileKind.VARIANT:
            if (file.source, file.origin) in offered:
                return True
            return file.source in images and digest_of(file.source) == file.origin
        return False

    return judge


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
