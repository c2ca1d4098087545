"""Where the suite's own theme is installed."""

from __future__ import annotations

from pathlib import Path

from .errors import PouchError


def theme_folder() -> Path:
    """Return the folder of the theme.

    Raises:
        PouchError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_theme", package.parent / "theme"):
        if (folder / "templates" / "base.html").is_file():
            return folder
    raise PouchError(f"there is no theme next to {package}; install pelican-pouch again")
