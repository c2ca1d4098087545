"""Account for every source at the end of a build, and look for what must not be published."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.utils import sanitised_join

from .._core import hooks, reporting
from .._core.author_files import all_next_to_settings
from .._core.errors import PouchError
from .._core.paths import is_inside, shown
from .._core.summary import counted
from .account import sentence
from .leaks.drafts import Drafts
from .leaks.leak import Leak, lines_of
from .leaks.look import Wanted, look_through
from .leaks.private_file import load_list
from .settings import GuardSettings
from .sources import account_of, pages_of
from .stage import publish, remove_stages, stage_of
from .stale.plugin import OutputUpkeep

logger = logging.getLogger(__name__)


class _Guard:
    """What is known of the build in hand, and of those within it.

    Attributes:
        settings: of the plugin.
        running: whether its build has begun.
        drafts: pages of drafts, by their paths in the output folder, and their sources.
        written: sources of which a page was written.
        context: of the site, as templates get it.
        contexts: the same, and those of the sites within it.
        site: the settings of the site.
    """

    has_built = False

    def __init__(self, settings: GuardSettings) -> None:
        self.settings = settings
        self.running = False
        self.begin()

    def begin(self) -> None:
        """Forget the build before: `--autoreload` builds again."""
        self.drafts: list[tuple[Path, str]] = []
        self.written: set[str] = set()
        self.context: dict[str, Any] = {}
        self.contexts: list[Mapping[str, Any]] = []
        self.site: Any = None
        self.readable: frozenset[str] = frozenset()


_guards: list[_Guard] = []


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    signals.initialized.connect(_configure)
    signals.all_generators_finalized.connect(_note_contents)
    signals.article_writer_finalized.connect(_note_written)
    signals.page_writer_finalized.connect(_note_written)


def _configure(pelican: Any) -> None:
    settings = hooks.configure(pelican, GuardSettings, "POUCH_GUARD")
    if _guards and _guards[0].running:
        # A site within another is looked after with it.
        return
    pelican.run = partial(_run, pelican, pelican.run, _Guard(settings))


def _run(pelican: Any, build: Callable[[], None], guard: _Guard) -> None:
    _guards[:] = [guard]
    guard.begin()
    guard.site = pelican.settings
    again, guard.running = _Guard.has_built, True
    with reporting.around(pelican.settings):
        output = Path(pelican.output_path).absolute()
        upkeep = OutputUpkeep(pelican.settings, output, guard.settings.stale_output)
        upkeep.contexts = guard.contexts
        try:
            _build(pelican, build, guard, upkeep)
        except BaseException:
            # What ended it is what is to be told.
            with suppress(Exception):
                upkeep.end_early()
            raise
        finally:
            guard.running = False
        _Guard.has_built = True
        if not guard.context:
            return
        if guard.settings.account:
            files = account_of(guard.context, guard.readable, frozenset(_unwritten(guard)))
            reporting.tell("guard", sentence(files))
        # What autoreload builds again has texts in the making, whose addresses nobody knows.
        line = upkeep.end(None if again else pages_of(guard.context))
        if line:
            reporting.tell("guard", line)


def _unwritten(guard: _Guard) -> Iterator[str]:
    """Yield the paths of the published texts of which no page was written."""
    for path, content in guard.context["generated_content"].items():
        published = content and content.status == "published" and content.save_as
        if published and content.source_path not in guard.written:
            yield path


def _build(pelican: Any, build: Callable[[], None], guard: _Guard, upkeep: OutputUpkeep) -> None:
    lists = all_next_to_settings(guard.settings.private, pelican.settings)
    words = load_list(guard.settings.private, lists)
    if len(lists) > 1:
        logger.warning(
            "The words of %s are all kept back; keep one of these files",
            " and ".join(map(shown, lists)),
        )
    how = guard.settings.leaks
    if how == "auto":
        how = "stop" if words is not None else "off"
    if how == "off":
        build()
        return
    path = pelican.output_path
    output = Path(path).absolute()
    folder = output
    if how == "stop":
        remove_stages(output)
        folder = upkeep.built_in = stage_of(output)
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(folder)
    try:
        build()
        wanted = Wanted(
            words=tuple(words or ()),
            drafts=Drafts(
                (page.relative_to(folder).as_posix(), name)
                for page, name in guard.drafts
                # A site within another may be written elsewhere.
                if page.is_relative_to(folder)
            ),
            allowed=guard.settings.allowed,
        )
        leaks = look_through(folder, wanted, hooks.build_settings().processes)
        _tell(leaks, output)
        if how == "stop":
            if leaks:
                raise PouchError(_stopped(leaks, output))
            upkeep.note_staged()
            # Pelican, too, empties no folder that holds the content.
            alone = pelican.delete_outputdir and not is_inside(Path(pelican.path), output)
            publish(folder, output, alone=alone, retained=pelican.output_retention)
    finally:
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = path
        if how == "stop":
            remove_stages(output)


def _tell(leaks: Iterable[Leak], output: Path) -> None:
    for line in lines_of(leaks, shown(output)):
        logger.error("%s", line)


def _stopped(leaks: list[Leak], output: Path) -> str:
    files = len({leak.path for leak in leaks})
    return (
        f"Nothing was published: {counted(files, 'file holds', 'files hold')} what must not be,"
        f" see above; {shown(output)} is as it was before"
    )


def _note_contents(generators: Iterable[Any]) -> None:
    if not _guards:
        return
    guard, generator = _guards[0], next(iter(generators))
    guard.contexts.append(generator.context)
    # A site within another may come to this point first.
    if generator.settings is guard.site:
        guard.context = generator.context
        guard.readable = frozenset(generator.readers.extensions)


def _note_written(generator: Any, writer: Any) -> None:
    if not _guards:
        return
    guard = _guards[0]
    for content in filter(None, generator.context["generated_content"].values()):
        if not content.save_as:
            continue
        path = sanitised_join(writer.output_path, content.save_as)
        if path in writer._written_files:
            guard.written.add(content.source_path)
            if content.status == "draft":
                guard.drafts.append((Path(path), shown(content.source_path)))
