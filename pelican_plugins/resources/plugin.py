"""Send every body with a list of references through `extract_resources`.

What a build says of its resources when it is done.

Write the references of each article, and the index of all sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from pelican import signals
from pelican.generators import Generator, PelicanTemplateNotFound
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, path_to_url

from .._core import pelican_console, pelican_hooks
from .._core.build import build_of
from .._core.contract import resources_of
from .._core.diagnostics import Diagnostic, Severity, report
from .._core.errors import PouchError
from .._core.html_document import Document
from .._core.output_paths import fitted
from .._core.paths import shown
from .._core.pelican_author_files import next_to_settings
from .._core.pelican_compat import resolver_of
from .._core.pelican_output import write_pieces
from .._core.pipeline import Source, Stage, Step
from .._core.rules import ADDRESS_TAKEN, BUILD
from .._core.settings import fingerprint
from .._core.source_lines import in_content
from .._core.summary import counted
from .exports import csl_json, groups_json
from .json_ld import citations_json_ld
from .linkcheck.link_cache import archived_copies, parse_link_cache
from .parsing.extract import ExtractionOptions, extract_resources
from .parsing.headings import known_headings
from .parsing.rendering import LinkStyle
from .parsing.section import first_opener
from .resource import Resource, resource_dict
from .settings import ResourcesSettings, check_paths, json_path_for, references_path, url_of_path
from .works import article_of, by_host, cited_works, originals_first, part_of, reserved_paths


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect()
    signals.initialized.connect(_configure)
    connect()


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, ResourcesSettings, "POUCH_RESOURCES")
    dashes = pelican.settings["TYPOGRIFY_DASHES"] if pelican.settings["TYPOGRIFY"] else None
    copies = _archived_copies(settings.lock, pelican.settings)
    options = ExtractionOptions(
        headings=known_headings(settings.headings),
        dashes=dashes,
        style=LinkStyle(settings.rel, settings.target, settings.archived_label, copies),
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
            "resources": [resource_dict(each) for each in found.resources],
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
        return archived_copies(parse_link_cache(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, PouchError) as error:
        text = f"the copies of dead links are not shown: {error}"
        report(BUILD(text, path=shown(path), line=1))
        return {}


def _attach(content: Any, found: dict[str, Any] | None) -> None:
    fields = found["resources"] if found else ()
    content.resources = tuple(Resource(**values) for values in fields)
    content.resource_lists = tuple(found["lists"]) if found else ()
    content.unread_resources = tuple(map(Diagnostic.of_plain, found["unread"])) if found else ()
    content.resources_html = _DetachedHtml(content, found["apart"] if found else "")


class _DetachedHtml:
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


def summary_of(numbers: Sequence[int], works: int, page: str) -> Iterator[str]:
    """Yield one sentence, if there is any resource.

    Args:
        numbers: of resources, one for each text.
        works: how many different ones are cited.
        page: the path of their index; empty where there is none.
    """
    total = sum(numbers)
    if total:
        texts = counted(sum(map(bool, numbers)), "text")
        index = f" in {page}" if page else ""
        yield f"resources: {total:,} in {texts}; {counted(works, 'work')}{index}"


# Of some 500 bytes each; a page with all works of a large archive is slow in any browser.
_MOST_WORKS_ON_A_PAGE = 1_000


def connect() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(_check_settings)
    signals.get_generators.connect(_offer_generator)


class _ResourceFiles(Generator):  # type: ignore[misc]
    """Writes the references of each article and the index of all sources.

    Pelican runs it behind its generators of pages and before that of static files.
    """

    @property
    def ours(self) -> ResourcesSettings:
        """The plugin's settings."""
        return build_of(self).state(ResourcesSettings)

    def refresh_metadata_intersite_links(self) -> None:
        """Find a place for each file: templates ask for it, and bodies are read by now.

        The call is Pelican's; it is the only one between the pipeline and the first page.
        """
        contents = originals_first(filter(None, self.context["generated_content"].values()))
        self.taken = reserved_paths(contents, self.context["static_content"], self.settings)
        self.files: dict[str, Callable[[str], Iterable[str]]] = {}
        for content in contents:
            content.citations_json_ld = citations_json_ld(resources_of(content))
            content.references_url = self._place_references(content)
        public = [content for content in contents if content.status == "published"]
        self.groups = by_host(cited_works(article_of(c) for c in public if c.save_as))
        self.page = self.ours.sources if self.groups else ""
        if self.page:
            self._place_index(json_path_for(self.page))
        numbers = [len(resources_of(content)) for content in public]
        for line in summary_of(numbers, sum(len(group.works) for group in self.groups), self.page):
            pelican_console.tell("resources", line)

    def generate_output(self, writer: Any) -> None:
        """Write what has a place."""
        relative = self.settings["RELATIVE_URLS"]
        try:
            for path, pieces in self.files.items():
                root = path_to_url(get_relative_path(path)) if relative else self.context["SITEURL"]
                write_pieces(writer, path, pieces(root))
            template = self.get_template("sources") if self.page else None
            for page, shown_on in self._pages():
                writer.write_file(page, template, self.context, relative, **shown_on)
        except RuntimeError as error:
            # Another plugin's page, of which Pelican does not say beforehand where it stands.
            text = f"The files of pelican_plugins.resources are not all written: {error}"
            report(BUILD(text, severity=Severity.ERROR))

    def _place_references(self, content: Any) -> str:
        if not self.ours.references or content.status not in {"published", "hidden"}:
            return ""
        works = cited_works([article_of(content)]) if content.save_as else []
        if not works:
            return ""
        fields = content.url_format
        if not hasattr(content, "date"):
            # Pelican takes the present moment, with which no two builds would be alike.
            del fields["date"]
        translated = not content.in_default_lang
        path = references_path(self.ours.references, fields, translated=translated)
        path = fitted(path) if path else None
        owner = self.taken.owner_of(path) if path else None
        if path is None or owner is not None:
            text = (
                f"its references would be written to {path}, {owner[1]}"
                if owner
                else "its metadata make no place for its references in the output folder"
            )
            mend = "choose another pattern for POUCH_RESOURCES['references']"
            report(in_content(content, ADDRESS_TAKEN(text, mend)))
            return ""
        self.taken.reserve(path, f"the file of {shown(content.source_path)}")
        self.files[path] = lambda _root: [csl_json(works)]
        return path

    def _place_index(self, data: str) -> None:
        """Keep the page where it can be written, and the same as JSON."""
        for path in (data, *(page for page, _ in self._pages())):
            owner = self.taken.owner_of(path)
            if owner is not None:
                text = f"{path} is {owner[1]}, so the index of sources is not written"
                fix = "choose another path for POUCH_RESOURCES['sources'], or \"\" for none"
                report(BUILD(text, fix))
                self.page = ""
                return
        self.files[data] = partial(groups_json, self.groups)
        try:
            self.get_template("sources")
        except PelicanTemplateNotFound:
            # A theme that does not know of it; the data is there for whoever wants it.
            self.page = ""
            return
        self.context["SOURCES_SAVE_AS"] = self.page
        self.context["SOURCES_URL"] = url_of_path(self.page)
        self.context["SOURCES_JSON_URL"] = data

    def _pages(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the path of each page of the index, and what its template gets."""
        if not self.page:
            return
        places = range(sum(len(group.works) for group in self.groups))
        paginator = Paginator(
            self.page, url_of_path(self.page), places, self.settings, _MOST_WORKS_ON_A_PAGE
        )
        pages = [paginator.page(number + 1) for number in range(paginator.num_pages)]
        for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
            shown_on = {
                "sources": part_of(self.groups, page.object_list.start, len(page.object_list)),
                "sources_paginator": paginator,
                "sources_page": page,
                "sources_previous_page": before,
                "sources_next_page": after,
            }
            yield page.save_as if before else self.page, shown_on


def _check_settings(pelican: Any) -> None:
    check_paths(pelican_hooks.configure(pelican, ResourcesSettings, "POUCH_RESOURCES"))


def _offer_generator(_pelican: Any) -> type[_ResourceFiles]:
    return _ResourceFiles
