"""Shared parts of the `pouch` commands: declaration, output and exit codes.

A module `…_command.py` exports a `click.Command` named `command`:

    @click.command("tags", cls=Command)
    @content_argument
    @settings_option
    @json_option
    def command(content: str | None, settings: str, *, as_json: bool) -> int:
        \"\"\"Say what happened to a site's tags.\"\"\"

Its function returns the exit code: 0 done; 1 done, but something needs attention; 2 failed, where
it may raise a `PouchError` instead. Its docstring is the help.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from click.shell_completion import CompletionItem

from .errors import PouchError
from .text import json_text, printable, wrapped

if TYPE_CHECKING:
    from rich.console import OverflowMethod, RenderableType

# In a pipe, lines are never wrapped.
_ENDLESS = 100_000
_DIFF = {"+": "green", "-": "red", "@": "cyan"}


class Argument(click.Argument):
    """An argument with a line in the help; click has that only for options."""

    def __init__(self, declarations: Sequence[str], help: str = "", **more: Any) -> None:  # noqa: A002
        super().__init__(declarations, **more)
        self.help = help

    def get_help_record(self, _ctx: click.Context) -> tuple[str, str]:
        """Return its name and its help."""
        return self.human_readable_name, self.help or ""


class Command(click.Command):
    """A command whose function returns its exit code."""

    def invoke(self, ctx: click.Context) -> None:
        """Run it and exit with its code, or with the message of a `PouchError`.

        Raises:
            click.exceptions.Exit: always, with the code.
        """
        try:
            code = super().invoke(ctx)
        except PouchError as error:
            tell(str(error))
            code = 2
        except OSError as error:
            if error.errno == errno.EPIPE:
                # The reader of a pipe has had enough; click ends quietly.
                raise
            # Such as a folder that may not be read, or a working folder that was deleted.
            named = f"{error.filename}: " if error.filename else ""
            tell(f"{named}{error.strerror or error}")
            code = 2
        ctx.exit(code or 0)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, description, arguments, options and epilog."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        for heading, wanted in (("Arguments", click.Argument), ("Options", click.Option)):
            params = [param for param in self.get_params(ctx) if isinstance(param, wanted)]
            records = list(filter(None, (param.get_help_record(ctx) for param in params)))
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)
        self.format_epilog(ctx, formatter)


def complete_file(incomplete: str, names: Iterable[str]) -> list[CompletionItem]:
    """Return those of *names* that begin with *incomplete*; any file where none does."""
    items = [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]
    return items or [CompletionItem(incomplete, type="file")]


def _complete_settings(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    # With "_", since the input may end with a slash.
    folder = Path(f"{incomplete}_").parent
    return complete_file(incomplete, map(str, folder.glob("*.py")))


content_argument = click.argument(
    "content",
    cls=Argument,
    required=False,
    type=click.Path(file_okay=False),
    help="Content folder (default: PATH in the settings).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
settings_option = click.option(
    "-s",
    "--settings",
    type=click.Path(dir_okay=False),
    shell_complete=_complete_settings,
    default="pelicanconf.py",
    show_default=True,
    help="Settings file of the site.",
)


def on_terminal() -> bool:
    """Return whether the output is a terminal with colours."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def say(*parts: RenderableType, verbatim: bool = False) -> None:
    """Print strings, one per line, and rich renderables, without control characters.

    In a pipe, and with `NO_COLOR`, there are no colours. On a terminal, lines are wrapped at words.

    Args:
        parts: what to print.
        verbatim: whether lines are never wrapped, since people copy them.
    """
    texts = [
        f"{printable(part) if verbatim else _lines(part, sys.stdout)}\n"
        if isinstance(part, str)
        else _rendered(part)
        for part in parts
    ]
    # Bytes, so that the output does not depend on the locale.
    click.echo("".join(texts).encode(errors="replace"), nl=False)


def say_json(value: Any) -> None:
    """Print *value* as JSON, with control characters escaped."""
    click.echo(f"{json_text(value)}\n".encode(errors="replace"), nl=False)


def tell(sentence: str) -> None:
    """Print `pouch COMMAND: sentence` on standard error."""
    complain(f"{click.get_current_context().command_path}: {sentence}")


def complain(line: str) -> None:
    """Print a line on standard error."""
    click.echo(_lines(line, sys.stderr), err=True)


def _lines(text: str, stream: TextIO) -> str:
    """Return a line as it is shown on *stream*: wrapped at words on a terminal."""
    text = printable(text)
    return wrapped(text, shutil.get_terminal_size().columns) if stream.isatty() else text


def say_diff(before: str, after: str, name: str) -> None:
    """Print a unified diff of the file called *name*."""
    lines = unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
    say(*(styled(line, _DIFF.get(line[:1], ""), verbatim=True) for line in lines), verbatim=True)


def styled(text: str, style: str, *, verbatim: bool = False) -> RenderableType:
    """Return a line for `say` with a *style* of rich, such as `bold red`, on a terminal."""
    if not (style and on_terminal()):
        return text
    from rich.text import Text

    overflow: OverflowMethod = "ignore" if verbatim else "fold"
    return Text(printable(text), style, no_wrap=verbatim, overflow=overflow)


def table(
    headings: Sequence[str], rows: Iterable[Sequence[RenderableType]]
) -> list[RenderableType]:
    """Return a table for `say`; in a pipe, one line per row without headings."""
    if not on_terminal():
        return ["  ".join(map(str, row)).rstrip() for row in rows]
    if not (cells := list(rows)):
        return []
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        # A truncated URL is useless.
        made.add_column(heading, overflow="fold")
    for row in cells:
        made.add_row(*(printable(cell) if isinstance(cell, str) else cell for cell in row))
    return [made]


def _rendered(part: RenderableType) -> str:
    from rich.console import Console
    from rich.segment import Segment, Segments

    colours = on_terminal()
    console = Console(
        file=io.StringIO(),
        force_terminal=colours,
        width=None if colours else _ENDLESS,
        markup=False,
        highlight=False,
        emoji=False,
    )
    shown = [
        segment if segment.control else Segment(printable(segment.text, "\n"), segment.style)
        for segment in console.render(part)
    ]
    with console.capture() as captured:
        console.print(Segments(shown), crop=False, end="")
    # rich pads the last cell of a line, too.
    return "".join(f"{line.rstrip()}\n" for line in captured.get().rstrip("\n").split("\n"))
