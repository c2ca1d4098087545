"""Where a site's other feeds are written, by its settings."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import Any

_FORMATS = ("ATOM", "RSS")


def feed_paths(settings: Mapping[str, Any], groups: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the path of every feed but that of all articles in RSS.

    Args:
        settings: of the site, with `FEED_ATOM`, `TAG_FEED_RSS` and so on.
        groups: by the beginning of a setting's name (`TAG`), what its place-holder may be.
    """
    paths = [settings.get(name) for name in ("FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM")]
    for kind, names in groups.items():
        for form in _FORMATS:
            pattern = settings.get(f"{kind}_FEED_{form}")
            if pattern:
                paths += [str(pattern).format(slug=name, lang=name) for name in names]
    return {posixpath.normpath(str(path)) for path in paths if path}
