"""Report every source file at the end of a build, and scan its output for leaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.utils import sanitised_join

from .._core import pelican_console, pelican_hooks
from .._core.build import build_of, process
from .._core.content_paths import ContentPaths
from .._core.diagnostics import Diagnostic, Severity, report
from .._core.errors import DiagnosticError
from .._core.paths import is_inside, shown
from .._core.pelican_author_files import all_next_to_settings
from .._core.pelican_compat import written_paths
from .._core.rules import BUILD
from .._core.text import counted
from .file_report import public_pages, report_line, scan_content
from .pelican_output_upkeep import OutputUpkeep
from .settings import GuardSettings


@dataclass(slots=True)
class _GuardState:
    """What one build, and those nested in it, have written.

    Attributes:
        drafts: paths of the pages of drafts, and their sources.
        written: sources of which a page was written.
        context: the template context of the site.
        contexts: the same, and those of nested sites.
        readable: extensions with a reader, without the dot.
    """

    drafts: list[tuple[Path, str]] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    context: dict[str, Any] = field(default_factory=dict)
    contexts: list[Mapping[str, Any]] = field(default_factory=list)
    readable: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Earlier:
    """Whether this process has built a site before."""

    has_built: bool = False


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect()
    signals.initialized.connect(_configure)
    signals.all_generators_finalized.connect(_note_contents)
    # Pelican writes pages after articles, so both are written by then.
    signals.page_writer_finalized.connect(_note_written)


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, GuardSettings, "POUCH_GUARD")
    if build_of(pelican).outer is None:
        # The outer site also takes care of nested ones.
        pelican.run = partial(_run, pelican, pelican.run, settings)


def _run(pelican: Any, run: Callable[[], None], settings: GuardSettings) -> None:
    build = build_of(pelican)
    with build.running(), pelican_console.around(pelican.settings):
        guard, earlier = build.state(_GuardState), process().state(_Earlier)
        again = earlier.has_built
        output = Path(pelican.output_path).absolute()
        upkeep = OutputUpkeep(pelican.settings, output, settings.stale_output)
        upkeep.contexts = guard.contexts
        try:
            _build(pelican, run, settings, upkeep)
        except BaseException:
            # The original error matters more.
            with suppress(Exception):
                upkeep.end_early()
            raise
        earlier.has_built = True
        if not guard.context:
            return
        if settings.file_report:
            files = scan_content(guard.context, guard.readable, frozenset(_unwritten(guard)))
            pelican_console.tell("guard", report_line(files))
        if settings.link_check != "off":
            _tell_dead_links(guard.contexts, output)
        # A rebuild by autoreload has unfinished articles, whose URLs are not known.
        line = upkeep.end(None if again else public_pages(guard.context))
        if line:
            pelican_console.tell("guard", line)


def _unwritten(guard: _GuardState) -> Iterator[str]:
    """Yield the paths of published articles of which no page was written."""
    paths = build_of(guard.context).state(ContentPaths)
    for path, content in guard.context["generated_content"].items():
        published = content and content.status == "published" and paths.of(content)
        if published and content.source_path not in guard.written:
            yield path


def _build(
    pelican: Any, run: Callable[[], None], settings: GuardSettings, upkeep: OutputUpkeep
) -> None:
    build = build_of(pelican)
    lists = all_next_to_settings(settings.private_words_file, pelican.settings)
    words = None
    if lists or settings.private_words_file != GuardSettings().private_words_file:
        # What scans is loaded only where there is something to look for.
        from .leaks.word_list import load_list

        words = load_list(settings.private_words_file, lists)
    if len(lists) > 1:
        names = " and ".join(map(shown, lists))
        report(
            BUILD(f"Several lists of private words are in use: {names}", "keep only one of them")
        )
    how = settings.leak_check
    if how == "auto":
        how = "stop" if words is not None else "off"
    if how == "off":
        run()
        return
    from .leaks.scanner import Drafts, LeakCriteria, scan_folder
    from .staging import publish, remove_stages, stage_of

    path = pelican.output_path
    output = Path(path).absolute()
    folder = output
    if how == "stop":
        remove_stages(output)
        folder = upkeep.built_in = stage_of(output)
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(folder)
    try:
        run()
        wanted = LeakCriteria(
            words=tuple(words or ()),
            drafts=Drafts(
                (page.relative_to(folder).as_posix(), name)
                for page, name in build.state(_GuardState).drafts
                # A nested site may be written elsewhere.
                if page.is_relative_to(folder)
            ),
            allowed=settings.leak_allow,
        )
        leaks = scan_folder(folder, wanted)
        _tell(leaks, output)
        if how == "stop":
            if leaks:
                raise DiagnosticError(_stopped(leaks, output))
            upkeep.note_staged()
            # Like Pelican, empty no folder that contains the content.
            alone = pelican.delete_outputdir and not is_inside(Path(pelican.path), output)
            publish(folder, output, alone=alone, retained=pelican.output_retention)
    finally:
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = path
        if how == "stop":
            remove_stages(output)


def _tell(leaks: Iterable[Diagnostic], output: Path) -> None:
    from .leaks.scanner import deduplicate

    for leak, others in deduplicate(leaks):
        report(leak.at(f"{shown(output)}/{leak.path}{others}"))


def _tell_dead_links(contexts: Iterable[Mapping[str, Any]], output: Path) -> None:
    from .link_findings import findings

    for finding in findings(contexts, output):
        report(finding)


def _stopped(leaks: list[Diagnostic], output: Path) -> Diagnostic:
    files = len({leak.path for leak in leaks})
    return BUILD(
        f"Nothing was published: leaks were found in {counted(files, 'file')}, see above",
        f"{shown(output)} is unchanged",
        severity=Severity.ERROR,
    )


def _note_contents(generators: Iterable[Any]) -> None:
    generator = next(iter(generators))
    build = build_of(generator)
    guard = build.outermost.state(_GuardState)
    guard.contexts.append(generator.context)
    # A nested site may reach this point first.
    if build.outer is None:
        guard.context = generator.context
        guard.readable = frozenset(generator.readers.extensions)


def _note_written(generator: Any, writer: Any) -> None:
    build = build_of(generator)
    guard, paths = build.outermost.state(_GuardState), build.state(ContentPaths)
    written = written_paths(writer)
    for content in filter(None, generator.context["generated_content"].values()):
        place = paths.of(content)
        if not place:
            continue
        path = sanitised_join(writer.output_path, place)
        if path in written:
            guard.written.add(content.source_path)
            if content.status == "draft":
                guard.drafts.append((Path(path), shown(content.source_path)))
