"""The connection to Pelican that all plugins share.

A plugin's `register()` calls `connect()`; its receiver of `initialized` calls `configure()` and, if
it works on bodies, `use()`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from pelican import signals
from pelican.utils import order_content

from . import pelican_console, pipeline
from .atomic_files import remove_temp_files
from .build import Build, begin_build, build_of
from .cache import Cache, MemoryCache
from .deprecated_settings import give_new_names
from .diagnostics import Diagnostic, Severity, merged, report
from .errors import HtmlError
from .incremental.pelican_pages import KeptPages
from .log_filters import explain, tell_printably
from .paths import is_of_theme, shown
from .pelican_compat import (
    BODIES,
    PAGES,
    adopt,
    body_of,
    encode_group_urls,
    forget_bodies,
    is_met,
    set_body,
    slug_of_name,
    unmet,
)
from .pelican_output import write_files_atomically
from .rules import BUILD, TEXT_UNREADABLE
from .settings import BuildSettings, check_names, load
from .slugs import is_not_of_slugs, name_groups, settle_slugs
from .source_lines import in_content, in_file
from .template_cache import TemplateCache
from .translations import settle
from .typed_urls import with_typed_urls

T = TypeVar("T")

logger = logging.getLogger(__name__)

_LOGGERS = {"": explain, ".generators": explain, ".urlwrappers": is_not_of_slugs}


@dataclass(slots=True)
class _Steps:
    """The steps of the pipeline, by plugin."""

    by_name: dict[str, pipeline.Step] = field(default_factory=dict)


@dataclass(slots=True)
class _BuildCache:
    """The open cache of a build."""

    cache: Cache | None = None


@dataclass(slots=True)
class _SlugsOfNames:
    """Pelican's slugs of categories and authors, of which many contents share a few."""

    known: dict[tuple[type, str], str] = field(default_factory=dict)


def connect(*libraries: str) -> None:
    """Connect the pipeline, the console and the log filters; calling it twice does no harm.

    Args:
        libraries: that the plugin loads only when it needs them.

    Raises:
        ModuleNotFoundError: one of them is missing, which is better said before the build.
    """
    for name in libraries:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    tell_printably()
    pelican_console.connect()
    for name, look in _LOGGERS.items():
        logging.getLogger(f"pelican{name}").addFilter(look)
    signals.initialized.connect(_configure)
    signals.get_generators.connect(_begin)
    signals.generator_init.connect(_cache_templates)
    signals.generator_init.connect(_keep_pages)
    signals.article_generator_write_article.connect(_forget_digest)
    signals.page_generator_write_page.connect(_forget_digest)
    signals.all_generators_finalized.connect(_watch_lists)
    signals.finalized.connect(_tell_of_pages)
    signals.content_object_init.connect(_name_groups)
    signals.article_generator_pretaxonomy.connect(_settle_translations)
    signals.article_generator_pretaxonomy.connect(_settle_slugs)
    signals.page_generator_finalized.connect(_settle_translations)
    signals.all_generators_finalized.connect(_process_bodies)


def configure(pelican: Any, cls: type[T], name: str, *, must_fit: bool = True) -> T:
    """Load the settings class *cls* from the setting *name*; `build_of(…).state(cls)` returns it.

    Args:
        pelican: the `Pelican` of the site, or one of its generators.
        cls: see `settings.load`.
        name: of the setting.
        must_fit: whether a value that cannot be used stops the build; if not, it is reported and
            the default applies.

    Raises:
        SettingsError: the setting cannot be used.
    """
    build = begin_build(pelican.settings)
    for sentence in give_new_names(cls, pelican.settings, name):
        report(sentence)
    return build.keep(load(cls, pelican.settings, name, None if must_fit else report))


def cache_path(settings: dict[str, Any], name: str) -> Path:
    """Return the path of the cache *name*."""
    return Path(settings["CACHE_PATH"], "pouch", f"{name}.sqlite3")


def build_cache(settings: dict[str, Any]) -> Cache:
    """Return the cache for sources, pages and other files; it is closed with the run."""
    build = build_of(settings)
    state = build.state(_BuildCache)
    if state.cache is None:
        state.cache = Cache(cache_path(settings, "build"), logger.warning, logger.info)
        build.at_end.callback(state.cache.close)
    return state.cache


