"""Where variants are kept between builds: one file each, named by all it depends on.

Each begins with a hash of what is behind it; where that is nothing, the variant was made and spares
nothing. All may be deleted at any time; two builds may use the folder at once.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from ..._core.atomic_files import remove_temp_files, write_atomic
from ..._core.cache import CHECKSUM_SIZE, add_checksum, strip_checksum

_KEEP_DAYS = 90
_SECONDS_A_DAY = 86_400
_KEPT = ".kept"


class DamagedVariantError(OSError):
    """What is kept of a variant is no longer what was made."""


class Store:
    """The variants in a folder.

    Args:
        folder: need not be there yet.
        note: called with one sentence when they cannot be kept, which costs time and nothing
            else.
    """

    def __init__(self, folder: Path, note: Callable[[str], None]) -> None:
        self._folder = folder
        self._note = note
        self._loose: dict[str, bytes] = {}
        remove_temp_files(folder)
        self._sizes, self._ages = _listed(folder)

    def size(self, name: str) -> int | None:
        """Return the bytes of a variant; 0 where it spares nothing, None where it is not made."""
        return self._sizes.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Keep a variant; whatever interrupts this leaves no half file. May run in threads."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomic(self._folder / f"{name}{_KEPT}", add_checksum(data))
        except OSError as error:
            if not self._loose:
                self._note(f"{self._folder}: the pictures' cache cannot be written ({error})")
            self._loose[name] = data
        self._sizes[name] = len(data)
        self._ages[f"{name}{_KEPT}"] = time.time()

    def hand_out(self, name: str, target: Path) -> None:
        """Write a variant to *target*, unless it is there.

        Raises:
            DamagedVariantError: it must be made anew.
            OSError: it cannot be written.
        """
        with suppress(OSError):
            if target.stat().st_size == self._sizes[name]:
                # The name says what is in it.
                return
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(target, self._loose[name] if name in self._loose else self._read(name))

    def _read(self, name: str) -> bytes:
        try:
            kept = (self._folder / f"{name}{_KEPT}").read_bytes()
        except OSError as error:
            raise DamagedVariantError(error.errno, error.strerror, name) from error
        data = strip_checksum(kept)
        if data is None:
            raise DamagedVariantError(f"{name} is damaged")
        return data

    def close(self, used: Iterable[str]) -> None:
        """Note which variants are in use, and delete those that were not for long."""
        now = time.time()
        in_use = {f"{name}{_KEPT}" for name in used}
        for name, age in self._ages.items():
            # Once a day: a build that changes nothing should write nothing.
            if name in in_use and now - age > _SECONDS_A_DAY:
                with suppress(OSError):
                    os.utime(self._folder / name)
            elif name not in in_use and now - age > _KEEP_DAYS * _SECONDS_A_DAY:
                with suppress(OSError):
                    (self._folder / name).unlink()


def _listed(folder: Path) -> tuple[dict[str, int], dict[str, float]]:
    sizes: dict[str, int] = {}
    ages: dict[str, float] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    status = entry.stat()
                    ages[entry.name] = status.st_mtime
                    size = status.st_size - CHECKSUM_SIZE
                    if entry.is_file() and entry.name.endswith(_KEPT) and size >= 0:
                        sizes[entry.name.removesuffix(_KEPT)] = size
    except OSError:
        pass
    return sizes, ages
