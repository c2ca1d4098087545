"""Pages that are kept from one build to the next.

A page is kept if all of its inputs have the same digests, and its file is still as it was
written. Then the template is not rendered. Everything else happens as for any other page: Pelican
opens its file and sends its signals.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from pelican import signals
from pelican.contents import Content

from ...registry import SUITE
from .. import pelican_console
from ..atomic_files import Unchanged
from ..build import Build
from ..cache import Cache
from ..digests import digest_of, digest_of_bytes
from ..kept_outputs import stamp_of
from ..pelican_output import GROUPS, PageWriting
from ..settings import BuildSettings
from .descriptions import UnknownValueError
from .jinja_hooks import record
from .page_records import PageRecord, PageRecords, Shape
from .pelican_digests import SiteDigests, facet, shows_body
from .recorder import Kinds, Recorder, Touched
from .watched_list import WatchedList

logger = logging.getLogger(__name__)

# Attributes of generators, most of which are in the context by the same name.
_LISTS = ("articles", "dates", "drafts", "hidden_articles", "translations", "pages", "hidden_pages")


class KeptPages:
    """The pages of a site, and their inputs.

    Args:
        build: of the site, while it runs.
        cache: of the records.
    """

    def __init__(self, build: Build, cache: Cache) -> None:
        self._build = build
        self._records = PageRecords(cache)
        pure = frozenset(build.state(BuildSettings).pure_functions)
        self._recorder = Recorder(Kinds(Content, facet, shows_body, frozenset({SUITE}), pure))
        self._digests = SiteDigests(build.settings)
        self._lists: dict[str, WatchedList] = {}
        self._rendered: dict[str, tuple[PageRecord, str]] = {}
        self._unknown: set[str] = set()
        self._pages = self._kept = 0
        build.at_end.callback(self._end)

    def watch(self, environment: Environment) -> None:
        """Record what the templates of an environment touch."""
        record(environment, self._recorder, self._page)

    def watch_lists(self, generator: Any) -> None:
        """Note what is read of the lists of articles of a generator that has some."""
        if any(map(_is_of_other_plugin, _receivers())):
            # It may change lists and dicts between pages.
            self._digests.values_change()
        context = generator.context
        for name in _LISTS:
            values = getattr(generator, name, None)
            if type(values) is list:
                is_shown = context.get(name) is values
                setattr(generator, name, self._watched(values, name))
                if is_shown:
                    context[name] = getattr(generator, name)
        for name in GROUPS.values():
            groups = getattr(generator, name, None)
            if not isinstance(groups, (dict, list)):
                continue
            pairs = [*groups.items()] if isinstance(groups, dict) else groups
            # Pelican lists the items of a dict in the context.
            is_shown = context.get(name) == [*pairs]
            pairs = [(group, self._watched(each, f"{name} {group.slug}")) for group, each in pairs]
            listed = self._watched(pairs, name)
            if isinstance(groups, dict):
                groups.update(pairs)
            else:
                setattr(generator, name, listed)
            if is_shown:
                context[name] = listed
        self._digests.share(context)

    def _watched(self, values: list[Any], key: str) -> list[Any]:
        if type(values) is not list or key in self._lists:
            return values
        found = self._lists[key] = WatchedList(values, key, self._recorder.part)
        return found

    def tell(self) -> None:
        """Add a line to the summary."""
        if self._kept:
            rendered = self._pages - self._kept
            pelican_console.tell("", f"rebuilt {rendered:,} of {self._pages:,} pages")

    def forget(self, content: Any) -> None:
        """Take the digest of a content again: a receiver of a signal may change it."""
        self._digests.forget(content)

    def _page(self, template: Template, context: dict[str, Any], render: Callable[[], str]) -> str:
        """Return the text of a page, or a placeholder for the text of its file."""
        writing = self._build.state(PageWriting)
        name = context.get("output_file")
        if not writing.folder or not isinstance(name, str):
            return render()
        path = os.path.abspath(os.path.join(writing.folder, name))  # noqa: PTH100, PTH118
        # A page that is rendered within a page is part of it.
        folder, writing.folder = writing.folder, ""
        self._pages += 1
        try:
            if self._is_unchanged(path, template, context):
                self._kept += 1
                return Unchanged()
            return self._render(path, template, context, render)
        finally:
            writing.folder = folder

    def _render(
        self, path: str, template: Template, context: dict[str, Any], render: Callable[[], str]
    ) -> str:
        self._rendered.pop(path, None)
        page = self._recorder.page = Touched()
        self._recorder.is_on = True
        warnings = pelican_console.count_warnings()
        try:
            text = render()
        finally:
            self._recorder.is_on = False
        if template.name is None:
            page.unknown["a template without a file"] = None
        elif self._digests.is_changed(page, template, context):
            page.unknown[f"{template.name}, which changes data that other pages use"] = None
            self._digests.values_change()
        # A page with warnings is rendered again, to have them again.
        if pelican_console.count_warnings() == warnings and not page.unknown:
            try:
                made = self._made_of(page, template, context)
            except UnknownValueError as error:
                page.unknown[error.name] = None
            else:
                data = text.encode("utf-8", "surrogatepass")
                self._rendered[path] = made, digest_of_bytes(data)
        self._report_unknown(page.unknown)
        return text

    def _is_unchanged(self, path: str, template: Template, context: dict[str, Any]) -> bool:
        """Return whether a page and its file are unchanged."""
        found = self._records.get(path)
        if found is None or stamp_of(path) != (found.size, found.mtime):
            return False
        try:
            contents = [_content_at(context, place) for place in found.contents]
            parts = [self._part(context, *part) for part in found.parts]
            early = self._early(found.shape, contents, parts, template, context)
            if early != found.early_digest:
                return False
            # Only now, in the order of a rendering: what a link resolves to may depend on it.
            late = [_content_at(context, place) for place in found.late]
            return self._late(late, context) == found.late_digest
        except (UnknownValueError, LookupError):
            return False

    def _made_of(self, page: Touched, template: Template, context: dict[str, Any]) -> PageRecord:
        """Return the record of a page.

        Raises:
            UnknownValueError: it cannot be kept.
        """
        templates = sorted(page.templates - {template.name})
        shape = Shape(tuple(sorted(page.names)), (template.name or "", *templates))
        contents, late = [*page.contents.values()], [*page.late.values()]
        parts = [(key, sort, detail) for (key, sort, _), detail in page.parts.items()]
        return PageRecord(
            shape,
            tuple(_place_of(each, context) for each in contents),
            tuple((key, sort, _plain(sort, detail, context)) for key, sort, detail in parts),
            tuple(_place_of(each, context) for each in late),
            self._early(shape, contents, parts, template, context),
            self._late(late, context),
        )

    def _part(
        self, context: dict[str, Any], key: str, sort: str, plain: Any
    ) -> tuple[str, str, Any]:
        """Return a part of a list as it was noted, from that of a record.

        Raises:
            LookupError: there is no such list or content.
        """
        detail = _content_at(context, plain) if sort == "in" else plain
        return key, sort, tuple(detail) if sort == "slice" else detail

    def _early(
        self,
        shape: Shape,
        contents: list[Any],
        parts: list[tuple[str, str, Any]],
        template: Template,
        context: dict[str, Any],
    ) -> str:
        digests, environment = self._digests, template.environment
        return digest_of(
            digests.of_environment(environment),
            template.name or "",
            digests.of_root(template),
            digests.of_templates(environment, shape.templates[1:]),
            digests.of_names(context, template, shape.names),
            [*map(digests.of_content, contents)],
            [digests.of_part(self._lists[key], (sort, each)) for key, sort, each in parts],
        )

    def _late(self, contents: list[Any], context: dict[str, Any]) -> str:
        siteurl = str(context.get("localsiteurl") or "")
        return digest_of([self._digests.of_body(each, siteurl) for each in contents])

    def _report_unknown(self, names: dict[str, None]) -> None:
        for name in names:
            if name not in self._unknown:
                self._unknown.add(name)
                logger.info(
                    "Pages that use %s are rendered in every build, since it may read other data;"
                    " if it depends only on its arguments, list it in"
                    " POUCH_BUILD['pure_functions']",
                    name,
                )

    def _end(self) -> None:
        """Store the inputs of all pages whose files are still as rendered."""
        for path, (made, digest) in self._rendered.items():
            stamp = stamp_of(path)
            # Other plugins may have changed the file.
            if stamp is not None and digest_of_bytes(Path(path).read_bytes()) == digest:
                self._records.put(path, made.of_file(*stamp))


def _receivers() -> Iterator[Any]:
    """Yield what is called between two pages."""
    for signal in (
        signals.content_written,
        signals.article_generator_write_article,
        signals.page_generator_write_page,
    ):
        yield from signal.receivers_for(None)


def _is_of_other_plugin(receiver: Any) -> bool:
    module = str(getattr(receiver, "__module__", ""))
    is_plugin = module.startswith("pelican.plugins.")
    return is_plugin or module.partition(".")[0] not in {SUITE, "pelican"}


def _content_at(context: dict[str, Any], place: str) -> Any:
    """Return a content by kind and path.

    Raises:
        LookupError: there is none.
    """
    kind, _, path = place.partition(" ")
    found = context[kind][path]
    if found is None:
        raise LookupError(place)
    return found


def _plain(sort: str, detail: Any, context: dict[str, Any]) -> Any:
    """Return the detail of a part of a list as JSON can hold it.

    Raises:
        UnknownValueError: it is a content that another plugin has made, or no content.
    """
    if sort != "in":
        return detail
    if not isinstance(detail, Content):
        raise UnknownValueError(detail)
    return _place_of(detail, context)


def _place_of(content: Any, context: dict[str, Any]) -> str:
    """Return kind and path of a content.

    Raises:
        UnknownValueError: another plugin has made it, and it is not found by its path.
    """
    path = content.relative_source_path
    for kind in ("generated_content", "static_content"):
        if path is not None and context.get(kind, {}).get(path) is content:
            return f"{kind} {path}"
    raise UnknownValueError(content)
