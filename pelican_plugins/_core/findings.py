"""What is to be told of a site, as data that a log and a report can be made of."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_ATTRIBUTE = "pouch_finding"


class Severity(StrEnum):
    """How much a finding matters, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @classmethod
    def of_level(cls, level: int) -> Severity:
        """Return what a level of `logging` means to an owner."""
        if level >= logging.ERROR:
            return cls.ERROR
        return cls.WARNING if level >= logging.WARNING else cls.ADVICE


@dataclass(frozen=True, slots=True)
class Change:
    """What could stand in a file in the place of something else.

    Attributes:
        old: what stands there, as its author wrote it.
        new: what should stand there; empty where it is to go.
    """

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that an owner should know of.

    Attributes:
        path: the file as its owner would type it; empty for the site as a whole.
        line: in the file, from 1; None where a line says nothing.
        severity: how much it matters.
        code: a short name that stays the same, such as `alt-missing`; see `codes`.
        text: what is wrong, one clause without a full stop.
        mend: what to do about it, one clause; empty where the text says so already.
        change: what would mend it, where a program may do so.
    """

    path: str
    severity: Severity
    code: str
    text: str
    mend: str = ""
    line: int | None = None
    change: Change | None = None

    @property
    def place(self) -> str:
        """The file and the line; empty for the site as a whole."""
        return f"{self.path}:{self.line}" if self.path and self.line else self.path

    @property
    def said(self) -> str:
        """What is wrong and how to mend it."""
        return f"{self.text}; {self.mend}" if self.mend else self.text


def in_record(finding: Finding) -> dict[str, Any]:
    """Return what `logging` is given as *extra*, for a line that tells of a finding."""
    return {_ATTRIBUTE: finding}


def told_by(record: logging.LogRecord) -> Finding | None:
    """Return the finding that a line of the log tells of; None where it tells of none."""
    found = getattr(record, _ATTRIBUTE, None)
    return found if isinstance(found, Finding) else None


def summed_up() -> dict[str, Any]:
    """Return the *extra* for a line that sums up what a report tells file by file."""
    return {_ATTRIBUTE: None}


def finding_of(record: logging.LogRecord) -> Finding | None:
    """Return what a line of the log tells of; None where a report need not.

    A line of Pelican's, or of another plugin, names no file that a program could find.
    """
    if hasattr(record, _ATTRIBUTE):
        found = getattr(record, _ATTRIBUTE)
        return found if isinstance(found, Finding) else None
    # What is told only where it is asked for is of interest where it is of a file.
    if record.levelno < logging.WARNING:
        return None
    text = " ".join(record.getMessage().split())
    return Finding(path="", severity=Severity.of_level(record.levelno), code="build", text=text)
