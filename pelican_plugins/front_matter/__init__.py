"""Read Markdown posts as Hugo, Jekyll, Eleventy, Zola and CMSs write them.

A post begins with YAML between two lines of `---`, TOML between two lines of `+++`, or a JSON
object. Files with Pelican's own `Title: …` headers are read as before, in the same folder. HTML
files with front matter are posts, too. `docs/front-matter.md` lists all keys and their effects.

A file that cannot be read is left out with one line, `path:line: what is wrong; how to fix it`,
and every other file is built.

Settings: `POUCH_FRONT_MATTER`, explained in docs/settings.md.
"""

from .plugin import register

__all__ = ["register"]
