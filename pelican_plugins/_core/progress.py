"""How far a long build has come, for whoever waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console, Group

if TYPE_CHECKING:
    from rich.live import Live

T = TypeVar("T")

SECONDS_TO_BAR = 2.0
"""What is done sooner has no bar on a terminal."""
SECONDS_TO_LINE = 10.0
"""How long no line is printed elsewhere, at the beginning and between two."""
_SECONDS_TO_REDRAW = 0.1


class Progress:
    """Shows one thing at a time: a bar on a terminal, and elsewhere a line now and then.

    Args:
        console: where to.
        wanted: tells whether anybody wants to see it.
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
        """Note that one more is done of what is called *name*; see `reach`."""
        self.reach(name, self._done + 1 if name == self._name else 1, total)

    def reach(self, name: str, done: int, total: Callable[[], int]) -> None:
        """Note that so many are done of what is called *name*.

        Args:
            name: such as `Encoding pictures`.
            done: how many.
            total: returns how many there are; asked once, and only where something is shown.
        """
        now = self._clock()
        if name != self._name:
            self.end()
            self._name, self._began = name, now
        self._done = done
        on_terminal = self._console.is_terminal
        first = SECONDS_TO_BAR if on_terminal else SECONDS_TO_LINE
        pause = _SECONDS_TO_REDRAW if on_terminal else SECONDS_TO_LINE
        if now - self._began < first or now - self._shown < pause or not self._wanted():
            return
        self._shown = now
        # More may come than was known: another plugin writes pages, too.
        self._total = max(self._total or total(), self._done)
        if on_terminal:
            self._draw()
        else:
            line = f"{self._name}: {self._done:,} of {self._total:,}"
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def of(self, items: Iterable[T], name: str, total: int) -> Iterator[T]:
        """Yield *items*, each of which is done when the next one is asked for."""
        for item in items:
            yield item
            self.step(name, lambda: total)
        self.end()

    def end(self) -> None:
        """Take away what is shown."""
        if self._bar is not None:
            self._bar.end()
        self._bar = None
        self._name, self._done, self._total = "", 0, 0

    def _draw(self) -> None:
        if self._bar is None:
            self._bar = _Bar(self._console, self._name)
        self._bar.show(self._done, self._total)


class _Bar:
    """A bar below all that is printed, until it is taken away.

    No thread draws it: a build forks, and no fork may be made beside a thread.

    Args:
        console: where to.
        name: what stands before it.
    """

    def __init__(self, console: Console, name: str) -> None:
        # Loaded only where something takes long.
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
        """Draw it anew."""
        self._progress.update(self._task, completed=done, total=total)
        if self._live is not None:
            self._live.refresh()

    def end(self) -> None:
        """Take it away."""
        if self._live is not None:
            # Below Pelican's spinner it would else stay until that is drawn again.
            self._live.update(Group(), refresh=True)
            self._live.stop()
