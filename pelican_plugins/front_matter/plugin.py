"""Give Pelican our reader for Markdown files, and see to what concerns the site as a whole."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote
from weakref import WeakSet

from dateutil.parser import UnknownTimezoneWarning
from pelican import signals
from pelican.readers import HTMLReader, MarkdownReader
from pelican.utils import file_suffix

from .._core import builds, hooks
from .._core.cache import Cache
from .._core.findings import Finding, Severity, in_record
from .._core.paths import shown
from .._core.reading_pool import ReadingPool, processes_for
from .boundary.plugin import register as keep_inside
from .commonmark.site_style import without_counterpart
from .handed_on import READ_ANEW
from .hidden_files.plugin import register as leave_out_hidden_files
from .html_posts.plugin import FrontMatterHTMLReader
from .other_readers.plugin import register as look_at_other_readers
from .reader.plugin import FrontMatterReader
from .rendering.typography import put_in_place
from .settings import FrontMatterSettings
from .site.plugin import look_over_site, part_languages, write_redirects
from .url_conflicts.plugin import give_slug

logger = logging.getLogger(__name__)

_EXAMPLES = {"title": "title: …", "date": "date: 2025-06-03"}
_YAML_METADATA = "YAMLMetadataReader"
# Generators whose files are being read.
_reading: WeakSet[Any] = WeakSet()
# Undoes, when all is read, what is only for reading.
_while_reading = ExitStack()
builds.keep_apart(sys.modules[__name__], _while_reading=ExitStack)


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    logging.getLogger("pelican.contents").addFilter(_explain_missing)
    # Told of with the file and its line: `header_zones`.
    warnings.filterwarnings("ignore", category=UnknownTimezoneWarning)
    signals.initialized.connect(_configure)
    signals.content_object_init.connect(give_slug)
    signals.get_generators.connect(_begin_reading)
    signals.readers_init.connect(_offer_reader)
    signals.article_generator_init.connect(_tell_who_reads)
    signals.article_generator_init.connect(_keep_out_of_caches)
    signals.page_generator_init.connect(_keep_out_of_caches)
    signals.article_generator_preread.connect(_read_elsewhere)
    signals.page_generator_preread.connect(_read_elsewhere)
    signals.article_generator_pretaxonomy.connect(part_languages)
    signals.page_generator_finalized.connect(part_languages)
    signals.article_generator_finalized.connect(_publish_linked_files)
    signals.page_generator_finalized.connect(_publish_linked_files)
    signals.all_generators_finalized.connect(_all_is_read)
    signals.all_generators_finalized.connect(look_over_site)
    look_at_other_readers()
    leave_out_hidden_files()
    signals.article_writer_finalized.connect(write_redirects)


def _configure(pelican: Any) -> None:
    settings = hooks.configure(pelican, FrontMatterSettings, "POUCH_FRONT_MATTER")
    FrontMatterReader.pouch_settings = settings
    if settings.markdown == "commonmark":
        # It would set capitals within formulas small, by elements that MathML does not know.
        ignored = pelican.settings["TYPOGRIFY_IGNORE_TAGS"]
        pelican.settings["TYPOGRIFY_IGNORE_TAGS"] = [*ignored, "math"]
    keep_inside(settings)
    # Connected only now, so that it comes after the receivers of all plugins.
    signals.readers_init.connect(_take_over_yaml_metadata)


def _begin_reading(pelican: Any) -> None:
    _tell_of_extensions(pelican.settings)
    # Of each build: `--autoreload` builds again without configuring again.
    FrontMatterReader.pouch_pool = None
    kept = FrontMatterReader.pouch_kept = _kept_markdown(pelican.settings)
    _while_reading.close()
    if pelican.settings["TYPOGRIFY"] and kept is not None and hooks.build_settings().keep_typogrify:
        _while_reading.enter_context(put_in_place(kept))


def _tell_of_extensions(settings: dict[str, Any]) -> None:
    if FrontMatterReader.pouch_settings.markdown == "commonmark":
        names = without_counterpart(settings["MARKDOWN"].get("extensions", ()))
        if names:
            logger.warning(
                "MARKDOWN names what CommonMark has no counterpart for: %s; take it out, or set"
                " POUCH_FRONT_MATTER['markdown'] to 'python-markdown'",
                ", ".join(names),
            )


def _kept_markdown(settings: dict[str, Any]) -> Cache | None:
    if not hooks.build_settings().keep_markdown:
        return None
    return Cache(hooks.cache_path(settings, "markdown"), logger.warning, logger.info)


def _read_elsewhere(generator: Any) -> None:
    """Have other processes read, too, when a generator asks for its first file."""
    if generator in _reading:
        return
    _reading.add(generator)
    kind = "ARTICLE" if hasattr(generator, "articles") else "PAGE"
    settings, readers = generator.settings, generator.readers.readers
    # In the order in which Pelican will go through them.
    names = generator.get_files(settings[f"{kind}_PATHS"], exclude=settings[f"{kind}_EXCLUDES"])
    ours = [name for name in names if type(readers.get(file_suffix(name))) is FrontMatterReader]
    if not ours or not readers[file_suffix(ours[0])].may_render_elsewhere():
        return
    paths = [os.path.abspath(os.path.join(generator.path, name)) for name in ours]  # noqa: PTH100, PTH118
    processes = processes_for(len(paths), hooks.build_settings().processes)
    if processes:
        read = readers[file_suffix(ours[0])].render_elsewhere
        pool = FrontMatterReader.pouch_pool = ReadingPool(read, paths, processes)
        _while_reading.callback(pool.close)


def _all_is_read(_generators: Any) -> None:
    FrontMatterReader.pouch_pool = None
    _while_reading.close()
    if FrontMatterReader.pouch_kept is not None:
        FrontMatterReader.pouch_kept.close()


def _offer_reader(readers: Any) -> None:
    for extension in MarkdownReader.file_extensions:
        # Whoever names a reader in READERS, or None, has chosen. Of two plugins the later
        # one in PLUGINS reads, as ever in Pelican.
        if readers.reader_classes.get(extension) and extension not in readers.settings["READERS"]:
            readers.reader_classes[extension] = FrontMatterReader
    for extension in HTMLReader.file_extensions:
        # A reader of another plugin stays: only what Pelican's own makes of HTML is known.
        if readers.reader_classes.get(extension) is HTMLReader:
            readers.reader_classes[extension] = FrontMatterHTMLReader


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
    """Have Pelican's caches keep no file with warnings or with a status that will change.

    They are written only where there is something new in them: to compress what was just read
    takes a tenth of a build.
    """
    for cacher in (generator, generator.readers):
        new: list[str] = []
        cacher.cache_data = partial(_cache_data, cacher.cache_data, new)
        cacher.save_cache = partial(_save_cache, cacher.save_cache, new)


def _cache_data(keep: Callable[[str, Any], None], new: list[str], path: str, data: Any) -> None:
    # Readers keep a pair of body and metadata, generators a content.
    metadata = data[1] if isinstance(data, tuple) else data.metadata
    if READ_ANEW not in metadata:
        new.append(path)
        keep(path, data)


def _save_cache(save: Callable[[], None], new: list[str]) -> None:
    if new:
        save()


def _publish_linked_files(generator: Any) -> None:
    """Have a file found whose name is written with `%26` and the like, as Pelican knows `%20`."""
    links = generator.context["static_links"]
    for link in [link for link in links if "%" in link]:
        name = unquote(link)
        if Path(generator.path, name).is_file() and not Path(generator.path, link).is_file():
            links.remove(link)
            links.add(name)


def _explain_missing(record: logging.LogRecord) -> bool:
    """Say where to add what Pelican misses, when it leaves out a file that we have read."""
    if record.msg == "Skipping %s: could not find information about '%s'" and record.args:
        content, key = cast("tuple[Any, str]", record.args)
        if getattr(content, "reader", "") == "frontmatter":
            record.msg = "%s:1: there is no %s; add a line `%s` to its front matter"
            record.args = (shown(content.source_path), key, _EXAMPLES.get(key, key))
            finding = Finding(
                path=shown(content.source_path),
                line=1,
                severity=Severity.ERROR,
                code="metadata-missing",
                text=f"there is no {key}",
                mend=f"add a line `{_EXAMPLES.get(key, key)}` to its front matter",
            )
            vars(record).update(in_record(finding))
    return True
