"""Old names of settings: they keep working, with one warning that names the new one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from .diagnostics import Diagnostic
from .errors import SettingsError
from .rules import BUILD

WAS = "was"
"""In the metadata of a field of a settings class: its former names."""

RENAMED: Mapping[str, str] = {}
"""Former names of whole settings, such as `POUCH_LABELS`, with the new ones."""

GONE: dict[str, frozenset[str]] = {
    "POUCH_BUILD": frozenset({"keep_addresses", "pack_bodies", "quick_markdown", "render_ahead"})
}
"""Keys of earlier versions that have no effect any longer, by setting."""


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
        yield BUILD(f"{old} was renamed to {name}", "rename it in your settings")
    given = settings.get(name)
    gone = sorted(GONE.get(name, frozenset()) & set(given if isinstance(given, Mapping) else ()))
    if gone and isinstance(given, Mapping):
        settings[name] = {key: value for key, value in given.items() if key not in gone}
        text = f"{name} has keys that no longer have any effect: {', '.join(gone)}"
        yield BUILD(text, "delete them")
    for old, new in former_names(cls).items():
        given = settings.get(name)
        if not isinstance(given, Mapping) or old not in given:
            continue
        if new in given:
            raise _both(f"{name}[{old!r}]", f"{name}[{new!r}]", repr(new))
        # A new dictionary in the old order: that of the settings file stays untouched.
        settings[name] = {new if key == old else key: value for key, value in given.items()}
        yield BUILD(f"{name}[{old!r}] was renamed to {new!r}", "rename it in your settings")


def former_names(cls: Any) -> dict[str, str]:
    """Return the keys of a settings class of earlier versions, with the current ones."""
    return {
        old: field.name for field in dataclasses.fields(cls) for old in field.metadata.get(WAS, ())
    }


def _both(old: str, new: str, kept: str) -> SettingsError:
    return SettingsError(f"{old} is the old name of {new}, and both are set", f"keep {kept}")
