"""How soon `pelican --autoreload` shows what a writer has changed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from environment import environment

_LONGEST = 300.0
_PAUSE = 0.01
# Pelican waits for changes only some time after it has built.
_REST = 3.0


def seconds_to_fresh(site: Path, settings: str, output: str, runs: int) -> list[float]:
    """Change an article again and again, and return how long each took to be seen.

    Args:
        site: holds `content/post-00000.md`, and has been built.
        settings: the name of the settings file in it.
        output: the name of its output folder.
        runs: how often to change the article.
    """
    source = next(iter(sorted((site / "content").glob("*.md"))))
    before = source.read_text()
    started = time.time()
    process = subprocess.Popen(
        [sys.executable, "-m", "pelican", "-r", "content", "-s", settings, "-o", output, "-q"],
        cwd=site,
        env=environment(site),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    taken = []
    try:
        # The first build of the process itself must be over, and so must its pages.
        _wait_until_built(site / output, started)
        for number in range(runs):
            mark = f"changed-{number}-{time.time_ns()}"
            page = next(p for p in (site / output).glob("*post-0-on*.html"))
            began = time.perf_counter()
            source.write_text(f"{before}\n{mark}\n")
            while mark not in page.read_text(errors="replace"):
                if time.perf_counter() - began > _LONGEST:
                    raise SystemExit("the change was never seen")
                time.sleep(_PAUSE)
            taken.append(time.perf_counter() - began)
            _wait_until_built(site / output, started)
    finally:
        process.terminate()
        process.wait()
        source.write_text(before)
    return taken


def _wait_until_built(output: Path, started: float) -> None:
    """Wait until files were written after *started*, and none has been for a while."""
    quiet_since = time.monotonic()
    newest = 0.0
    while newest < started or time.monotonic() - quiet_since < _REST:
        now = max((p.stat().st_mtime for p in output.rglob("*") if p.is_file()), default=0.0)
        if now != newest:
            newest, quiet_since = now, time.monotonic()
        time.sleep(0.2)
