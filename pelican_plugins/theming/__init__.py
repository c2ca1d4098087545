"""The suite's own theme, for a site that sets no `THEME`, and its settings.

With `THEME` set, that theme is used; all settings but `apply` still work if it is ours or a copy.

Settings: `POUCH_THEME`, see docs/settings.md.
"""

from .plugin import register, theme_path

__all__ = ["register", "theme_path"]
