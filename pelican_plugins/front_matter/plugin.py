"""Register the reader for Markdown files, and run the checks of the complete site."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from dateutil.parser import UnknownTimezoneWarning
from pelican import signals
from pelican.readers import HTMLReader, MarkdownReader
from pelican.utils import file_suffix

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.contract import READ_ANEW
from .._core.diagnostics import attach, report
from .._core.paths import shown
from .._core.rules import BUILD
from .._core.settings import BuildSettings
from .markdown_settings import unsupported_extensions
from .pelican_bundles import attach_bundle_files
from .pelican_files_found import connect_hidden_files
from .pelican_guests import connect_guests, has_guests, report_guests_extensions, turn_off_caches
from .pelican_other_readers import connect_other_readers
from .pelican_path_safety import connect_path_safety
from .pelican_reader import FrontMatterHTMLReader, FrontMatterReader
from .pelican_redirects import write_redirects
from .pelican_root_links import resolve_root_links
from .pelican_site_checks import check_site, give_slug, link_translations
from .pelican_source_records import ReadingRun
from .pelican_translations import connect as connect_translations
from .rules import METADATA_MISSING
from .settings import FrontMatterSettings
from .typogrify_cache import cache_typogrify

_EXAMPLES = {"title": "title: …", "date": "date: 2025-06-03"}
_YAML_METADATA = "YAMLMetadataReader"


def register() -> None:
    """Connect to Pelican's signals."""
    pelican_hooks.connect("yaml", "bs4")
    logging.getLogger("pelican.contents").addFilter(_explain_missing)
    # Reported with file and line by `unknown_zone_diagnostics`.
    warnings.filterwarnings("ignore", category=UnknownTimezoneWarning)
    signals.initialized.connect(_configure)
    signals.content_object_init.connect(give_slug)
    signals.get_generators.connect(_begin_reading)
    signals.readers_init.connect(_add_readers)
    signals.article_generator_init.connect(_report_other_readers)
    signals.article_generator_init.connect(_keep_out_of_caches)
    signals.page_generator_init.connect(_keep_out_of_caches)
    signals.article_generator_preread.connect(_read_elsewhere)
    signals.page_generator_preread.connect(_read_elsewhere)
    signals.article_generator_pretaxonomy.connect(link_translations)
    signals.page_generator_finalized.connect(link_translations)
    signals.article_generator_finalized.connect(_publish_linked_files)
    signals.page_generator_finalized.connect(_publish_linked_files)
    signals.all_generators_finalized.connect(_finish_reading)
    signals.static_generator_finalized.connect(attach_bundle_files)
    signals.all_generators_finalized.connect(check_site)
    signals.all_generators_finalized.connect(resolve_root_links)
    connect_other_readers()
    connect_guests()
    connect_translations()
    connect_hidden_files()
    signals.article_writer_finalized.connect(write_redirects)


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, FrontMatterSettings, "POUCH_FRONT_MATTER")
    if has_guests(settings):
        turn_off_caches(pelican.settings)
    if settings.markdown == "commonmark":
        # It would wrap capitals in formulas in elements that MathML does not know.
        ignored = pelican.settings["TYPOGRIFY_IGNORE_TAGS"]
        pelican.settings["TYPOGRIFY_IGNORE_TAGS"] = [*ignored, "math"]
    if settings.permalink_style is not None:
        # Pelican takes all with one slug for translations: `link_translations` knows better.
        pelican.settings["ARTICLE_TRANSLATION_ID"] = pelican.settings["PAGE_TRANSLATION_ID"] = False
    connect_path_safety()
    # Connected only now, to run after the receivers of all plugins.
    signals.readers_init.connect(_take_over_yaml_metadata)


def _begin_reading(pelican: Any) -> None:
    _report_extensions(pelican.settings)
    report_guests_extensions(pelican.settings)
    build = build_of(pelican)
    settings, run = build.state(BuildSettings), build.state(ReadingRun)
    if settings.cache_markdown:
        run.kept = pelican_hooks.build_cache(pelican.settings)
        if pelican.settings["TYPOGRIFY"] and settings.cache_typogrify:
            run.undo.enter_context(cache_typogrify(run.kept))
    build.at_end.enter_context(run.undo)


def _report_extensions(settings: dict[str, Any]) -> None:
    if build_of(settings).state(FrontMatterSettings).markdown == "commonmark":
        names = unsupported_extensions(settings["MARKDOWN"].get("extensions", ()))
        if names:
            report(
                BUILD(
                    f"MARKDOWN names what CommonMark has no counterpart for: {', '.join(names)}",
                    "take it out, or set POUCH_FRONT_MATTER['markdown'] to 'python-markdown'",
                )
            )


