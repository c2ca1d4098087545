"""Find and read the owner's list of private words."""

from __future__ import annotations

from ..._core.errors import PouchError, SettingsError
from ..._core.paths import beside_settings
from .private import Word, read_list

DEFAULT = ".pouch-private"


def load_list(name: str, content: str) -> list[Word] | None:
    """Return the words of the list *name*; None where there is none.

    Args:
        name: of the file beside the settings.
        content: the content folder.

    Raises:
        PouchError: it cannot be read, so what it should keep back would be published.
        SettingsError: a list is asked for that is not there.
    """
    path = beside_settings(name, content)
    if path is None:
        if name != DEFAULT:
            raise SettingsError(
                f"POUCH_GUARD['private'] is {name!r}, but there is no such file beside your"
                " settings; make it, or correct the name"
            )
        return None
    try:
        return read_list(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise PouchError(f"{path.name} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise PouchError(f"{path.name} cannot be read: {error.strerror}") from None
