"""The readers for Markdown, and for HTML below front matter."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican.readers import HTMLReader, MarkdownReader

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.cache import MemoryCache
from .._core.contract import READ_ANEW, SHORTCODES, SHOWN_OTHERWISE, SOURCE_LINES, UNUSED_KEYS
from .._core.diagnostics import Diagnostic, report
from .._core.errors import DiagnosticError
from .._core.log_filters import listening
from .._core.paths import shown
from .._core.pelican_compat import HEADERS, is_met, read_headers
from .._core.source_lines import in_file, lines_in_file
from .._core.text import cut, one_line
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
from .pelican_source_records import (
    ReadingRun,
    Rendered,
    SourceRecords,
    find_in_vault,
    questions_about,
    records_of,
)
from .post import Post, SourceContext, read_post
from .renderers import (
    ENGINES,
    CommonMarkRenderer,
    MarkdownAdapter,
    PythonMarkdownRenderer,
    engine_in_headers,
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

_DATED = frozenset({"date", "modified"})


class FrontMatterReader(MarkdownReader):  # type: ignore[misc]
    """Markdown below front matter; a file with Pelican's headers is read by Pelican's reader.

    Attributes:
        pouch_in_html: whether bodies are HTML, not Markdown.
    """

    pouch_in_html = False
    _rows: MemoryCache | None = None
    _processed: dict[str, tuple[Any, Any]] | None = None

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
            if rendered.is_known and self._records is not None:
                self._records.put(source_path, record)
        for problem in record.problems:
            report(in_file(source_path, problem))
        return record.html, {
            key: value if key in record.finished else self.process_metadata(key, value)
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
        content = self.settings["PATH"]
        return questions_about(source_path, content, self._takes_comments, self._find_in_vault)

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
            return self._below_headers(path, data, asked)
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
            finished=_DATED,
            problems=(*post.problems, *post.notes),
            digest=digest_of(data),
            read_at=place.now,
            until=post.changes_at,
            answers=asked.answers,
        )
        return Rendered(record, self._is_known(engine))

    def _is_known(self, engine: str) -> bool:
        """Return whether it is known all that an engine's HTML depends on."""
        return engine == "commonmark" or self._fingerprint is not None

    def render_elsewhere(self, source_path: str) -> Rendered:
        """Do what `render` does in another process, and precompute the content steps.

        Raises:
            DiagnosticError: the file cannot be read.
        """
        self._rows = rows = MemoryCache()
        made = self.render(source_path)
        record = made.record
        bodies = pelican_hooks.body_rows(self.settings, source_path, record.html, record.metadata)
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
        if engine in ENGINES:
            return engine
        metadata["markdown"] = wanted
        text = f"`markdown: {cut(engine)}` names no engine"
        fix = f"write {' or '.join(ENGINES)}, or delete the line"
        problems.append(VALUE_UNUSABLE(text, fix, "markdown"))
        return self.pouch_settings.markdown

    def _renderer(self, engine: str, asked: Questions) -> Any:
        store = self.pouch_run.kept if self._rows is None else self._rows
        if engine == "commonmark":
            return CommonMarkRenderer(self._style, partial(find_in_vault, asked), store)
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
        return VaultFiles.below(Path(self.settings["PATH"]))

    def _below_headers(self, path: Path, data: bytes, asked: Questions) -> Rendered:
        """Read a file with Pelican's own headers as Pelican does, but never end the build."""
        source_path, text, now = str(path), decode(data), datetime.now(UTC)
        ours, problems = self.pouch_settings, list[Diagnostic]()
        read: Callable[[str], tuple[str, dict[str, Any]]] = super().read
        engine = engine_in_headers(text) or ours.markdown
        if is_met(HEADERS) and engine == "commonmark":
            read = partial(self._commonmark_below_headers, text, asked, problems)
        else:
            engine = "python-markdown"
        self._processed = processed = dict[str, tuple[Any, Any]]()
        try:
            with listening("pelican.readers") as listener:
                html, metadata = rendered(lambda: read(source_path), text, 1)
        finally:
            self._processed = None
        if ours.markdown == "python-markdown":
            metadata[SHOWN_OTHERWISE] = self._is_shown_otherwise(body_in_place(text))
        problems += [*unknown_zone_diagnostics(source_path), *drop_unusable_values(metadata)]
        if asked.ask("comments"):
            html, _, unclear = remove_comments(html)
            problems += unclear
        publication = publication_in_metadata(metadata, ours, self.settings, now)
        if publication.status is not None:
            metadata["status"] = publication.status
        problems += publication.problems
        if problems or publication.changes_with_time:
            metadata[READ_ANEW] = True
        if ours.url_keys != "all" and is_web_url(metadata.get("guid")):
            metadata[UNUSED_KEYS] = {"guid": metadata.pop("guid")}
            metadata[READ_ANEW] = True
        raw = {key: given for key, (given, made) in processed.items() if metadata.get(key) is made}
        record = SourceRecord(
            html=html,
            metadata=metadata | raw,
            finished=frozenset(metadata.keys() - raw.keys()),
            problems=tuple(problems),
            digest=digest_of(data),
            read_at=now,
            until=publication.changes_at,
            answers=asked.answers,
        )
        return Rendered(record, self._is_known(engine) and not listener.heard_something)

    def process_metadata(self, name: str, value: Any) -> Any:
        """Return what Pelican makes of a value."""
        made = super().process_metadata(name, value)
        if self._processed is not None:
            self._processed[name] = value, made
        return made

    def _commonmark_below_headers(
        self, text: str, asked: Questions, problems: list[Diagnostic], source_path: str
    ) -> tuple[str, dict[str, Any]]:
        """Read a file with Pelican's headers as Pelican does, except for the engine."""
        headers = Markdown(extensions=["markdown.extensions.meta"])
        lines = headers.preprocessors["meta"].run(text.split("\n"))
        renderer = self._renderer("commonmark", asked)
        meta = vars(headers).get("Meta") or {}
        metadata = read_headers(self, source_path, MarkdownAdapter(renderer.html), meta)
        body = "\n".join(lines)
        first = text.count("\n") - body.count("\n") + 1
        made = rendered(lambda: renderer.render(body), body, first)
        problems += made.problems
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
