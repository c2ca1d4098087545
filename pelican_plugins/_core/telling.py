"""What is told of a site can be read, and does nothing else to the terminal it is read on."""

from __future__ import annotations

import logging
import sys

from .errors import PouchError, SourceError
from .findings import in_record
from .text import printable

_OF_PELICAN = "\n\t"
# What Pelican raises after a logged error or warning under --fatal.
_FATAL = "Warning or error encountered"


def tell_printably() -> None:
    """Have every line of the log printed without what could command a terminal.

    Names of files, titles and addresses stand in lines of Pelican's and of other plugins', too.
    """
    # The last is what prints where Pelican is told to use a plain log.
    for handler in filter(None, (*logging.getLogger().handlers, logging.lastResort)):
        handler.addFilter(_make_printable)


def explain(record: logging.LogRecord) -> bool:
    """Put our reason in the place of Pelican's line about an error, without a traceback.

    Pelican says of a file only that it could not be processed, and of an error in settings
    only where in the code it was raised.
    """
    error = sys.exc_info()[1]
    if record.levelno < logging.ERROR or error is None:
        return True
    if isinstance(error, PouchError):
        record.msg, record.args = "%s", (str(error),)
        record.exc_info = None
        if isinstance(error, SourceError):
            vars(record).update(in_record(error.finding))
    elif isinstance(error, RuntimeError) and str(error) == _FATAL:
        record.msg, record.args = "The build was stopped, as --fatal asks: see the line above", ()
        record.exc_info = None
    elif record.msg == "Could not process %s":
        record.msg = "Could not process %s: %s: %s"
        record.args = (*(record.args or ()), type(error).__name__, error)
    return True


def _make_printable(record: logging.LogRecord) -> bool:
    try:
        message = record.getMessage()
    except Exception:
        # A line that cannot be put together is for `logging` to complain of.
        return True
    shown = printable(message, _OF_PELICAN)
    if shown != message:
        record.msg, record.args = shown, ()
    return True
