"""Read source files in forked processes, for the build to take in any order.

A fork has all that the build has loaded, registered and patched, so it computes the same. Where a
process cannot fork safely (Windows, macOS, threads), and where a worker fails or logs anything, the
build reads the file itself.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

R = TypeVar("R")

_FEWEST_FILES = 32
_MOST_PROCESSES = 8


def processes_for(files: int, limit: int) -> int:
    """Return the number of workers for so many *files*; 0 if they are not worth it.

    Args:
        files: how many there are.
        limit: the most processes that the site allows; 0 for one per processor.
    """
    if files < _FEWEST_FILES or not _may_fork():
        return 0
    processes = min(limit or _processors(), _MOST_PROCESSES)
    return processes if processes > 1 else 0


class ReadingPool(Generic[R]):
    """Forked workers that read files a little ahead of the build.

    Args:
        read: reads one file and returns an object that pickles; its side effects are lost.
        paths: the files, in the order in which they will probably be taken.
        processes: the number of workers.
    """

    def __init__(self, read: Callable[[str], R], paths: Sequence[str], processes: int) -> None:
        self._paths = iter(paths)
        self._expected = set(paths)
        self._early: dict[str, R | None] = {}
        self._count = 0
        context = multiprocessing.get_context("fork")
        self._results: list[Connection] = []
        self._workers: list[BaseProcess] = []
        for number in range(processes):
            results, sender = context.Pipe(duplex=False)
            arguments = (read, paths[number::processes], results, sender)
            worker = context.Process(target=_work, args=arguments, daemon=True)
            with warnings.catch_warnings():
                # About threads; see _may_fork.
                warnings.simplefilter("ignore", DeprecationWarning)
                worker.start()
            # Before the next fork, which would hold it open after this worker died.
            sender.close()
            self._results.append(results)
            self._workers.append(worker)

    def take(self, path: str) -> R | None:
        """Return the result for a file, once; None where the build has to read it."""
        if path not in self._expected:
            return None
        self._expected.remove(path)
        while path not in self._early:
            results = self._results[self._count % len(self._results)]
            self._count += 1
            result = None
            # The worker may have died, or sent what does not unpickle.
            with suppress(Exception):
                result = results.recv()
            self._early[next(self._paths)] = result
        if not self._expected:
            self.close()
        return self._early.pop(path)

    def close(self) -> None:
        """End all workers."""
        for results in self._results:
            results.close()
        for worker in self._workers:
            worker.terminate()
            worker.join()
        self._expected.clear()
        self._workers.clear()


class _LogWatcher(logging.Handler):
    """Notes that something was logged."""

    heard = False

    def emit(self, _record: logging.LogRecord) -> None:
        self.heard = True


def _work(
    read: Callable[[str], R], paths: Sequence[str], results: Connection, sender: Connection
) -> None:
    # So that sending fails, and the worker ends, when the build is killed.
    results.close()
    # The build reports an interruption; a worker just ends.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    listener = _LogWatcher()
    logging.getLogger().handlers = [listener]
    for path in paths:
        listener.heard = False
        data = nothing = pickle.dumps(None)
        # The build reads the file again and reports the error.
        with suppress(Exception):
            data = pickle.dumps(read(path))
        try:
            sender.send_bytes(nothing if listener.heard else data)
        except OSError:
            # The build wants nothing more.
            return


def _may_fork() -> bool:
    # Frameworks of macOS may break in a fork, and another thread may hold a lock. The thread of
    # Pelican's spinner only locks the terminal, which no worker uses.
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
