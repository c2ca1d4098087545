"""Build as `pelican --autoreload` does, and say what each build took on a processor.

    python reruns.py REPORT.json RUNS POST [pelican's arguments]

A post is changed again and again, and no time is spent on waiting for it to be noticed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pelican
from pelican import signals


class Reruns:
    """Builds of one process, each after a change of one post.

    Args:
        post: the source that is changed.
        runs: how many builds there are after the first.

    Attributes:
        fresh: processor seconds from each change until the post's page was written.
        whole: the same until the build ended.
    """

    def __init__(self, post: Path, runs: int) -> None:
        self.fresh: list[float] = []
        self.whole: list[float] = []
        self._post, self._runs = post, runs
        self._source = post.read_text()
        self._mark = ""
        self._began = 0.0

    def wait_for_changes(self, *_arguments: Any) -> set[tuple[int, str]]:
        """Change the post, in the place of Pelican's function that waits for it.

        Raises:
            KeyboardInterrupt: there were enough builds.
        """
        if self._mark:
            self.whole.append(time.process_time() - self._began)
        if len(self.whole) == self._runs:
            raise KeyboardInterrupt
        self._mark = f"changed-{len(self.whole)}-{time.time_ns()}"
        self._post.write_text(f"{self._source}\n{self._mark}\n")
        self._began = time.process_time()
        return {(1, str(self._post))}

    def note_written(self, path: str, **_more: Any) -> None:
        """Note that the page of the post is fresh, if this is the one."""
        if self._mark and len(self.fresh) == len(self.whole):
            page = Path(path)
            if "post-0-on" in page.name and self._mark in page.read_text():
                self.fresh.append(time.process_time() - self._began)

    def restore(self) -> None:
        """Write the post as it was."""
        self._post.write_text(self._source)


def main() -> None:
    """Build, and write the report."""
    report, runs, post = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]).resolve()
    reruns = Reruns(post, runs)
    pelican.wait_for_changes = reruns.wait_for_changes
    signals.content_written.connect(reruns.note_written)
    try:
        pelican.main([*sys.argv[4:], "--autoreload"])
    except KeyboardInterrupt:
        pass
    finally:
        reruns.restore()
    report.write_text(json.dumps({"fresh": reruns.fresh, "whole": reruns.whole}))


if __name__ == "__main__":
    main()
