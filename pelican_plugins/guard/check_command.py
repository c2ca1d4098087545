"""`pouch check`: say what a build would not publish, and what of the output it must not."""

from __future__ import annotations

import argparse
import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .._core.errors import PouchError
from .._core.paths import beside_settings, shown
from .._core.settings import load
from .._core.site import Reading, add_settings, ask_site
from .._core.text import json_text, printable
from .account import lost, sentence
from .leaks.drafts import Drafts
from .leaks.leak import lines_of
from .leaks.look import Wanted, look_through
from .leaks.private_file import load_list
from .settings import GuardSettings
from .sources import account_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "content", nargs="?", help="the content folder (default: PATH of the settings)"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    add_settings(parser)
    parser.add_argument(
        "-o", "--output", help="the folder that was built (default: OUTPUT_PATH of the settings)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the site, look through its output and print what is wrong; see `cli.main`."""
    try:
        path = {"PATH": os.path.abspath(arguments.content)} if arguments.content else {}  # noqa: PTH100
        site = ask_site(arguments.settings, **path)
        files = account_of(site.context, site.readable)
        output = _built(arguments.output or site.output)
        settings = load(GuardSettings, site.context, "POUCH_GUARD")
        leaks = look_through(output, _wanted(site, settings), 0)
    except PouchError as error:
        print(printable(f"pouch check: {error}"), file=sys.stderr)
        return 2
    missing = sorted(_missing(site, output))
    unguarded = _unguarded(settings.private, str(site.context["PATH"]))
    wrong = [
        *(f"{file.path}: it is not published: {file.reason}" for file in lost(files)),
        *(
            f"{path}: its page {page} is not in the output; build it again"
            for path, page in missing
        ),
        *lines_of(leaks, shown(output)),
        *unguarded,
    ]
    if arguments.json:
        plain = {
            "files": [dataclasses.asdict(file) for file in files],
            "missing": [{"path": path, "page": page} for path, page in missing],
            "leaks": [dataclasses.asdict(leak) for leak in leaks],
            "other": unguarded,
        }
        sys.stdout.buffer.write(f"{json_text(plain)}\n".encode())
    else:
        number = len({leak.path for leak in leaks})
        told = f"Looked through {shown(output)}: {number} files hold what must not be published"
        lines = [*wrong, sentence(files), told]
        sys.stdout.buffer.write("".join(f"{printable(line)}\n" for line in lines).encode())
    return 1 if wrong else 0


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
