"""`pouch check`: all that is to be told of a site in one report, and what can be mended."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Sequence
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
from .._core.errors import PouchError
from .._core.findings import Finding, Severity
from .._core.paths import shown
from .._core.site import Reading, ask_site
from .codes import CODES, check_patterns, matches
from .fixing import Mended, plan, write
from .gather import gather, module_of
from .report import by_file, counts, github_line, line_of, plain, summary


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
        say(*(f"{code}: {meaning}" for code, meaning in CODES.items()))
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
    mendable = plan(found, folder)
    written: list[Mended] = []
    if asked["fix"] and mendable:
        written = _fix(mendable, folder, yes=asked["yes"], silent=asked["as_json"])
        mended = {finding for one in written for finding in one.findings}
        found = [finding for finding in found if finding not in mended]
        mendable = [one for one in mendable if one not in written]
    _tell(site, found, mendable, written, asked)
    grave = {Severity.ERROR, Severity.WARNING} if asked["strict"] else {Severity.ERROR}
    unmended = bool(asked["fix"] and mendable)
    return int(unmended or any(finding.severity in grave for finding in found))


def _found(content: str | None, settings: str, output: str | None) -> tuple[Reading, list[Finding]]:
    # What was read before, with its problems, must be read again.
    overrides: dict[str, Any] = {"LOAD_CONTENT_CACHE": False}
    if content:
        overrides["PATH"] = os.path.abspath(content)  # noqa: PTH100
    said: list[Finding] = []
    site = ask_site(settings, said, **overrides)
    if output is not None:
        if not Path(output).is_dir():
            raise PouchError(f"{shown(output)} is not there to be looked through; build it first")
        site = dataclasses.replace(site, output=output)
    return site, gather(site, said, settings)


def _fix(mendable: Sequence[Mended], folder: Path, *, yes: bool, silent: bool) -> list[Mended]:
    """Show what can be mended, and write it if that is wanted; return what was written."""
    if not silent:
        say(*(line for one in mendable for line in one.diff))
    if not yes and not _agreed(len(mendable)):
        return []
    for one in mendable:
        write(one, folder)
    return list(mendable)


def _agreed(files: int) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    noun = "this file" if files == 1 else f"these {files} files"
    return click.confirm(f"Write {noun}?", default=False)


def _tell(
    site: Reading,
    found: Sequence[Finding],
    mendable: Sequence[Mended],
    written: Sequence[Mended],
    asked: dict[str, Any],
) -> None:
    files, account = module_of("guard.findings").account(site)
    can = frozenset(finding for one in mendable for finding in one.findings)
    mended = [finding for one in written for finding in one.findings]
    if asked["as_json"]:
        say_json(
            {
                "findings": plain(found, can),
                "mended": plain(mended, frozenset()),
                "diff": [line for one in (*mendable, *written) for line in one.diff]
                if asked["fix"]
                else [],
                "counts": counts(found),
                "files": [dataclasses.asdict(file) for file in files],
            }
        )
        return
    if asked["form"] == "github":
        say(*map(github_line, found))
    else:
        say(*(by_file(found) if on_terminal() else map(line_of, found)))
    closing = [account, summary(found, len(can))]
    if mended:
        closing.insert(0, f"Mended {len(mended)} findings in {len(written)} files")
    say(*closing)
