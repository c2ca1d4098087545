"""Give Pelican our reader for Markdown files, and see to what concerns the site as a whole."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from markdown import Markdown
from pelican import signals
from pelican.contents import Article
from pelican.readers import MarkdownReader, parse_path_metadata, path_metadata
from pelican.settings import DEFAULT_CONFIG

from .._core import hooks
from .._core.errors import Problem, SourceError
from .file_dates import SOURCES
from .handed_on import READ_ANEW, SHORTCODES, is_internal
from .local_files import mark_local_files
from .post import Place, Post, read_post
from .settings import FrontMatterSettings
from .shortcodes import render_shortcodes
from .site.plugin import look_over_site, write_redirects
from .split import decode

logger = logging.getLogger(__name__)

_EXAMPLES = {"title": "title: …", "date": "date: 2025-06-03"}
# What Pelican keeps on an article under names that a front matter might use for its own.
_RESERVED = frozenset(dir(Article)) | {
    *("in_default_lang", "locale_date", "locale_modified", "metadata", "reader"),
    *("relative_source_path", "resources", "settings", "source_path", "translations"),
}
_DATED = {"date", "modified"}
_YAML_METADATA = "YAMLMetadataReader"


class FrontMatterReader(MarkdownReader):  # type: ignore[misc]
    """Markdown below a front matter; a file with Pelican's headers is read by Pelican's own."""

    pouch_settings = FrontMatterSettings()

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of one file.

        Raises:
            SourceError: the file cannot be read; Pelican then leaves it out.
        """
        path = Path(source_path)
        try:
            place = self._place(path)
            post = read_post(decode(path.read_bytes()), place, self.pouch_settings)
        except SourceError as error:
            raise error.at(hooks.shown(source_path)) from error
        if post is None:
            return self._below_headers(source_path)
        if "date" not in post.metadata and "date" not in place.given:
            self._add_date_of_file(path, post)
        for problem in post.problems:
            hooks.warn_of_file(source_path, problem)
        for note in post.notes:
            hooks.warn_of_file(source_path, note, logging.INFO)
        if post.problems or post.changes_later:
            post.metadata[READ_ANEW] = True
        body = post.body
        if self.pouch_settings.shortcodes:
            body, left = render_shortcodes(body)
            if left:
                post.metadata[SHORTCODES] = dict(left)
        html = mark_local_files(self._html(body), lambda name: _lies_beside(path, name))
        return html, self._pelican_metadata(post)

    def _below_headers(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read a file with Pelican's own headers as Pelican does, but for what ends its build."""
        html, metadata = super().read(source_path)
        for key in filter(is_internal, list(metadata)):
            text = f"the key {key} is reserved and is ignored"
            hooks.warn_of_file(source_path, Problem(text, "give it another name", key))
            del metadata[key]
            metadata[READ_ANEW] = True
        return html, metadata

    def _place(self, path: Path) -> Place:
        relative = Path(os.path.relpath(path, self.settings["PATH"])).as_posix()
        folders = [str(folder).strip("/") for folder in self.settings["PAGE_PATHS"]]
        return Place(
            path=relative,
            is_page=any(relative.startswith(f"{folder}/") for folder in folders if folder),
            now=datetime.now(UTC),
            zone=ZoneInfo(self.settings.get("TIMEZONE", "UTC")),
            reserved=_RESERVED,
            given=frozenset(self._given(path, relative)),
        )

    def _given(self, path: Path, relative: str) -> Iterator[str]:
        """Yield the keys that the owner's settings give the file, as Pelican reads them."""
        settings = self.settings
        yield from dict(settings["DEFAULT_METADATA"])
        by_path = {"EXTRA_PATH_METADATA": settings["EXTRA_PATH_METADATA"]}
        yield from path_metadata(str(path), relative, by_path)
        patterns = {name: settings[name] for name in ("FILENAME_METADATA", "PATH_METADATA")}
        if patterns["FILENAME_METADATA"] == DEFAULT_CONFIG["FILENAME_METADATA"]:
            # A date in a name, which nobody has asked for: we find the same, and say so.
            del patterns["FILENAME_METADATA"]
        yield from parse_path_metadata(relative, patterns)

    def _html(self, text: str) -> str:
        # One object a text, as Pelican does: some extensions keep what they saw.
        self._md = Markdown(**self.settings["MARKDOWN"])
        # The body may begin with a line such as `Note: …`, which is no header here.
        self._md.preprocessors.deregister("meta", strict=False)
        return self._md.convert(text)

    def _pelican_metadata(self, post: Post) -> dict[str, Any]:
        metadata = post.metadata
        for key in self.settings["FORMATTED_FIELDS"]:
            if isinstance(metadata.get(key), str) and key not in post.formatted:
                metadata[key] = self._html(metadata[key])
        return {
            key: value if key in _DATED else self.process_metadata(key, value)
            for key, value in metadata.items()
        }

    def _add_date_of_file(self, path: Path, post: Post) -> None:
        moment = SOURCES[self.pouch_settings.dates_from](path)
        if moment is not None:
            post.metadata["date"] = moment
            source = self.pouch_settings.dates_from
            post.notes.append(Problem(f"the date is taken from {source}", "write `date:`"))


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    logging.getLogger("pelican.contents").addFilter(_explain_missing)
    signals.initialized.connect(_configure)
    signals.readers_init.connect(_offer_reader)
    signals.article_generator_init.connect(_tell_who_reads)
    signals.article_generator_init.connect(_keep_out_of_caches)
    signals.page_generator_init.connect(_keep_out_of_caches)
    signals.article_generator_finalized.connect(_publish_linked_files)
    signals.page_generator_finalized.connect(_publish_linked_files)
    signals.all_generators_finalized.connect(look_over_site)
    signals.article_writer_finalized.connect(write_redirects)


def _configure(pelican: Any) -> None:
    settings = hooks.configure(pelican, FrontMatterSettings, "POUCH_FRONT_MATTER")
    FrontMatterReader.pouch_settings = settings
    # Connected only now, so that it comes after the receivers of all plugins.
    signals.readers_init.connect(_take_over_yaml_metadata)


def _offer_reader(readers: Any) -> None:
    for extension in MarkdownReader.file_extensions:
        # Whoever names a reader in READERS, or None, has chosen. Of two plugins the later
        # one in PLUGINS reads, as ever in Pelican.
        if readers.reader_classes.get(extension) and extension not in readers.settings["READERS"]:
            readers.reader_classes[extension] = FrontMatterReader


def _take_over_yaml_metadata(readers: Any) -> None:
    """Read in the place of pelican-yaml-metadata, which would publish what says `draft: true`."""
    classes = readers.reader_classes
    theirs = [ext for ext, cls in classes.items() if cls and cls.__name__ == _YAML_METADATA]
    for extension in theirs:
        if extension not in readers.settings["READERS"]:
            classes[extension] = FrontMatterReader
            logger.warning(
                "pelican-yaml-metadata is on too: front matter is read by pelican-pouch, which"
                " reads all that it does; take yaml_metadata out of PLUGINS"
            )


def _tell_who_reads(generator: Any) -> None:
    others: dict[type, list[str]] = {}
    for extension in MarkdownReader.file_extensions:
        reader = generator.readers.readers.get(extension)
        if reader is not None and not isinstance(reader, FrontMatterReader):
            others.setdefault(type(reader), []).append(f".{extension}")
    for reader, extensions in others.items():
        logger.warning(
            "Files ending in %s are read by %s.%s and not by pelican-pouch, so their front matter"
            " is what that reader makes of it; to change this, take it out of PLUGINS or READERS,"
            " or name pelican_plugins after it",
            *(", ".join(extensions), reader.__module__, reader.__name__),
        )


def _keep_out_of_caches(generator: Any) -> None:
    """Have Pelican's caches keep no file with warnings or with a status that will change."""
    for cacher in (generator, generator.readers):
        cacher.cache_data = partial(_cache_data, cacher.cache_data)


def _cache_data(keep: Callable[[str, Any], None], path: str, data: Any) -> None:
    # Readers keep a pair of body and metadata, generators a content.
    metadata = data[1] if isinstance(data, tuple) else data.metadata
    if READ_ANEW not in metadata:
        keep(path, data)


def _publish_linked_files(generator: Any) -> None:
    """Have a file found whose name is written with `%26` and the like, as Pelican knows `%20`."""
    links = generator.context["static_links"]
    for link in [link for link in links if "%" in link]:
        name = unquote(link)
        if Path(generator.path, name).is_file() and not Path(generator.path, link).is_file():
            links.remove(link)
            links.add(name)


def _lies_beside(post: Path, name: str) -> bool:
    folder = post.parent.resolve()
    target = (folder / name).resolve()
    # A bundle's own files only: a path that climbs may mean anything on this disk.
    return target.is_relative_to(folder) and target.is_file() and target != post.resolve()


def _explain_missing(record: logging.LogRecord) -> bool:
    """Say where to add what Pelican misses, when it leaves out a file that we have read."""
    if record.msg == "Skipping %s: could not find information about '%s'" and record.args:
        content, key = cast("tuple[Any, str]", record.args)
        if getattr(content, "reader", "") == "frontmatter":
            record.msg = "%s:1: there is no %s; add a line `%s` to its front matter"
            record.args = (hooks.shown(content.source_path), key, _EXAMPLES.get(key, key))
    return True
