"""pelican-pouch: plugins for people who publish sourced, illustrated writing with Pelican.

`PLUGINS = ["pelican_plugins"]` turns all of them on; each also works alone, such as
`PLUGINS = ["pelican_plugins.resources"]`.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from .registry import PLUGINS

__version__ = "0.1.0"
__all__ = ["__version__", "register", "schema_path", "theme_path"]


def register() -> None:
    """Turn on every plugin; one whose library is missing is left out with a message."""
    for plugin in PLUGINS:
        try:
            importlib.import_module(plugin.module).register()
        except ImportError as error:
            from ._core.diagnostics import Severity, report
            from ._core.rules import BUILD

            text = f"plugin {plugin.module} disabled: {error}"
            fix = "reinstall pelican-pouch with its dependencies"
            report(BUILD(text, fix, severity=Severity.ERROR))


def theme_path() -> str:
    """Return where the theme is, as a value for `THEME`."""
    from .theming.plugin import theme_path as locate

    return locate()


def schema_path() -> str:
    """Return where the JSON Schema of `tags.yaml` and its like is, for editors."""
    return str(Path(__file__).parent / "tags" / "vocabulary_schema.json")
