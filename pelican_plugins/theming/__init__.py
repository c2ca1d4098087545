"""The suite's own theme for a site that names none.

With `THEME` set, by its name or its path, this plugin does nothing. Without it, pages are
made with the suite's theme in the place of Pelican's default.

Settings (`POUCH_THEME`):

- `apply`: `False` keeps Pelican's default theme.
"""

from .locate import theme_path
from .plugin import register

__all__ = ["register", "theme_path"]
