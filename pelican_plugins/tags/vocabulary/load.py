"""Find and read what an owner has settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..._core.errors import SettingsError
from ..kinds import TAG, Kind
from ..settings import TagsSettings
from .entry import Entry
from .from_settings import entries_of
from .vocabulary import Vocabulary
from .yaml_file import read_vocabulary


def load_vocabulary(
    kind: Kind, settings: TagsSettings, find: Callable[[str], Path | None]
) -> Vocabulary:
    """Return the vocabulary of a site for one kind of terms.

    Args:
        kind: which; `POUCH_TAGS` itself speaks of tags only.
        settings: `POUCH_TAGS`.
        find: returns where a file of the site author's lies.

    Raises:
        PouchError: it cannot be read, or contradicts itself. The build stops then: without it,
            addresses would move.
    """
    name = settings.file if kind is TAG else kind.file
    entries: list[Entry] = list(entries_of(settings)) if kind is TAG else []
    path = find(name)
    if path is not None:
        entries += read_vocabulary(_text(path), path.name)
    elif name != kind.file:
        raise SettingsError(
            f"POUCH_TAGS['file'] is {name!r}, but there is no such file next to your settings",
            "make it, or correct the name",
        )
    return Vocabulary(entries)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror}") from None
