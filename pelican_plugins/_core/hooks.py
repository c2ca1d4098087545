"""Where the shared parts meet Pelican.

A plugin's `register()` calls `connect()`, its receiver of `initialized` calls `configure()`
and, where it works on bodies, `use()`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from bs4.exceptions import ParserRejectedMarkup
from pelican import signals
from pelican.contents import Content
from pelican.utils import order_content

from . import builds, pipeline, reporting
from .build_settings import BuildSettings
from .cache import Cache
from .compiled import CompiledTemplates
from .diagnostics import Severity, report
from .group_slugs import is_not_of_slugs, name_groups, settle_slugs
from .output import write_whole_files
from .paths import is_of_theme, shown
from .renamed import give_new_names
from .rules import BUILD, TEXT_UNREADABLE
from .settings import check_names, load
from .source_lines import in_content, in_file
from .telling import explain, tell_printably
from .translations import settle
from .whole_files import remove_halves
from .workers import in_order, processes_for

T = TypeVar("T")

logger = logging.getLogger(__name__)

_LOGGERS = {"": explain, ".generators": explain, ".urlwrappers": is_not_of_slugs}

_steps: dict[str, pipeline.Step] = {}
_build: dict[str, BuildSettings] = {}
_compiled = CompiledTemplates()
builds.keep_apart(sys.modules[__name__], _steps=dict, _build=dict, _compiled=CompiledTemplates)


def connect() -> None:
    """Have bodies sent through the pipeline and our errors told in one line each."""
    tell_printably()
    reporting.connect()
    for name, look in _LOGGERS.items():
        logging.getLogger(f"pelican{name}").addFilter(look)
    signals.initialized.connect(_configure)
    signals.get_generators.connect(_begin)
    signals.generator_init.connect(_quicken_templates)
    signals.content_object_init.connect(name_groups)
    signals.article_generator_pretaxonomy.connect(_settle_translations)
    signals.article_generator_pretaxonomy.connect(_settle_slugs)
    signals.page_generator_finalized.connect(_settle_translations)
    signals.all_generators_finalized.connect(_process_bodies)
    signals.finalized.connect(_keep_compiled)


def configure(pelican: Any, cls: type[T], name: str) -> T:
    """Return the settings class *cls* filled from the site's setting *name*."""
    builds.begin(pelican.settings)
    for sentence in give_new_names(cls, pelican.settings, name):
        report(sentence)
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


def _configure(pelican: Any) -> None:
    check_names(pelican.settings)
    run = partial(reporting.run, pelican.settings, pelican.run)
    pelican.run = partial(builds.run_apart, pelican.settings, run)
    write_whole_files()
    _build["settings"] = configure(pelican, BuildSettings, "POUCH_BUILD")


def _begin(pelican: Any) -> None:
    """Begin a build: `--autoreload` builds again without configuring again."""
    if not builds.is_within():
        _forget_earlier_builds()
    remove_halves(pelican.output_path)
    if build_settings().keep_templates:
        path = cache_path(pelican.settings, "templates")
        _compiled.begin(Cache(path, logger.warning, logger.info))


def _keep_compiled(_pelican: Any) -> None:
    _compiled.end()


def _quicken_templates(generator: Any) -> None:
    if build_settings().keep_templates:
        # A build that follows, in `--autoreload`, has environments of its own, which read anew.
        generator.env.auto_reload = False
        if generator.env.bytecode_cache is None:
            generator.env.bytecode_cache = _compiled


def _settle_translations(generator: Any) -> None:
    """Have only texts of several languages be translations of each other."""
    settle(generator, order_content)


def _settle_slugs(generator: Any) -> None:
    for path, problem in settle_slugs(generator):
        report(in_file(path, problem))


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
    cache = Cache(cache_path(generator.settings, "bodies"), logger.warning, logger.info)

    def find_out(content: Any) -> tuple[str, str, bool] | None:
        task = _task(content, static)
        if task is None:
            return None
        kept = pipeline.kept(task, cache)
        return task.key, kept or pipeline.compute(task), kept is not None

    processes = processes_for(len(contents), build_settings().processes)
    outcomes = zip(contents, in_order(find_out, contents, processes), strict=True)
    name = "Placing pictures and references"
    for content, found in reporting.progress.of(outcomes, name, len(contents)):
        _apply(content, _outcome(content, found, cache))
    cache.close()


def _task(content: Any, static: dict[str, str]) -> pipeline.Task | None:
    def find_static(path: str) -> Path | None:
        # Pelican takes a {static} link for a file, whether or not there is one.
        found = Path(static[path]) if path in static else None
        return found if found is not None and found.is_file() else None

    roots = tuple(str(root).strip("/") for root in content.settings["STATIC_PATHS"] if root)
    asked = sorted({key for step in _steps.values() for key in step.asks})
    facts = {key: content.metadata[key] for key in asked if content.metadata.get(key)}
    source = pipeline.Source(
        *(content.relative_source_path, find_static, roots, facts),
        lambda: sorted(path for path, place in static.items() if Path(place).is_file()),
        partial(is_of_theme, content.settings),
    )
    return pipeline.plan(content._content or "", _steps.values(), source)


def _outcome(
    content: Any, found: Callable[[], tuple[str, str, bool] | None], cache: Cache
) -> pipeline.Outcome | None:
    try:
        result = found()
        if result is None:
            return None
        key, text, was_kept = result
        if was_kept:
            cache.note_use(key)
        else:
            cache.put(key, text)
        return pipeline.read(text)
    except ParserRejectedMarkup:
        text = "its HTML cannot be read, so its pictures and resources are left as written"
        mend = "look for a `<!` that begins no comment"
        report(in_content(content, TEXT_UNREADABLE(text, mend, "<!")))
    except Exception as error:
        # Whatever it is, a body as its author wrote it beats no page at all.
        report(
            BUILD(
                f"its pictures and resources are left as written ({type(error).__name__}: {error})",
                "please report this with the file",
                path=shown(content.source_path),
                severity=Severity.ERROR,
            ),
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
        report(in_content(content, problem))


def _forget_earlier_builds() -> None:
    """Let go of what Pelican has memoized for the contents of earlier builds."""
    for name in ("get_content", "get_summary"):
        vars(Content)[name].cache.clear()


def _forget_rendered(content: Any) -> None:
    """Drop what Pelican memoized of the old body, if a plugin asked for it before us."""
    key = (content, content.get_siteurl())
    for method in (content.get_content, content.get_summary):
        getattr(method, "cache", {}).pop(key, None)
