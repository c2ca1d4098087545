"""Log filters.

They strip terminal control sequences, replace Pelican's generic error lines by ours, and sum up
many messages of one kind in one line.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError

from .diagnostics import Diagnostic, Severity, attach, diagnostic_on, is_sum, record_of
from .errors import DiagnosticError, PouchError
from .paths import shown
from .rules import BUILD
from .text import counted, for_log, listed

_OF_PELICAN = "\n\t"
# What Pelican raises under --fatal; the first is that of 4.12.
_FATAL = ("Warning or error encountered", "Warning encountered", "Error encountered")
# What it logs under --autoreload about unreadable settings.
_CAUGHT = 'Caught exception:\n"%s".'

UNPROCESSED = "Could not process %s: %s: %s"
"""Replaces Pelican's line about an unreadable file, where the error is not ours."""


def tell_printably() -> None:
    """Strip terminal control sequences from all log lines, Pelican's and other plugins' too."""
    for handler in every_handler():
        handler.addFilter(_make_printable)


def every_handler() -> Iterator[logging.Handler]:
    """Return all handlers that may print a line of the log."""
    # The last one prints with `--log-handler plain`.
    return filter(None, (*logging.getLogger().handlers, logging.lastResort))


def explain(record: logging.LogRecord) -> bool:
    """Replace Pelican's line about an error by the reason, without a traceback.

    Pelican logs only that a file could not be processed, or where in the code settings failed.
    """
    error = sys.exc_info()[1]
    if record.msg == _CAUGHT and error is not None and not is_of_fatal(error):
        until = "until then, builds use the previous settings"
        attach(record, what_stopped(error).and_then(until), fatal=True)
    if record.levelno < logging.ERROR or error is None:
        return True
    if isinstance(error, DiagnosticError):
        attach(record, error.diagnostic)
        record.exc_info = None
    elif isinstance(error, PouchError):
        record.msg, record.args = "%s", (str(error),)
        record.exc_info = None
    elif is_of_fatal(error):
        record.msg, record.args = (
            ("The build was stopped because of --fatal: see the line above"),
            (),
        )
        record.exc_info = None
    elif record.msg == "Could not process %s":
        record.msg = UNPROCESSED
        record.args = (*(record.args or ()), type(error).__name__, error)
    return True


def what_stopped(error: BaseException) -> Diagnostic:
    """Return the diagnostic for an exception that ended a build."""
    if isinstance(error, DiagnosticError):
        return error.diagnostic
    if isinstance(error, PouchError):
        return BUILD(str(error), severity=Severity.ERROR)
    if isinstance(error, SyntaxError | TemplateSyntaxError):
        text = error.msg if isinstance(error, SyntaxError) else error.message
        path, line = shown(error.filename or "?"), error.lineno or 1
        return BUILD(str(text), "correct it", path=path, line=line, severity=Severity.ERROR)
    frames = traceback.extract_tb(error.__traceback__)
    # Jinja puts templates into tracebacks as files.
    of_template = [frame for frame in frames if frame.filename.endswith(".html")]
    stopped = BUILD(
        f"the build was stopped by {type(error).__name__}: {error}", severity=Severity.ERROR
    )
    if of_template:
        return stopped.at(shown(of_template[-1].filename), of_template[-1].lineno)
    return stopped


def is_of_fatal(error: BaseException) -> bool:
    """Return whether this exception ends a build under --fatal."""
    return isinstance(error, RuntimeError) and str(error) in _FATAL


def _make_printable(record: logging.LogRecord) -> bool:
    try:
        message = record.getMessage()
    except Exception:
        # `logging` itself reports a record that cannot be formatted.
        return True
    shown = for_log(message, _OF_PELICAN)
    if shown != message:
        record.msg, record.args = shown, ()
    return True


TAKES_ALL = "pouch_takes_all"
"""Attribute of a handler that gets every message: its log is read by a program."""

SHOWN_IN_FULL = 10
"""Number of messages, differing only in names and values, that are shown in full."""

MOST_OF_A_CODE = 40
"""Number of messages of one code that are shown."""

_MOST_NAMED = 3
_LONGEST = 60
_LONGEST_SENTENCE = 300
# What differs from file to file: quoted strings, names, numbers and URLs.
_VALUES = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|“[^”]*”|‘[^’]*’|«[^»]*»|\S*[\d/._]\S*")


