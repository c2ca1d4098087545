"""The modules of plugins that the check asks, by name alone: no plugin imports a sibling."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from ..registry import PLUGINS

_PACKAGE = __name__.partition(".")[0]


def module_of(name: str) -> Any:
    """Return a module by its name below the package."""
    return importlib.import_module(f"{_PACKAGE}.{name}")


def modules_called(name: str) -> Iterator[tuple[str, Any]]:
    """Yield the modules of this name that plugins have in their folders, each with its own name."""
    for plugin in PLUGINS:
        if find_spec(f"{plugin.module}.{name}") is not None:
            yield f"{plugin.name}.{name}", module_of(f"{plugin.name}.{name}")
