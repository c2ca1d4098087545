"""Which file a site's settings were read from: Pelican does not say."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

# Of which a settings file has one at least.
_USUAL = {"AUTHOR", "DEFAULT_LANG", "PATH", "PLUGINS", "SITENAME", "SITEURL", "THEME", "TIMEZONE"}


def settings_file_of(settings: Mapping[str, Any]) -> Path | None:
    """Return the file whose module holds the values of these *settings*; None where none does."""
    best, most = None, 0
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        # Pelican loads it under its bare name.
        if isinstance(file, str) and "." not in getattr(module, "__name__", "."):
            number = _number_of_values(module, settings)
            if number > most:
                best, most = file, number
    return Path(best) if best is not None else None


def _number_of_values(module: ModuleType, settings: Mapping[str, Any]) -> int:
    """Return how many of the module's settings are those of the site; 0 where most are not."""
    values = {name: value for name, value in vars(module).items() if name.isupper()}
    if _USUAL.isdisjoint(values):
        # A module of constants; `DEBUG = False` is the same object everywhere.
        return 0
    same = sum(settings.get(name, values) is value for name, value in values.items())
    return same if same * 2 >= len(values) else 0
