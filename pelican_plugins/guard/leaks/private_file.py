"""Read the site author's list of private words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..._core.errors import SettingsError
from ..._core.paths import shown
from .private import Word, read_list

DEFAULT = ".pouch-private"


def load_list(name: str, paths: Sequence[Path]) -> list[Word] | None:
    """Return the words of all lists called *name*; None where there is none.

    Args:
        name: of the file next to the settings.
        paths: where there is one. Of several, none is left out: a word that is kept back for
            nothing can be published later.

    Raises:
        SettingsError: a list is asked for that is not there, or one cannot be read, so what it
            should keep back would be published.
    """
    if not paths and name != DEFAULT:
        raise SettingsError(
            f"POUCH_GUARD['private'] is {name!r}, but there is no such file next to your settings",
            "make it, or correct the name",
        )
    if not paths:
        return None
    alone = len(paths) == 1
    return [word for path in paths for word in _read(path, name if alone else shown(path))]


def _read(path: Path, name: str) -> list[Word]:
    try:
        return read_list(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError:
        raise SettingsError(f"{shown(path)} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{shown(path)} cannot be read: {error.strerror}") from None
