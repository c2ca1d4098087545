"""What is remembered of a build, kept apart from that of another that runs within it.

Plugins such as i18n_subsites build a site in each language from within the build of the first.
All of them share this process, its signals and so our receivers. And `--autoreload`, where it
cannot use changed settings, goes on building with those before.
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
# The settings of the build in hand where none runs, and those before with what was remembered.
_in_hand: list[Any] = []
# What the builds of this run have written, by their output folders.
_written: dict[str, set[str]] = {}
_aside: list[tuple[Any, list[Any]]] = []


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
    if not _running:
        if not any(each is settings for each in _in_hand):
            _aside[:] = [(each, _begin_anew()) for each in _in_hand]
            _in_hand[:] = [settings]
        return
    if _running[-1].settings is settings or _running[-1].left is not None:
        return
    _running[-1].left = _begin_anew()


def is_within() -> bool:
    """Tell whether the build in hand runs within another."""
    return len(_running) > 1


def note_file(path: str) -> None:
    """Note the whole path of a file that the build in hand has written."""
    if _running:
        _written.setdefault(str(_running[-1].settings["OUTPUT_PATH"]), set()).add(path)


def files_of_others(output_path: str) -> set[str]:
    """Return the whole paths of what builds around or within one have written.

    Args:
        output_path: of the one build; of two with one output folder the later means to write over
            what the other has written.
    """
    return set().union(*(files for folder, files in _written.items() if folder != output_path))


def run_apart(settings: Any, run: Callable[[], None]) -> None:
    """Run the build of these settings, and go back to the one within which it ran."""
    if not _running:
        for before, values in _aside:
            if before is settings:
                _go_back_to(values)
                _in_hand[:] = [settings]
        _aside.clear()
        _written.clear()
    _running.append(_Running(settings))
    try:
        run()
    finally:
        _running.pop()
        if _running and _running[-1].left is not None:
            _go_back_to(_running[-1].left)
            _running[-1].left = None


def _begin_anew() -> list[Any]:
    """Return all that is remembered, and have nothing remembered."""
    values = [getattr(holder, name) for holder, name, _ in _apart]
    for holder, name, make in _apart:
        if make is not None:
            setattr(holder, name, make())
    return values


def _go_back_to(values: list[Any]) -> None:
    for (holder, name, _), value in zip(_apart, values, strict=True):
        setattr(holder, name, value)
