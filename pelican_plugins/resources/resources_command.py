"""`pouch resources`: hand on the works that a site cites, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from .._core.commands import Command, json_option, settings_option
from .._core.errors import PouchError
from .articles import article_of, originals_first
from .exports.formats import FORMATS
from .exports.plain_json import plain_json
from .select_articles import complete_article, read_contents
from .works import cited_works


@click.command("resources", cls=Command)
@settings_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="csl-json",
    show_default=True,
    help="What it is written in.",
)
@json_option
@click.option(
    "--article",
    "articles",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_article,
    help="Only what this article cites: its slug or its file; may be given more than once.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (default: standard output).",
)
def command(
    settings: str, form: str, articles: Sequence[str], output: Path | None, *, as_json: bool
) -> int:
    """Hand on the works that a site cites, as CSL-JSON, BibTeX, RIS, JSON or Markdown."""
    chosen, complete = read_contents(settings, articles)
    works = cited_works(map(article_of, originals_first(chosen)))
    if as_json or form == "json":
        text = plain_json(works, chosen[0].settings["SITEURL"] if chosen else "")
    else:
        text = FORMATS[form](works)
    _hand_out(text.encode(), output)
    return int(not complete)


def _hand_out(data: bytes, output: Path | None) -> None:
    if output is None:
        # Bytes, so that each system writes the same ones.
        click.echo(data, nl=False)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise PouchError(f"{output} cannot be written: {error.strerror}") from None
