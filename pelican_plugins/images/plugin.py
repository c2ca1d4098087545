"""Send every body with a picture through `place_images`."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .._core import hooks
from .._core.pipeline import Stage, Step
from .._core.settings import fingerprint
from .figure import has_image, place_images
from .settings import ImagesSettings


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    signals.initialized.connect(_configure)


def _configure(pelican: Any) -> None:
    settings = hooks.configure(pelican, ImagesSettings, "POUCH_IMAGES")
    hooks.use(
        Step(
            name="images",
            stage=Stage.REWRITE,
            version=2,
            fingerprint=fingerprint(settings),
            wants=has_image,
            run=place_images,
        )
    )
