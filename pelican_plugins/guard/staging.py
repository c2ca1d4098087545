"""A folder next to the output folder, in which a site is built before it is published."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from .._core.atomic_files import copy_atomic, is_other_process


def stage_of(output: Path) -> Path:
    """Return the folder in which this process builds the content of *output*."""
    return output.with_name(f".{output.name}.pouch-{os.getpid()}")


def remove_stages(output: Path) -> None:
    """Delete the stage of this process, and those of killed builds."""
    prefix = stage_of(output).name.rpartition("-")[0]
    for path in output.parent.glob(f"{prefix}-*"):
        number = path.name.rpartition("-")[2]
        if number.isdecimal() and not is_other_process(int(number)):
            shutil.rmtree(path, ignore_errors=True)


def publish(stage: Path, output: Path, *, alone: bool, retained: Collection[str] = ()) -> None:
    """Move every file of *stage* into *output*; an unchanged file is not touched.

    Each move is atomic.

    Args:
        stage: the folder that was built; it is deleted.
        output: may be missing.
        alone: whether all other files in *output* are deleted.
        retained: top-level names that stay even then.

    Raises:
        OSError: a file cannot be written; those before it have been.
    """
    paths = list(_files(stage))
    for path in paths:
        _put(stage / path, output / path)
    if alone:
        _clear(output, set(paths), retained)
    shutil.rmtree(stage, ignore_errors=True)


def _put(source: Path, target: Path) -> None:
    if target.is_file() and not target.is_symlink():
        with suppress(OSError):
            if source.samefile(target) or filecmp.cmp(source, target, shallow=False):
                return
    _make_room(target)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The output folder may be on another disk.
        copy_atomic(source, target)


def _make_room(target: Path) -> None:
    """Make the parent folders of *target*, and remove what blocks its path."""
    for folder in reversed(target.parents):
        if folder.is_file() or (folder.is_symlink() and not folder.exists()):
            folder.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def _clear(output: Path, kept: set[str], retained: Collection[str]) -> None:
    for path in list(_files(output)):
        if path not in kept and path.split("/")[0] not in retained:
            (output / path).unlink()
    for place, _, _ in os.walk(output, topdown=False):
        folder = Path(place)
        first = folder.relative_to(output).parts[:1]
        if first and first[0] not in retained:
            with suppress(OSError):
                folder.rmdir()


def _files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*names, *links]):
            yield Path(place, name).relative_to(folder).as_posix()
