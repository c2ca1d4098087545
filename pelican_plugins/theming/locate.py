"""Where the theme is, in a wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

from .._core.errors import PouchError


def theme_path() -> str:
    """Return where the theme is, as a value for `THEME`.

    Raises:
        PouchError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_theme", package.parent / "theme"):
        if (folder / "templates" / "base.html").is_file():
            return str(folder)
    raise PouchError(f"there is no theme beside {package}; install pelican-pouch again")