def use(pelican: Any, step: pipeline.Step) -> None:
    """Run *step* on every body of a site; it replaces a step with its name."""
    begin_build(pelican.settings).lasting(_Steps).by_name[step.name] = step


def body_rows(
    settings: dict[str, Any], path: str, html: str, metadata: Mapping[str, Any]
) -> Mapping[str, str]:
    """Return the cache rows for a body, computed in a forked process, for `keep_bodies`.

    It assumes that every file in the content folder will be published. Where that is wrong, the
    build recomputes the row, as it does for a changed file.
    """
    rows = MemoryCache()
    if settings["TYPOGRIFY"]:
        # Typogrify changes the body before the steps see it.
        return rows
    root = Path(settings["PATH"])

    def find_static(name: str) -> Path | None:
        return root / name if (root / name).is_file() else None

    with suppress(Exception):
        # The error is raised again in the build, which logs it.
        relative = Path(path).relative_to(root).as_posix()
        steps = build_of(settings).lasting(_Steps).by_name.values()
        source = _sources(settings, steps, find_static, _unknown, _unknown)(relative, metadata)
        pipeline.process(html, steps, source, rows)
    return rows


def keep_bodies(settings: dict[str, Any], rows: Mapping[str, str]) -> None:
    """Cache what `body_rows` returned."""
    for key, text in rows.items():
        build_cache(settings).put(key, text)


def _configure(pelican: Any) -> None:
    check_names(pelican.settings)
    configure(pelican, BuildSettings, "POUCH_BUILD")
    pelican.run = partial(_run, begin_build(pelican.settings), pelican.run)
    write_files_atomically()
    encode_group_urls()
    if build_of(pelican).outer is None:
        for sentence in unmet():
            logger.info("%s", sentence)


def _run(build: Build, run: Callable[[], None]) -> None:
    with build.running():
        pelican_console.run(build.settings, run)


def _begin(pelican: Any) -> None:

    if build_of(pelican).outer is None:
        forget_bodies()
    remove_temp_files(pelican.output_path)


def _cache_templates(generator: Any) -> None:
    build = build_of(generator)
    if not build.state(BuildSettings).cache_templates:
        return
    # The next build under `--autoreload` has new environments, which read the templates again.
    generator.env.auto_reload = False
    cached = build.find(TemplateCache)
    if cached is None:
        folder = cache_path(generator.settings, "templates").with_suffix("")
        cached = build.keep(TemplateCache(folder))
    if generator.env.bytecode_cache is None:
        generator.env.bytecode_cache = cached


def _keep_pages(generator: Any) -> None:
    build = build_of(generator)
    if build.writes and build.state(BuildSettings).incremental and is_met(PAGES):
        if (pages := build.find(KeptPages)) is None:
            pages = build.put(KeptPages(build, build_cache(build.settings)))
        pages.watch(generator.env)


def _watch_lists(generators: Iterable[Any]) -> None:
    for generator in generators:
        if (pages := build_of(generator).find(KeptPages)) is not None:
            pages.watch_lists(generator)


def _forget_digest(generator: Any, content: Any) -> None:
    if (pages := build_of(generator).find(KeptPages)) is not None:
        # Other receivers may change what templates see of it.
        pages.forget(content)


def _tell_of_pages(pelican: Any) -> None:
    if (pages := build_of(pelican).find(KeptPages)) is not None:
        pages.tell()


def _settle_translations(generator: Any) -> None:
    settle(generator, order_content)


def _name_groups(content: Any) -> None:
    known = build_of(content).state(_SlugsOfNames).known

    def slug_of(group: Any, name: str) -> str:
        key = type(group), name
        if key not in known:
            known[key] = slug_of_name(group, name)
        return known[key]

    name_groups(content, slug_of)


def _settle_slugs(generator: Any) -> None:
    for path, problem in settle_slugs(generator, slug_of_name):
        report(in_file(path, problem))


