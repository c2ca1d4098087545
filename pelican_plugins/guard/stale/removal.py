"""Deleting what earlier builds have left, and nothing else.

A record is not trusted: a file goes only where it lies in the output folder itself, behind no link,
and still holds the bytes that a build of ours wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from ..._core.output_paths import FileKind
from ..._core.paths import leads_out
from .output_files import is_same
from .record import OutputFile


def may_remove(output: Path, path: str, file: OutputFile, protected: Iterable[Path]) -> bool:
    """Tell whether a file is one of ours, unchanged, and in the output folder.

    Args:
        output: the output folder.
        path: of the file, below it.
        file: what a build wrote there.
        protected: folders of which nothing goes, such as the content folder, where they lie in
            the output folder.
    """
    if file.kind is FileKind.OTHER or leads_out(path) or PurePosixPath(path).as_posix() != path:
        return False
    with suppress(OSError, ValueError, RuntimeError):
        root = output.resolve()
        place = root / path
        # A link on the way may lead to sources, or out of the folder.
        if place.parent.resolve() != place.parent or place == root:
            return False
        for folder in map(Path.resolve, protected):
            if folder.is_relative_to(root) and place.is_relative_to(folder):
                return False
        return is_same(place, file.known_by)
    return False


def remove(
    output: Path, files: Mapping[str, OutputFile], protected: Collection[Path]
) -> tuple[str, ...]:
    """Delete those of some *files* that `may_remove` allows, and folders that are empty then.

    Returns:
        The paths of those that are gone.
    """
    gone = []
    for path, file in sorted(files.items()):
        place = output / path
        if not may_remove(output, path, file, protected):
            continue
        with suppress(OSError):
            place.unlink()
            gone.append(path)
            _remove_empty(place.parent, output)
    return tuple(gone)


def _remove_empty(folder: Path, output: Path) -> None:
    while folder != output:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
