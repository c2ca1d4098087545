"""What ends a build, a command or the reading of a file, with the way out."""

from __future__ import annotations

from .diagnostics import Diagnostic, Severity
from .rules import BUILD, UNREADABLE


class PouchError(Exception):
    """An error an owner can mend; its text is the whole message, so no traceback is shown."""


class DiagnosticError(PouchError):
    """Something is wrong that leaves no result; what it is has one type, see `Diagnostic`.

    Of a source file it says that the file is left out, and the rest of the site is built.

    Attributes:
        diagnostic: what is wrong. Pure code knows no path; the shell adds it with `at`.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic

    def at(self, path: str) -> DiagnosticError:
        """Return the same error with the file it belongs to."""
        return DiagnosticError(self.diagnostic.at(path, 1))

    def __str__(self) -> str:
        return self.diagnostic.message


class SettingsError(DiagnosticError):
    """A `POUCH_…` setting cannot be used; the build stops, since guessing would publish a guess."""

    def __init__(self, text: str, fix: str = "") -> None:
        super().__init__(BUILD(text, fix, severity=Severity.ERROR))


def unreadable(text: str, fix: str, *, line: int = 1) -> DiagnosticError:
    """Return the error of a file of the site author's that cannot be read, with its line."""
    return DiagnosticError(UNREADABLE(text, fix, line=line))
