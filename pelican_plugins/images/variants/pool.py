"""Make the variants of many pictures at once, within the memory there is."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager

from .decode import UndecodableImageError
from .encode import Job, encode

_MOST_MEMORY = 1024 * 1024 * 1024
_MOST_THREADS = 8
_SECONDS_TO_LOOK = 0.2


class _Budget:
    """Bytes that all threads share; a job larger than all of them runs alone."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._changed = threading.Condition()

    @contextmanager
    def held(self, amount: int) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._used or self._used + amount <= self._limit)
            self._used += amount
        try:
            yield
        finally:
            with self._changed:
                self._used -= amount
                self._changed.notify_all()


def encode_all(
    jobs: Sequence[Job],
    put: Callable[[str, bytes], None],
    threads: int | None = None,
    follow: Callable[[int], None] = lambda _: None,
) -> dict[int, str]:
    """Make all variants of *jobs*.

    Args:
        jobs: one for each file.
        put: called in any thread with name and bytes of each variant.
        threads: how many; by default as many as there are processors.
        follow: called in this thread, again and again, with how many variants are made.

    Returns:
        What was wrong, by the place of the job.
    """
    budget = _Budget(_MOST_MEMORY)
    wrong: dict[int, str] = {}
    made: list[str] = []

    def work(place: int) -> None:
        job = jobs[place]
        with budget.held(job.memory):
            try:
                for name, data in encode(job):
                    put(name, data)
                    made.append(name)
            except (UndecodableImageError, OSError) as error:
                wrong[place] = str(error)

    count = threads or min(
        _MOST_THREADS,
        os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1,
    )
    with warnings.catch_warnings():
        # The number of pixels was checked; what else Pillow warns of is no news to an owner.
        warnings.simplefilter("ignore")
        executor = ThreadPoolExecutor(max(1, min(count, len(jobs))))
        try:
            waiting = {executor.submit(work, place) for place in range(len(jobs))}
            while waiting:
                done, waiting = wait(waiting, _SECONDS_TO_LOOK, FIRST_COMPLETED)
                for future in done:
                    future.result()
                follow(len(made))
        except BaseException:
            # Ctrl-C, above all: what is begun is finished, and nothing more.
            executor.shutdown(cancel_futures=True)
            raise
        executor.shutdown()
    return dict(sorted(wrong.items()))
