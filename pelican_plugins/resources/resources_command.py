"""`pouch resources`: hand on the works that a site cites, for other programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .._core.errors import PouchError
from .._core.site import add_settings
from .._core.text import printable
from .articles import article_of, originals_first
from .asked import read_contents
from .exports.formats import FORMATS
from .exports.plain_json import plain_json
from .works import cited_works


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--format", choices=list(FORMATS), default="csl-json", help="(default: %(default)s)"
    )
    parser.add_argument(
        "--article",
        action="append",
        default=[],
        metavar="NAME",
        help="only what this article cites: its slug or its file; may be given more than once",
    )
    add_settings(parser)
    parser.add_argument(
        "-o", "--output", type=Path, help="the file to write (default: standard output)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the site and print the export alone; see `cli.main` for the code."""
    try:
        chosen, complete = read_contents(arguments.settings, arguments.article)
    except PouchError as error:
        return _refuse(str(error))
    works = cited_works(map(article_of, originals_first(chosen)))
    if arguments.format == "json":
        text = plain_json(works, chosen[0].settings["SITEURL"] if chosen else "")
    else:
        text = FORMATS[arguments.format](works)
    return _hand_out(text, arguments.output) or int(not complete)


def _hand_out(text: str, output: Path | None) -> int:
    data = text.encode()
    if output is None:
        # Bytes, so that each system writes the same ones.
        sys.stdout.buffer.write(data)
        return 0
    try:
        output.write_bytes(data)
    except OSError as error:
        return _refuse(f"{output} cannot be written: {error.strerror}")
    return 0


def _refuse(sentence: str) -> int:
    print(printable(f"pouch resources: {sentence}"), file=sys.stderr)
    return 2
