"""Additions to an article's own page: contents, side notes, backlinks, reading time."""
