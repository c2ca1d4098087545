"""Diagnostics from one build to the next under `--autoreload`.

A diagnostic that was logged before and still holds is only counted; one that no longer holds is
reported as fixed, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from .diagnostics import Diagnostic, Severity
from .text import counted, listed

_LONGEST = 160
_LONGEST_NAME = 60
_MOST_NAMED = 3
_MOST_FIXED = 5


@dataclass(frozen=True, slots=True)
class _Key:
    """The parts of a diagnostic that stay the same when its line number changes."""

    severity: Severity
    code: str
    path: str
    text: str

    @classmethod
    def of(cls, diagnostic: Diagnostic) -> _Key:
        text = diagnostic.topic or diagnostic.text
        return cls(diagnostic.severity, diagnostic.code, diagnostic.path, text)

    @property
    def problem(self) -> str:
        """The file and what is wrong with it, without the fix."""
        clause = self.text.strip().partition("\n")[0]
        return _shortened(f"{self.path}: {clause}" if self.path else clause, _LONGEST)

    @property
    def name(self) -> str:
        """The file, or else the first words."""
        return _shortened(self.path or self.problem, _LONGEST_NAME)


class DiagnosticsHistory:
    """The diagnostics of builds, and of reading the settings between builds."""

    def __init__(self) -> None:
        self._in_build = False
        self._now: Counter[_Key] = Counter()
        self._before: Counter[_Key] = Counter()
        self._outside_now: Counter[_Key] = Counter()
        self._outside: Counter[_Key] = Counter()
        self._fatal: set[_Key] = set()
        self._unresolved: dict[_Key, None] = {}
        self._fixed: list[_Key] = []

    def record(self, diagnostic: Diagnostic, *, fatal: bool = False) -> bool:
        """Record a diagnostic, and return whether it is new and so to be logged.

        Args:
            diagnostic: of a file, or of the site as a whole.
            fatal: whether it ended a build, or kept the settings from being read.
        """
        key = _Key.of(diagnostic)
        now, before = self._counters()
        now[key] += 1
        if fatal:
            self._fatal.add(key)
            self._drop_other_fatal(before, now)
        if now[key] > before[key]:
            return True
        self._unresolved[key] = None
        return False

    def begin(self, *, new: bool) -> None:
        """Begin a build, with *new* settings or with those of the previous build."""
        self._in_build = True
        if new:
            self._fixed += self._outside - self._outside_now
            self._outside = self._outside_now
        else:
            # Unreadable settings are not read again until they change.
            self._unresolved |= dict.fromkeys(self._outside - self._outside_now)
            self._outside |= self._outside_now
        self._outside_now = Counter()

    def end(self, *, complete: bool) -> Iterator[str]:
        """End a build, and yield lines on what was fixed and what is unresolved.

        Args:
            complete: whether it reached its end; otherwise nothing counts as fixed.
        """
        if complete:
            self._fixed += self._before - self._now
            self._before = self._now
        else:
            self._before |= self._now
        self._in_build, self._now = False, Counter()
        yield from _lines_on_fixed(self._fixed)
        if self._unresolved:
            yield _line_on_unresolved(self._unresolved)
        self._fixed, self._unresolved = [], {}

    def _counters(self) -> tuple[Counter[_Key], Counter[_Key]]:
        """Return the counters of now and of the time before."""
        if self._in_build:
            return self._now, self._before
        return self._outside_now, self._outside

    def _drop_other_fatal(self, before: Counter[_Key], now: Counter[_Key]) -> None:
        """Count what ended the previous build as fixed: this one got further."""
        for key in [key for key in before if key in self._fatal and key not in now]:
            del before[key]
            self._fixed.append(key)


def _lines_on_fixed(fixed: Iterable[_Key]) -> Iterator[str]:
    problems = [f"fixed: {key.problem}" for key in fixed]
    yield from problems[:_MOST_FIXED]
    if problems[_MOST_FIXED:]:
        yield f"fixed: {len(problems) - _MOST_FIXED} more"


def _line_on_unresolved(unresolved: Collection[_Key]) -> str:
    errors = sum(key.severity is Severity.ERROR for key in unresolved)
    counts = [(errors, "error"), (len(unresolved) - errors, "warning")]
    numbers = listed(counted(number, word) for number, word in counts if number)
    names = list(dict.fromkeys(key.name for key in unresolved))
    more = len(names) - _MOST_NAMED
    named = names if more <= 0 else [*names[:_MOST_NAMED], f"{more} more"]
    return f"{numbers} remaining: {listed(named)}"


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
