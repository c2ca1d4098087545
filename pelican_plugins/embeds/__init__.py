"""Shows videos, posts and maps of other sites as cards that contact nobody before a click.

Settings: `POUCH_EMBEDS`, see docs/embeds.md.
"""

from .plugin import register

__all__ = ["register"]
