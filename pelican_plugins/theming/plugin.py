"""Put our theme in the place of Pelican's default."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from .._core import hooks
from .locate import theme_path
from .settings import ThemeSettings


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    signals.initialized.connect(_apply)


def _apply(pelican: Any) -> None:
    settings = hooks.configure(pelican, ThemeSettings, "POUCH_THEME")
    # The very object and not only the same text: an owner who asks for "notmyidea" by its
    # name gets a path that Pelican has made anew, and keeps that theme.
    if settings.apply and pelican.settings["THEME"] is DEFAULT_CONFIG["THEME"]:
        pelican.theme = pelican.settings["THEME"] = theme_path()
