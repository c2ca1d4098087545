"""Diagnostics: what is wrong with a site, where, and how to fix it; and how they are logged.

Pure code returns a `Diagnostic` or raises a `DiagnosticError` with one, made by a rule of its
plugin (`rules.py`). The shell adds the file and the line (`source_lines.in_content`, `in_file`) and
calls `report()`. The console, the history of builds and `pouch check` read the object from the
record.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from .text import printable

logger = logging.getLogger(__name__)

_DIAGNOSTIC = "pouch_diagnostic"
_SUMS_UP = "pouch_sums_up"
_FATAL = "pouch_fatal"
_MOST_PLACES = 3


class Severity(StrEnum):
    """How severe a diagnostic is, errors first."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @classmethod
    def of_level(cls, level: int) -> Severity:
        """Return the severity for a level of `logging`."""
        if level >= logging.ERROR:
            return cls.ERROR
        return cls.WARNING if level >= logging.WARNING else cls.ADVICE


_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.ADVICE: logging.INFO,
}


class Replacement(NamedTuple):
    """A change to a source file.

    Attributes:
        old: the string to replace, as written; empty for the whole line.
        new: what to write there; empty to delete.
    """

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something that a site author should know.

    Attributes:
        code: of its rule, such as `alt-missing`.
        severity: as of the rule, where nothing else is given.
        path: the file as its author would type it; empty for the site as a whole, or if unknown.
        line: in the file, from 1; None for the file as a whole, or if unknown.
        needle: a string of the file, by which the line is found.
        last: whether the last occurrence of *needle* is meant: reference lists close a post.
        text: what is wrong, one clause without a full stop.
        fix: what to do about it, one clause; may be empty.
        replacement: the change that fixes it, where that is safe.
        topic: the part of a varying *text* (with a number, say) that stays the same.
        about: the file that it is about, where several posts may show that; see `merged`.
    """

    code: str
    severity: Severity
    path: str = ""
    line: int | None = None
    needle: str = ""
    last: bool = False
    text: str
    fix: str = ""
    replacement: Replacement | None = None
    topic: str = ""
    about: str = ""

    @property
    def place(self) -> str:
        """The file and the line; empty for the site as a whole."""
        if self.line is None:
            return self.path
        return f"{self.path}:{self.line}" if self.path else f"line {self.line}"

    @property
    def sentence(self) -> str:
        """What is wrong and how to fix it."""
        return f"{self.text}; {self.fix}" if self.fix else self.text

    @property
    def message(self) -> str:
        """The place, what is wrong and how to fix it."""
        return f"{self.place}: {self.sentence}" if self.place else self.sentence

    def at(self, path: str, line: int | None = None) -> Diagnostic:
        """Return it with a path, and with *line* where it has none."""
        return replace(self, path=path, line=self.line or line, needle="", last=False)

    def and_then(self, more: str) -> Diagnostic:
        """Return it with *more* added to its fix."""
        return replace(self, fix=f"{self.fix}; {more}" if self.fix else more)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)

    @classmethod
    def of_plain(cls, fields: dict[str, Any]) -> Diagnostic:
        """Return the diagnostic that `plain` wrote.

        Raises:
            ValueError, KeyError, TypeError: the fields are damaged.
        """
        given = fields["replacement"]
        return cls(
            **{
                **fields,
                "severity": Severity(fields["severity"]),
                "replacement": None if given is None else Replacement(*given),
            }
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of problem; calling it makes a diagnostic.

    Attributes:
        code: a short, stable name, for `--only` and `--ignore`.
        meaning: one line for `pouch check --codes` and docs/findings.md.
        severity: of its diagnostics, where they have no other.
        fixer: the function that fixes a source file, as `module:function` below the package. It
            takes the text and a diagnostic with a replacement, and returns the new text, or None
            if that is not safe.
    """

    code: str
    meaning: str
    severity: Severity = Severity.WARNING
    fixer: str = ""

    def __call__(
        self,
        text: str,
        fix: str = "",
        needle: str = "",
        *,
        severity: Severity | None = None,
        **more: Any,
    ) -> Diagnostic:
        """Return a diagnostic by this rule; *more* are other attributes of `Diagnostic`."""
        severity = severity or self.severity
        return Diagnostic(
            code=self.code, severity=severity, text=text, fix=fix, needle=needle, **more
        )


