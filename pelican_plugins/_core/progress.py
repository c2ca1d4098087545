"""Progress of a long build."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console, Group

if TYPE_CHECKING:
    from rich.live import Live

T = TypeVar("T")

SECONDS_TO_BAR = 2.0
"""Shorter tasks have no bar on a terminal."""
SECONDS_TO_LINE = 10.0
"""Time before the first line, and between two, where the output is not a terminal."""
_SECONDS_TO_REDRAW = 0.1


class Progress:
    """Shows one task at a time: a bar on a terminal, elsewhere a line now and then.

    Args:
        console: the output.
        wanted: returns whether to show anything.
        clock: returns seconds.
    """

    def __init__(
        self,
        console: Console,
        wanted: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._console = console
        self._wanted = wanted
        self._clock = clock
        self._bar: _Bar | None = None
        self._name = ""
        self._done = self._total = 0
        self._began = self._shown = 0.0

    def step(self, name: str, total: Callable[[], int]) -> None:
        """Count one more of the task *name*; see `reach`."""
        self.reach(name, self._done + 1 if name == self._name else 1, total)

    def reach(self, name: str, done: int, total: Callable[[], int]) -> None:
        """Set how much of a task is done.

        Args:
            name: of the task, such as `Encoding pictures`.
            done: how many items.
            total: returns the number of all; called once, and only if something is shown.
        """
        now = self._clock()
        if name != self._name:
            self.end()
            self._name, self._began = name, now
        self._done = done
        if now - self._began < SECONDS_TO_BAR:
            return
        on_terminal = self._console.is_terminal
        first = SECONDS_TO_BAR if on_terminal else SECONDS_TO_LINE
        pause = _SECONDS_TO_REDRAW if on_terminal else SECONDS_TO_LINE
        if now - self._began < first or now - self._shown < pause or not self._wanted():
            return
        self._shown = now
        # More may come than expected: other plugins write pages, too.
        self._total = max(self._total or total(), self._done)
        if on_terminal:
            self._draw()
        else:
            line = f"{self._name}: {self._done:,} of {self._total:,}"
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def of(self, items: Iterable[T], name: str, total: int) -> Iterator[T]:
        """Yield *items*, and count each as done when the next one is requested."""
        for item in items:
            yield item
            self.step(name, lambda: total)
        self.end()

    def end(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.end()
        self._bar = None
        self._name, self._done, self._total = "", 0, 0

    def _draw(self) -> None:
        if self._bar is None:
            self._bar = _Bar(self._console, self._name)
        self._bar.show(self._done, self._total)


class _Bar:
    """A bar below all output. No thread draws it, since a build may fork."""

    def __init__(self, console: Console, name: str) -> None:
        # Slow to import, and rarely needed.
        from rich.errors import LiveError
        from rich.live import Live
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._progress = RichProgress(
            *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()),
            TimeRemainingColumn(),
            console=console,
        )
        self._task = self._progress.add_task(name)
        self._live: Live | None = Live(
            self._progress, console=console, auto_refresh=False, transient=True
        )
        try:
            self._live.start()
        except LiveError:
            # Older versions of rich show nothing below Pelican's spinner.
            self._live = None

    def show(self, done: int, total: int) -> None:
        """Redraw the bar."""
        self._progress.update(self._task, completed=done, total=total)
        if self._live is not None:
            self._live.refresh()

    def end(self) -> None:
        """Remove the bar."""
        if self._live is not None:
            # Otherwise it would stay below Pelican's spinner until that is redrawn.
            self._live.update(Group(), refresh=True)
            self._live.stop()
