"""Findings for people on a terminal, for editors and CI in lines, and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .._core.diagnostics import Diagnostic, Severity
from .._core.text import counted, printable

if TYPE_CHECKING:
    from rich.console import RenderableType

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
# docs.github.com, "Workflow commands for GitHub Actions".
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def line_of(finding: Diagnostic) -> str:
    """Return `path:line: severity: what is wrong; how to mend it [code]`."""
    place = f"{finding.place}: " if finding.place else ""
    return f"{place}{finding.severity}: {finding.sentence} [{finding.code}]"


def github_line(finding: Diagnostic) -> str:
    """Return the same as GitHub shows it beside the changed lines of a file."""
    given = {"file": finding.path, "line": str(finding.line or ""), "title": finding.code}
    said = ",".join(
        f"{name}={printable(value).translate(_PROPERTY)}" for name, value in given.items() if value
    )
    return f"::{_COMMANDS[finding.severity]} {said}::{printable(finding.sentence).translate(_DATA)}"


def by_file(findings: Iterable[Diagnostic]) -> list[RenderableType]:
    """Return what shows findings under their files on a terminal."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    shown: list[RenderableType] = []
    for path, group in groupby(findings, key=lambda finding: finding.path):
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(justify="right", style="dim", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        for finding in group:
            said = Text(printable(finding.text))
            if finding.fix:
                said.append(f"\n→ {printable(finding.fix)}", style="green")
            said.append(f"  {finding.code}", style="dim")
            severity = Text(finding.severity, style=_STYLES[finding.severity])
            table.add_row(str(finding.line or ""), severity, said)
        shown += [Text(printable(path) or "The site as a whole", style="bold underline")]
        shown += [Padding(table, (0, 0, 1, 2))]
    return shown


def plain(findings: Iterable[Diagnostic], mendable: Collection[Diagnostic]) -> list[dict[str, Any]]:
    """Return findings as JSON can hold them."""
    return [
        {
            "path": finding.path,
            "severity": finding.severity,
            "code": finding.code,
            "text": finding.text,
            "mend": finding.fix,
            "line": finding.line,
            "fixable": finding in mendable,
        }
        for finding in findings
    ]


def counts(findings: Iterable[Diagnostic]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    number = Counter(finding.severity for finding in findings)
    return {severity.value: number[severity] for severity in Severity}


def summary(findings: Sequence[Diagnostic], mendable: int) -> str:
    """Return one line on all of them."""
    if not findings:
        return "Nothing was found that needs you"
    number = counts(findings)
    told = [counted(number[name], name) for name in ("error", "warning") if number[name]]
    if number["advice"]:
        told.append(f"{counted(number['advice'], 'piece')} of advice")
    files = len({finding.path for finding in findings if finding.path})
    where = f" in {counted(files, 'file')}" if files else ""
    mends = f"; `pouch check --fix` can mend {mendable} of them" if mendable else ""
    return f"{', '.join(told)}{where}{mends}"