def merged(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics in their order, and one alone for those of one file and cause.

    Args:
        found: diagnostics with their places.
    """
    groups: dict[object, list[Diagnostic]] = {}
    for number, one in enumerate(found):
        key = (one.code, one.about) if one.about else number
        groups.setdefault(key, []).append(one)
    for first, *rest in groups.values():
        others = also_in([first.place, *(one.place for one in rest if one.path != first.path)])
        yield replace(first, text=f"{first.text}{others}", topic=first.topic or first.text)


def also_in(places: list[str]) -> str:
    """Return ` (also in …)` for the places after the first; empty if there is none."""
    others = list(dict.fromkeys(places))[1:]
    if not others:
        return ""
    named, more = others[:_MOST_PLACES], len(others) - _MOST_PLACES
    rest = f" and {more} more" if more > 0 else ""
    return f" (also in {', '.join(named)}{rest})"


def report(diagnostic: Diagnostic, *, sums_up: bool = False, exc_info: Any = False) -> None:
    """Log a diagnostic: its message, and the object on the record.

    Args:
        diagnostic: with its place.
        sums_up: whether it sums up findings that `pouch check` reports by file.
        exc_info: as in `logging`.
    """
    # Not logger.log(), which --fatal ignores in Pelican 4.11.
    log = {Severity.ERROR: logger.error, Severity.WARNING: logger.warning}
    # Without line ends: a file name must not make one message look like two.
    text, extra = printable(diagnostic.message), _attributes(diagnostic, sums_up=sums_up)
    # The log shows the file of the caller.
    where = {"stacklevel": 2, "exc_info": exc_info, "extra": extra}
    log.get(diagnostic.severity, logger.info)("%s", text, **where)


def record_of(
    diagnostic: Diagnostic, *, sums_up: bool = False, fatal: bool = False, exc_info: Any = None
) -> logging.LogRecord:
    """Return the record that `report` would log.

    *fatal* means that the diagnostic ended a build, or kept the settings from being read.
    """
    extra = _attributes(diagnostic, sums_up=sums_up, fatal=fatal)
    facts = (logger.name, _LEVELS[diagnostic.severity], __file__, 0)
    return logger.makeRecord(*facts, "%s", (diagnostic.message,), exc_info, extra=extra)


def attach(record: logging.LogRecord, diagnostic: Diagnostic, *, fatal: bool = False) -> None:
    """Replace the message of one of Pelican's log records by a diagnostic."""
    record.msg, record.args = "%s", (diagnostic.message,)
    # The severity is Pelican's, which only warns of settings that it can do without.
    diagnostic = replace(diagnostic, severity=Severity.of_level(record.levelno))
    vars(record).update(_attributes(diagnostic, fatal=fatal))


def diagnostic_on(record: logging.LogRecord) -> Diagnostic | None:
    """Return the diagnostic on a record; None for one of Pelican or another plugin."""
    found = getattr(record, _DIAGNOSTIC, None)
    return found if isinstance(found, Diagnostic) else None


def is_sum(record: logging.LogRecord) -> bool:
    """Return whether a record sums up findings that `pouch check` reports by file."""
    return bool(getattr(record, _SUMS_UP, False))


def is_fatal(record: logging.LogRecord) -> bool:
    """Return whether a record explains why a build ended, or why settings were not read."""
    return bool(getattr(record, _FATAL, False))


def _attributes(
    diagnostic: Diagnostic, *, sums_up: bool = False, fatal: bool = False
) -> dict[str, Any]:
    return {_DIAGNOSTIC: diagnostic, _SUMS_UP: sums_up, _FATAL: fatal}
