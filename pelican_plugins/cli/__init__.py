"""The `pouch` command.

Each command is a `click.Command` in a module `…_command.py` of a plugin, `scaffold/`, `check/` or
this package. The registry lists them.
"""

from .main import main

__all__ = ["main"]
