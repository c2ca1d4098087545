"""`pelican --autoreload` on a site, as somebody sees it who writes there."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from support import RECORDER, ROOT, environment_of, start

# No test measures time: it only gives up.
_SECONDS_TO_GIVE_UP = 60
_MOST_LINES = 1000
_ENDED = "THE BUILD HAS ENDED"
_FRAME = re.compile(r"Done: |-> Modified: |\s*$|  --- AutoReload")

# A plugin that says when a change would be seen: Pelican begins to watch when it has built.
ENDING = f"""
import watchfiles.main

of_watchfiles = watchfiles.main.RustNotify

def watch(*arguments):
    watching = of_watchfiles(*arguments)
    print({_ENDED!r}, flush=True)
    return watching

def register():
    watchfiles.main.RustNotify = watch
"""


class Watched:
    """A site that is being watched.

    Args:
        folder: of the site, with its settings `conf.py`, in which `ending` is one of PLUGINS.
        arguments: further ones for Pelican.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._folder = folder
        (folder / "ending.py").write_text(ENDING)
        pelican = ["content", "-s", "conf.py", "-o", "output", "-r", "--log-handler", "plain"]
        variables = environment_of(ROOT, RECORDER) | {"COLUMNS": "1000", "PYTHONUNBUFFERED": "1"}
        reading, writing = os.pipe()
        self.process = start("pelican", [*pelican, *arguments], folder, variables, writing)
        os.close(writing)
        self._said = os.fdopen(reading, encoding="utf-8")
        self._lines: queue.Queue[str] = queue.Queue()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Only one that nobody has waited for can still be there, and it may end just now.
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._reading.join()
        self._said.close()

    def built(self) -> list[str]:
        """What is said from now on to the end of a build."""
        said: list[str] = []
        for _ in range(_MOST_LINES):
            line = self._lines.get(timeout=_SECONDS_TO_GIVE_UP)
            if _ENDED in line:
                return said
            if not _FRAME.match(line):
                said.append(line.rstrip())
        raise AssertionError(f"it builds for ever: {said[:20]}")

    def saved(self, name: str, text: str) -> list[str]:
        """What is said by the build after a file of the site is saved."""
        # As editors do; half a file could be read otherwise.
        beside = self._folder / "saving"
        beside.write_text(text, encoding="utf-8")
        beside.replace(self._folder / name)
        return self.built()

    def _read(self) -> None:
        for line in self._said:
            # How much was rendered again depends on what the test before has left.
            if not line.startswith("rebuilt "):
                self._lines.put(line)
