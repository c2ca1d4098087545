"""What is remembered of a build, kept apart from that of another that runs within it.

Plugins such as i18n_subsites build a site in each language from within the build of the first.
All of them share this process, its signals and so our receivers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class _Running:
    """A build that has begun and not ended.

    Attributes:
        settings: of its site, by which it is known.
        left: what was remembered of it when another began within it; None while it is in hand.
    """

    settings: Any
    left: list[Any] | None = None


_apart: list[tuple[Any, str, Callable[[], Any] | None]] = []
_running: list[_Running] = []


def keep_apart(holder: Any, **fresh: Callable[[], Any] | None) -> None:
    """Have attributes of a module or class belong to the build in hand.

    Args:
        holder: the module or class.
        fresh: by the name of each attribute what makes it anew for a build within another; None
            where every build sets it before it is used.
    """
    _apart.extend((holder, name, make) for name, make in fresh.items())


def begin(settings: Any) -> None:
    """Begin to remember for the build of these settings, at the latest before anything is."""
    if not _running or _running[-1].settings is settings or _running[-1].left is not None:
        return
    _running[-1].left = [getattr(holder, name) for holder, name, _ in _apart]
    for holder, name, make in _apart:
        if make is not None:
            setattr(holder, name, make())


def is_within() -> bool:
    """Tell whether the build in hand runs within another."""
    return len(_running) > 1


def run_apart(settings: Any, run: Callable[[], None]) -> None:
    """Run the build of these settings, and go back to the one within which it ran."""
    _running.append(_Running(settings))
    try:
        run()
    finally:
        _running.pop()
        if _running and _running[-1].left is not None:
            for (holder, name, _), value in zip(_apart, _running[-1].left, strict=True):
                setattr(holder, name, value)
            _running[-1].left = None