def _read_elsewhere(generator: Any) -> None:
    """Start reading in other processes when a generator asks for its first file."""
    build = build_of(generator)
    run = build.state(ReadingRun)
    kind = "ARTICLE" if hasattr(generator, "articles") else "PAGE"
    run.kind = kind.lower()
    if kind in run.begun:
        return
    run.begun.add(kind)
    settings, readers = generator.settings, generator.readers.readers
    reader = next((each for each in readers.values() if type(each) is FrontMatterReader), None)
    if reader is None or not reader.may_render_elsewhere():
        return
    # In the order in which Pelican will go through them.
    names = generator.get_files(settings[f"{kind}_PATHS"], exclude=settings[f"{kind}_EXCLUDES"])
    ours = [name for name in names if type(readers.get(file_suffix(name))) is FrontMatterReader]
    paths = [os.path.abspath(os.path.join(generator.path, name)) for name in ours]  # noqa: PTH100, PTH118
    paths = [path for path in paths if path not in run.read]
    # Few builds read in other processes.
    from .._core.reading_pool import ReadingPool, processes_for

    processes = processes_for(len(paths), build.state(BuildSettings).processes)
    if processes:
        run.pool = ReadingPool(reader.render_elsewhere, paths, processes)
        run.undo.callback(run.pool.close)


def _finish_reading(generators: Any) -> None:
    run = build_of(next(iter(generators))).state(ReadingRun)
    run.pool = None
    run.undo.close()
    run.kept = None
    run.kind = ""
    run.read.clear()


def _add_readers(readers: Any) -> None:
    for extension in MarkdownReader.file_extensions:
        # READERS takes precedence. Of two plugins the later one in PLUGINS reads, as always in
        # Pelican.
        if readers.reader_classes.get(extension) and extension not in readers.settings["READERS"]:
            readers.reader_classes[extension] = FrontMatterReader
    for extension in HTMLReader.file_extensions:
        # Another plugin's reader stays: only Pelican's own output for HTML is known.
        if readers.reader_classes.get(extension) is HTMLReader:
            readers.reader_classes[extension] = FrontMatterHTMLReader
    if build_of(readers).state(FrontMatterSettings).permalink_style == "jekyll":
        others = dict.fromkeys(("mkdn", "mkdown"), FrontMatterReader)
        others |= dict.fromkeys(("xhtml", "txt"), FrontMatterHTMLReader)
        for extension, reader in others.items():
            readers.reader_classes.setdefault(extension, reader)


def _take_over_yaml_metadata(readers: Any) -> None:
    """Replace pelican-yaml-metadata's reader, which would publish what says `draft: true`."""
    classes = readers.reader_classes
    theirs = [ext for ext, cls in classes.items() if cls and cls.__name__ == _YAML_METADATA]
    for extension in theirs:
        if extension not in readers.settings["READERS"]:
            classes[extension] = FrontMatterReader
            report(
                BUILD(
                    "pelican-yaml-metadata is on too: front matter is read by pelican-pouch, which"
                    " reads all that it does",
                    "take yaml_metadata out of PLUGINS",
                )
            )


def _report_other_readers(generator: Any) -> None:
    others: dict[type, list[str]] = {}
    for extension in MarkdownReader.file_extensions:
        reader = generator.readers.readers.get(extension)
        if reader is not None and not isinstance(reader, FrontMatterReader):
            others.setdefault(type(reader), []).append(f".{extension}")
    for reader, extensions in others.items():
        report(
            BUILD(
                f"Files ending in {', '.join(extensions)} are read by {reader.__module__}."
                f"{reader.__name__} and not by pelican-pouch, so their front matter is what that"
                " reader makes of it",
                "to change this, take it out of PLUGINS or READERS, or name pelican_plugins after"
                " it",
            )
        )


def _keep_out_of_caches(generator: Any) -> None:
    """Keep files with warnings or a status that will change out of Pelican's caches.

    The caches are written only if they have new entries: compressing takes a tenth of a build.
    """
    for cacher in (generator, generator.readers):
        new: list[str] = []
        cacher.cache_data = partial(_cache_data, cacher.cache_data, new)
        cacher.save_cache = partial(_save_cache, cacher.save_cache, new)


def _cache_data(keep: Callable[[str, Any], None], new: list[str], path: str, data: Any) -> None:
    # Readers cache a pair of body and metadata, generators a content.
    metadata = data[1] if isinstance(data, tuple) else data.metadata
    if READ_ANEW not in metadata:
        new.append(path)
        keep(path, data)


def _save_cache(save: Callable[[], None], new: list[str]) -> None:
    if new:
        save()


def _publish_linked_files(generator: Any) -> None:
    """Find linked files whose names are percent-encoded, of which Pelican decodes only `%20`."""
    links = generator.context["static_links"]
    for link in [link for link in links if "%" in link]:
        name = unquote(link)
        if Path(generator.path, name).is_file() and not Path(generator.path, link).is_file():
            links.remove(link)
            links.add(name)


def _explain_missing(record: logging.LogRecord) -> bool:
    """Add a fix to Pelican's message when it leaves out a file that we have read."""
    if record.msg == "Skipping %s: could not find information about '%s'" and record.args:
        content, key = cast("tuple[Any, str]", record.args)
        if getattr(content, "reader", "") == "frontmatter":
            fix = f"add a line `{_EXAMPLES.get(key, key)}` to its front matter"
            missing = METADATA_MISSING(f"there is no {key}", fix)
            attach(record, missing.at(shown(content.source_path), 1))
    return True
