"""From a value of a front matter to a moment, or to what its author is told."""

from __future__ import annotations

from datetime import datetime

from .._core.diagnostics import Diagnostic
from .._core.errors import DiagnosticError, unreadable
from .._core.text import cut
from .dates import DateError, DateOrderError, Order, read_date
from .rules import DATE_ORDER
from .value import Value


def moment_in(value: Value, order: Order | None, key: str = "") -> datetime:
    """Return the moment that a *value* names.

    Args:
        value: of a front matter.
        order: see `dates.read_date`.
        key: which it is the value of, for the message.

    Raises:
        DiagnosticError: it is no date, or may be one of two.
    """
    said = f"{key} is {cut(repr(value.written))}" if key else cut(repr(value.written))
    if not isinstance(value.written, str):
        problem = f"{key or said} should be one date"
        raise unreadable(problem, "write it as 2025-06-03", line=value.line)
    try:
        return read_date(value.written, order)
    except (DateError, DateOrderError) as error:
        raise unreadable(f"{said}, {error}", error.mend, line=value.line) from error


def date_in(value: Value, order: Order | None, key: str, problems: list[Diagnostic]) -> datetime:
    """Return the date of a post; one of two readings is that of Pelican, with a problem.

    So no post is lost and no URL moves where a site turns the suite on.

    Raises:
        DiagnosticError: it is no date.
    """
    try:
        return moment_in(value, order, key)
    except DiagnosticError as error:
        if not isinstance(error.__cause__, DateOrderError):
            raise
        text = f"{error.diagnostic.text}; it is taken for the second, as Pelican does"
        problems.append(DATE_ORDER(text, error.diagnostic.fix, line=value.line))
        return moment_in(value, "month", key)
