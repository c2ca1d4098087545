"""What is wrong with a site, where, and how to fix it: one type, and one way to the log.

Pure code returns a `Diagnostic` or raises a `DiagnosticError` that carries one; it makes them of
the rules of its plugin (`rules.py` in each folder). The shell adds the file and the line
(`source_lines.in_content`, `in_file`) and calls `report()`. Whoever listens to the log (the
console, the history of builds, `pouch check`) reads the object and not the text of the line.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from .text import printable

logger = logging.getLogger(__name__)

_DIAGNOSTIC = "pouch_diagnostic"
_SUMS_UP = "pouch_sums_up"
_FATAL = "pouch_fatal"


class Severity(StrEnum):
    """How much a diagnostic matters, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @classmethod
    def of_level(cls, level: int) -> Severity:
        """Return what a level of `logging` means to a site author."""
        if level >= logging.ERROR:
            return cls.ERROR
        return cls.WARNING if level >= logging.WARNING else cls.ADVICE


_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.ADVICE: logging.INFO,
}


class Replacement(NamedTuple):
    """What could stand in a file in the place of something else.

    Attributes:
        old: what stands there, as its author wrote it; empty for the whole line.
        new: what should stand there; empty where it is to go.
    """

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something that a site author should know of.

    Attributes:
        code: of its rule, such as `alt-missing`.
        severity: how much it matters.
        path: the file as its author would type it; empty for the site as a whole, and while it is
            not known.
        line: in the file, from 1; None where a line says nothing, or is not known yet.
        needle: text that stands in the file where the problem is, so that the line can be found.
        last: whether the last place of *needle* is meant: lists of references close a text.
        text: what is wrong, one clause without a full stop.
        fix: what to do about it, one clause; empty where the text says so already.
        replacement: what would fix it, where a program may do so.
        topic: what stays the same from build to build of a text with a number that does not.
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
        """Return the same in a file, on its own line or else on *line*."""
        return replace(self, path=path, line=self.line or line, needle="", last=False)

    def and_then(self, more: str) -> Diagnostic:
        """Return the same with *more* to be said of it."""
        return replace(self, fix=f"{self.fix}; {more}" if self.fix else more)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of_plain(cls, fields: dict[str, Any]) -> Diagnostic:
        """Return what `plain` wrote.

        Raises:
            ValueError, KeyError, TypeError: it is damaged.
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
    """What may be wrong with a site; called, it makes a diagnostic.

    Attributes:
        code: a short name that stays the same: `--only` and `--ignore` take it.
        meaning: what has this code, for people who look it up.
        severity: how much it matters, where a diagnostic says nothing else.
        fixer: the function that changes a source, as `module:function` below the package, where a
            program may do so. It takes the text of the file and a diagnostic with a replacement,
            and returns the new text, or None where that is not safe.
    """

    code: str
    meaning: str
    severity: Severity = Severity.WARNING
    fixer: str = ""

    def __call__(  # noqa: PLR0913
        self,
        text: str,
        fix: str = "",
        needle: str = "",
        *,
        path: str = "",
        line: int | None = None,
        last: bool = False,
        severity: Severity | None = None,
        replacement: Replacement | None = None,
        topic: str = "",
    ) -> Diagnostic:
        """Return what is wrong, by this rule; see `Diagnostic`."""
        return Diagnostic(
            code=self.code,
            severity=severity or self.severity,
            path=path,
            line=line,
            needle=needle,
            last=last,
            text=text,
            fix=fix,
            replacement=replacement,
            topic=topic,
        )


def report(diagnostic: Diagnostic, *, sums_up: bool = False, exc_info: Any = False) -> None:
    """Log a diagnostic: a line for people, and the object on its record.

    Args:
        diagnostic: with its place, where it has one.
        sums_up: it sums up what `pouch check` says of each file.
        exc_info: as of `logging`.
    """
    # Not logger.log(), of which --fatal knows nothing in Pelican 4.11.
    log = {Severity.ERROR: logger.error, Severity.WARNING: logger.warning}
    # Also line ends: a name that holds one must not look like two messages.
    text, extra = printable(diagnostic.message), _attributes(diagnostic, sums_up=sums_up)
    # The log names the file of who reports.
    where = {"stacklevel": 2, "exc_info": exc_info, "extra": extra}
    log.get(diagnostic.severity, logger.info)("%s", text, **where)


def record_of(
    diagnostic: Diagnostic, *, sums_up: bool = False, fatal: bool = False, exc_info: Any = None
) -> logging.LogRecord:
    """Return the record that `report` would make, for who hands it to handlers by itself.

    Args:
        diagnostic: see `report`.
        sums_up: see `report`.
        fatal: it says why a build ended, or why settings could not be read.
        exc_info: as of `logging`.
    """
    extra = _attributes(diagnostic, sums_up=sums_up, fatal=fatal)
    facts = (logger.name, _LEVELS[diagnostic.severity], __file__, 0)
    return logger.makeRecord(*facts, "%s", (diagnostic.message,), exc_info, extra=extra)


def attach(record: logging.LogRecord, diagnostic: Diagnostic, *, fatal: bool = False) -> None:
    """Have a record of Pelican's say what is wrong, in our words.

    Args:
        record: of its log.
        diagnostic: what it is about.
        fatal: see `record_of`.
    """
    record.msg, record.args = "%s", (diagnostic.message,)
    # How much it matters is for Pelican to say: of settings that it can do without it only warns.
    diagnostic = replace(diagnostic, severity=Severity.of_level(record.levelno))
    vars(record).update(_attributes(diagnostic, fatal=fatal))


def diagnostic_on(record: logging.LogRecord) -> Diagnostic | None:
    """Return what a line of the log is about; None where it is Pelican's or another plugin's."""
    found = getattr(record, _DIAGNOSTIC, None)
    return found if isinstance(found, Diagnostic) else None


def is_sum(record: logging.LogRecord) -> bool:
    """Tell whether a line of the log sums up what `pouch check` says of each file."""
    return bool(getattr(record, _SUMS_UP, False))


def is_fatal(record: logging.LogRecord) -> bool:
    """Tell whether a line of the log says why a build ended, or why settings were not read."""
    return bool(getattr(record, _FATAL, False))


def _attributes(
    diagnostic: Diagnostic, *, sums_up: bool = False, fatal: bool = False
) -> dict[str, Any]:
    return {_DIAGNOSTIC: diagnostic, _SUMS_UP: sums_up, _FATAL: fatal}
