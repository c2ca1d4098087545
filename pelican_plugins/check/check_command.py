"""`pouch check`: all problems of a site in one report, and fixes for some of them."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .._core.commands import (
    Command,
    content_argument,
    json_option,
    on_terminal,
    say,
    say_json,
    settings_option,
    tell,
)
from .._core.diagnostics import Diagnostic, Severity
from .._core.errors import PouchError
from .._core.paths import shown
from .._core.pelican_site_reader import Reading, ask_site
from .._core.text import counted, listed, printable
from .fixes import FilePatch, delete, lines_of, plan, removable, write_all
from .rules import all_rules, check_patterns, matches, module_of
from .runner import gather

if TYPE_CHECKING:
    from rich.console import RenderableType

# Findings that say the same of more files than this are one line.
_MOST_OF_A_CAUSE = 10
_EXAMPLES = 3
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
# docs.github.com, "Workflow commands for GitHub Actions".
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def line_of(finding: Diagnostic) -> str:
    """Return `path:line: severity: what is wrong; how to fix it [code]`."""
    place = f"{finding.place}: " if finding.place else ""
    return f"{place}{finding.severity}: {finding.sentence} [{finding.code}]"


def condensed(findings: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[str]]:
    """Return the findings to list, and a line for each cause that too many files have.

    Such a line has the number of the files and three examples.
    """
    causes: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for finding in findings:
        cause = finding.code, finding.severity, finding.sentence
        causes.setdefault(cause, []).append(finding)
    few: list[Diagnostic] = []
    lines = []
    for (code, severity, sentence), several in causes.items():
        if len(several) <= _MOST_OF_A_CAUSE:
            few += several
            continue
        more = f"{len(several) - _EXAMPLES:,} more"
        named = listed([*(finding.place for finding in several[:_EXAMPLES]), more])
        lines.append(
            f"{counted(len(several), severity)}: {sentence} [{code}]: {named};"
            f" `pouch check --only {code}` lists them all"
        )
    kept = {id(finding) for finding in few}
    return [finding for finding in findings if id(finding) in kept], lines


def github_line(finding: Diagnostic) -> str:
    """Return a workflow command of GitHub Actions, shown next to the changed lines of a file."""
    given = {"file": finding.path, "line": str(finding.line or ""), "title": finding.code}
    said = ",".join(
        f"{name}={printable(value).translate(_PROPERTY)}" for name, value in given.items() if value
    )
    return f"::{_COMMANDS[finding.severity]} {said}::{printable(finding.sentence).translate(_DATA)}"


def by_file(findings: Iterable[Diagnostic]) -> list[RenderableType]:
    """Return tables for a terminal, one per file."""
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
        shown += [Text(printable(path) or "Site-wide", style="bold underline")]
        shown += [Padding(table, (0, 0, 1, 2))]
    return shown


def plain(findings: Iterable[Diagnostic], fixable: Collection[Diagnostic]) -> list[dict[str, Any]]:
    """Return findings as JSON."""
    return [
        {
            "path": finding.path,
            "severity": finding.severity,
            "code": finding.code,
            "text": finding.text,
            "fix": finding.fix,
            "line": finding.line,
            "fixable": finding in fixable,
        }
        for finding in findings
    ]


def counts(findings: Iterable[Diagnostic]) -> dict[str, int]:
    """Return the number of findings by severity."""
    number = Counter(finding.severity for finding in findings)
    return {severity.value: number[severity] for severity in Severity}


def summary(findings: Sequence[Diagnostic], fixable: int) -> str:
    """Return one line on all findings."""
    if not findings:
        return "No problems found"
    number = counts(findings)
    parts = [counted(number[name], name) for name in ("error", "warning") if number[name]]
    if number["advice"]:
        parts.append(f"{counted(number['advice'], 'piece')} of advice")
    files = len({finding.path for finding in findings if finding.path})
    where = f" in {counted(files, 'file')}" if files else ""
    fixes = f"; `pouch check --fix` can fix {fixable} of them" if fixable else ""
    return f"{', '.join(parts)}{where}{fixes}"


@click.command("check", cls=Command)
@content_argument
@settings_option
@json_option
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    help="Output folder to check (default: OUTPUT_PATH in the settings).",
)
@click.option("--fix", is_flag=True, help="Show safe fixes and ask before writing them.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings as well.")
@click.option(
    "--only",
    multiple=True,
    metavar="CODE",
    help="Show only this code (`*` is a wildcard); may be repeated.",
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Hide this code; may be repeated.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help="Output format; github annotates the lines of a pull request.",
)
@click.option("--codes", is_flag=True, help="List all codes and exit.")
def command(content: str | None, settings: str, output: str | None, **asked: Any) -> int:
    """Report what is wrong with the site, where, and how to fix it.

    Checks front matter, images, tags, reference lists, links, settings, URLs and feeds, and looks
    for data that must not be published.
    """
    if asked["codes"]:
        say(*(f"{rule.code}: {rule.meaning}" for rule in all_rules().values()))
        return 0
    check_patterns([*asked["only"], *asked["ignore"]])
    site, found = _found(content, settings, output)
    found = [
        finding
        for finding in found
        if (not asked["only"] or matches(finding.code, asked["only"]))
        and not matches(finding.code, asked["ignore"])
    ]
    folder = Path(site.context["PATH"])
    patches, removals = plan(found, folder), removable(found)
    diff = [*(line for patch in patches for line in patch.diff), *lines_of(removals)]
    patched = {finding for patch in patches for finding in patch.findings}
    fixable = patched | {*removals}
    agreed = bool(asked["fix"] and fixable) and _agreed(
        patches, removals, diff, ask=not asked["yes"], show=not asked["as_json"]
    )
    done: set[Diagnostic] = set()
    unwritten: list[str] = []
    if agreed:
        done, unwritten = write_all(patches, folder)
        done |= {*delete(removals, site)}
    for problem in unwritten:
        tell(problem)
    fixed = [finding for finding in found if finding in done]
    left = [finding for finding in found if finding not in done]
    if asked["as_json"]:
        files, _ = module_of("guard.findings").account(site)
        say_json(
            {
                "findings": plain(left, fixable),
                "mended": plain(fixed, ()),
                "diff": diff if asked["fix"] else [],
                "counts": counts(left),
                "files": [file.plain() for file in files],
            }
        )
    else:
        form = "complete" if asked["only"] and asked["form"] == "text" else asked["form"]
        _print(site, left, fixed, fixable, form)
    grave = {Severity.ERROR, Severity.WARNING} if asked["strict"] else {Severity.ERROR}
    refused = bool(asked["fix"] and fixable) and not agreed
    return int(refused or bool(unwritten) or any(finding.severity in grave for finding in left))


def _found(
    content: str | None, settings: str, output: str | None
) -> tuple[Reading, list[Diagnostic]]:
    # A content cached by Pelican would come without its problems.
    overrides: dict[str, Any] = {"LOAD_CONTENT_CACHE": False}
    if content:
        overrides["PATH"] = os.path.abspath(content)  # noqa: PTH100
    logged: list[Diagnostic] = []
    site = ask_site(settings, logged, **overrides)
    if output is not None:
        if not Path(output).is_dir():
            raise PouchError(f"{shown(output)} does not exist; build the site first")
        site = dataclasses.replace(site, output=output)
    return site, gather(site, logged, settings)


def _agreed(
    patches: Sequence[FilePatch],
    removals: Sequence[Diagnostic],
    diff: Sequence[str],
    *,
    ask: bool,
    show: bool,
) -> bool:
    """Show what would be changed and deleted; return whether the user agrees."""
    if show:
        say(*diff)
    if not ask:
        return True
    # Nobody can agree to what is not shown.
    if not (show and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    actions = [f"write {_these(len(patches))}"] if patches else []
    actions += [f"delete {_these(sum(1 for _ in lines_of(removals)))}"] if removals else []
    return click.confirm(f"{' and '.join(actions).capitalize()}?", default=False)


def _these(files: int) -> str:
    return "this file" if files == 1 else f"these {files} files"


def _print(
    site: Reading,
    left: Sequence[Diagnostic],
    fixed: Sequence[Diagnostic],
    fixable: Collection[Diagnostic],
    form: str,
) -> None:
    if form == "github":
        say(*map(github_line, left), verbatim=True)
    else:
        one_by_one, causes = (left, []) if form == "complete" else condensed(left)
        say(*(by_file(one_by_one) if on_terminal() else map(line_of, one_by_one)))
        say(*map(printable, causes))
    if fixed:
        files = len({finding.path for finding in fixed})
        say(f"Fixed {counted(len(fixed), 'finding')} in {counted(files, 'file')}")
    _, account = module_of("guard.findings").account(site)
    say(account, summary(left, sum(finding in fixable for finding in left)))