@dataclass(slots=True)
class _MessageGroup:
    """The messages of one code (or one sentence, with an empty *code*) and severity.

    Attributes:
        number: how many there were.
        shown: how many of them were shown.
        places: the first places that were not shown.
    """

    code: str = ""
    number: int = 0
    shown: int = 0
    places: list[str] = field(default_factory=list)


class MessageGrouping:
    """The messages of one build."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, Severity], _MessageGroup] = {}
        self._sentences: Counter[tuple[str, Severity, str]] = Counter()

    def shows(self, record: logging.LogRecord) -> bool:
        """Return whether to show a record as it is; those of Pelican and others always are."""
        diagnostic = diagnostic_on(record)
        if diagnostic is not None and is_sum(record):
            # Totals are of one kind, though their wording differs.
            place = diagnostic.topic or diagnostic.message[:_LONGEST]
            return self._take("", diagnostic.severity, diagnostic.code, place)
        if diagnostic is not None:
            return self.take(diagnostic)
        if record.msg == UNPROCESSED:
            severity = Severity.of_level(record.levelno)
            return self._take("", severity, UNPROCESSED, record.getMessage()[:_LONGEST])
        return True

    def take(self, diagnostic: Diagnostic) -> bool:
        """Count a diagnostic; return whether to show it as it is."""
        sentence = _VALUES.sub("…", diagnostic.text[:_LONGEST_SENTENCE])
        code = "" if diagnostic.code == BUILD.code else diagnostic.code
        place = diagnostic.place or diagnostic.message[:_LONGEST]
        return self._take(code, diagnostic.severity, sentence, place)

    def _take(self, code: str, severity: Severity, sentence: str, place: str) -> bool:
        kind = self._kinds.setdefault((code or sentence, severity), _MessageGroup(code))
        kind.number += 1
        said = code, severity, sentence
        self._sentences[said] += 1
        if self._sentences[said] <= SHOWN_IN_FULL and kind.shown < MOST_OF_A_CODE:
            kind.shown += 1
            return True
        # Sorted, since Pelican reads files in no fixed order.
        kind.places = sorted([*kind.places, place])[:_MOST_NAMED]
        return False

    def report(self, logger: logging.Logger, attributes: dict[str, object]) -> None:
        """Log one line with *attributes* for each kind that was not shown in full."""
        for diagnostic in self.end():
            record = record_of(diagnostic, sums_up=True)
            vars(record).update(attributes)
            if logger.isEnabledFor(record.levelno):
                # Not by logger.error(), which would count them again under --fatal.
                logger.callHandlers(record)

    def end(self) -> Iterator[Diagnostic]:
        """Yield one diagnostic for each kind that was not shown in full."""
        kinds, self._kinds = self._kinds, {}
        self._sentences.clear()
        for (_, severity), kind in kinds.items():
            if kind.places:
                yield _sum(severity, kind)


def _sum(severity: Severity, kind: _MessageGroup) -> Diagnostic:
    more = kind.number - kind.shown - len(kind.places)
    named = [*kind.places, f"{more:,} more"] if more else kind.places
    name, only = (f" ({kind.code})", f" --only {kind.code}") if kind.code else ("", "")
    return BUILD(
        f"{counted(kind.number, severity)} of the same kind{name}, {kind.shown} of them"
        f" shown above; also in {listed(named)}",
        f"`pouch check{only}` lists them all",
        severity=severity,
    )


@contextmanager
def listening(name: str) -> Iterator[Listener]:
    """Listen to a logger while in this context."""
    log = logging.getLogger(name)
    listener = Listener(hears=log.isEnabledFor(logging.WARNING))
    # Before Pelican's own filter, which drops what was logged before.
    log.filters.insert(0, listener)
    try:
        yield listener
    finally:
        log.removeFilter(listener)


class Listener(logging.Filter):
    """Notes that a logger is given something to log.

    Args:
        hears: whether it logs warnings at all.

    Attributes:
        heard_something: whether there was, or may have been, something.
    """

    def __init__(self, *, hears: bool) -> None:
        super().__init__()
        self.heard_something = not hears

    def filter(self, _record: logging.LogRecord) -> bool:
        """Let every record pass."""
        self.heard_something = True
        return True
