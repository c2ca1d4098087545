"""Which files a build has not written again: pure, on what was written and what is there."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

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
