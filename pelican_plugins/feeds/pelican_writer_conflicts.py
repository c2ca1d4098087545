"""Detect writers of other plugins: Pelican uses only one."""

from __future__ import annotations

import sys
from itertools import chain
from typing import Any

from pelican import signals
from pelican.writers import Writer

from .._core.diagnostics import Severity, report
from .._core.rules import BUILD


def report_writer_conflict(pelican: Any, writer: Any, ours: type[Writer]) -> None:
    """Report whose writer is unused, ours or that of another plugin."""
    others = _other_writers(pelican, ours)
    names = ", ".join(sorted(f"{cls.__module__}.{cls.__name__}" for cls in others))
    if not isinstance(writer, ours):
        name = f"{type(writer).__module__}.{type(writer).__name__}"
        report(
            BUILD(
                f"Feeds are written by {name} instead of pelican-pouch, because Pelican uses"
                " only one writer",
                "remove its plugin from PLUGINS, or remove pelican_plugins.feeds",
                severity=Severity.ERROR,
            )
        )
    elif names:
        report(
            BUILD(
                f"Feeds are written by pelican-pouch, so the writer {names} is not used",
                "remove its plugin from PLUGINS, or remove pelican_plugins.feeds",
            )
        )


def _other_writers(pelican: Any, ours: type[Writer]) -> set[type[Writer]]:
    """Return the writer classes in the modules of plugins that are connected to `get_writer`.

    The signal is not sent again, since i18n_subsites builds a site when it receives it.
    """
    modules = {
        sys.modules.get(getattr(receiver, "__module__", ""))
        for receiver in signals.get_writer.receivers_for(pelican)
    }
    known = chain.from_iterable(vars(module).values() for module in modules if module)
    writers = (each for each in known if isinstance(each, type) and issubclass(each, Writer))
    return {cls for cls in writers if not issubclass(ours, cls)}
