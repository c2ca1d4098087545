"""Read the source of a post, from its bytes to HTML and metadata."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from markdown import Markdown

from .._core.build import build_of
from .._core.cache import MemoryCache
from .._core.contract import (
    GUEST,
    READ_ANEW,
    SHORTCODES,
    SHOWN_OTHERWISE,
    SOURCE_LINES,
    UNUSED_KEYS,
)
from .._core.diagnostics import Diagnostic
from .._core.digests import digest_of_bytes
from .._core.log_filters import listening
from .._core.pelican_compat import HEADERS, is_met, read_headers
from .._core.source_lines import lines_in_file
from .._core.text import cut, one_line
from .content_links import resolve_marked
from .differences.blocks import PythonMarkdown
from .differences.bodies import body_in_place, has_differences, masked
from .foreign_syntax import foreign_syntax
from .guests import drop_site_authors_keys
from .headings import escape_unknown_sections
from .jekyll_links import JekyllLinks
from .literals import rendered
from .markdown_settings import ENGINES, engine_in_headers, fingerprint, markdown_style
from .path_safety import innermost_folder, link_local_files
from .pelican_guests import clean_guest_post, is_guest_content, strict_markdown_of
from .pelican_path_safety import refuse_outside_links
from .pelican_reader_metadata import (
    drop_unusable_values,
    publication_in_metadata,
    slug_from_html_title,
    source_context,
)
from .pelican_source_records import Rendered, find_in_content, find_in_vault
from .post import Post, SourceContext, read_post
from .post_links import PostLinks
from .renderers import CommonMarkRenderer, MarkdownAdapter, PythonMarkdownRenderer
from .rules import GUESSED, LINK_MISSING, MARKUP_UNKNOWN, VALUE_UNUSABLE
from .settings import FrontMatterSettings
from .shortcodes import render_own_shortcodes
from .site_shortcodes.own import OwnShortcodes
from .source_records import Questions, SourceRecord
from .split import body_html, decode
from .summaries import mark_separator, split_summary
from .time_zones import unknown_zone_diagnostics
from .url_keys import is_web_url
from .vault_comments import remove_comments

_DATED = frozenset({"date", "modified"})


class SourceRenderer:
    """Reads the sources of a site.

    Args:
        reader: the `FrontMatterReader` of their kind.

    Attributes:
        rows: gets the entries of the cache of Markdown in another process; None in this one.
    """

    def __init__(self, reader: Any) -> None:
        self.rows: MemoryCache | None = None
        self._reader = reader
        self._settings: dict[str, Any] = reader.settings
        self._ours: FrontMatterSettings = reader.pouch_settings

    def render(self, source_path: str) -> Rendered:
        """Return what becomes of one file.

        Raises:
            DiagnosticError: it cannot be read.
        """
        path, asked = Path(source_path), self._reader.pouch_questions(source_path)
        refuse_outside_links(source_path, build_of(self._reader))
        place = replace(
            source_context(path, self._settings, self._ours, datetime.now(UTC)),
            takes_comments=bool(asked.ask("comments")),
        )
        data = path.read_bytes()
        text = decode(data)
        post = read_post(text, place, self._ours)
        if post is None:
            return self._below_headers(path, data, asked)
        self._add_what_is_known(asked, post, place)
        engine = self._engine(post.metadata, post.problems)
        is_guest = GUEST in post.metadata
        renderer = self._renderer(engine, asked, is_guest=is_guest)
        own = self._own_shortcodes(post, renderer, asked)
        separator = self._summary_separator(post.metadata)
        body = self._with_shortcodes(mark_separator(post.body, separator), own, post)
        if self._ours.shortcodes:
            body = self._resolve_references(body, place.path, asked)
        if self._reader.pouch_in_html:
            html = body_html(body)
        else:
            made = rendered(lambda: renderer.render(body), post.body, post.body_line)
            html = own.put_into(made.html) if own is not None else made.html
            if lines := lines_in_file(made.lines, body, text):
                post.metadata[SOURCE_LINES] = lines
            post.problems.extend(made.problems)
            self._note_differences(engine, post, place)
        html, sign = escape_unknown_sections(html)
        if sign:
            text = f"{sign} begins nothing that HTML knows, so it is shown as text"
            fix = "delete it, or write &lt; for its <"
            post.problems.append(MARKUP_UNKNOWN(text, fix, sign))
        html = self._link(html, post, place, asked)
        html = self._with_summary(html, separator, post)
        for key in self._settings["FORMATTED_FIELDS"]:
            if isinstance(post.metadata.get(key), str) and key not in post.formatted:
                value = renderer.html(post.metadata[key])
                # Pelican resolves the markers in a summary as in a body.
                value = self._link(value, post, place, asked) if key == "summary" else value
                post.metadata[key] = value
        if is_guest:
            html, problems = clean_guest_post(html, post.metadata, place.path, self._settings)
            post.problems.extend(problems)
        if post.problems or "shortcode" in asked.answers:
            post.metadata[READ_ANEW] = True
        record = SourceRecord(
            html=html,
            metadata=post.metadata,
            finished=_DATED,
            problems=(*post.problems, *post.notes),
            digest=digest_of_bytes(data),
            read_at=place.now,
            until=post.changes_at,
            answers=asked.answers,
        )
        return Rendered(record, self._is_known(engine))

    def _with_shortcodes(self, body: str, own: OwnShortcodes | None, post: Post) -> str:
        """Return a body with its shortcodes rendered; the post gets the kinds of the others."""
        if not self._ours.shortcodes:
            return body
        in_html = self._reader.pouch_in_html
        body, left = render_own_shortcodes(body, own, in_html=in_html)
        if self._names_foreign_syntax and not in_html:
            left += foreign_syntax(body, obsidian=self._reads_wikilinks)
        if left:
            post.metadata[SHORTCODES] = dict(left)
        return body

    def _link(self, html: str, post: Post, place: SourceContext, asked: Questions) -> str:
        """Return *html* with links to the sources of posts, and to files next to this one."""
        links = PostLinks(
            posixpath.dirname(place.path),
            partial(find_in_content, asked),
            partial(find_in_vault, asked),
            tuple(folder.strip("/") for folder in self._ours.content_folders),
            is_moved=self._ours.permalink_style is not None,
        )
        html = link_local_files(html, lambda name: bool(asked.ask("next_to", name)), links.link)
        for name in dict.fromkeys(links.missing):
            text = f"the link to {name!r} leads to no file"
            post.problems.append(LINK_MISSING(text, "correct it, or delete it", name))
        return html

    def _own_shortcodes(self, post: Post, renderer: Any, asked: Questions) -> OwnShortcodes | None:
        folders = self._ours.shortcode_paths
        if not folders and self._ours.permalink_style is None:
            return None

        def find(syntax: str, name: str) -> str | None:
            file = name if syntax == "jekyll" else f"{name}.html"
            paths = (f"{folder.strip('/')}/{file}" for folder in folders)
            path = next((path for path in paths if asked.ask("shortcode", path) is not None), None)
            text: str | None = None if path is None else self._reader.pouch_shortcode(path)
            return text

        links = None
        if self._ours.permalink_style == "jekyll":
            links = JekyllLinks(
                lambda path: bool(asked.ask("in_content", path)),
                lambda: str(asked.ask("site_path") or ""),
                self._ours,
            )
        return OwnShortcodes(find, renderer.html, post.body, post.typed_title, links)

    @cached_property
    def _names_foreign_syntax(self) -> bool:
        """Whether markup of other programs is named: what an old site shows, it means."""
        return self._reads_summaries or self._ours.markdown == "commonmark"

    @cached_property
    def _reads_wikilinks(self) -> bool:
        # Of Python-Markdown or another plugin.
        names = self._settings["MARKDOWN"].get("extension_configs", {})
        return self._ours.obsidian_syntax or any("wikilink" in str(name) for name in names)

    @cached_property
    def _reads_summaries(self) -> bool:
        """Whether marks in a text end its summary: an existing site keeps those in its feeds."""
        return self._ours.url_keys == "all" or self._ours.permalink_style is not None

    def _summary_separator(self, metadata: dict[str, Any]) -> str:
        own = metadata.get("excerpt_separator", self._ours.summary_separator)
        return own if self._reads_summaries and isinstance(own, str) else ""

    def _with_summary(self, html: str, separator: str, post: Post) -> str:
        """Return *html* without marks; what is above the first is the summary if there is none."""
        if not self._reads_summaries:
            return html
        summary, html = split_summary(html, separator)
        # One that is formatted already is only a description.
        if summary and ("summary" not in post.metadata or "summary" in post.formatted):
            post.metadata["summary"] = summary
            post.formatted.add("summary")
        return html

    def _resolve_references(self, body: str, path: str, asked: Questions) -> str:
        if not self._ours.content_folders:
            return body
        inside = innermost_folder(path, self._ours.content_folders) or ""
        return resolve_marked(body, path, inside, lambda name: bool(asked.ask("in_content", name)))

    def _is_known(self, engine: str) -> bool:
        """Return whether it is known all that an engine's HTML depends on."""
        return engine == "commonmark" or self._reader.pouch_fingerprint is not None

    def _engine(self, metadata: dict[str, Any], problems: list[Diagnostic]) -> str:
        """Return the engine of a post, and remove it from its metadata."""
        wanted = metadata.pop("markdown", None)
        if wanted is None:
            return self._ours.markdown
        engine = one_line(str(wanted)).lower()
        if engine in ENGINES:
            return engine
        metadata["markdown"] = wanted
        text = f"`markdown: {cut(engine)}` names no engine"
        fix = f"write {' or '.join(ENGINES)}, or delete the line"
        problems.append(VALUE_UNUSABLE(text, fix, "markdown"))
        return self._ours.markdown

    def _renderer(self, engine: str, asked: Questions, *, is_guest: bool = False) -> Any:
        store = self._reader.pouch_run.kept if self.rows is None else self.rows
        if engine == "commonmark":
            return CommonMarkRenderer(self._style, partial(find_in_vault, asked), store)
        ids = self._ours.heading_ids
        markdown = self._settings["MARKDOWN"]
        if is_guest:
            markdown = strict_markdown_of(self._settings)
            return PythonMarkdownRenderer(markdown, fingerprint(markdown), store, ids=ids)
        return PythonMarkdownRenderer(markdown, self._reader.pouch_fingerprint, store, ids=ids)

    @cached_property
    def _style(self) -> Any:
        return markdown_style(
            self._settings["MARKDOWN"],
            smart_punctuation=self._ours.smart_punctuation,
            obsidian=self._ours.obsidian_syntax,
        )

    def _below_headers(
        self, path: Path, data: bytes, asked: Questions, *, is_guest: bool = False
    ) -> Rendered:
        """Read a file with Pelican's own headers as Pelican does, but never end the build."""
        source_path, text, now = str(path), decode(data), datetime.now(UTC)
        ours, problems = self._ours, list[Diagnostic]()
        read: Callable[[str], tuple[str, dict[str, Any]]] = self._reader.pouch_read_headers
        engine = (is_met(HEADERS) and engine_in_headers(text)) or ours.markdown
        engine = engine if is_met(HEADERS) else "python-markdown"
        if engine == "commonmark" or is_guest:
            renderer = self._renderer(engine, asked, is_guest=is_guest)
            read = partial(self._rendered_below_headers, renderer, text, problems)
        self._reader.pouch_processed = processed = dict[str, tuple[Any, Any]]()
        try:
            with listening("pelican.readers") as listener:
                html, metadata = rendered(lambda: read(source_path), text, 1)
        finally:
            self._reader.pouch_processed = None
        relative = Path(os.path.relpath(path, self._settings["PATH"])).as_posix()
        if not is_guest and is_guest_content(metadata, relative, self._settings, ours):
            return self._below_headers(path, data, asked, is_guest=True)
        problems += drop_site_authors_keys(metadata) if is_guest else []
        if ours.markdown == "python-markdown":
            metadata[SHOWN_OTHERWISE] = self._is_shown_otherwise(body_in_place(text))
        problems += [*unknown_zone_diagnostics(source_path), *drop_unusable_values(metadata)]
        if asked.ask("comments"):
            html, _, unclear = remove_comments(html)
            problems += unclear
        publication = publication_in_metadata(metadata, ours, self._settings, now)
        if publication.status is not None:
            metadata["status"] = publication.status
        problems += publication.problems
        if problems or publication.changes_with_time:
            metadata[READ_ANEW] = True
        if ours.url_keys != "all" and is_web_url(metadata.get("guid")):
            metadata[UNUSED_KEYS] = {"guid": metadata.pop("guid")}
            metadata[READ_ANEW] = True
        raw = {key: given for key, (given, made) in processed.items() if metadata.get(key) is made}
        if is_guest:
            html, raw = self._clean_below_headers(html, metadata, raw, relative, problems)
        record = SourceRecord(
            html=html,
            metadata=metadata | raw,
            finished=frozenset(metadata.keys() - raw.keys()),
            problems=tuple(problems),
            digest=digest_of_bytes(data),
            read_at=now,
            until=publication.changes_at,
            answers=asked.answers,
        )
        return Rendered(record, self._is_known(engine) and not listener.heard_something)

    def _clean_below_headers(
        self,
        html: str,
        metadata: dict[str, Any],
        raw: dict[str, Any],
        path: str,
        problems: list[Diagnostic],
    ) -> tuple[str, dict[str, Any]]:
        """Return the HTML of a guest's post and the *raw* values of its *metadata*, all cleaned."""
        metadata |= raw
        html, found = clean_guest_post(html, metadata, path, self._settings)
        problems += found
        return html, {key: metadata[key] for key in raw}

    def _rendered_below_headers(
        self, renderer: Any, text: str, problems: list[Diagnostic], source_path: str
    ) -> tuple[str, dict[str, Any]]:
        """Read a file with Pelican's headers as Pelican does, except for the engine."""
        headers = Markdown(extensions=["markdown.extensions.meta"])
        lines = headers.preprocessors["meta"].run(text.split("\n"))
        meta = vars(headers).get("Meta") or {}
        metadata = read_headers(self._reader, source_path, MarkdownAdapter(renderer.html), meta)
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
        is_known = self._reader.pouch_fingerprint is not None
        return is_known and has_differences(masked(body), self._blocks)

    @cached_property
    def _blocks(self) -> PythonMarkdown:
        return PythonMarkdown(self._settings["MARKDOWN"])

    def _add_what_is_known(self, asked: Questions, post: Post, place: SourceContext) -> None:
        if "date" not in post.metadata and "date" not in place.given:
            self._add_date_of_file(asked, post)
        post.metadata.update(
            slug_from_html_title(post.typed_title, place, self._settings, post.metadata)
        )
        if post.unused:
            post.metadata[UNUSED_KEYS] = post.unused
        if post.problems or post.changes_with_time or post.unused:
            post.metadata[READ_ANEW] = True

    def _add_date_of_file(self, asked: Questions, post: Post) -> None:
        source = self._ours.date_fallback
        moment = asked.ask("file_date", source)
        if moment is not None:
            post.metadata["date"] = datetime.fromisoformat(str(moment))
            text = f"the date is taken from {source}"
            post.notes.append(GUESSED(text, "write `date:`", topic="date"))
