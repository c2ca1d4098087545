"""Where the shared parts meet Pelican.

A plugin's `register()` calls `connect()`, its receiver of `initialized` calls `configure()`
and, where it works on bodies, `use()`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from bs4.exceptions import ParserRejectedMarkup
from pelican import signals
from pelican.contents import Content
from pelican.utils import order_content

from . import builds, pipeline, reporting
from .atomic_files import remove_temp_files
from .build_settings import BuildSettings
from .cache import Cache, MemoryCache
from .errors import Problem
from .findings import Change, Finding, Severity, in_record
from .group_slugs import is_not_of_slugs, name_groups, settle_slugs
from .output import write_files_atomically
from .paths import is_of_theme, line_of, shown
from .renamed import give_new_names
from .settings import check_names, load
from .source_lines import line_in
from .telling import explain, tell_printably
from .template_cache import TemplateCache
from .text import excerpt, printable
from .translations import settle

T = TypeVar("T")

logger = logging.getLogger(__name__)

_LOGGERS = {"": explain, ".generators": explain, ".urlwrappers": is_not_of_slugs}

_steps: dict[str, pipeline.Step] = {}
_build: dict[str, BuildSettings] = {}
_caches: dict[Path, Cache] = {}
_template_caches: dict[Path, TemplateCache] = {}
builds.keep_apart(
    sys.modules[__name__], _steps=dict, _build=dict, _caches=dict, _template_caches=dict
)


def connect() -> None:
    """Have bodies sent through the pipeline and our errors told in one line each."""
    tell_printably()
    reporting.connect()
    for name, look in _LOGGERS.items():
        logging.getLogger(f"pelican{name}").addFilter(look)
    signals.initialized.connect(_configure)
    signals.get_generators.connect(_begin)
    signals.generator_init.connect(_cache_templates)
    signals.content_object_init.connect(name_groups)
    signals.article_generator_pretaxonomy.connect(_settle_translations)
    signals.article_generator_pretaxonomy.connect(_settle_slugs)
    signals.page_generator_finalized.connect(_settle_translations)
    signals.all_generators_finalized.connect(_process_bodies)


def configure(pelican: Any, cls: type[T], name: str) -> T:
    """Return the settings class *cls* filled from the site's setting *name*."""
    builds.begin(pelican.settings)
    for sentence in give_new_names(cls, pelican.settings, name):
        logger.warning("%s", sentence)
    return load(cls, pelican.settings, name)


def build_settings() -> BuildSettings:
    """Return how the site is to be built."""
    return _build["settings"]


def cache_path(settings: dict[str, Any], name: str) -> Path:
    """Return the file that keeps what is called *name* between builds."""
    return Path(settings["CACHE_PATH"], "pouch", f"{name}.sqlite3")


def use(step: pipeline.Step) -> None:
    """Have *step* run on every body, in place of an earlier step of its name."""
    _steps[step.name] = step


def body_rows(
    settings: Mapping[str, Any], path: str, html: str, metadata: Mapping[str, Any]
) -> Mapping[str, str]:
    """Return what the steps make of a body that was read, to be cached by `keep_bodies`.

    Any file below the content folder is taken for one that will be published. Where that is
    wrong, the build notices as it does of a file that has changed since the last build.
    """
    rows = MemoryCache()
    if settings["TYPOGRIFY"]:
        # The steps will see another body.
        return rows
    root = Path(settings["PATH"])

    def find_static(name: str) -> Path | None:
        return root / name if (root / name).is_file() else None

    with suppress(Exception):
        # Whatever it is, it is met again in the build, which knows what to log.
        relative = Path(path).relative_to(root).as_posix()
        source = _source(relative, metadata, settings, find_static, _unknown)
        pipeline.process(html, _steps.values(), source, rows)
    return rows


def keep_bodies(settings: dict[str, Any], rows: Mapping[str, str]) -> None:
    """Cache what `body_rows` returned, until the steps are asked for it."""
    for key, text in rows.items():
        _bodies(settings).put(key, text)


def warn(content: Any, problem: Problem) -> None:
    """Log one warning that names a content's file and line."""
    line = problem.line or line_in(content, problem.needle, last=problem.last)
    warn_of_file(content.source_path, replace(problem, line=line))


def warn_of_file(path: str, problem: Problem, level: int = logging.WARNING) -> None:
    """Log one line, a warning or of another *level*, that names a file and a line in it."""
    finding = Finding(
        path=shown(path),
        line=problem.line or line_of(path, problem.needle, last=problem.last),
        severity=Severity.of_level(level),
        code=problem.code,
        text=excerpt(problem.text),
        mend=problem.mend,
        change=Change("", problem.instead) if problem.instead else None,
    )
    # Also line ends: a name that holds one must not look like two messages.
    said = printable(f"{finding.place}: {finding.said}")
    # Not logger.log(), of which --fatal knows nothing in Pelican 4.11.
    log = {logging.ERROR: logger.error, logging.WARNING: logger.warning}.get(level, logger.info)
    log("%s", said, extra=in_record(finding))


