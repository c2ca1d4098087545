"""The readers for Markdown, and for HTML below front matter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican.readers import HTMLReader, MarkdownReader

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.cache import Cache, MemoryCache
from .._core.contract import READ_ANEW, SHORTCODES, SHOWN_OTHERWISE, SOURCE_LINES, UNUSED_KEYS
from .._core.diagnostics import Diagnostic, report
from .._core.errors import DiagnosticError
from .._core.paths import is_inside, shown, walk
from .._core.pelican_compat import HEADERS, is_met, read_headers
from .._core.reading_pool import ReadingPool
from .._core.source_lines import in_file, lines_in_file
from .._core.text import cut, one_line
from .dates import SOURCES
from .differences.blocks import PythonMarkdown
from .differences.bodies import body_in_place, has_differences, masked
from .headings import escape_unknown_sections
from .literals import rendered
from .path_safety import link_local_files, link_to_post
from .pelican_path_safety import refuse_outside_links
from .pelican_reader_metadata import (
    drop_unusable_values,
    publication_in_metadata,
    slug_from_html_title,
    source_context,
)
from .pelican_source_records import SourceRecords, records_of
from .post import Post, SourceContext, read_post
from .renderers import (
    CommonMarkRenderer,
    MarkdownAdapter,
    PythonMarkdownRenderer,
    fingerprint,
    markdown_style,
)
from .rules import GUESSED, MARKUP_UNKNOWN, VALUE_UNUSABLE
from .settings import FrontMatterSettings
from .shortcodes import render_shortcodes
from .source_records import Questions, SourceRecord, digest_of
from .split import body_html, decode, has_front_matter
from .time_zones import unknown_zone_diagnostics
from .url_keys import is_web_url
from .vault import VaultFiles, is_in_vault, remove_comments

_DATED = {"date", "modified"}
_ENGINES = ("commonmark", "python-markdown")
_ENGINE_HEADER = re.compile(r"^markdown:[ \t]*(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One rendered file.

    Attributes:
        record: what became of it; None if it has Pelican's own headers.
        is_known: whether the record holds all that its HTML depends on.
        html_rows: Markdown cache entries made by another process.
        body_rows: content step cache entries made by another process.
    """

    record: SourceRecord | None
    is_known: bool = False
    html_rows: Mapping[str, str] = field(default_factory=dict)
    body_rows: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ReadingRun:
    """The state of a build while its files are read.

    Attributes:
        begun: kinds of content whose files are being read.
        pool: processes that read files, too, if there are any.
        kept: the cache of HTML, if it is on.
        undo: cleans up after reading.
    """

    begun: set[str] = field(default_factory=set)
    pool: ReadingPool[Rendered] | None = None
    kept: Cache | None = None
    undo: ExitStack = field(default_factory=ExitStack)