def _process_bodies(generators: Iterable[Any]) -> None:
    generator = next(iter(generators))
    context, build = generator.context, build_of(generator)
    steps = build.lasting(_Steps).by_name.values()
    contents = [content for content in context["generated_content"].values() if content]
    contents.sort(key=attrgetter("relative_source_path"))
    for content in contents:
        # A content out of Pelican's cache has the context of an earlier build.
        adopt(content, context, generator.settings)
    cache = build_cache(generator.settings)
    if not contents or not steps or not is_met(BODIES):
        cache.write()
        return
    published = context["static_content"].items()
    static = _StaticFiles({path: file.source_path for path, file in published if file})
    source_of = _sources(generator.settings, steps, static.find, static.paths, static.names)
    name = "Placing images and references"
    problems: list[Diagnostic] = []
    for content in pelican_console.progress().of(contents, name, len(contents)):
        outcome = _outcome(content, source_of, cache, steps)
        _apply(content, outcome, steps)
        problems += [in_content(content, each) for each in outcome.problems] if outcome else []
    for problem in merged(problems):
        report(problem)
    # A build that is killed while it writes need not read all again.
    cache.write()
    for step in steps:
        if step.finish is not None and build.writes:
            step.finish(generator)


_MakeSource = Callable[[str, Mapping[str, Any]], pipeline.Source]


def _sources(
    settings: Mapping[str, Any],
    steps: Iterable[pipeline.Step],
    find_static: Callable[[str], Path | None],
    list_static: Callable[[], Iterable[str]],
    list_folder: Callable[[str], Iterable[str]],
) -> _MakeSource:
    """Return the function that makes a `Source` of a relative path and metadata."""
    roots = tuple(str(root).strip("/") for root in settings["STATIC_PATHS"] if root)
    asked = sorted({key for step in steps for key in step.asks})
    is_theme = partial(is_of_theme, settings)

    def source(path: str, metadata: Mapping[str, Any]) -> pipeline.Source:
        facts = {key: value for key in asked if (value := metadata.get(key))}
        return pipeline.Source(path, find_static, roots, facts, list_static, list_folder, is_theme)

    return source


def _unknown(_folder: str = "") -> Iterable[str]:
    raise LookupError


class _StaticFiles:
    """The published files of a site, each looked at once.

    Args:
        paths: of the files, by their paths relative to the content folder.
    """

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = paths
        self._found: dict[str, Path | None] = {}
        self._names: dict[str, list[str]] | None = None

    def find(self, path: str) -> Path | None:
        """Return a file; None where Pelican only lists it since a {static} link names it."""
        if path not in self._found:
            found = Path(self._paths[path]) if path in self._paths else None
            self._found[path] = found if found is not None and found.is_file() else None
        return self._found[path]

    def paths(self) -> list[str]:
        """Return the paths of all files, relative to the content folder."""
        return sorted(path for path in self._paths if self.find(path) is not None)

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder, without those below it."""
        if self._names is None:
            self._names = {}
            for path in sorted(self._paths):
                within, _, name = path.rpartition("/")
                self._names.setdefault(within, []).append(name)
        return [
            name
            for name in self._names.get(folder, ())
            if self.find(f"{folder}/{name}" if folder else name) is not None
        ]


def _outcome(
    content: Any, source_of: _MakeSource, cache: Cache, steps: Iterable[pipeline.Step]
) -> pipeline.Outcome | None:
    try:
        source = source_of(content.relative_source_path, content.metadata)
        body, settings = body_of(content), content.settings
        if settings["TYPOGRIFY"]:
            body = with_typed_urls(body, settings["TYPOGRIFY_DASHES"])
        return pipeline.process(body, steps, source, cache)
    except HtmlError:
        text = "its HTML cannot be parsed, so its images and resources are left as written"
        mend = "look for a `<!` that does not start a comment"
        report(in_content(content, TEXT_UNREADABLE(text, mend, "<!")))
    except Exception as error:
        # An unprocessed body is better than no page.
        report(
            BUILD(
                f"its images and resources are left as written ({type(error).__name__}: {error})",
                "please report this, with the file",
                path=shown(content.source_path),
                severity=Severity.ERROR,
            ),
            exc_info=content.settings.get("DEBUG", False),
        )
    return None


def _apply(content: Any, outcome: pipeline.Outcome | None, steps: Iterable[pipeline.Step]) -> None:
    if outcome is not None and outcome.html != body_of(content):
        set_body(content, outcome.html)
    for step in steps:
        if step.attach is not None:
            step.attach(content, outcome.found.get(step.name) if outcome else None)