def place_of(path: str, needle: str) -> str:
    """Return a file and the line of *needle* in it, 1 where it is not found, as owners read it."""
    return f"{shown(path)}:{line_of(path, needle)}"


def _configure(pelican: Any) -> None:
    check_names(pelican.settings)
    run = partial(reporting.run, pelican.settings, pelican.run)
    pelican.run = partial(builds.run_apart, pelican.settings, run)
    write_files_atomically()
    _build["settings"] = configure(pelican, BuildSettings, "POUCH_BUILD")


def _begin(pelican: Any) -> None:
    """Begin a build: `--autoreload` builds again without configuring again."""
    if not builds.is_within():
        _forget_earlier_builds()
    remove_temp_files(pelican.output_path)


def _cache_templates(generator: Any) -> None:
    if not build_settings().keep_templates:
        return
    # A build that follows, in `--autoreload`, has environments of its own, which read anew.
    generator.env.auto_reload = False
    folder = cache_path(generator.settings, "templates").with_suffix("")
    if folder not in _template_caches:
        _template_caches[folder] = TemplateCache(folder)
    if generator.env.bytecode_cache is None:
        generator.env.bytecode_cache = _template_caches[folder]


def _settle_translations(generator: Any) -> None:
    """Have only texts of several languages be translations of each other."""
    settle(generator, order_content)


def _settle_slugs(generator: Any) -> None:
    for path, problem in settle_slugs(generator):
        warn_of_file(path, problem)


def _process_bodies(generators: Iterable[Any]) -> None:
    generator = next(iter(generators))
    context = generator.context
    contents = [content for content in context["generated_content"].values() if content]
    contents.sort(key=attrgetter("relative_source_path"))
    for content in contents:
        # From Pelican's cache they come with an earlier build's, which knows none of its files.
        content._context, content.settings = context, generator.settings
    if not contents or not _steps:
        return
    static = {path: file.source_path for path, file in context["static_content"].items() if file}
    cache = _bodies(generator.settings)
    name = "Placing pictures and references"
    for content in reporting.progress.of(contents, name, len(contents)):
        _apply(content, _outcome(content, static, cache))
    cache.close()
    _caches.clear()


def _source(
    path: str,
    metadata: Mapping[str, Any],
    settings: Mapping[str, Any],
    find_static: Callable[[str], Path | None],
    list_static: Callable[[], Iterable[str]],
) -> pipeline.Source:
    roots = tuple(str(root).strip("/") for root in settings["STATIC_PATHS"] if root)
    asked = sorted({key for step in _steps.values() for key in step.asks})
    facts = {key: metadata[key] for key in asked if metadata.get(key)}
    is_theme = partial(is_of_theme, settings)
    return pipeline.Source(path, find_static, roots, facts, list_static, is_theme)


def _unknown() -> Iterable[str]:
    raise LookupError


def _bodies(settings: dict[str, Any]) -> Cache:
    path = cache_path(settings, "bodies")
    if path not in _caches:
        _caches[path] = Cache(path, logger.warning, logger.info)
    return _caches[path]


def _outcome(content: Any, static: dict[str, str], cache: Cache) -> pipeline.Outcome | None:
    def find_static(path: str) -> Path | None:
        # Pelican takes a {static} link for a file, whether or not there is one.
        found = Path(static[path]) if path in static else None
        return found if found is not None and found.is_file() else None

    def list_static() -> list[str]:
        return sorted(path for path, place in static.items() if Path(place).is_file())

    try:
        source = _source(
            *(content.relative_source_path, content.metadata, content.settings),
            *(find_static, list_static),
        )
        return pipeline.process(content._content or "", _steps.values(), source, cache)
    except ParserRejectedMarkup:
        text = "its HTML cannot be read, so its pictures and resources are left as written"
        mend = "look for a `<!` that begins no comment"
        warn(content, Problem(text, mend, "<!", code="text-unreadable"))
    except Exception as error:
        # Whatever it is, a body as its author wrote it beats no page at all.
        logger.error(
            "%s: its pictures and resources are left as written (%s: %s);"
            " please report this with the file",
            shown(content.source_path),
            type(error).__name__,
            error,
            exc_info=content.settings.get("DEBUG", False),
        )
    return None


def _apply(content: Any, outcome: pipeline.Outcome | None) -> None:
    if outcome is not None and outcome.html != (content._content or ""):
        content._content = outcome.html
        _forget_rendered(content)
    for step in _steps.values():
        if step.attach is not None:
            step.attach(content, outcome.found.get(step.name) if outcome else None)
    for problem in outcome.problems if outcome else ():
        warn(content, problem)


def _forget_earlier_builds() -> None:
    """Let go of what Pelican has memoized for the contents of earlier builds."""
    for name in ("get_content", "get_summary"):
        vars(Content)[name].cache.clear()


def _forget_rendered(content: Any) -> None:
    """Drop what Pelican memoized of the old body, if a plugin asked for it before us."""
    key = (content, content.get_siteurl())
    for method in (content.get_content, content.get_summary):
        getattr(method, "cache", {}).pop(key, None)
