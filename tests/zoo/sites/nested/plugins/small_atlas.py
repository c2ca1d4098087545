"""Builds a smaller site out of the same content, inside the build of the large one.

The same thing in principle as i18n_subsites, at several moments of a build: what a build has to
remember must not be another's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.settings import configure_settings

_MOMENTS = ("get_generators", "all_generators_finalized", "get_writer", "finalized")
_building: list[str] = []


def register() -> None:
    """Connect to Pelican; the large build remembers itself for those moments that lack it."""
    signals.initialized.connect(_remember)
    for moment in _MOMENTS:
        getattr(signals, moment).connect(globals()[f"_at_{moment}"])


_large: dict[str, Any] = {}


def _remember(pelican: Any) -> None:
    if not _building:
        _large["settings"] = pelican.settings


def _at_get_generators(_pelican: Any) -> None:
    _build("first")


def _at_all_generators_finalized(_generators: Any) -> None:
    _build("second")


def _at_get_writer(_pelican: Any) -> None:
    _build("third")


def _at_finalized(_pelican: Any) -> None:
    _build("fourth")


def _build(name: str) -> None:
    if _building:
        return
    _building.append(name)
    settings = _large["settings"].copy()
    overrides = settings["SMALL_ATLAS"]
    settings.update(overrides)
    settings["SITEURL"] += f"/{name}"
    # What Pelican has worked out for the large one.
    settings["FEED_DOMAIN"] = settings["SITEURL"]
    settings["CSS_FILE"] = "main.css"
    settings["OUTPUT_PATH"] = str(Path(settings["OUTPUT_PATH"], "small", name))
    try:
        Pelican(configure_settings(settings)).run()
    finally:
        _building.pop()
