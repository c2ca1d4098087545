"""Find the command that was asked for, and run it."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence

# The command, the module below the package that does it, and its line in the help.
_COMMANDS = {
    "check": (
        "guard.check_command",
        "say which texts a build would not publish, and what of the output must not be published",
    ),
    "images": (
        "images.images_command",
        "say what each picture became: its variants, their sizes and what they spare",
    ),
    "import": (
        "front_matter.import_command",
        "look at a site of another generator and write a starting pelicanconf.py",
    ),
    "links": (
        "resources.links_command",
        "ask the web whether what a site cites is still there",
    ),
    "resources": (
        "resources.resources_command",
        "hand on the works that a site cites, as CSL-JSON, BibTeX, RIS, JSON or Markdown",
    ),
    "tags": (
        "tags.tags_command",
        "say what became of a site's tags, and which of them may be one",
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run `pouch` with *argv* (default: the command line) and return its exit code.

    0: done; 1: done, but something needs the owner; 2: it could not be done.
    """
    parser = argparse.ArgumentParser(
        prog="pouch", description="Tools for sites that are built with pelican-pouch."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    package = __name__.partition(".")[0]
    modules = {}
    for name, (path, line) in _COMMANDS.items():
        modules[name] = importlib.import_module(f"{package}.{path}")
        modules[name].add_arguments(commands.add_parser(name, help=line, description=line))
    arguments = parser.parse_args(argv)
    code: int = modules[arguments.command].run(arguments)
    return code
