"""A plugin of the tests: share eight posts among processes, as a build does hundreds."""

from __future__ import annotations

from pelican_plugins._core import workers


def register() -> None:
    workers._FEWEST_ITEMS = 8
