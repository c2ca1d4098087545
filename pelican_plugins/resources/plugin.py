"""Send every body with a list below a heading through `extract_resources`."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .._core import hooks
from .._core.document import Document
from .._core.pipeline import Source, Stage, Step
from .._core.settings import fingerprint
from .extract import extract_resources, restore_resources
from .headings import known_headings
from .section import may_hold_section
from .settings import ResourcesSettings


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    signals.initialized.connect(_configure)


def _configure(pelican: Any) -> None:
    settings = hooks.configure(pelican, ResourcesSettings, "POUCH_RESOURCES")
    headings = known_headings(settings.headings)
    dashes = pelican.settings["TYPOGRIFY_DASHES"] if pelican.settings["TYPOGRIFY"] else None

    def run(document: Document, _source: Source) -> list[dict[str, Any]]:
        return extract_resources(document, headings, dashes)

    hooks.use(
        Step(
            name="resources",
            stage=Stage.READ,
            version=1,
            fingerprint=f"{fingerprint(settings)} {dashes}",
            wants=may_hold_section,
            run=run,
            attach=_attach,
        )
    )


def _attach(content: Any, found: Any) -> None:
    content.resources = restore_resources(found)
