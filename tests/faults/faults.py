"""A plugin of the tests: have something go wrong in a build, at a place that is chosen.

The variable FAULT says what: JSON of `at` (a signal of Pelican, or `write`, `replace`, `mkdir`),
`turn` (from 1: the how manieth) and `what` (the number of a signal of the system, the name of an
error, or a command of Python).
"""

from __future__ import annotations

import builtins
import errno
import io
import json
import os
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from pelican import signals

_fault = json.loads(os.environ.get("FAULT", "{}"))
_build = os.getpid()
_turns = count(1)
_receivers: list[Any] = []


def register() -> None:
    with suppress(OSError):
        Path("process").write_text(str(os.getpid()))
    at = _fault.get("at", "")
    if at == "write":
        for module in (builtins, io):
            module.open = _opening(module.open)
        Path.open = _opening(Path.open)
    elif at in {"replace", "mkdir"}:
        setattr(os, at, _calling(getattr(os, at)))
    elif at:

        def receive(*_arguments: Any, **_more: Any) -> None:
            _come()

        _receivers.append(receive)
        getattr(signals, at).connect(receive)


def _come() -> None:
    """Do it, when it is its turn; workers are left alone."""
    if os.getpid() != _build or next(_turns) != _fault["turn"]:
        return
    what = _fault["what"]
    if isinstance(what, int):
        os.kill(os.getpid(), what)
    elif what.startswith("E"):
        number = getattr(errno, what)
        raise OSError(number, os.strerror(number))
    else:
        exec(what, {})


def _opening(original: Any) -> Any:
    def opening(file: Any, mode: str = "r", *arguments: Any, **more: Any) -> Any:
        if set(mode) & set("wxa+") and _is_watched(file):
            _come()
        return original(file, mode, *arguments, **more)

    return opening


def _calling(original: Any) -> Any:
    def calling(path: Any, *arguments: Any, **more: Any) -> Any:
        if _is_watched(path):
            _come()
        return original(path, *arguments, **more)

    return calling


def _is_watched(path: Any) -> bool:
    return isinstance(path, str | os.PathLike) and any(
        part in {"output", "cache"} or ".pouch-" in part for part in Path(path).parts
    )
