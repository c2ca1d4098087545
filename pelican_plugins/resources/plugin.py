"""Send every body with a list of references through `extract_resources`."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .._core import pelican_hooks
from .._core.diagnostics import Diagnostic, report
from .._core.errors import PouchError
from .._core.html_document import Document
from .._core.paths import shown
from .._core.pelican_author_files import next_to_settings
from .._core.pelican_compat import resolver_of
from .._core.pipeline import Source, Stage, Step
from .._core.rules import BUILD
from .._core.settings import fingerprint
from .linkcheck.link_cache import archived_copies, read_lock
from .parsing.extract import Options, extract_resources
from .parsing.headings import known_headings
from .parsing.rendering import Style
from .parsing.section import first_opener
from .pelican_files import connect as connect_files
from .resource import Resource, facts_of
from .settings import ResourcesSettings


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect()
    signals.initialized.connect(_configure)
    connect_files()


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, ResourcesSettings, "POUCH_RESOURCES")
    dashes = pelican.settings["TYPOGRIFY_DASHES"] if pelican.settings["TYPOGRIFY"] else None
    copies = _archived_copies(settings.lock, pelican.settings)
    options = Options(
        headings=known_headings(settings.headings),
        dashes=dashes,
        style=Style(settings.rel, settings.target, settings.archived_label, copies),
        untracked=settings.remove_tracking,
        apart=settings.placement == "template",
    )

    def finds(html: str) -> int | None:
        return first_opener(html, options.headings)

    def run(document: Document, _source: Source) -> dict[str, Any]:
        if settings.placement == "none":
            # Read on a copy, so that the body stays as its author wrote it.
            copy = Document(document.html(), len(document.head))
            found = extract_resources(copy, options)
            document.problems += copy.problems
        else:
            found = extract_resources(document, options)
        return {
            "resources": [facts_of(each) for each in found.resources],
            "apart": found.apart,
            "lists": found.lists,
            "unread": [each.plain() for each in found.unread],
        }

    pelican_hooks.use(
        pelican,
        Step(
            name="resources",
            stage=Stage.READ,
            version=5,
            fingerprint=f"{fingerprint(settings)} {dashes} {copies}",
            finds=finds,
            run=run,
            attach=_attach,
        ),
    )


def _archived_copies(name: str, settings: dict[str, Any]) -> dict[str, str]:
    """Return the archived copy of each link that has one, of the file that `pouch links` keeps."""
    path = next_to_settings(name, settings, report)
    if path is None:
        return {}
    try:
        return archived_copies(read_lock(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, PouchError) as error:
        text = f"the copies of dead links are not shown: {error}"
        report(BUILD(text, path=shown(path), line=1))
        return {}


def _attach(content: Any, found: dict[str, Any] | None) -> None:
    fields = found["resources"] if found else ()
    content.resources = tuple(Resource(**values) for values in fields)
    content.resource_lists = tuple(found["lists"]) if found else ()
    content.unread_resources = tuple(map(Diagnostic.of_plain, found["unread"])) if found else ()
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
        return str(resolver_of(self._content)(self._html, self._content.get_siteurl()))

    __html__ = __str__
