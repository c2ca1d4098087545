"""`pouch check`: all that is to be told of a site in one report, and what can be mended."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import click

from .._core.commands import (
    Command,
    content_argument,
    json_option,
    on_terminal,
    say,
    say_json,
    settings_option,
)
from .._core.diagnostics import Diagnostic, Severity
from .._core.errors import PouchError
from .._core.paths import shown
from .._core.pelican_site_reader import Reading, ask_site
from .._core.text import counted
from .fixes import Mended, delete, lines_of, plan, removable, write
from .report import by_file, counts, github_line, line_of, plain, summary
from .rules import all_rules, check_patterns, matches, module_of
from .runner import gather


@click.command("check", cls=Command)
@content_argument
@settings_option
@json_option
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    help="The folder that was built (default: OUTPUT_PATH of the settings).",
)
@click.option("--fix", is_flag=True, help="Mend what is safe: show the changes, and ask.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask before writing.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@click.option("--only", multiple=True, metavar="CODE", help="Tell of this alone; `*` is any text.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Do not tell of this.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help="How a finding is written: github shows it beside the lines of a pull request.",
)
@click.option("--codes", is_flag=True, help="Say what can be found, by its code, and end.")
def command(content: str | None, settings: str, output: str | None, **asked: Any) -> int:
    """Say what is wrong with a site, where, and how to mend it.

    Front matter, pictures, tags, lists of references, links, settings, addresses, and what was
    built: feeds, and all that must not be published.
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
    changes, removals = plan(found, folder), removable(found)
    diff = [*(line for one in changes for line in one.diff), *lines_of(removals)]
    mendable = {finding for one in changes for finding in one.findings} | {*removals}
    agreed = bool(asked["fix"] and mendable) and _agreed(
        changes, removals, diff, ask=not asked["yes"], show=not asked["as_json"]
    )
    mended: list[Diagnostic] = []
    if agreed:
        for one in changes:
            write(one, folder)
        done = {finding for one in changes for finding in one.findings} | {*delete(removals, site)}
        mended = [finding for finding in found if finding in done]
    left = [finding for finding in found if finding not in mended]
    if asked["as_json"]:
        files, _ = module_of("guard.findings").account(site)
        say_json(
            {
                "findings": plain(left, mendable),
                "mended": plain(mended, ()),
                "diff": diff if asked["fix"] else [],
                "counts": counts(left),
                "files": [file.plain() for file in files],
            }
        )
    else:
        _tell(site, left, mended, mendable, github=asked["form"] == "github")
    grave = {Severity.ERROR, Severity.WARNING} if asked["strict"] else {Severity.ERROR}
    refused = bool(asked["fix"] and mendable) and not agreed
    return int(refused or any(finding.severity in grave for finding in left))


def _found(
    content: str | None, settings: str, output: str | None
) -> tuple[Reading, list[Diagnostic]]:
    # What was read before, with its problems, must be read again.
    overrides: dict[str, Any] = {"LOAD_CONTENT_CACHE": False}
    if content:
        overrides["PATH"] = os.path.abspath(content)  # noqa: PTH100
    said: list[Diagnostic] = []
    site = ask_site(settings, said, **overrides)
    if output is not None:
        if not Path(output).is_dir():
            raise PouchError(f"{shown(output)} is not there to be looked through; build it first")
        site = dataclasses.replace(site, output=output)
    return site, gather(site, said, settings)


def _agreed(
    changes: Sequence[Mended],
    removals: Sequence[Diagnostic],
    diff: Sequence[str],
    *,
    ask: bool,
    show: bool,
) -> bool:
    """Show what would be changed and deleted; tell whether that is wanted."""
    if show:
        say(*diff)
    if not ask:
        return True
    # Nobody can agree to what is not shown.
    if not (show and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    asked = [f"write {_these(len(changes))}"] if changes else []
    asked += [f"delete {_these(sum(1 for _ in lines_of(removals)))}"] if removals else []
    return click.confirm(f"{' and '.join(asked).capitalize()}?", default=False)


def _these(files: int) -> str:
    return "this file" if files == 1 else f"these {files} files"


def _tell(
    site: Reading,
    left: Sequence[Diagnostic],
    mended: Sequence[Diagnostic],
    mendable: Collection[Diagnostic],
    *,
    github: bool,
) -> None:
    if github:
        say(*map(github_line, left))
    else:
        say(*(by_file(left) if on_terminal() else map(line_of, left)))
    if mended:
        files = len({finding.path for finding in mended})
        say(f"Mended {counted(len(mended), 'finding')} in {counted(files, 'file')}")
    _, account = module_of("guard.findings").account(site)
    say(account, summary(left, sum(finding in mendable for finding in left)))
