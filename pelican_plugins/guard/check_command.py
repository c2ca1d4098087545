"""`pouch check`: say what a build would not publish, and what of the output it must not."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from .._core.commands import (
    Command,
    content_argument,
    json_option,
    say,
    say_json,
    settings_option,
)
from .._core.errors import PouchError
from .._core.paths import beside_settings, shown
from .._core.settings import load
from .._core.site import Reading, ask_site
from .account import lost, sentence
from .leaks.drafts import Drafts
from .leaks.leak import lines_of
from .leaks.look import Wanted, look_through
from .leaks.private_file import load_list
from .settings import GuardSettings
from .sources import account_of


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
def command(content: str | None, settings: str, output: str | None, *, as_json: bool) -> int:
    """Say which texts a build would not publish, and what of the output must not be published."""
    path = {"PATH": os.path.abspath(content)} if content else {}  # noqa: PTH100
    site = ask_site(settings, **path)
    files = account_of(site.context, site.readable)
    built = _built(output or site.output)
    guard = load(GuardSettings, site.context, "POUCH_GUARD")
    leaks = look_through(built, _wanted(site, guard), 0)
    missing = sorted(_missing(site, built))
    unguarded = _unguarded(guard.private, str(site.context["PATH"]))
    wrong = [
        *(f"{file.path}: it is not published: {file.reason}" for file in lost(files)),
        *(
            f"{path}: its page {page} is not in the output; build it again"
            for path, page in missing
        ),
        *lines_of(leaks, shown(built)),
        *unguarded,
    ]
    if as_json:
        plain = {
            "files": [dataclasses.asdict(file) for file in files],
            "missing": [{"path": path, "page": page} for path, page in missing],
            "leaks": [dataclasses.asdict(leak) for leak in leaks],
            "other": unguarded,
        }
        say_json(plain)
    else:
        number = len({leak.path for leak in leaks})
        told = f"Looked through {shown(built)}: {number} files hold what must not be published"
        say(*wrong, sentence(files), told)
    return int(bool(wrong))


def _built(name: str) -> Path:
    output = Path(name)
    if not output.is_dir():
        raise PouchError(f"{shown(output)} is not there to be looked through; build it first")
    return output


def _wanted(site: Reading, settings: GuardSettings) -> Wanted:
    drafts = [
        (content.save_as, shown(content.source_path))
        for content in filter(None, site.context["generated_content"].values())
        if content.status == "draft" and content.save_as
    ]
    words = load_list(settings.private, str(site.context["PATH"]))
    return Wanted(tuple(words or ()), settings.private, Drafts(drafts), settings.allowed)


def _missing(site: Reading, output: Path) -> Iterator[tuple[str, str]]:
    for content in site.contents:
        if content.save_as and not (output / content.save_as).is_file():
            yield shown(content.source_path), content.save_as


def _unguarded(name: str, content: str) -> list[str]:
    """Tell of a list of private words that would be published with the sources."""
    path, git = beside_settings(name, content), shutil.which("git")
    if path is None or git is None:
        return []
    # 0: ignored, 1: not, 128: this is no repository.
    asked = subprocess.run(  # noqa: S603
        [git, "-C", str(path.parent), "check-ignore", "--quiet", path.name],
        capture_output=True,
        check=False,
    )
    if asked.returncode != 1:
        return []
    mend = "add a line with its name to .gitignore"
    return [f"{shown(path)}: git does not ignore it, so it goes wherever the sources go; {mend}"]
