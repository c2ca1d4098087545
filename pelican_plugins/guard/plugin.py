"""Account for every source at the end of a build, and look for what must not be published."""

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
from .._core.diagnostics import Diagnostic, Severity, report
from .._core.errors import DiagnosticError
from .._core.paths import is_inside, shown
from .._core.pelican_author_files import all_next_to_settings
from .._core.pelican_compat import written_paths
from .._core.rules import BUILD
from .._core.text import counted
from .content_scan import account_of, pages_of
from .file_report import sentence
from .leaks.drafts import Drafts
from .leaks.leak import once
from .leaks.scanner import Wanted, look_through
from .leaks.word_list import load_list
from .settings import GuardSettings
from .staging import publish, remove_stages, stage_of
from .stale.plugin import OutputUpkeep


@dataclass(slots=True)
class _Guard:
    """What is known of the build in hand, and of those within it.

    Attributes:
        drafts: pages of drafts, by their paths in the output folder, and their sources.
        written: sources of which a page was written.
        context: of the site, as templates get it.
        contexts: the same, and those of the sites within it.
        readable: extensions of the files that are read as texts, without the dot.
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
    signals.article_writer_finalized.connect(_note_written)
    signals.page_writer_finalized.connect(_note_written)


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, GuardSettings, "POUCH_GUARD")
    if build_of(pelican).outer is None:
        # A site within another is looked after with it.
        pelican.run = partial(_run, pelican, pelican.run, settings)


def _run(pelican: Any, run: Callable[[], None], settings: GuardSettings) -> None:
    build = build_of(pelican)
    with build.running(), pelican_console.around(pelican.settings):
        guard, earlier = build.state(_Guard), process().state(_Earlier)
        again = earlier.has_built
        output = Path(pelican.output_path).absolute()
        upkeep = OutputUpkeep(pelican.settings, output, settings.stale_output)
        upkeep.contexts = guard.contexts
        try:
            _build(pelican, run, settings, upkeep)
        except BaseException:
            # What ended it is what is to be told.
            with suppress(Exception):
                upkeep.end_early()
            raise
        earlier.has_built = True
        if not guard.context:
            return
        if settings.account:
            files = account_of(guard.context, guard.readable, frozenset(_unwritten(guard)))
            pelican_console.tell("guard", sentence(files))
        # What autoreload builds again has texts in the making, whose addresses nobody knows.
        line = upkeep.end(None if again else pages_of(guard.context))
        if line:
            pelican_console.tell("guard", line)


def _unwritten(guard: _Guard) -> Iterator[str]:
    """Yield the paths of the published texts of which no page was written."""
    for path, content in guard.context["generated_content"].items():
        published = content and content.status == "published" and content.save_as
        if published and content.source_path not in guard.written:
            yield path


def _build(
    pelican: Any, run: Callable[[], None], settings: GuardSettings, upkeep: OutputUpkeep
) -> None:
    build = build_of(pelican)
    lists = all_next_to_settings(settings.private, pelican.settings)
    words = load_list(settings.private, lists)
    if len(lists) > 1:
        names = " and ".join(map(shown, lists))
        report(BUILD(f"The words of {names} are all kept back", "keep one of these files"))
    how = settings.leaks
    if how == "auto":
        how = "stop" if words is not None else "off"
    if how == "off":
        run()
        return
    path = pelican.output_path
    output = Path(path).absolute()
    folder = output
    if how == "stop":
        remove_stages(output)
        folder = upkeep.built_in = stage_of(output)
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(folder)
    try:
        run()
        wanted = Wanted(
            words=tuple(words or ()),
            drafts=Drafts(
                (page.relative_to(folder).as_posix(), name)
                for page, name in build.state(_Guard).drafts
                # A site within another may be written elsewhere.
                if page.is_relative_to(folder)
            ),
            allowed=settings.allowed,
        )
        leaks = look_through(folder, wanted)
        _tell(leaks, output)
        if how == "stop":
            if leaks:
                raise DiagnosticError(_stopped(leaks, output))
            upkeep.note_staged()
            # Pelican, too, empties no folder that holds the content.
            alone = pelican.delete_outputdir and not is_inside(Path(pelican.path), output)
            publish(folder, output, alone=alone, retained=pelican.output_retention)
    finally:
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = path
        if how == "stop":
            remove_stages(output)


def _tell(leaks: Iterable[Diagnostic], output: Path) -> None:
    for leak, others in once(leaks):
        report(leak.at(f"{shown(output)}/{leak.path}{others}"))


def _stopped(leaks: list[Diagnostic], output: Path) -> Diagnostic:
    files = len({leak.path for leak in leaks})
    return BUILD(
        f"Nothing was published: {counted(files, 'file holds', 'files hold')} what must not be,"
        " see above",
        f"{shown(output)} is as it was before",
        severity=Severity.ERROR,
    )


def _note_contents(generators: Iterable[Any]) -> None:
    generator = next(iter(generators))
    build = build_of(generator)
    guard = build.outermost.state(_Guard)
    guard.contexts.append(generator.context)
    # A site within another may come to this point first.
    if build.outer is None:
        guard.context = generator.context
        guard.readable = frozenset(generator.readers.extensions)


def _note_written(generator: Any, writer: Any) -> None:
    guard = build_of(generator).outermost.state(_Guard)
    for content in filter(None, generator.context["generated_content"].values()):
        if not content.save_as:
            continue
        path = sanitised_join(writer.output_path, content.save_as)
        if path in written_paths(writer):
            guard.written.add(content.source_path)
            if content.status == "draft":
                guard.drafts.append((Path(path), shown(content.source_path)))
