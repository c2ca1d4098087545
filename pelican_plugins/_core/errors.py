"""What went wrong, said once, with the place and the way out."""

from __future__ import annotations

from dataclasses import dataclass

from .findings import Finding, Severity


class PouchError(Exception):
    """An error an owner can mend; its text is the whole message, so no traceback is shown."""


class SettingsError(PouchError):
    """A `POUCH_…` setting cannot be used; the build stops, since guessing would publish a guess."""


class SourceError(PouchError):
    """A source file cannot be read; that file is left out and the rest of the site is built.

    Pure code raises it without a path; the shell adds the path with `at`.

    Attributes:
        problem: what is wrong, one clause without a full stop.
        mend: what the owner can do about it, one clause.
        line: line in the file, from 1.
        path: the file as the owner would name it, or None while it is not known.
        code: see `findings.Finding`.
    """

    def __init__(
        self,
        problem: str,
        *,
        mend: str,
        line: int = 1,
        path: str | None = None,
        code: str = "front-matter-unreadable",
    ) -> None:
        self.problem = problem
        self.mend = mend
        self.line = line
        self.path = path
        self.code = code
        super().__init__(str(self))

    def at(self, path: str) -> SourceError:
        """Return the same error with the file it belongs to."""
        return type(self)(self.problem, mend=self.mend, line=self.line, path=path, code=self.code)

    @property
    def finding(self) -> Finding:
        """What a report says of it."""
        return Finding(
            path=self.path or "",
            line=self.line,
            severity=Severity.ERROR,
            code=self.code,
            text=self.problem,
            mend=self.mend,
        )

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.path else f"line {self.line}"
        return f"{place}: {self.problem}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a body that an owner should know of, though the page is still built.

    Attributes:
        text: what is wrong, one clause.
        mend: what to do about it, one clause.
        needle: text that stands in the source file where the problem is, so that the
            shell can name the line; empty when there is none.
        line: the line itself, from 1, where it is known.
        last: whether the last place of *needle* is meant: lists of references close a text.
        code: see `findings.Finding`.
        instead: what the whole line may be, where that alone would mend it.
    """

    text: str
    mend: str
    needle: str = ""
    line: int | None = None
    last: bool = False
    code: str = "text"
    instead: str = ""
