"""The `pouch` command: what an owner does with the suite besides building a site.

    pouch import FOLDER     look at a site of Hugo, Jekyll, Eleventy or Zola, and begin a new one
    pouch links             ask the web whether what a site cites is still there
    pouch resources         print the works that a site cites, for other programs
    pouch tags              say what became of a site's tags, and which may be one

Each command belongs to a plugin, in a module with `add_arguments` and `run`.
"""

from .main import main

__all__ = ["main"]
