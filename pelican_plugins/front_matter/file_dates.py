"""The date of a file that has none in its text or its name."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path


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
