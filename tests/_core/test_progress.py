"""Who waits for a long build sees how far it is, and nobody else sees anything."""

from __future__ import annotations

import io
import re
import sys
import threading

import pytest
from rich.console import Console

from pelican_plugins._core.progress import SECONDS_TO_BAR, SECONDS_TO_LINE, Progress
from pelican_plugins._core.reading_pool import processes_for

STYLE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Waiting:
    """Somebody who looks at what is shown, and a clock that this test moves."""

    def __init__(self, *, terminal: bool, wanted: bool = True) -> None:
        self.now = 100.0
        self.file = io.StringIO()
        console = Console(file=self.file, force_terminal=terminal, width=100, _environ={})
        self.progress = Progress(console, lambda: wanted, lambda: self.now)
        self.asked = 0

    def step(self, name: str, *, seconds: float, total: int = 40) -> None:
        def count() -> int:
            self.asked += 1
            return total

        self.now += seconds
        self.progress.step(name, count)

    @property
    def seen(self) -> str:
        return STYLE.sub("", self.file.getvalue()).replace("\r", "\n")


def test_what_is_quick_is_not_shown_and_nothing_is_counted_for_it() -> None:
    for terminal in (True, False):
        quick = Waiting(terminal=terminal)
        for name in ("Reading", "Writing"):
            quick.step(name, seconds=5)
            for _ in range(39):
                quick.step(name, seconds=SECONDS_TO_BAR / 41)
        quick.progress.end()

        assert quick.file.getvalue() == ""
        assert quick.asked == 0


def test_a_terminal_gets_a_bar_that_goes_on_and_goes_away() -> None:
    slow = Waiting(terminal=True)
    for _ in range(4):
        slow.step("Reading", seconds=1)

    assert "Reading" in slow.seen
    assert re.search(r"\b3/40\b.*\b4/40\b", slow.seen, re.DOTALL)
    assert slow.asked == 1
    slow.progress.end()
    # The line is erased, and the cursor shown again at its beginning.
    assert slow.file.getvalue().endswith("\r\x1b[2K\x1b[?25h\r")


def test_one_thing_is_shown_at_a_time_and_each_from_its_own_beginning() -> None:
    slow = Waiting(terminal=True)
    for name in ("Reading", "Writing"):
        for _ in range(4):
            slow.step(name, seconds=1)
    slow.progress.end()

    assert re.search(r"Reading.*4/40.*Writing.*3/40.*4/40", slow.seen, re.DOTALL)
    assert "Writing" not in slow.seen.rpartition("Reading")[0]


def test_more_than_was_known_is_no_more_than_all() -> None:
    slow = Waiting(terminal=True)
    for _ in range(6):
        slow.step("Writing", seconds=1, total=4)

    assert "6/6" in slow.seen


def test_elsewhere_there_is_a_line_now_and_then() -> None:
    slow = Waiting(terminal=False)
    for _ in range(36):
        slow.step("Reading", seconds=1, total=1234)
    slow.progress.end()

    assert SECONDS_TO_LINE == 10
    assert slow.file.getvalue().splitlines() == [
        "Reading: 11 of 1,234",
        "Reading: 21 of 1,234",
        "Reading: 31 of 1,234",
    ]


@pytest.mark.parametrize("terminal", [True, False])
def test_who_wants_quiet_has_it(terminal: bool) -> None:
    slow = Waiting(terminal=terminal, wanted=False)
    for _ in range(30):
        slow.step("Reading", seconds=1)
    slow.progress.end()

    assert slow.file.getvalue() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forks, on Linux alone")
def test_a_bar_keeps_no_thread_beside_which_no_worker_could_be_forked() -> None:
    before, processes = threading.enumerate(), processes_for(100, 3)
    slow = Waiting(terminal=True)
    for _ in range(4):
        slow.step("Reading", seconds=1)

    assert "Reading" in slow.seen
    assert threading.enumerate() == before
    assert processes_for(100, 3) == processes
    slow.progress.end()


def test_items_are_handed_through() -> None:
    slow = Waiting(terminal=False)
    handed = []
    for item in slow.progress.of("abc", "Placing", 3):
        slow.now += SECONDS_TO_LINE
        handed.append(item)

    assert handed == ["a", "b", "c"]
    assert slow.seen.splitlines()[-1] == "Placing: 3 of 3"
