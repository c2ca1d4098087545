"""What is told of a site can be read, and does nothing else to the terminal it is read on."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError

from .diagnostics import Diagnostic, Severity, attach
from .errors import DiagnosticError, PouchError
from .paths import shown
from .rules import BUILD
from .text import for_log

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
