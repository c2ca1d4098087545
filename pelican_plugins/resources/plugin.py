"""Send every body with a list of references through `extract_resources`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pelican import signals

from .._core import hooks
from .._core.document import Document
from .._core.pipeline import Source, Stage, Step
from .._core.settings import fingerprint
from .extract import Options, extract_resources
from .headings import known_headings
from .rendering import Style
from .resource import Resource
from .section import may_hold_section
from .settings import ResourcesSettings


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    signals.initialized.connect(_configure)


def _configure(pelican: Any) -> None:
    settings = hooks.configure(pelican, ResourcesSettings, "POUCH_RESOURCES")
    dashes = pelican.settings["TYPOGRIFY_DASHES"] if pelican.settings["TYPOGRIFY"] else None
    options = Options(
        headings=known_headings(settings.headings),
        dashes=dashes,
        style=Style(settings.rel, settings.target, settings.archived_label),
        untracked=settings.remove_tracking,
        apart=settings.placement == "template",
    )

    def wants(html: str) -> bool:
        return may_hold_section(html, options.headings)

    def run(document: Document, _source: Source) -> dict[str, Any]:
        if settings.placement == "none":
            # Read on a copy, so that the body stays as its author wrote it.
            copy = Document(document.html())
            found = extract_resources(copy, options)
            document.problems += copy.problems
        else:
            found = extract_resources(document, options)
        return asdict(found)

    hooks.use(
        Step(
            name="resources",
            stage=Stage.READ,
            version=2,
            fingerprint=f"{fingerprint(settings)} {dashes}",
            wants=wants,
            run=run,
            attach=_attach,
        )
    )


def _attach(content: Any, found: dict[str, Any] | None) -> None:
    fields = found["resources"] if found else ()
    content.resources = tuple(Resource(**values) for values in fields)
    content.resources_html = _Body(content, found["apart"] if found else "")


class _Body:
    """HTML of a content whose addresses become whole where it is written, as in its body."""

    def __init__(self, content: Any, html: str) -> None:
        self._content = content
        self._html = html

    def __bool__(self) -> bool:
        return bool(self._html)

    def __str__(self) -> str:
        if not self._html:
            return ""
        return str(self._content._update_content(self._html, self._content.get_siteurl()))

    __html__ = __str__
