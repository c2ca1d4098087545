"""Which files a build has not written again: pure, on what was written and what is there.

Which files may stay though a build has not written them again.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import quote

from ..._core.output_paths import FileKind
from .output_files import FileState, is_one_file
from .record import BuildRecord, OutputFile

# What is put next to a file for servers that send it so.
_COMPRESSED = (".gz", ".br", ".zst")


def after_build(
    before: BuildRecord,
    current: Mapping[str, OutputFile],
    there: Mapping[str, FileState],
    is_kept: Callable[[OutputFile], bool],
) -> BuildRecord:
    """Return the record of a build that has come to its end.

    Args:
        before: what was known of the builds before.
        current: all that this build has written, as far as it is there.
        there: all that is in the output folder now.
        is_kept: tells of a file that was not written again whether it may stay all the same.
    """
    stale: dict[str, OutputFile] = {}
    retired: dict[str, OutputFile] = {}
    names = _names_of_one_file(current, there)
    for path, file in {**before.retired, **before.stale, **before.current}.items():
        if path in current or path not in there or is_beside(path, current):
            continue
        if any(is_one_file(there[path], there[other]) for other in names.get(_folded(path), ())):
            continue
        (retired if is_kept(file) else stale)[path] = file
    return replace(before, current=dict(current), stale=stale, retired=retired)


def after_interruption(
    before: BuildRecord, written: Mapping[str, OutputFile], there: Mapping[str, FileState]
) -> BuildRecord:
    """Return the record of a build that ended early: nothing is stale that was not before."""
    current = {path: file for path, file in before.current.items() if path in there}
    rest = [
        {path: file for path, file in files.items() if path in there and path not in written}
        for files in (before.stale, before.retired)
    ]
    return replace(before, current={**current, **written}, stale=rest[0], retired=rest[1])


def is_beside(path: str, current: Collection[str]) -> bool:
    """Tell whether a file is a compressed copy of one of those that are *current*."""
    return any(path.endswith(end) and path[: -len(end)] in current for end in _COMPRESSED)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _names_of_one_file(
    current: Collection[str], there: Mapping[str, FileState]
) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for path in current:
        if path in there:
            names.setdefault(_folded(path), []).append(path)
    return names


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
