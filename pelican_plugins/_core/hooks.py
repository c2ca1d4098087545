"""Where the shared parts meet Pelican.

A plugin's `register()` calls `connect()`, its receiver of `initialized` calls `configure()`
and, where it works on bodies, `use()`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from bs4.exceptions import ParserRejectedMarkup
from pelican import signals
from pelican.utils import order_content

from . import pipeline, reporting
from .build import Build, begin_build, build_of
from .build_settings import BuildSettings
from .cache import Cache
from .compiled import CompiledTemplates
from .errors import Problem
from .findings import Change, Finding, Severity, in_record
from .group_slugs import is_not_of_slugs, name_groups, settle_slugs
from .output import write_whole_files
from .paths import is_of_theme, line_of, shown
from .pelican_compat import BODIES, adopt, body_of, forget_bodies, is_met, set_body, unmet
from .renamed import give_new_names
from .settings import check_names, load
from .source_lines import line_in
from .telling import explain, tell_printably
from .text import excerpt, printable
from .translations import settle
from .whole_files import remove_halves
from .workers import in_order, processes_for

T = TypeVar("T")

logger = logging.getLogger(__name__)

_LOGGERS = {"": explain, ".generators": explain, ".urlwrappers": is_not_of_slugs}


@dataclass(slots=True)
class _Steps:
    """What is done with every body, by the names of the plugins."""

    by_name: dict[str, pipeline.Step] = field(default_factory=dict)


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
    """Fill the settings class *cls* from the site's setting *name*, and keep it for the build.

    Args:
        pelican: the `Pelican` of the site, or one of its generators.
        cls: the class; `build_of(…).state(cls)` returns the same from now on.
        name: of the setting.

    Raises:
        SettingsError: the setting cannot be used.
    """
    build = begin_build(pelican.settings)
    for sentence in give_new_names(cls, pelican.settings, name):
        logger.warning("%s", sentence)
    return build.keep(load(cls, pelican.settings, name))


def cache_path(settings: dict[str, Any], name: str) -> Path:
    """Return the file that keeps what is called *name* between builds."""
    return Path(settings["CACHE_PATH"], "pouch", f"{name}.sqlite3")


def use(pelican: Any, step: pipeline.Step) -> None:
    """Have *step* run on every body of a site, in place of an earlier step of its name."""
    begin_build(pelican.settings).lasting(_Steps).by_name[step.name] = step


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
    configure(pelican, BuildSettings, "POUCH_BUILD")
    pelican.run = partial(_run, begin_build(pelican.settings), pelican.run)
    write_whole_files()
    if build_of(pelican).outer is None:
        for sentence in unmet():
            logger.info("%s", sentence)


def _run(build: Build, run: Callable[[], None]) -> None:
    with build.running():
        reporting.run(build.settings, run)


def _begin(pelican: Any) -> None:
    """Begin a build: `--autoreload` builds again without configuring again."""
    build = build_of(pelican)
    if build.outer is None:
        forget_bodies()
    remove_halves(pelican.output_path)
    if build.state(BuildSettings).keep_templates:
        path = cache_path(pelican.settings, "templates")
        build.lasting(CompiledTemplates).begin(Cache(path, logger.warning, logger.info))


def _keep_compiled(pelican: Any) -> None:
    build_of(pelican).lasting(CompiledTemplates).end()


def _quicken_templates(generator: Any) -> None:
    build = build_of(generator)
    if build.state(BuildSettings).keep_templates:
        # A build that follows, in `--autoreload`, has environments of its own, which read anew.
        generator.env.auto_reload = False
        if generator.env.bytecode_cache is None:
            generator.env.bytecode_cache = build.lasting(CompiledTemplates)


def _settle_translations(generator: Any) -> None:
    """Have only texts of several languages be translations of each other."""
    settle(generator, order_content)


def _settle_slugs(generator: Any) -> None:
    for path, problem in settle_slugs(generator):
        warn_of_file(path, problem)


def _process_bodies(generators: Iterable[Any]) -> None:
    generator = next(iter(generators))
    context, build = generator.context, build_of(generator)
    steps = build.lasting(_Steps).by_name.values()
    contents = [content for content in context["generated_content"].values() if content]
    contents.sort(key=attrgetter("relative_source_path"))
    for content in contents:
        # From Pelican's cache they come with an earlier build's, which knows none of its files.
        adopt(content, context, generator.settings)
    if not contents or not steps or not is_met(BODIES):
        return
    static = {path: file.source_path for path, file in context["static_content"].items() if file}
    cache = Cache(cache_path(generator.settings, "bodies"), logger.warning, logger.info)

    def find_out(content: Any) -> tuple[str, str, bool] | None:
        task = _task(content, static, steps)
        if task is None:
            return None
        kept = pipeline.kept(task, cache)
        return task.key, kept or pipeline.compute(task), kept is not None

    processes = processes_for(len(contents), build.state(BuildSettings).processes)
    outcomes = zip(contents, in_order(find_out, contents, processes), strict=True)
    name = "Placing pictures and references"
    for content, found in reporting.progress().of(outcomes, name, len(contents)):
        _apply(content, _outcome(content, found, cache), steps)
    cache.close()
    for step in steps:
        if step.finish is not None and build.writes:
            step.finish(generator)


def _task(
    content: Any, static: dict[str, str], steps: Iterable[pipeline.Step]
) -> pipeline.Task | None:
    def find_static(path: str) -> Path | None:
        # Pelican takes a {static} link for a file, whether or not there is one.
        found = Path(static[path]) if path in static else None
        return found if found is not None and found.is_file() else None

    roots = tuple(str(root).strip("/") for root in content.settings["STATIC_PATHS"] if root)
    asked = sorted({key for step in steps for key in step.asks})
    facts = {key: content.metadata[key] for key in asked if content.metadata.get(key)}
    source = pipeline.Source(
        *(content.relative_source_path, find_static, roots, facts),
        lambda: sorted(path for path, place in static.items() if Path(place).is_file()),
        partial(is_of_theme, content.settings),
    )
    return pipeline.plan(body_of(content), steps, source)


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


def _apply(content: Any, outcome: pipeline.Outcome | None, steps: Iterable[pipeline.Step]) -> None:
    if outcome is not None and outcome.html != body_of(content):
        set_body(content, outcome.html)
    for step in steps:
        if step.attach is not None:
            step.attach(content, outcome.found.get(step.name) if outcome else None)
    for problem in outcome.problems if outcome else ():
        warn(content, problem)
