"""`pouch images`: say what each picture of a site became."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from .._core.errors import PouchError
from .._core.site import add_settings, ask_site
from .._core.text import json_text, printable
from .report import Report, report_of, text_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    add_settings(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read the site and print a line for each picture; see `cli.main` for the code."""
    try:
        reports = _reports(ask_site(arguments.settings).contents)
    except PouchError as error:
        print(printable(f"pouch images: {error}"), file=sys.stderr)
        return 2
    plain = [report.plain() for report in reports]
    text = json_text(plain) if arguments.json else text_of(reports)
    sys.stdout.buffer.write(f"{text}\n".encode())
    return 0


def _reports(contents: Sequence[Any]) -> list[Report]:
    """Return what is known of each picture, by its path.

    Raises:
        PouchError: the site is built without the plugin.
    """
    if contents and not any(hasattr(content, "pictures") for content in contents):
        raise PouchError("PLUGINS names neither pelican_plugins nor pelican_plugins.images")
    found: dict[str, Report] = {}
    for content in contents:
        for flaw in content.picture_flaws:
            said = f"the picture {flaw['path']} {flaw['text']}; {flaw['mend']}"
            print(printable(f"{content.source_path}: {said}"), file=sys.stderr)
        for picture in content.pictures:
            size = content.picture_sizes(picture)
            path = str(picture["path"])
            before = found.get(path)
            position = before.position if before else content.picture_position(picture)
            found[path] = report_of(picture, size, before, position=position)
    return [found[path] for path in sorted(found)]
