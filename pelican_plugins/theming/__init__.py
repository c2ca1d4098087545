"""The suite's own theme for a site that names none, and what an owner may ask of it.

With `THEME` set, by its name or its path, that theme is used; all settings but `apply` still
work where it is ours or a copy of it.

Settings: `POUCH_THEME`, whose keys docs/settings.md explains.
"""

from .plugin import register, theme_path

__all__ = ["register", "theme_path"]
