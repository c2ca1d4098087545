"""Settings under the names they had in earlier versions.

A site is built by the settings that its owner wrote years ago. A setting that is called
otherwise today works under its old name, with a warning that says the new one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from .diagnostics import Diagnostic
from .errors import SettingsError
from .rules import BUILD

WAS = "was"
"""In the metadata of a field of a settings class: the names of its key in earlier versions."""

RENAMED: Mapping[str, str] = {}
"""The names that settings had in earlier versions, such as `POUCH_LABELS`, and the new ones."""


GONE: dict[str, frozenset[str]] = {
    "POUCH_BUILD": frozenset({"keep_addresses", "pack_bodies", "quick_markdown", "render_ahead"})
}
"""By the names of settings, keys of earlier versions that do nothing now."""


def give_new_names(cls: Any, settings: MutableMapping[str, Any], name: str) -> Iterator[Diagnostic]:
    """Move what is set under old names to the new ones, and yield a diagnostic for each.

    Args:
        cls: the settings class of *name*.
        settings: the site's settings.
        name: such as ``"POUCH_TAGS"``.

    Raises:
        SettingsError: both names are set, and only one can count.
    """
    for old in [old for old, new in RENAMED.items() if new == name and old in settings]:
        if settings.get(name) is not None:
            raise _both(old, name, name)
        settings[name] = settings.pop(old)
        yield BUILD(f"{old} is called {name} now", "rename it in your settings")
    given = settings.get(name)
    gone = sorted(GONE.get(name, frozenset()) & set(given if isinstance(given, Mapping) else ()))
    if gone and isinstance(given, Mapping):
        settings[name] = {key: value for key, value in given.items() if key not in gone}
        text = f"{name} has keys that do nothing any more: {', '.join(gone)}"
        yield BUILD(text, "delete them")
    for field in dataclasses.fields(cls):
        for old in field.metadata.get(WAS, ()):
            given = settings.get(name)
            if not isinstance(given, Mapping) or old not in given:
                continue
            if field.name in given:
                raise _both(f"{name}[{old!r}]", f"{name}[{field.name!r}]", repr(field.name))
            # Anew and in its place: the dict is the owner's.
            keys = {old: field.name}
            settings[name] = {keys.get(key, key): value for key, value in given.items()}
            text = f"{name}[{old!r}] is called {field.name!r} now"
            yield BUILD(text, "rename it in your settings")


def _both(old: str, new: str, kept: str) -> SettingsError:
    return SettingsError(f"{old} is the old name of {new}, and both are set", f"keep {kept}")
