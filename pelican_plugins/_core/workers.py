"""The same function for many items, on all processors, with results in their order.

Workers are forks of the build: they know all it has loaded, registered and patched by then, so
they compute just what the build itself would. Where a process cannot fork safely (Windows,
macOS, a process with threads), and where a worker fails or has anything to tell the owner, the
build computes the results itself.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FEWEST_ITEMS = 32
_MOST_PROCESSES = 8


def processes_for(items: int, asked: int) -> int:
    """Return how many workers pay for as many *items*.

    Args:
        items: how many there are.
        asked: what the owner allows; 0 is what the machine has.

    Returns:
        1 where the build had better do all by itself.
    """
    if items < _FEWEST_ITEMS or not _may_fork():
        return 1
    return min(asked or _processors(), _MOST_PROCESSES)


def in_order(
    function: Callable[[T], R], items: Sequence[T], processes: int
) -> Iterator[Callable[[], R]]:
    """Yield for each of *items* what returns, or raises, what *function* makes of it.

    Workers are at most a few results ahead of the consumer, so that memory stays small. What
    *function* changes besides is lost, and what it returns must pickle.
    """
    if processes == 1:
        for item in items:
            yield partial(function, item)
        return

    def do_share(share: Share) -> None:
        for item in items:
            if share.is_next_mine():
                share.hand_over(partial(function, item))
            else:
                share.pass_by()

    crew = Crew(do_share, processes)
    try:
        for number, item in enumerate(items):
            found, result = crew.result(number)
            if number == len(items) - 1:
                # Not only when this is dropped: that may be in the middle of a collection of
                # garbage, when their pipes are closed already.
                crew.dismiss()
            yield partial(_itself, result) if found else partial(function, item)
    finally:
        crew.dismiss()


def _itself(result: R) -> R:
    return result


class Share:
    """What one of several workers has to do, each of whom comes by all of the work.

    Args:
        number: of the worker, from 0.
        workers: how many there are.
        results: where the build waits for what it hands over.
    """

    def __init__(self, number: int, workers: int, results: Connection) -> None:
        self._number = number
        self._workers = workers
        self._results = results
        self._passed = 0
        self._ear = _Ear()
        logging.getLogger().handlers = [self._ear]

    def is_next_mine(self) -> bool:
        """Tell whether the next piece of work is this worker's."""
        return self._passed % self._workers == self._number

    def pass_by(self) -> None:
        """Leave the next piece of work to another."""
        self._passed += 1

    def hand_over(self, compute: Callable[[], Any]) -> None:
        """Give the build what *compute* returns, as the next piece of work.

        The build computes it itself where this fails.

        Raises:
            OSError: the build wants nothing more.
        """
        self._passed += 1
        self._ear.heard = False
        try:
            answer = (True, compute())
        except Exception:
            # Raised again where the build computes it, which knows what to say.
            answer = (False, None)
        try:
            self._results.send((False, None) if self._ear.heard else answer)
        except OSError:
            raise
        except Exception:
            self._results.send((False, None))


class Crew:
    """Workers, and a pipe for the results of each.

    Args:
        work: what each worker does; it hands over the results of its share.
        workers: how many there are.
    """

    def __init__(self, work: Callable[[Share], None], workers: int) -> None:
        self._build = os.getpid()
        context = multiprocessing.get_context("fork")
        pipes = [context.Pipe(duplex=False) for _ in range(workers)]
        self._readers = [reader for reader, _ in pipes]
        self._workers = []
        for number, (_, writer) in enumerate(pipes):
            # A worker that held on to the pipe of another would outlive a build that is killed.
            others = [end for pair in pipes for end in pair if end is not writer]
            arguments = (work, number, workers, writer, others)
            worker = context.Process(target=_work, args=arguments, daemon=True)
            with warnings.catch_warnings():
                # Of threads; see _may_fork.
                warnings.simplefilter("ignore", DeprecationWarning)
                worker.start()
            self._workers.append(worker)
        for _, writer in pipes:
            writer.close()

    def result(self, number: int) -> tuple[bool, Any]:
        """Return whether there is a result of the piece of that *number*, and the result.

        Each is to be asked for once, in the order of the work.
        """
        if not self._readers:
            return False, None
        try:
            answer: tuple[bool, Any] = self._readers[number % len(self._readers)].recv()
        except Exception:
            # It died, or wrote what cannot be read: the build does without it.
            return False, None
        return answer

    def dismiss(self) -> None:
        """End all workers that are still at it."""
        if os.getpid() != self._build:
            # A later worker, which has inherited this and drops it, ends nobody.
            return
        for reader in self._readers:
            with suppress(OSError):
                reader.close()
        for worker in self._workers:
            worker.terminate()
            worker.join()
        self._readers, self._workers = [], []


class _Ear(logging.Handler):
    """Notes that something was logged, and leaves it to the build to say it."""

    heard = False

    def emit(self, _record: logging.LogRecord) -> None:
        self.heard = True


def _work(
    work: Callable[[Share], None],
    number: int,
    workers: int,
    results: Connection,
    others: list[Connection],
) -> None:
    for end in others:
        end.close()
    # The build tells of an interruption; a worker just ends.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # The build wants no more, or does the rest itself and says what is wrong.
    with suppress(Exception):
        work(Share(number, workers, results))


def _may_fork() -> bool:
    # Frameworks of macOS may break in a fork, and another thread may hold a lock for ever. That
    # of Pelican's spinner holds only what a worker never asks for: the terminal.
    threads = [thread for thread in threading.enumerate() if not _is_spinner(thread)]
    return (
        sys.platform == "linux"
        and threads == [threading.current_thread()]
        and not multiprocessing.current_process().daemon
    )


def _is_spinner(thread: threading.Thread) -> bool:
    return type(thread).__module__.partition(".")[0] == "rich"


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
