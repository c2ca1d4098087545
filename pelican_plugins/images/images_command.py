"""`pouch images`: say what each picture of a site became."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from .._core.commands import Command, json_option, say, say_json, settings_option, table
from .._core.contract import has_pictures
from .._core.errors import PouchError
from .._core.pelican_site_reader import ask_site
from .._core.text import counted, printable
from ..registry import BY_NAME
from .report import Report, report_of, rows_of


@click.command("images", cls=Command)
@settings_option
@json_option
def command(settings: str, *, as_json: bool) -> int:
    """Say what each picture became: its variants, their sizes and what they spare."""
    reports = _reports(ask_site(settings).contents)
    if as_json:
        say_json([report.plain() for report in reports])
    else:
        say(
            *table(("picture", "size", "bytes"), rows_of(reports)), counted(len(reports), "picture")
        )
    return 0


def _reports(contents: Sequence[Any]) -> list[Report]:
    """Return what is known of each picture, by its path.

    Raises:
        PouchError: the site is built without the plugin.
    """
    if contents and not any(map(has_pictures, contents)):
        raise PouchError(BY_NAME["images"].missing)
    found: dict[str, Report] = {}
    for content in contents:
        for path, flaw in content.picture_flaws.items():
            said = f"the picture {path} {flaw.sentence}"
            click.echo(printable(f"{content.source_path}: {said}"), err=True)
        for picture in content.pictures:
            size = content.picture_sizes(picture)
            path = str(picture["path"])
            before = found.get(path)
            position = before.position if before else content.picture_position(picture)
            found[path] = report_of(picture, size, before, position=position)
    return [found[path] for path in sorted(found)]
