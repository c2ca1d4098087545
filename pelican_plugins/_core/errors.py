"""Exceptions whose text is a complete message to the site author."""

from __future__ import annotations

from .diagnostics import Diagnostic, Severity
from .rules import BUILD, UNREADABLE


class PouchError(Exception):
    """An error that the site author can fix; shown without a traceback."""


class HtmlError(Exception):
    """A body cannot be read as HTML at all."""


class DiagnosticError(PouchError):
    """Raised with a `Diagnostic`; a source file with one is left out, and the rest is built.

    Attributes:
        diagnostic: what is wrong. The shell adds the path with `at`.
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
    """A `POUCH_…` setting cannot be used; the build stops rather than guess."""

    def __init__(self, text: str, fix: str = "") -> None:
        super().__init__(BUILD(text, fix, severity=Severity.ERROR))


def unreadable(text: str, fix: str, *, line: int = 1) -> DiagnosticError:
    """Return the error for an unreadable file of the site author."""
    return DiagnosticError(UNREADABLE(text, fix, line=line))