class FrontMatterReader(MarkdownReader):  # type: ignore[misc]
    """Markdown below front matter; a file with Pelican's headers is read by Pelican's reader.

    Attributes:
        pouch_in_html: whether bodies are HTML, not Markdown.
    """

    pouch_in_html = False
    _rows: MemoryCache | None = None

    @cached_property
    def pouch_settings(self) -> FrontMatterSettings:
        """The plugin's settings."""
        return build_of(self).state(FrontMatterSettings)

    @property
    def pouch_run(self) -> ReadingRun:
        """The state of the build while files are read."""
        return build_of(self).state(ReadingRun)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of one file.

        Raises:
            DiagnosticError: the file cannot be read; Pelican then leaves it out.
        """
        run = self.pouch_run
        rendered = run.pool.take(source_path) if run.pool else None
        record = self._recorded(source_path) if rendered is None else None
        if record is None:
            rendered = rendered or self.render(source_path)
            if run.kept is not None:
                for key, html in rendered.html_rows.items():
                    run.kept.put(key, html)
            pelican_hooks.keep_bodies(self.settings, rendered.body_rows)
            record = rendered.record
            if record is None:
                return self._below_headers(source_path)
            if rendered.is_known and self._records is not None:
                self._records.put(source_path, record)
        for problem in record.problems:
            report(in_file(source_path, problem))
        return record.html, {
            key: value if key in _DATED else self.process_metadata(key, value)
            for key, value in record.metadata.items()
        }

    def _recorded(self, source_path: str) -> SourceRecord | None:
        """Return the record of an earlier build, if the file would be read as it was then."""
        if self._records is None:
            return None
        record = self._records.get(source_path)
        if record is None or not record.holds(datetime.now(UTC), self._questions(source_path)):
            return None
        try:
            refuse_outside_links(source_path, build_of(self))
        except DiagnosticError:
            return None
        return record

    @cached_property
    def _records(self) -> SourceRecords | None:
        # What a reader of others makes of a file is not known.
        ours = type(self) in {FrontMatterReader, FrontMatterHTMLReader}
        return records_of(self.settings, type(self).__name__) if ours else None

    def _questions(self, source_path: str) -> Questions:
        path, content = Path(source_path), Path(self.settings["PATH"])
        return Questions(
            {
                "comments": lambda _: self._takes_comments(path),
                "file_date": lambda source: _iso(SOURCES[source](path)),
                "next_to": lambda name: _is_next_to(path, name),
                "in_content": lambda name: (content / name).is_file(),
                "in_vault": self._find_in_vault,
            }
        )

    def render(self, source_path: str) -> Rendered:
        """Return the rendered file.

        Raises:
            DiagnosticError: the file cannot be read.
        """
        try:
            return self._render(source_path)
        except DiagnosticError as error:
            raise error.at(shown(source_path)) from error

    def _render(self, source_path: str) -> Rendered:
        path, asked = Path(source_path), self._questions(source_path)
        refuse_outside_links(source_path, build_of(self))
        place = replace(
            source_context(path, self.settings, self.pouch_settings, datetime.now(UTC)),
            takes_comments=bool(asked.ask("comments")),
        )
        data = path.read_bytes()
        text = decode(data)
        post = read_post(text, place, self.pouch_settings)
        if post is None:
            return Rendered(None)
        self._add_what_is_known(asked, post, place)
        body = post.body
        if self.pouch_settings.shortcodes:
            body, left = render_shortcodes(body, in_html=self.pouch_in_html)
            if left:
                post.metadata[SHORTCODES] = dict(left)
        engine = self._engine(post.metadata, post.problems)
        renderer = self._renderer(engine, asked)
        if self.pouch_in_html:
            html = body_html(body)
        else:
            made = rendered(lambda: renderer.render(body), post.body, post.body_line)
            html = made.html
            if lines := lines_in_file(made.lines, body, text):
                post.metadata[SOURCE_LINES] = lines
            post.problems.extend(made.problems)
            self._note_differences(engine, post, place)
        html, sign = escape_unknown_sections(html)
        if sign:
            text = f"{sign} begins nothing that HTML knows, so it is shown as text"
            fix = "delete it, or write &lt; for its <"
            post.problems.append(MARKUP_UNKNOWN(text, fix, sign))
        if post.problems:
            post.metadata[READ_ANEW] = True
        folder = posixpath.dirname(place.path)
        html = link_local_files(
            html,
            lambda name: bool(asked.ask("next_to", name)),
            lambda link: link_to_post(
                link, folder, lambda name: bool(asked.ask("in_content", name))
            ),
        )
        for key in self.settings["FORMATTED_FIELDS"]:
            if isinstance(post.metadata.get(key), str) and key not in post.formatted:
                post.metadata[key] = renderer.html(post.metadata[key])
        record = SourceRecord(
            html=html,
            metadata=post.metadata,
            problems=(*post.problems, *post.notes),
            digest=digest_of(data),
            read_at=place.now,
            until=post.changes_at,
            answers=asked.answers,
        )
        return Rendered(record, engine == "commonmark" or self._fingerprint is not None)

    def render_elsewhere(self, source_path: str) -> Rendered:
        """Do what `render` does in another process, and precompute the content steps.

        Raises:
            DiagnosticError: the file cannot be read.
        """
        self._rows = rows = MemoryCache()
        made = self.render(source_path)
        html, metadata = (made.record.html, made.record.metadata) if made.record else ("", {})
        bodies = pelican_hooks.body_rows(self.settings, source_path, html, metadata)
        return replace(made, html_rows=rows, body_rows=bodies)

    def may_render_elsewhere(self) -> bool:
        """Return whether another process pays off, and gives the same result as this one.

        A cached body is found sooner than a process starts, and CommonMark gains too little.
        """
        is_known = self._fingerprint is not None
        is_slow = self.pouch_settings.markdown == "python-markdown"
        return is_known and is_slow and (self.pouch_run.kept is None or self.pouch_run.kept.is_new)

    def _engine(self, metadata: dict[str, Any], problems: list[Diagnostic]) -> str:
        """Return the engine of a post, and remove it from its metadata."""
        wanted = metadata.pop("markdown", None)
        if wanted is None:
            return self.pouch_settings.markdown
        engine = one_line(str(wanted)).lower()
        if engine in _ENGINES:
            return engine
        metadata["markdown"] = wanted
        text = f"`markdown: {cut(engine)}` names no engine"
        fix = f"write {' or '.join(_ENGINES)}, or delete the line"
        problems.append(VALUE_UNUSABLE(text, fix, "markdown"))
        return self.pouch_settings.markdown

    def _renderer(self, engine: str, asked: Questions) -> Any:
        store = self.pouch_run.kept if self._rows is None else self._rows
        if engine == "commonmark":
            return CommonMarkRenderer(self._style, partial(_find, asked), store)
        ids = self.pouch_settings.heading_ids
        markdown = self.settings["MARKDOWN"]
        return PythonMarkdownRenderer(markdown, self._fingerprint, store, ids=ids)

    @cached_property
    def _style(self) -> Any:
        return markdown_style(
            self.settings["MARKDOWN"],
            smart_punctuation=self.pouch_settings.smart_punctuation,
            obsidian=self.pouch_settings.obsidian_syntax,
        )

    def _find_in_vault(self, name: str) -> str | None:
        # The folder is walked for the first link only.
        return self._vault.find(name)

    @cached_property
    def _vault(self) -> VaultFiles:
        content = Path(self.settings["PATH"])
        return VaultFiles(
            (folder / name).relative_to(content).as_posix()
            for folder, _, names in walk(content)
            for name in names
        )

    def _below_headers(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read a file with Pelican's own headers as Pelican does, but never end the build."""
        read, text = super().read, decode(Path(source_path).read_bytes())
        wanted = _said_in_header(text) or self.pouch_settings.markdown
        if is_met(HEADERS) and wanted == "commonmark":
            read = partial(self._commonmark_below_headers, text)
        try:
            html, metadata = rendered(lambda: read(source_path), text, 1)
        except DiagnosticError as error:
            raise error.at(shown(source_path)) from error
        if self.pouch_settings.markdown == "python-markdown":
            metadata[SHOWN_OTHERWISE] = self._is_shown_otherwise(body_in_place(text))
        problems = [*unknown_zone_diagnostics(source_path), *drop_unusable_values(metadata)]
        if self._takes_comments(Path(source_path)):
            html, _, unclear = remove_comments(html)
            problems += unclear
        publication = publication_in_metadata(
            metadata, self.pouch_settings, self.settings, datetime.now(UTC)
        )
        if publication.status is not None:
            metadata["status"] = publication.status
        for problem in problems + publication.problems:
            report(in_file(source_path, problem))
        if problems or publication.problems or publication.changes_with_time:
            metadata[READ_ANEW] = True
        if self.pouch_settings.url_keys != "all" and is_web_url(metadata.get("guid")):
            metadata[UNUSED_KEYS] = {"guid": metadata.pop("guid")}
            metadata[READ_ANEW] = True
        return html, metadata

    def _commonmark_below_headers(self, text: str, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read a file with Pelican's headers as Pelican does, except for the engine."""
        headers = Markdown(extensions=["markdown.extensions.meta"])
        lines = headers.preprocessors["meta"].run(text.split("\n"))
        renderer = self._renderer("commonmark", self._questions(source_path))
        meta = vars(headers).get("Meta") or {}
        metadata = read_headers(self, source_path, MarkdownAdapter(renderer.html), meta)
        body = "\n".join(lines)
        first = text.count("\n") - body.count("\n") + 1
        made = rendered(lambda: renderer.render(body), body, first)
        for problem in made.problems:
            report(in_file(source_path, problem))
        if made.problems:
            metadata[READ_ANEW] = True
        metadata[SOURCE_LINES] = lines_in_file(made.lines, body, text)
        return made.html, metadata

    def _note_differences(self, engine: str, post: Post, place: SourceContext) -> None:
        # Without its comments, a body's lines are not those of its file.
        if engine == "python-markdown" and not place.takes_comments:
            post.metadata[SHOWN_OTHERWISE] = self._is_shown_otherwise(post.body)

    def _is_shown_otherwise(self, body: str) -> bool:
        # A third-party extension with state must not see this extra text.
        return self._fingerprint is not None and has_differences(masked(body), self._blocks)

    @cached_property
    def _blocks(self) -> PythonMarkdown:
        return PythonMarkdown(self.settings["MARKDOWN"])

    def _add_what_is_known(self, asked: Questions, post: Post, place: SourceContext) -> None:
        if "date" not in post.metadata and "date" not in place.given:
            self._add_date_of_file(asked, post)
        post.metadata.update(
            slug_from_html_title(post.typed_title, place, self.settings, post.metadata)
        )
        if post.unused:
            post.metadata[UNUSED_KEYS] = post.unused
        if post.problems or post.changes_with_time or post.unused:
            post.metadata[READ_ANEW] = True

    def _takes_comments(self, path: Path) -> bool:
        wanted = self.pouch_settings.obsidian_comments
        return wanted == "always" or (wanted == "vault" and self._is_in_vault(path.parent))

    @cached_property
    def _is_in_vault(self) -> Callable[[Path], bool]:
        return lru_cache(maxsize=4096)(is_in_vault)

    @cached_property
    def _fingerprint(self) -> str | None:
        return fingerprint(self.settings["MARKDOWN"])

    def _add_date_of_file(self, asked: Questions, post: Post) -> None:
        source = self.pouch_settings.date_fallback
        moment = asked.ask("file_date", source)
        if moment is not None:
            post.metadata["date"] = datetime.fromisoformat(str(moment))
            text = f"the date is taken from {source}"
            post.notes.append(GUESSED(text, "write `date:`", topic="date"))


def _said_in_header(text: str) -> str | None:
    """Return the engine that Pelican's own headers name."""
    said = _ENGINE_HEADER.search(text.lstrip().partition("\n\n")[0])
    return said[1].lower() if said and said[1].lower() in _ENGINES else None


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _find(asked: Questions, name: str) -> str | None:
    found = asked.ask("in_vault", name)
    return found if isinstance(found, str) else None


def _is_next_to(post: Path, name: str) -> bool:
    target = (post.parent / name).resolve()
    # Only the bundle's own files: a path with `..` may lead anywhere on this disk.
    return is_inside(target, post.parent) and target.is_file() and target != post.resolve()


class FrontMatterHTMLReader(FrontMatterReader):
    """HTML below front matter; any other HTML file is read by Pelican's own reader."""

    pouch_in_html = True

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of one file.

        Raises:
            DiagnosticError: its front matter cannot be read; Pelican then leaves it out.
        """
        if not has_front_matter(Path(source_path).read_bytes()):
            html, metadata = HTMLReader(self.settings).read(source_path)
            return html, {"reader": "html", **metadata}
        html, metadata = super().read(source_path)
        return html, {"reader": "frontmatter", **metadata}
