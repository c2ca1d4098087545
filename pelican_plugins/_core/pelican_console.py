"""What a build tells while it runs and when it ends, on Pelican's console.

Under `--autoreload` it tells at each build only what is new since the one before.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pelican import signals
from pelican.log import FatalLogger, console

from .build import build_of, process, running_build
from .diagnostics import Severity, diagnostic_on, is_fatal, record_of
from .diagnostics_history import DiagnosticsHistory
from .log_filters import TAKES_ALL, Gathering, every_handler, is_of_fatal, what_stopped
from .pelican_compat import forget_messages, is_watched
from .progress import Progress
from .rules import BUILD
from .text import Summary, for_log

logger = logging.getLogger(__name__)

_NEWS = "pouch_news"
_WAITING = "wait_for_changes"


class _Watch:
    """What is known of the builds of `--autoreload`.

    Attributes:
        on: whether it builds now.
        settings: of its last build.
        told: the lines at the end of that.
        missed: what Pelican said of paths it cannot watch.
    """

    def __init__(self) -> None:
        self.on = False
        self.settings: Any = None
        self.told: list[str] = []
        self.missed: set[str] = set()
        self._telling: list[str] = []

    def begin(self, settings: Any) -> bool:
        """Begin a build; return whether its settings are not those of the last one."""
        new = self.settings is not settings
        self.settings = settings
        return new

    def news(self, lines: Iterable[str]) -> list[str]:
        """Return the lines at the end of a site that the last build did not tell."""
        lines = list(lines)
        self._telling += lines
        return [line for line in lines if line not in self.told]

    def end(self) -> None:
        """End a build that has told all it had to."""
        self.on = False
        if self._telling:
            self.told, self._telling = self._telling, []


@dataclass(slots=True)
class _Told:
    """What was told in this process.

    Attributes:
        watch: what is known of the builds of `--autoreload`.
        history: what they have said.
        gathering: the messages of the build in hand.
        open: the settings of the sites that are being built, each within the one before.
    """

    watch: _Watch = field(default_factory=_Watch)
    history: DiagnosticsHistory = field(default_factory=DiagnosticsHistory)
    gathering: Gathering = field(default_factory=Gathering)
    open: list[Any] = field(default_factory=list)


class _Progress(Progress):
    """How far the build has come, on Pelican's console."""

    def __init__(self) -> None:
        super().__init__(console, _is_awaited)


def connect() -> None:
    """Have messages told once, and show how far a build has come."""
    for handler in every_handler():
        if not hasattr(handler, TAKES_ALL):
            handler.addFilter(_is_news)
    signals.article_generator_preread.connect(_note_article)
    signals.page_generator_preread.connect(_note_page)
    signals.article_generator_finalized.connect(_end_progress)
    signals.page_generator_finalized.connect(_end_progress)
    signals.content_written.connect(_note_written)
    signals.finalized.connect(_end_progress)


def tell(plugin: str, line: str) -> None:
    """Have a *line* of a plugin told when the build is done, among those of all plugins."""
    build = running_build()
    if build is not None:
        build.state(Summary).add(plugin, line)


def run(settings: Any, build: Callable[[], None]) -> None:
    """Run the build of a site; see `around`."""
    with around(settings):
        build()


@contextmanager
def around(settings: Any) -> Iterator[None]:
    """Tell, when the build of the site with these *settings* ends, what there is to tell.

    Several may stand around one build; the outermost tells. Under `--autoreload` it ends an error
    there: Pelican would build again at once, and for ever.
    """
    told = process().state(_Told)
    watch = told.watch
    if any(each is settings for each in told.open):
        yield
        return
    outermost = not told.open
    if outermost:
        watch.on = is_watched()
        if watch.on:
            told.history.begin(new=watch.begin(settings))
    told.open.append(settings)
    try:
        try:
            yield
        finally:
            progress().end()
            if outermost:
                told.gathering.report(logger, {_NEWS: True})
    except Exception as error:
        if not (outermost and watch.on) or _are_warnings_fatal():
            raise
        _log_stop(error, debug=settings.get("DEBUG", False))
        _print(told.history.end(complete=False))
    else:
        lines = build_of(settings).state(Summary).lines()
        _print(watch.news(lines) if watch.on else lines)
        if outermost and watch.on:
            _print(told.history.end(complete=True))
    finally:
        told.open.pop()
        if outermost and watch.on:
            watch.end()
            # What is mended and broken again is to be told again.
            forget_messages()


def _are_warnings_fatal() -> bool:
    # 4.12 has a level where 4.11 had two flags.
    level: int = getattr(FatalLogger, "fatal_lvl", logging.CRITICAL)
    return level <= logging.WARNING or getattr(FatalLogger, "warnings_fatal", False)


def _is_news(record: logging.LogRecord) -> bool:
    if record.levelno < logging.WARNING:
        return True
    if not hasattr(record, _NEWS):
        # Once, however many handlers there are.
        told = process().state(_Told)
        known = not (told.open and not told.watch.on) and not _note(record, told)
        setattr(record, _NEWS, not known and (not told.open or told.gathering.shows(record)))
    return bool(getattr(record, _NEWS))


def _note(record: logging.LogRecord, told: _Told) -> bool:
    diagnostic = diagnostic_on(record)
    if diagnostic is None:
        try:
            text = record.getMessage()
        except Exception:
            # A line that cannot be put together is for `logging` to complain of.
            return True
        if record.funcName == _WAITING:
            # Of folders that need not be there, such as one for pictures; nobody has to mend that.
            news = text not in told.watch.missed
            told.watch.missed.add(text)
            return news
        diagnostic = BUILD(text, severity=Severity.of_level(record.levelno))
    return told.history.record(diagnostic, fatal=is_fatal(record))


def _log_stop(error: Exception, *, debug: bool) -> None:
    if is_of_fatal(error):
        _print(["The build was stopped, as --fatal asks"])
        return
    reason = (type(error), error, error.__traceback__) if debug else None
    stop = what_stopped(error).and_then("the build ended there")
    # Not by report(), which would raise it again under --fatal.
    logger.handle(record_of(stop, fatal=True, exc_info=reason))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        if _is_loud():
            console.print(for_log(line), markup=False, highlight=False, soft_wrap=True)


def _is_loud() -> bool:
    # As Pelican has it with --quiet.
    return logging.getLogger().isEnabledFor(logging.WARNING)


def _is_awaited() -> bool:
    # A command that reads a site keeps standard output for what it was asked.
    return _is_loud() and sys.stdout is not sys.stderr


def progress() -> Progress:
    """Return what shows how far the build has come."""
    return process().state(_Progress)


def _note_article(generator: Any) -> None:
    _note_read(generator, "ARTICLE")


def _note_page(generator: Any) -> None:
    _note_read(generator, "PAGE")


def _note_read(generator: Any, kind: str) -> None:
    paths, excluded = (generator.settings[f"{kind}_{name}"] for name in ("PATHS", "EXCLUDES"))
    name = f"Reading {kind.lower()}s"
    progress().step(name, lambda: len(generator.get_files(paths, exclude=excluded)))


def _note_written(_path: str, context: dict[str, Any]) -> None:
    progress().step("Writing pages", lambda: _pages_of(context))


def _pages_of(context: dict[str, Any]) -> int:
    """Return how many pages there will be at least: another plugin may make more."""
    contents = sum(map(bool, context["generated_content"].values()))
    groups = (context.get(kind) or () for kind in ("tags", "categories", "authors"))
    return contents + sum(map(len, groups))


def _end_progress(_sender: Any) -> None:
    progress().end()
