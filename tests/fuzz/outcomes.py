"""What came of made-up input: each place that failed once, and what took too long."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable
from pathlib import Path

FOUND = Path(__file__).parent / "found"
# Of the processor, so that a busy machine finds nothing. An input of 4 kB takes some milliseconds.
SLOW_SECONDS = 2.0


class Outcomes:
    """What was found with one target."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.found: set[str] = set()
        self.tried = 0

    @property
    def prefix(self) -> str:
        """How the files with its inputs begin."""
        FOUND.mkdir(exist_ok=True)
        return str(FOUND / f"{self._name.replace(' ', '-')}-")

    def judge(self, target: Callable[[bytes], None], data: bytes) -> None:
        """Try *data*; what fails is printed and kept, one for each place."""
        began = time.process_time()
        try:
            target(data)
        except Exception as error:
            places = traceback.extract_tb(error.__traceback__)
            place = f"{Path(places[-1].filename).name}:{places[-1].lineno}"
            self._note(place, f"{type(error).__name__}: {error}", data)
        took = time.process_time() - began
        if took > SLOW_SECONDS:
            self._note("slow", f"{len(data)} bytes took {took:.1f} s", data)
        self.tried += 1

    def _note(self, place: str, sentence: str, data: bytes) -> None:
        if place in self.found:
            return
        self.found.add(place)
        keep(self._name, data)
        print(f"FOUND {self._name}: {place}: {sentence[:300]!r}", flush=True)


def keep(name: str, data: bytes) -> None:
    """Write down what went wrong."""
    digest = hashlib.sha256(data).hexdigest()[:10]
    FOUND.mkdir(exist_ok=True)
    (FOUND / f"{name.replace(' ', '-')}-{digest}").write_bytes(data)
