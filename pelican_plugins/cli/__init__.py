"""The `pouch` command: what an owner does with the suite besides building a site.

Each command belongs to a plugin, or to `starting/`, in a module `…_command.py` that exports a
`click.Command`. `main` has the list of them.
"""

from .main import main

__all__ = ["main"]
