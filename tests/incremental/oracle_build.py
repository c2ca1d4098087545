"""A program: build a site with Pelican, with a clock that stands still, and write a report.

    python -m oracle_build REPORT ARGUMENT-OF-PELICAN…

Run by `oracle_engine`. These variables say what is special about a build:

- ORACLE_CLOCK: the time it is, in ISO format with an offset. Modules that ask `datetime` get it.
- ORACLE_KILL: the process kills itself at this event, counted from 1. Events are files that are
  opened to be written, renamed or removed, and databases that are opened.
- ORACLE_WATCH: build again, as under `--autoreload`, for each line of standard input: JSON of the
  files that changed. For each build, one line on standard output.

The report is JSON: `messages`, of every warning and error its level and text; `events`, how many
there were; `rendered`, how many templates but for those that others include. A process that was
killed writes none.
"""

from __future__ import annotations

import builtins
import datetime as dt
import json
import logging
import os
import signal
import sys
import types
from itertools import count
from pathlib import Path
from typing import Any

import jinja2

_real = dt.datetime
_events = count(1)
_kill_at = int(os.environ.get("ORACLE_KILL", "0"))
_last = 0
_rendered = 0


class _Clock(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _real)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, _real)


def stop_clock(time: dt.datetime) -> None:
    """Have every module that is imported take *time* for now."""

    class Stopped(_real, metaclass=_Clock):
        def __new__(cls, *arguments: Any, **more: Any) -> Any:
            made = _real if cls is Stopped else cls
            return _real.__new__(made, *arguments, **more)

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            there = time.astimezone(tz)
            return there if tz else there.replace(tzinfo=None)

        @classmethod
        def utcnow(cls) -> Any:
            return time.astimezone(dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            return cls.now()

    # Not in the module itself, where pickle looks.
    fake = types.ModuleType("datetime")
    fake.__dict__.update(vars(dt) | {"datetime": Stopped})
    for module in list(sys.modules.values()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if module not in {sys.modules[__name__], dt} and (value is _real or value is dt):
                setattr(module, name, Stopped if value is _real else fake)
    from pelican.utils import SafeDatetime

    SafeDatetime.now = Stopped.now
    of_python, here = builtins.__import__, str(Path.cwd())

    def of_site(name: str, within: Any = None, *arguments: Any, **more: Any) -> Any:
        if name == "datetime" and str((within or {}).get("__file__", "")).startswith(here):
            return fake
        return of_python(name, within, *arguments, **more)

    builtins.__import__ = of_site


class _Messages(logging.Handler):
    """Collects what is logged as a warning or worse."""

    # That of a program, which is told all and not only the first of a kind.
    pouch_takes_all = True

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append((record.levelname, record.getMessage()))


def _count(event: str, arguments: tuple[Any, ...]) -> None:
    global _last  # noqa: PLW0603
    if event == "open":
        mode = arguments[1]
        if not (isinstance(mode, str) and set(mode) & set("wxa+")):
            return
    elif event not in {"os.rename", "os.remove", "sqlite3.connect"}:
        return
    _last = next(_events)
    if _last == _kill_at:
        os.kill(os.getpid(), signal.SIGKILL)


def _count_rendered() -> None:
    original = jinja2.Template.new_context

    def counting(template: jinja2.Template, *arguments: Any, **more: Any) -> Any:
        global _rendered  # noqa: PLW0603 (one for each process)
        # What is included or imported shares what there is, or brings its own locals.
        _rendered += not (len(arguments) > 1 or more.get("shared") or more.get("locals"))
        return original(template, *arguments, **more)

    jinja2.Template.new_context = counting


def main() -> None:
    """Build, and report."""
    report, sys.argv[1:] = Path(sys.argv[1]), sys.argv[2:]
    # A module of a site that changes twice in a second would be read from what was compiled.
    sys.dont_write_bytecode = True
    import pelican

    if "ORACLE_CLOCK" in os.environ:
        stop_clock(_real.fromisoformat(os.environ["ORACLE_CLOCK"]))
    messages = _Messages()
    logging.getLogger().addHandler(messages)
    sys.addaudithook(_count)
    _count_rendered()

    def write_report() -> None:
        seen = messages.seen[:]
        messages.seen.clear()
        report.write_text(
            json.dumps({"messages": seen, "events": _last, "rendered": _rendered}), encoding="utf-8"
        )

    def wait_for_changes(*_arguments: Any) -> set[tuple[str, str]]:
        write_report()
        sys.stdout.write("BUILT\n")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise SystemExit(0)
        return {("modified", path) for path in json.loads(line)}

    if "ORACLE_WATCH" in os.environ:
        pelican.wait_for_changes = wait_for_changes
        pelican.main([*sys.argv[1:], "--autoreload"])
    try:
        pelican.main(sys.argv[1:])
    finally:
        write_report()


if __name__ == "__main__":
    main()
