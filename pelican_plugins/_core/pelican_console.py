"""Output of a build on Pelican's console: messages, progress, and the summary at its end.

Under `--autoreload` each build prints only what is new since the previous one.
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

from ..registry import BY_NAME
from . import log_lines
from .build import build_of, process, running_build
from .diagnostics import Severity, diagnostic_on, is_fatal, record_of
from .diagnostics_history import DiagnosticsHistory
from .log_filters import TAKES_ALL, MessageGrouping, every_handler, is_of_fatal, what_stopped
from .pelican_compat import forget_messages, is_watched
from .progress import Progress
from .rules import BUILD
from .text import for_log

logger = logging.getLogger(__name__)

_NEWS = "pouch_news"
_WAITING = "wait_for_changes"


class Summary:
    """The lines at the end of a build, in the order of its work and not of `PLUGINS`."""

    def __init__(self) -> None:
        self._lines: list[tuple[int, str]] = []

    def add(self, plugin: str, line: str) -> None:
        """Add a *line* of a plugin; of the build itself if that is empty."""
        self._lines.append((BY_NAME[plugin].summary_place if plugin else 0, line))

    def lines(self) -> list[str]:
        """Return all lines, sorted."""
        return [line for _, line in sorted(self._lines, key=lambda each: each[0])]


class _AutoreloadState:
    """The state of `--autoreload`.

    Attributes:
        on: whether a build runs under it.
        settings: those of its last build.
        told: the summary of that.
        missed: Pelican's messages on paths that it cannot watch.
    """

    def __init__(self) -> None:
        self.on = False
        self.settings: Any = None
        self.told: list[str] = []
        self.missed: set[str] = set()
        self._telling: list[str] = []

    def begin(self, settings: Any) -> bool:
        """Begin a build; return whether its settings are new."""
        new = self.settings is not settings
        self.settings = settings
        return new

    def news(self, lines: Iterable[str]) -> list[str]:
        """Return the summary lines that the last build did not print."""
        lines = list(lines)
        self._telling += lines
        return [line for line in lines if line not in self.told]

    def end(self) -> None:
        """End a build."""
        self.on = False
        if self._telling:
            self.told, self._telling = self._telling, []


@dataclass(slots=True)
class _ConsoleState:
    """The state of the console in this process.

    Attributes:
        watch: of `--autoreload`.
        history: the diagnostics of its builds.
        gathering: the messages of the current build.
        open: the settings of the running builds, each within the one before.
        warnings: how many records of warnings and errors there were, shown or not.
    """

    watch: _AutoreloadState = field(default_factory=_AutoreloadState)
    history: DiagnosticsHistory = field(default_factory=DiagnosticsHistory)
    gathering: MessageGrouping = field(default_factory=MessageGrouping)
    open: list[Any] = field(default_factory=list)
    warnings: int = 0


class _ConsoleProgress(Progress):
    """Progress on Pelican's console."""

    def __init__(self) -> None:
        super().__init__(console, _is_awaited)


def connect() -> None:
    """Log each message once, on whole lines, and show progress."""
    log_lines.connect()
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
    """Add a *line* to the summary at the end of the build.

    Args:
        plugin: its name; empty for what concerns no plugin.
        line: the line.
    """
    build = running_build()
    if build is not None:
        build.state(Summary).add(plugin, line)


def count_warnings() -> int:
    """Return how many warnings and errors were logged by this process."""
    return process().state(_ConsoleState).warnings


def run(settings: Any, build: Callable[[], None]) -> None:
    """Run the build of a site; see `around`."""
    with around(settings):
        build()


@contextmanager
def around(settings: Any) -> Iterator[None]:
    """Print the summary when the build of the site with these *settings* ends.

    Re-entrant; only the outermost call prints. Under `--autoreload` it logs and swallows the
    exception, because Pelican would otherwise rebuild in a tight loop.
    """
    told = process().state(_ConsoleState)
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
            # What is fixed and then broken again is logged again.
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
        told = process().state(_ConsoleState)
        told.warnings += 1
        known = not (told.open and not told.watch.on) and not _note(record, told)
        setattr(record, _NEWS, not known and (not told.open or told.gathering.shows(record)))
    return bool(getattr(record, _NEWS))


def _note(record: logging.LogRecord, told: _ConsoleState) -> bool:
    diagnostic = diagnostic_on(record)
    if diagnostic is None:
        try:
            text = record.getMessage()
        except Exception:
            # `logging` itself reports a record that cannot be formatted.
            return True
        if record.funcName == _WAITING:
            # Pelican cannot watch a folder that does not exist, which is not a problem.
            news = text not in told.watch.missed
            told.watch.missed.add(text)
            return news
        diagnostic = BUILD(text, severity=Severity.of_level(record.levelno))
    return told.history.record(diagnostic, fatal=is_fatal(record))


def _log_stop(error: Exception, *, debug: bool) -> None:
    if is_of_fatal(error):
        _print(["The build was stopped because of --fatal"])
        return
    reason = (type(error), error, error.__traceback__) if debug else None
    stop = what_stopped(error).and_then("the build ended there")
    # Not by report(), which would raise it again under --fatal.
    logger.handle(record_of(stop, fatal=True, exc_info=reason))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        if _is_loud():
            # At words on a terminal, and nowhere in a pipe.
            whole = not console.is_terminal
            console.print(for_log(line), markup=False, highlight=False, soft_wrap=whole)


def _is_loud() -> bool:
    # As Pelican does with --quiet.
    return logging.getLogger().isEnabledFor(logging.WARNING)


def _is_awaited() -> bool:
    # A command that reads a site keeps standard output for its result.
    return _is_loud() and sys.stdout is not sys.stderr


def progress() -> Progress:
    """Return the progress of this process."""
    return process().state(_ConsoleProgress)


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
    """Return the least number of pages; other plugins may add some."""
    contents = sum(map(bool, context["generated_content"].values()))
    groups = (context.get(kind) or () for kind in ("tags", "categories", "authors"))
    return contents + sum(map(len, groups))


def _end_progress(_sender: Any) -> None:
    progress().end()
