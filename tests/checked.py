"""What the tests of `pouch check` share: the command is run, and its lines are read."""

from __future__ import annotations

import re
import subprocess

from support import Site, run_module

from pelican_plugins._core.diagnostics import Diagnostic, Replacement
from pelican_plugins.check.rules import all_rules

_LINE = re.compile(r"(?:[^:]+(?::\d+)?: )?(?:error|warning|advice): .+ \[[a-z-]+\]")


def check(
    site: Site, *arguments: str, settings: str = "conf.py"
) -> subprocess.CompletedProcess[str]:
    """Run `pouch check` on a site that was built."""
    command = ["check", "content", "-s", settings, *arguments]
    run = run_module("pelican_plugins.cli", command, site.folder)
    assert "Traceback" not in run.stderr
    return run


def found(site: Site, *arguments: str) -> list[str]:
    """Return the lines of the report, without those that sum it up."""
    lines = check(site, *arguments).stdout.splitlines()
    return [line for line in lines if _LINE.fullmatch(line)]


def changing(code: str, old: str, new: str, line: int = 1) -> Diagnostic:
    """Return a diagnostic that a program may mend."""
    return all_rules()[code]("", path="a.md", line=line, replacement=Replacement(old, new))
