"""`pouch completion`: print the completion script of a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .._core.commands import Argument, Command

# By click's convention, for the name of the command.
_VARIABLE = "_POUCH_COMPLETE"
_EPILOG = """\b
In ~/.bashrc:                    eval "$(pouch completion bash)"
In ~/.zshrc:                     eval "$(pouch completion zsh)"
In ~/.config/fish/config.fish:   pouch completion fish | source
"""


@click.command("completion", cls=Command, epilog=_EPILOG)
@click.argument(
    "shell",
    cls=Argument,
    type=click.Choice(["bash", "zsh", "fish"]),
    help="bash (4.4 or newer), zsh or fish.",
)
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print a script that completes commands, options and file names in your shell."""
    kind = get_completion_class(shell)
    assert kind
    root = ctx.find_root().command
    script = kind(root, {}, "pouch", _VARIABLE)
    # Not `source()`, which requires the shell to be installed.
    click.echo(script.source_template % script.source_vars())
    return 0
