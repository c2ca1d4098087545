"""An article's HTML made fit to be read away from its page."""

from .clean import Body, clean

__all__ = ["Body", "clean"]
