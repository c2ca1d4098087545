"""A bar on a terminal; loaded only where something takes long."""

from __future__ import annotations

from rich.console import Console, Group
from rich.errors import LiveError
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)


class Bar:
    """A bar below all that is printed, until it is taken away.

    No thread draws it: a build forks, and no fork may be made beside a thread.

    Args:
        console: where to.
        name: what stands before it.
    """

    def __init__(self, console: Console, name: str) -> None:
        self._progress = Progress(
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
