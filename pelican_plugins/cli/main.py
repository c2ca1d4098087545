"""Find and run the requested command."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence

import click
from click.shell_completion import CompletionItem

from .. import __version__
from .._core.commands import complain
from .._core.text import did_you_mean
from ..registry import COMMANDS

_CODES = (
    "Exit codes: 0 success; 1 success, but something needs your attention; 2 failure."
    " See `pouch COMMAND --help` for each command."
)
_WIDTH = 100
_LIKENESS = 0.6


class _Commands(click.Group):
    """The commands of the registry, loaded on demand."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return their names."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return the command called *name*."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command in *args*, and the remaining arguments.

        Raises:
            click.UsageError: there is no such command.
        """
        name = args[0]
        if name not in COMMANDS and name[:1].isalnum():
            raise click.UsageError(f"unknown command {name!r}{_suggestion(name, COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands for the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin with *incomplete*."""
        items = [
            CompletionItem(name, help=line)
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]


@click.group(
    "pouch",
    cls=_Commands,
    epilog=_CODES,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": _WIDTH},
)
@click.version_option(__version__, prog_name="pelican-pouch")
@click.pass_context
def pouch(ctx: click.Context) -> None:
    """Tools for sites built with pelican-pouch."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `pouch` with *argv* (default: the command line) and return its exit code.

    0: success; 1: success, but something needs attention; 2: failure.
    """
    try:
        # Commands end by `ctx.exit`, whose code is returned here.
        code: int = pouch.main(argv, prog_name="pouch", standalone_mode=False)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "pouch"
        complain(f"{path}: {_usage_message(error)}")
        complain(f"See: {path} --help")
        return error.exit_code
    except click.ClickException as error:
        complain(f"pouch: {error.format_message()}")
        return 2
    except click.Abort:
        click.echo("pouch: interrupted", err=True)
        return 2
    return code


def _usage_message(error: click.UsageError) -> str:
    # click lists choices on several lines.
    message = " ".join(error.format_message().split())
    if isinstance(error, click.NoSuchOption):
        near = _suggestion(error.option_name, error.possibilities or ())
        return f"unknown option {error.option_name}{near}"
    return message


def _suggestion(typed: str, known: Iterable[str]) -> str:
    near = did_you_mean(typed, known, likeness=_LIKENESS, quoted=str)
    return f"; {near}" if near else ""
