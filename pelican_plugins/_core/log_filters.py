"""What is told of a site can be read, and does nothing else to the terminal it is read on.

Many messages of one kind become one line: a log of 5,000 lines says less than one of ten.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError

from .diagnostics import Diagnostic, Severity, attach, diagnostic_on, is_sum, record_of
from .errors import DiagnosticError, PouchError
from .paths import shown
from .rules import BUILD
from .text import counted, for_log, listed

_OF_PELICAN = "\n\t"
# What Pelican raises after a logged error or warning under --fatal; the first is that of 4.12.
_FATAL = ("Warning or error encountered", "Warning encountered", "Error encountered")
# What it logs under --autoreload of settings that cannot be read.
_CAUGHT = 'Caught exception:\n"%s".'

UNPROCESSED = "Could not process %s: %s: %s"
"""What Pelican's line about a file that cannot be read becomes, where the error is not ours."""


def tell_printably() -> None:
    """Have every line of the log printed without what could command a terminal.

    Names of files, titles and addresses stand in lines of Pelican's and of other plugins', too.
    """
    for handler in every_handler():
        handler.addFilter(_make_printable)


def every_handler() -> Iterator[logging.Handler]:
    """Return all that may print a line of the log."""
    # The last is what prints where Pelican is told to use a plain log.
    return filter(None, (*logging.getLogger().handlers, logging.lastResort))


def explain(record: logging.LogRecord) -> bool:
    """Put our reason in the place of Pelican's line about an error, without a traceback.

    Pelican says of a file only that it could not be processed, and of an error in settings
    only where in the code it was raised.
    """
    error = sys.exc_info()[1]
    if record.msg == _CAUGHT and error is not None and not is_of_fatal(error):
        until = "until then the site is built with the settings as they were before"
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
        record.msg, record.args = "The build was stopped, as --fatal asks: see the line above", ()
        record.exc_info = None
    elif record.msg == "Could not process %s":
        record.msg = UNPROCESSED
        record.args = (*(record.args or ()), type(error).__name__, error)
    return True


def what_stopped(error: BaseException) -> Diagnostic:
    """Return what ended a build, with the place where that is known."""
    if isinstance(error, DiagnosticError):
        return error.diagnostic
    if isinstance(error, PouchError):
        return BUILD(str(error), severity=Severity.ERROR)
    if isinstance(error, SyntaxError | TemplateSyntaxError):
        text = error.msg if isinstance(error, SyntaxError) else error.message
        path, line = shown(error.filename or "?"), error.lineno or 1
        return BUILD(str(text), "correct it", path=path, line=line, severity=Severity.ERROR)
    frames = traceback.extract_tb(error.__traceback__)
    # Jinja names templates as Python names its files.
    of_template = [frame for frame in frames if frame.filename.endswith(".html")]
    stopped = BUILD(
        f"the build was stopped by {type(error).__name__}: {error}", severity=Severity.ERROR
    )
    if of_template:
        return stopped.at(shown(of_template[-1].filename), of_template[-1].lineno)
    return stopped


def is_of_fatal(error: BaseException) -> bool:
    """Tell whether it is what ends a build under --fatal."""
    return isinstance(error, RuntimeError) and str(error) in _FATAL


def _make_printable(record: logging.LogRecord) -> bool:
    try:
        message = record.getMessage()
    except Exception:
        # A line that cannot be put together is for `logging` to complain of.
        return True
    shown = for_log(message, _OF_PELICAN)
    if shown != message:
        record.msg, record.args = shown, ()
    return True


TAKES_ALL = "pouch_takes_all"
"""The attribute of a handler that is given every message, since it is no log for people."""

SHOWN_IN_FULL = 10
"""How many messages that say the same, but for names and values, a log shows as they are."""

MOST_OF_A_CODE = 40
"""How many of one code, whatever they say."""

_MOST_NAMED = 3
_LONGEST = 60
_LONGEST_SENTENCE = 300
# What differs from one file to the next: what is quoted, and names, numbers and addresses.
_VALUES = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|“[^”]*”|‘[^’]*’|«[^»]*»|\S*[\d/._]\S*")


@dataclass(slots=True)
class _Kind:
    """The messages of one code and severity.

    Attributes:
        code: empty where they are of one sentence, and have no rule of their own.
        number: how many there were.
        shown: how many of them were shown.
        places: of the first ones that were not shown.
    """

    code: str = ""
    number: int = 0
    shown: int = 0
    places: list[str] = field(default_factory=list)


class Gathering:
    """The messages of one build."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, Severity], _Kind] = {}
        self._sentences: Counter[tuple[str, Severity, str]] = Counter()

    def shows(self, record: logging.LogRecord) -> bool:
        """Tell whether a line of the log is to be shown as it is; Pelican's and others' all are."""
        diagnostic = diagnostic_on(record)
        if diagnostic is not None and is_sum(record):
            # A sum says other things of each, and is of one kind all the same.
            sentence, place = diagnostic.code, diagnostic.message[:_LONGEST]
            return self._take("", diagnostic.severity, sentence, place)
        if diagnostic is not None:
            return self.take(diagnostic)
        if record.msg == UNPROCESSED:
            severity = Severity.of_level(record.levelno)
            return self._take("", severity, UNPROCESSED, record.getMessage()[:_LONGEST])
        return True

    def take(self, diagnostic: Diagnostic) -> bool:
        """Count a diagnostic; return whether it is to be shown as it is."""
        sentence = _VALUES.sub("…", diagnostic.text[:_LONGEST_SENTENCE])
        code = "" if diagnostic.code == BUILD.code else diagnostic.code
        place = diagnostic.place or diagnostic.message[:_LONGEST]
        return self._take(code, diagnostic.severity, sentence, place)

    def _take(self, code: str, severity: Severity, sentence: str, place: str) -> bool:
        kind = self._kinds.setdefault((code or sentence, severity), _Kind(code))
        kind.number += 1
        said = code, severity, sentence
        self._sentences[said] += 1
        if self._sentences[said] <= SHOWN_IN_FULL and kind.shown < MOST_OF_A_CODE:
            kind.shown += 1
            return True
        # Pelican reads files in no order; what is named should not differ from build to build.
        kind.places = sorted([*kind.places, place])[:_MOST_NAMED]
        return False

    def report(self, logger: logging.Logger, attributes: dict[str, object]) -> None:
        """Log one line for each kind that was not shown in full, at the level of its messages.

        Args:
            logger: that hands on the lines.
            attributes: of their records.
        """
        for diagnostic in self.end():
            record = record_of(diagnostic, sums_up=True)
            vars(record).update(attributes)
            if logger.isEnabledFor(record.levelno):
                # Not by logger.error(): under --fatal each of them has been counted before.
                logger.callHandlers(record)

    def end(self) -> Iterator[Diagnostic]:
        """Yield one diagnostic for each kind that was not shown in full."""
        kinds, self._kinds = self._kinds, {}
        self._sentences.clear()
        for (_, severity), kind in kinds.items():
            if kind.places:
                yield _sum(severity, kind)


def _sum(severity: Severity, kind: _Kind) -> Diagnostic:
    more = kind.number - kind.shown - len(kind.places)
    named = [*kind.places, f"{more:,} more"] if more else kind.places
    name, only = (f" ({kind.code})", f" --only {kind.code}") if kind.code else ("", "")
    return BUILD(
        f"{counted(kind.number, severity)} of one kind{name}, of which {kind.shown} are told above;"
        f" also in {listed(named)}",
        f"`pouch check{only}` names them all",
        severity=severity,
    )
