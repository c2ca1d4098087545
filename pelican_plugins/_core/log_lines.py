"""Lines of the log: wrapped at words on a terminal, one for each message in a pipe.

In a pipe, rich would break each message after 80 characters, into a narrow column.
"""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING, Any

from rich.logging import RichHandler

from .log_filters import every_handler
from .text import wrapped

if TYPE_CHECKING:
    from rich.console import Console


def connect() -> None:
    """Set up all handlers; connecting twice does no harm."""
    root = logging.getLogger()
    for handler in every_handler():
        if isinstance(handler, RichHandler):
            if handler in root.handlers and not handler.console.is_terminal:
                root.removeHandler(handler)
                root.addHandler(_PipeHandler(handler))
        elif isinstance(handler, logging.StreamHandler) and not hasattr(handler, _WRAPS):
            # Without a formatter, `logging` shows the message alone.
            handler.setFormatter(_WrappingFormatter(handler))
            setattr(handler, _WRAPS, True)


_WRAPS = "pouch_wraps"


class _PipeHandler(logging.Handler):
    """Prints level and message on one line, on the console of the handler that it replaces."""

    def __init__(self, replaced: RichHandler) -> None:
        super().__init__(replaced.level)
        self.formatter = replaced.formatter
        self.filters = [*replaced.filters]
        self._console: Console = replaced.console

    def emit(self, record: logging.LogRecord) -> None:
        """Print a record."""
        try:
            line = f"{record.levelname:<8} {self.format(record)}"
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)
        except Exception:
            self.handleError(record)


class _WrappingFormatter(logging.Formatter):
    """Formats as before, and wraps the lines if the stream of the handler is a terminal."""

    def __init__(self, handler: logging.StreamHandler[Any]) -> None:
        super().__init__()
        self._handler = handler
        self._before = handler.formatter or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        text = self._before.format(record)
        isatty = getattr(self._handler.stream, "isatty", None)
        if record.exc_info or isatty is None or not isatty():
            return text
        width = shutil.get_terminal_size().columns
        return "\n".join(wrapped(line, width) for line in text.split("\n"))
