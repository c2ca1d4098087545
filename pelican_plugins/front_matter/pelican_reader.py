"""The readers for Markdown, and for HTML below front matter."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pelican.readers import HTMLReader, MarkdownReader

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.cache import MemoryCache
from .._core.contract import FEED_ID, KIND
from .._core.diagnostics import report
from .._core.errors import DiagnosticError
from .._core.paths import shown
from .._core.source_lines import in_file
from .markdown_settings import fingerprint
from .path_safety import are_read_twice
from .pelican_guests import read_other
from .pelican_path_safety import refuse_outside_links
from .pelican_source_records import (
    ReadingRun,
    Rendered,
    SourceRecords,
    questions_about,
    records_of,
    shortcode_text,
)
from .settings import FrontMatterSettings
from .source_records import Questions, SourceRecord
from .vault import VaultFiles, is_in_vault

if TYPE_CHECKING:
    from .pelican_source_renderer import SourceRenderer

# RFC 3986, 3.3: what a path holds unencoded.
_IN_URLS = "/!$&'()*+,;=:@~"


class FrontMatterReader(MarkdownReader):  # type: ignore[misc]
    """Markdown below front matter; a file with Pelican's headers is read by Pelican's reader.

    Attributes:
        pouch_in_html: whether bodies are HTML, not Markdown.
        pouch_processed: collects each value with Pelican's result for it; None to collect nothing.
    """

    pouch_in_html = False
    pouch_processed: dict[str, tuple[Any, Any]] | None = None

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
        record = self._read_for_its_generator(source_path)
        if record is None:
            return "", {"status": "skip"}
        for problem in record.problems:
            report(in_file(source_path, problem))
        return record.html, {
            key: value if key in record.finished else self.process_metadata(key, value)
            for key, value in self._with_feed_id(record.metadata).items()
        }

    def _with_feed_id(self, metadata: dict[str, Any]) -> dict[str, Any]:
        """Return the metadata with the id that the post's feed entry has had, if there is none."""
        path, site = metadata.get(FEED_ID), self.settings["SITEURL"]
        if path is None or not site:
            return metadata
        return {"guid": f"{site}/{quote(path, safe=_IN_URLS)}", **metadata}

    def _read_for_its_generator(self, source_path: str) -> SourceRecord | None:
        """Return the record of a file; None if it is for the other of the two generators."""
        run = self.pouch_run
        paths = self.settings["ARTICLE_PATHS"], self.settings["PAGE_PATHS"]
        if self.pouch_settings.undated != "page" or not run.kind:
            return self._read(source_path)
        relative = Path(os.path.relpath(source_path, self.settings["PATH"])).as_posix()
        if not are_read_twice(relative, *paths):
            return self._read(source_path)
        if run.kind == "page" and source_path in run.read:
            return run.read.pop(source_path)
        # A file that cannot be read is reported once.
        run.read[source_path] = None
        record = self._read(source_path)
        kind = record.metadata.get(KIND) or ("article" if "date" in record.metadata else "page")
        if kind == run.kind:
            return record
        run.read[source_path] = record
        return None

    def _read(self, source_path: str) -> SourceRecord:
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
        return record

    def _recorded(self, source_path: str) -> SourceRecord | None:
        """Return the record of an earlier build, if the file would be read in the same way."""
        if self._records is None:
            return None
        record = self._records.get(source_path)
        if record is None or not record.holds(datetime.now(UTC), self.pouch_questions(source_path)):
            return None
        try:
            refuse_outside_links(source_path, build_of(self))
        except DiagnosticError:
            return None
        return record

    @cached_property
    def _records(self) -> SourceRecords | None:
        # The result of another plugin's reader is not known.
        ours = type(self) in {FrontMatterReader, FrontMatterHTMLReader}
        return records_of(self.settings, type(self).__name__) if ours else None

    def pouch_questions(self, source_path: str) -> Questions:
        """Return what reading a file may ask of its surroundings."""
        content = self.settings["PATH"]
        return questions_about(
            *(source_path, content, self._takes_comments, self._find_in_vault),
            *(self.pouch_shortcode, self._site_url),
        )

    def _site_url(self) -> str:
        return "" if self.settings["RELATIVE_URLS"] else str(self.settings["SITEURL"])

    def pouch_read_headers(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read a file with Pelican's own headers as Pelican does."""
        read: tuple[str, dict[str, Any]] = super().read(source_path)
        return read

    @cached_property
    def _source_renderer(self) -> SourceRenderer:
        # All that parses front matter and Markdown takes as long to load as Pelican itself, and
        # a build that finds a record of every file needs none of it.
        from .pelican_source_renderer import SourceRenderer

        return SourceRenderer(self)

    def render(self, source_path: str) -> Rendered:
        """Return the rendered file.

        Raises:
            DiagnosticError: the file cannot be read.
        """
        try:
            return self._source_renderer.render(source_path)
        except DiagnosticError as error:
            raise error.at(shown(source_path)) from error

    def render_elsewhere(self, source_path: str) -> Rendered:
        """Do what `render` does in another process, and precompute the content steps.

        Raises:
            DiagnosticError: the file cannot be read.
        """
        self._source_renderer.rows = rows = MemoryCache()
        made = self.render(source_path)
        record = made.record
        bodies = pelican_hooks.body_rows(self.settings, source_path, record.html, record.metadata)
        return replace(made, html_rows=rows, body_rows=bodies)

    def may_render_elsewhere(self) -> bool:
        """Return whether another process pays off, and gives the same result as this one.

        A cached body is found sooner than a process starts, and CommonMark gains too little.
        """
        if self.pouch_fingerprint is None or self.pouch_settings.markdown != "python-markdown":
            return False
        finds_none = self._records is None and self.pouch_run.kept is None
        return finds_none or pelican_hooks.build_cache(self.settings).is_new

    @cached_property
    def pouch_shortcode(self) -> Callable[[str], str | None]:
        """Returns the text of a file of a shortcode; see `shortcode_text`."""
        return lru_cache(maxsize=1024)(partial(shortcode_text, self.settings["PATH"]))

    def _find_in_vault(self, name: str) -> str | None:
        # The folder is walked for the first link only.
        return self._vault.find(name)

    @cached_property
    def _vault(self) -> VaultFiles:
        return VaultFiles.below(Path(self.settings["PATH"]))

    def process_metadata(self, name: str, value: Any) -> Any:
        """Return Pelican's result for a value."""
        made = super().process_metadata(name, value)
        if self.pouch_processed is not None:
            self.pouch_processed[name] = value, made
        return made

    def _takes_comments(self, folder: str) -> bool:
        wanted = self.pouch_settings.obsidian_comments
        return wanted == "always" or (wanted == "vault" and self._is_in_vault(folder))

    @cached_property
    def _is_in_vault(self) -> Callable[[str], bool]:
        return lru_cache(maxsize=4096)(lambda folder: is_in_vault(Path(folder)))

    @cached_property
    def pouch_fingerprint(self) -> str | None:
        """See `markdown_settings.fingerprint`."""
        return fingerprint(self.settings["MARKDOWN"])


class FrontMatterHTMLReader(FrontMatterReader):
    """HTML below front matter; any other HTML file is read by Pelican's own reader."""

    pouch_in_html = True

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of one file.

        Raises:
            DiagnosticError: its front matter cannot be read; Pelican then leaves it out.
        """
        # Few sites have posts in HTML.
        from .split import has_front_matter

        if not has_front_matter(Path(source_path).read_bytes()):
            if self.pouch_settings.permalink_style is not None:
                # Other generators copy it, as Pelican does in STATIC_PATHS.
                return "", {"status": "skip"}
            reader = HTMLReader(self.settings)
            html, metadata = read_other(reader, reader.read, source_path)
            return html, {"reader": "html", **metadata}
        html, metadata = super().read(source_path)
        return html, {"reader": "frontmatter", **metadata}
