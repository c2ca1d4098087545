"""Default front matter for all posts in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from .key_aliases import MetadataValue
from .parse_yaml import read_yaml
from .settings import FrontMatterSettings


def with_defaults(
    values: Mapping[str, MetadataValue], path: str, settings: FrontMatterSettings
) -> dict[str, MetadataValue]:
    """Return the values of a front matter, and those of its folder that it does not state.

    An empty value states nothing. In Jekyll, the categories of a folder are added to those of a
    post.

    Args:
        values: of the front matter.
        path: of the file, relative to the content folder, with `/`.
        settings: with `front_matter_defaults`.

    Raises:
        DiagnosticError: the lines of a default are not front matter.
    """
    found: dict[str, MetadataValue] = {}
    for pattern in sorted(settings.front_matter_defaults, key=len):
        if _holds(pattern, path):
            found |= read_yaml("\n".join(settings.front_matter_defaults[pattern]))
    if not found:
        return dict(values)
    merged = {**found, **values}
    for key, default in found.items():
        own = merged[key]
        if own.written is None:
            merged[key] = default
        elif own is not default and key == "categories" and settings.permalink_style == "jekyll":
            names = [*_names(default.written), *_names(own.written)]
            merged[key] = MetadataValue(names, names, own.line)
    return merged


def _names(written: Any) -> list[Any]:
    return written.split() if isinstance(written, str) else list(written or ())


def _holds(pattern: str, path: str) -> bool:
    """Return whether a file or one of its folders matches a *pattern*; an empty one holds all."""
    if not pattern.strip("/"):
        return True
    steps, parts = pattern.strip("/").split("/"), path.split("/")
    return len(steps) <= len(parts) and all(map(fnmatchcase, parts, steps))
