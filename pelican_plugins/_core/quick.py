"""Work that Pelican does over and over in a build, done once.

Everything here gives what Pelican itself would give, and is behind a setting of `POUCH_BUILD`.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from functools import wraps
from typing import Any

from jinja2 import Environment
from pelican.contents import Content

from .compiled import CompiledTemplates

_FIELDS = frozenset({"author", "category", "date", "lang", "path", "slug"})
_KEPT = "_pouch_addresses"
Expand = Callable[[Any, str, "str | None"], str]


def keep_templates(environment: Environment, compiled: CompiledTemplates) -> None:
    """Have a generator's templates compiled once, and not asked for changes at each include.

    A build that follows, in `--autoreload`, has environments of its own, which read them anew.
    """
    environment.auto_reload = False
    if environment.bytecode_cache is None:
        environment.bytecode_cache = compiled


def keep_addresses() -> None:
    """Have the address of a content put together once, while nothing it is made of changes."""
    expand = Content._expand_settings
    if not hasattr(expand, "__wrapped__"):
        Content._expand_settings = _kept_addresses(expand)


def put_addresses_together() -> None:
    """Undo `keep_addresses`."""
    expand = Content._expand_settings
    Content._expand_settings = getattr(expand, "__wrapped__", expand)


def _kept_addresses(expand: Expand) -> Expand:
    known: dict[str, bool] = {}

    @wraps(expand)
    def kept(content: Any, key: str, klass: str | None = None) -> str:
        name = f"{klass or type(content).__name__}_{key}".upper()
        pattern = str(content.settings[name])
        if pattern not in known:
            known[pattern] = _is_plain(pattern)
        date = getattr(content, "date", None)
        if not known[pattern] or date is None:
            return expand(content, key, klass)
        made_of = (
            *(pattern, date, getattr(content, "slug", None), getattr(content, "lang", None)),
            *(_slug(content, "author"), _slug(content, "category")),
            content.metadata.get("path"),
        )
        addresses = vars(content).setdefault(_KEPT, {})
        found = addresses.get(name)
        if found is None or found[0] != made_of:
            found = addresses[name] = (made_of, expand(content, key, klass))
        address: str = found[1]
        return address

    return kept


def _slug(content: Any, name: str) -> Any:
    return getattr(getattr(content, name, None), "slug", None)


def _is_plain(pattern: str) -> bool:
    """Tell whether an address is made of what Pelican gives each content, and of nothing else."""
    try:
        fields = [
            field for _, field, _, _ in string.Formatter().parse(pattern) if field is not None
        ]
    except ValueError:
        return False
    return all(field in _FIELDS for field in fields)
