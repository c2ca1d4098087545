"""Programs that run where somebody sits, as on a terminal."""

from __future__ import annotations

import contextlib
import os
import select
from pathlib import Path

import pytest
from support import PATIENCE, RECORDER, ROOT, environment_of, start

pty = pytest.importorskip("pty", reason="there are no such terminals on this system")


def on_terminal(
    module: str, arguments: list[str], folder: Path, typed: str = "", **variables: str
) -> tuple[int, str]:
    """Run ``python -m module`` on a terminal, to its end; *typed* answers what it asks.

    Returns:
        how it ended, and what the terminal was sent.
    """
    ours, theirs = pty.openpty()
    surroundings = {**environment_of(ROOT, RECORDER), "TERM": "xterm-256color", **variables}
    process = start(module, arguments, folder, surroundings, theirs, theirs)
    os.close(theirs)
    os.write(ours, typed.encode())
    sent = b""
    # At its end, Linux reports an error and others nothing.
    with contextlib.suppress(OSError):
        while select.select([ours], [], [], PATIENCE)[0] and (data := os.read(ours, 65_536)):
            sent += data
    os.close(ours)
    return process.wait(), sent.decode().replace("\r\n", "\n")
