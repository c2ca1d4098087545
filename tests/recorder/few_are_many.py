"""A plugin of the tests: read eight posts in several processes, as a build does hundreds."""

from __future__ import annotations

from pelican_plugins._core import reading_pool


def register() -> None:
    reading_pool._FEWEST_FILES = 8
