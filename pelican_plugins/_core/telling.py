"""What is told of a site can be read, and does nothing else to the terminal it is read on."""

from __future__ import annotations

import logging

from .text import printable

_OF_PELICAN = "\n\t"


def tell_printably() -> None:
    """Have every line of the log printed without what could command a terminal.

    Names of files, titles and addresses stand in lines of Pelican's and of other plugins', too.
    """
    # The last is what prints where Pelican is told to use a plain log.
    for handler in filter(None, (*logging.getLogger().handlers, logging.lastResort)):
        handler.addFilter(_make_printable)


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
