"""The date of a file that has none in its text or its name.

From a value of a front matter to a moment, or to what its author is told.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from .._core.diagnostics import Diagnostic
from .._core.errors import DiagnosticError, unreadable
from .._core.text import cut
from .dates import DateError, DateOrderError, Order, read_date
from .rules import DATE_ORDER
from .value import Value


def date_in_git(path: Path) -> datetime | None:
    """Return when the file at *path* was first committed, or None where git does not know."""
    command = ("git", "log", "--follow", "--diff-filter=A", "--format=%aI", "--", path.name)
    try:
        run = subprocess.run(  # noqa: S603
            command, cwd=path.parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    lines = run.stdout.split()
    return datetime.fromisoformat(lines[-1]) if lines else None


def first_commits(folder: Path) -> dict[str, str]:
    """Return when each file below *folder* was first committed, in UTC, by its path.

    Nothing where there is no git, or no repository.
    """
    form = "--format=%x01%ad"
    dates = "--date=format-local:%Y-%m-%dT%H:%M:%S"
    command = ("git", "log", "--diff-filter=A", "--no-renames", "--relative", "--name-only", "-z")
    try:
        run = subprocess.run(  # noqa: S603
            (*command, form, dates, "--", "."),
            cwd=folder,
            env={**os.environ, "TZ": "UTC"},
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    found: dict[str, str] = {}
    moment = ""
    for entry in run.stdout.decode("utf-8", "surrogateescape").split("\0"):
        text = entry.lstrip("\n")
        if text.startswith("\1"):
            moment = text[1:]
        elif text:
            # The newest come first.
            found[str(folder / text)] = moment
    return found


def date_of_change(path: Path) -> datetime:
    """Return when the file at *path* was last changed, to the second."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)


SOURCES: dict[str, Callable[[Path], datetime | None]] = {
    "nothing": lambda _path: None,
    "git": date_in_git,
    "mtime": date_of_change,
}
"""By the setting `dates_from`."""


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
