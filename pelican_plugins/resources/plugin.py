"""Turn the reference lists of a site into data and HTML, and write their exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.contents import Page
from pelican.generators import Generator, PelicanTemplateNotFound
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, path_to_url

from .._core import pelican_console, pelican_hooks
from .._core.build import build_of
from .._core.content_paths import ContentPaths
from .._core.contract import resources_of
from .._core.diagnostics import Diagnostic, Severity, report
from .._core.digests import digest_of
from .._core.errors import PouchError
from .._core.output_paths import OutputPaths, fitted
from .._core.paths import shown
from .._core.pelican_author_files import next_to_settings
from .._core.pelican_compat import resolver_of
from .._core.pelican_kept_outputs import kept_outputs, write_pieces_once
from .._core.pipeline import Source, Stage, Step
from .._core.rules import ADDRESS_TAKEN, BUILD
from .._core.settings import fingerprint
from .._core.source_lines import in_content
from .._core.text import counted
from .exports import csl_json, groups_json
from .json_ld import citations_json_ld
from .resource import Resource, resource_dict, resource_of
from .settings import ResourcesSettings, check_paths, json_path_for, references_path, url_of_path
from .source_index import SourceIndex, digest_of_articles
from .works import (
    Article,
    article_of,
    cited_works,
    originals_first,
)

if TYPE_CHECKING:
    from .._core.html_document import Document
    from .parsing.extract import ExtractionOptions


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect("bs4")
    signals.initialized.connect(_configure)
    signals.get_generators.connect(_offer_generator)


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, ResourcesSettings, "POUCH_RESOURCES")
    copies = _archived_copies(settings.link_cache, pelican.settings)
    site = str(pelican.settings["SITEURL"])

    # Loaded with the first body that is not in the cache: BeautifulSoup takes longest of all.
    @cache
    def options() -> ExtractionOptions:
        from .parsing.extract import ExtractionOptions
        from .parsing.headings import known_headings
        from .parsing.rendering import LinkStyle

        return ExtractionOptions(
            headings=known_headings(settings.headings),
            style=LinkStyle(settings.rel, settings.target, settings.archived_label, copies),
            untracked=settings.remove_tracking,
            apart=settings.placement == "template",
            site=site,
        )

    def finds(html: str) -> int | None:
        from .parsing.section import first_opener

        return first_opener(html, options().headings)

    def run(document: Document, _source: Source) -> dict[str, Any]:
        from .parsing.extract import extract_resources

        if settings.placement == "none":
            # Read on a copy, so that the body stays as its author wrote it.
            copy = type(document)(document.html(), len(document.head))
            found = extract_resources(copy, options())
            document.problems += copy.problems
        else:
            found = extract_resources(document, options())
        return {
            "resources": [resource_dict(each) for each in found.resources],
            "json_ld": citations_json_ld(found.resources),
            "apart": found.apart,
            "lists": found.lists,
            "unread": [each.plain() for each in found.unread],
        }

    pelican_hooks.use(
        pelican,
        Step(
            name="resources",
            stage=Stage.READ,
            version=12,
            fingerprint=f"{fingerprint(settings)} {copies} {site}",
            finds=finds,
            run=run,
            attach=_attach,
        ),
    )
    check_paths(settings)


def _archived_copies(name: str, settings: dict[str, Any]) -> dict[str, str]:
    """Return the archived copy of each dead link, from the file that `pouch links` writes."""
    path = next_to_settings(name, settings, report)
    if path is None:
        return {}
    # Few sites have the file.
    from .linkcheck.link_cache import archived_copies, parse_link_cache

    try:
        return archived_copies(parse_link_cache(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, PouchError) as error:
        text = f"archived copies of dead links are not shown: {error}"
        report(BUILD(text, path=shown(path), line=1))
        return {}


def _attach(content: Any, found: dict[str, Any] | None) -> None:
    fields = found["resources"] if found else ()
    content.resources = tuple(map(resource_of, fields))
    content.resource_lists = tuple(found["lists"]) if found else ()
    content.unread_resources = tuple(map(Diagnostic.of_plain, found["unread"])) if found else ()
    content.citations_json_ld = found["json_ld"] if found else ""
    build_of(content).state(_Attached).resources[id(content)] = content.resources
    content.resources_html = _DetachedHtml(content, found["apart"] if found else "")


@dataclass(slots=True)
class _Attached:
    """What was attached to contents, which other plugins may change."""

    resources: dict[int, tuple[Resource, ...]] = field(default_factory=dict)


class _DetachedHtml:
    """HTML whose internal links are resolved when it is written, as Pelican does for a body."""

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


# Of some 500 bytes each; a page with all works of a large archive is slow in any browser.
_MOST_WORKS_ON_A_PAGE = 1_000


class _ResourceFiles(Generator):  # type: ignore[misc]
    """Writes the references of each article and the index of all sources.

    Pelican runs it after the generators of pages and before that of static files.
    """

    def refresh_metadata_intersite_links(self) -> None:
        """Choose the path of each file, since templates link to it.

        Pelican calls this after all bodies are read and before the first page is written.
        """
        self.ours = build_of(self).state(ResourcesSettings)
        contents = originals_first(filter(None, self.context["generated_content"].values()))
        known = build_of(self).state(ContentPaths)
        self.paths = {id(content): known.of(content) for content in contents}
        self.taken = self._reserved_paths(contents)
        self.files: dict[str, _File] = {}
        attached = build_of(self).state(_Attached).resources
        for content in contents:
            if resources_of(content) is not attached.get(id(content)):
                content.citations_json_ld = citations_json_ld(resources_of(content))
            content.references_url = self._place_references(content)
        public = [content for content in contents if content.status == "published"]
        citing = [content for content in public if resources_of(content)]
        self.index = SourceIndex(
            [article_of(content) for content in citing if self.paths[id(content)]],
            f"sources of {self.output_path}",
            kept_outputs(self),
        )
        self.page = self.ours.sources_save_as if self.index.articles else ""
        if self.page:
            self._place_index(json_path_for(self.page))
        self._summarize(sum(isinstance(content, Page) for content in citing), len(citing))

    def _summarize(self, pages: int, total: int) -> None:
        if not total:
            return
        sources = counted(self.index.count, "source")
        counts = [counted(total - pages, "article")] if total > pages else []
        counts += [counted(pages, "page")] if pages else []
        index = f" (listed in {self.page})" if self.page else ""
        pelican_console.tell("resources", f"{sources} cited in {' and '.join(counts)}{index}")

    def generate_output(self, writer: Any) -> None:
        """Write the files that have a path."""
        relative = self.settings["RELATIVE_URLS"]
        try:
            for path, file in self.files.items():
                root = path_to_url(get_relative_path(path)) if relative else self.context["SITEURL"]
                made_of = file.made_of and digest_of(file.made_of, str(root))
                write_pieces_once(writer, path, made_of, partial(file.pieces, root))
            template = self.get_template("sources") if self.page else None
            for page, variables in self._pages():
                writer.write_file(page, template, self.context, relative, **variables)
        except RuntimeError as error:
            # Another plugin's page has the same path, which Pelican does not reveal earlier.
            text = f"Some files of pelican_plugins.resources were not written: {error}"
            report(BUILD(text, severity=Severity.ERROR))

    def _place_references(self, content: Any) -> str:
        if not self.ours.references_save_as or content.status not in {"published", "hidden"}:
            return ""
        if not self.paths[id(content)] or not resources_of(content):
            return ""
        fields = content.url_format
        if not hasattr(content, "date"):
            # Pelican would take the current time, and no two builds would be alike.
            del fields["date"]
        translated = not content.in_default_lang
        path = references_path(self.ours.references_save_as, fields, translated=translated)
        path = fitted(path) if path else None
        owner = self.taken.owner_of(path) if path else None
        if path is None or owner is not None:
            text = (
                f"its references cannot be written to {path}, which is already used by {owner[1]}"
                if owner
                else "its metadata gives no valid path for its references"
            )
            fix = "set another pattern in POUCH_RESOURCES['references_save_as']"
            report(in_content(content, ADDRESS_TAKEN(text, fix)))
            return ""
        self.taken.reserve(path, f"the references of {shown(content.source_path)}")
        # The file names no article.
        article = Article(title="", url="", resources=resources_of(content))
        made_of = digest_of_articles([article]) if kept_outputs(self) else ""
        self.files[path] = _File(made_of, lambda _root: [csl_json(cited_works([article]))])
        return path

    def _place_index(self, data: str) -> None:
        for path in (data, *(page for page, _ in self._pages())):
            owner = self.taken.owner_of(path)
            if owner is not None:
                text = (
                    f"{path} is already used by {owner[1]}, so the index of sources was not written"
                )
                fix = "set another path in POUCH_RESOURCES['sources_save_as'], or \"\" for none"
                report(BUILD(text, fix))
                self.page = ""
                return
        self.files[data] = _File(
            self.index.made_of, lambda root: groups_json(self.index.groups, root)
        )
        try:
            self.get_template("sources")
        except PelicanTemplateNotFound:
            # A theme without this template gets the JSON file only.
            self.page = ""
            return
        self.context["SOURCES_SAVE_AS"] = self.page
        self.context["SOURCES_URL"] = url_of_path(self.page)
        self.context["SOURCES_JSON_URL"] = data

    def _reserved_paths(self, contents: Iterable[Any]) -> OutputPaths:
        """Return the paths below the output folder that are taken, each with its owner."""
        taken, settings = OutputPaths(), self.settings
        for name in settings["DIRECT_TEMPLATES"]:
            path = settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html")
            if path:
                taken.reserve(path, f"the page of {name!r}")
        for name, path in settings["TEMPLATE_PAGES"].items():
            taken.reserve(str(path), f"the page of {name!r}")
        paths = [(self.paths[id(content)], content) for content in contents]
        static = filter(None, self.context["static_content"].values())
        # Not .save_as: after reading it, Pelican no longer lets a page attach the file.
        paths += [(file.get_url_setting("save_as"), file) for file in static]
        for path, file in paths:
            if path:
                taken.reserve(path, str(file.relative_source_path))
        return taken

    def _pages(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the path of each page of the index, and the variables of its template."""
        if not self.page:
            return
        numbers = range(self.index.count)
        paginator = Paginator(
            self.page, url_of_path(self.page), numbers, self.settings, _MOST_WORKS_ON_A_PAGE
        )
        pages = [paginator.page(number + 1) for number in range(paginator.num_pages)]
        for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
            variables = {
                "sources": self.index.part(page.object_list.start, len(page.object_list)),
                "sources_paginator": paginator,
                "sources_page": page,
                "sources_previous_page": before,
                "sources_next_page": after,
            }
            yield page.save_as if before else self.page, variables


@dataclass(frozen=True, slots=True)
class _File:
    """A file with the cited works.

    Attributes:
        made_of: the digest of it; empty if unknown.
        pieces: returns its text, given a prefix of URLs.
    """

    made_of: str
    pieces: Callable[[str], Iterable[str]]


def _offer_generator(_pelican: Any) -> type[_ResourceFiles]:
    return _ResourceFiles
