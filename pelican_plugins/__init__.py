"""pelican-pouch: plugins for people who publish sourced, illustrated writing with Pelican.

`PLUGINS = ["pelican_plugins"]` turns all of them on; each also works alone, such as
`PLUGINS = ["pelican_plugins.resources"]`.
"""

from __future__ import annotations

import importlib
from pathlib import Path

__version__ = "0.1.0"
__all__ = ["__version__", "register", "schema_path", "theme_path"]

PLUGINS = ("front_matter", "images", "resources", "tags", "feeds", "theming", "guard")
"""The plugins of the suite."""


def register() -> None:
    """Turn on every plugin; one whose library is missing is left out with a message."""
    for name in PLUGINS:
        try:
            plugin = importlib.import_module(f"{__name__}.{name}")
        except ImportError as error:
            from ._core.diagnostics import Severity, report
            from ._core.rules import BUILD

            text = f"The plugin {__name__}.{name} is off: {error}"
            fix = "install pelican-pouch again with its requirements"
            report(BUILD(text, fix, severity=Severity.ERROR))
            continue
        plugin.register()


def theme_path() -> str:
    """Return where the theme is, as a value for `THEME`."""
    from .theming.locate import theme_path as locate

    return locate()


def schema_path() -> str:
    """Return where the JSON Schema of `tags.yaml` and its like is, for editors."""
    return str(Path(__file__).parent / "tags" / "vocabulary" / "schema.json")
