"""What is wrong with a site from one build of a process to the next.

Under `--autoreload` a site is built each time a file is saved. What was told and still holds is
counted and not told again; what is gone is told once.
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
_MOST_MENDED = 5


@dataclass(frozen=True, slots=True)
class _Key:
    """What stays the same of a diagnostic when lines are written above what it is about."""

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
        """What is wrong with which file, without the way to fix it."""
        clause = self.text.strip().partition("\n")[0]
        return _shortened(f"{self.path}: {clause}" if self.path else clause, _LONGEST)

    @property
    def name(self) -> str:
        """The file that it is about, or else its first words."""
        return _shortened(self.path or self.problem, _LONGEST_NAME)


class DiagnosticsHistory:
    """The diagnostics of builds, and those between them, when settings are read."""

    def __init__(self) -> None:
        self._in_build = False
        self._now: Counter[_Key] = Counter()
        self._before: Counter[_Key] = Counter()
        self._outside_now: Counter[_Key] = Counter()
        self._outside: Counter[_Key] = Counter()
        self._fatal: set[_Key] = set()
        self._unresolved: dict[_Key, None] = {}
        self._mended: list[_Key] = []

    def record(self, diagnostic: Diagnostic, *, fatal: bool = False) -> bool:
        """Take down a diagnostic, and return whether it is to be told.

        Args:
            diagnostic: of a file, or of the site as a whole.
            fatal: it says why a build ended, or why settings could not be read.
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
        """Begin a build; it is of *new* settings, or of those of the build before."""
        self._in_build = True
        if new:
            self._mended += self._outside - self._outside_now
            self._outside = self._outside_now
        else:
            # Settings that could not be read are not read again until they change.
            self._unresolved |= dict.fromkeys(self._outside - self._outside_now)
            self._outside |= self._outside_now
        self._outside_now = Counter()

    def end(self, *, complete: bool) -> Iterator[str]:
        """End a build, and yield what is to be told of what was before.

        Args:
            complete: whether it came to its end: of what it did not come to nothing is known.
        """
        if complete:
            self._mended += self._before - self._now
            self._before = self._now
        else:
            self._before |= self._now
        self._in_build, self._now = False, Counter()
        yield from _told_mended(self._mended)
        if self._unresolved:
            yield _told_unresolved(self._unresolved)
        self._mended, self._unresolved = [], {}

    def _counters(self) -> tuple[Counter[_Key], Counter[_Key]]:
        """Return what is noted now, and what was the time before."""
        if self._in_build:
            return self._now, self._before
        return self._outside_now, self._outside

    def _drop_other_fatal(self, before: Counter[_Key], now: Counter[_Key]) -> None:
        """What stopped the last time does not any more: a step was taken behind it."""
        for key in [key for key in before if key in self._fatal and key not in now]:
            del before[key]
            self._mended.append(key)


def _told_mended(mended: Iterable[_Key]) -> Iterator[str]:
    problems = [f"mended: {key.problem}" for key in mended]
    yield from problems[:_MOST_MENDED]
    if problems[_MOST_MENDED:]:
        yield f"mended: {len(problems) - _MOST_MENDED} more"


def _told_unresolved(unresolved: Collection[_Key]) -> str:
    errors = sum(key.severity is Severity.ERROR for key in unresolved)
    counts = [(errors, "error"), (len(unresolved) - errors, "warning")]
    told = listed(counted(number, word) for number, word in counts if number)
    names = list(dict.fromkeys(key.name for key in unresolved))
    more = len(names) - _MOST_NAMED
    named = names if more <= 0 else [*names[:_MOST_NAMED], f"{more} more"]
    return f"{told} still {'stands' if len(unresolved) == 1 else 'stand'}: {listed(named)}"


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
