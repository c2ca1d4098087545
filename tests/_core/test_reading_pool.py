"""Other processes read what the build would, and the build does without them where they fail."""

from __future__ import annotations

import logging
import os
import sys
import threading

import pytest

from pelican_plugins._core import reading_pool
from pelican_plugins._core.reading_pool import ReadingPool, processes_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
PATHS = [f"{number}.md" for number in range(50)]


def taken(read, processes: int = 2, paths: list[str] = PATHS) -> list:
    pool = ReadingPool(read, PATHS, processes)
    try:
        return [pool.take(path) for path in paths]
    finally:
        pool.close()


@pytest.mark.parametrize("processes", [1, 2, 3, 7])
@pytest.mark.parametrize("order", [1, -1])
def test_files_come_in_whatever_order_the_build_asks_for_them(processes: int, order: int) -> None:
    paths = PATHS[::order]

    assert taken(str.upper, processes, paths) == [path.upper() for path in paths]


def test_other_processes_do_the_work() -> None:
    assert os.getpid() not in taken(lambda _: os.getpid())
    assert len(set(taken(lambda _: os.getpid(), 3))) == 3


def test_each_file_is_handed_out_once_and_no_other() -> None:
    pool = ReadingPool(str.upper, PATHS, 2)

    assert [pool.take(path) for path in ("1.md", "1.md", "other.md")] == ["1.MD", None, None]
    pool.close()
    assert pool.take("2.md") is None


def test_the_build_reads_what_a_worker_leaves_to_it() -> None:
    build = os.getpid()

    def read(path: str) -> object:
        if path == "3.md":
            logging.getLogger("a.plugin").warning("three is odd")
        if path == "5.md":
            raise ValueError("five")
        if path == "7.md":
            return lambda: "what does not pickle"
        if path == "40.md" and os.getpid() != build:
            os._exit(9)
        return path

    died = {f"{number}.md" for number in range(40, 50, 2)}
    left = {"3.md", "5.md", "7.md"} | died

    assert taken(read) == [None if path in left else path for path in PATHS]


def test_what_a_worker_would_say_is_left_to_the_build(caplog) -> None:
    taken(logging.getLogger("a.plugin").warning)

    assert caplog.records == []


@pytest.mark.parametrize("asked", [2, 50])
def test_workers_end_when_all_is_read_or_nobody_asks_any_more(asked: int) -> None:
    pool = ReadingPool(lambda _: os.getpid(), PATHS, 2)
    pids = {pool.take(path) for path in PATHS[:asked]}
    if asked < len(PATHS):
        pool.close()

    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_few_files_and_processes_with_threads_need_no_workers(monkeypatch) -> None:
    monkeypatch.setattr(reading_pool, "_processors", lambda: 4)
    assert processes_for(10, 0) == 0
    assert processes_for(1000, 1) == 0

    gate = threading.Event()
    thread = threading.Thread(target=gate.wait)
    thread.start()
    try:
        assert processes_for(1000, 0) == 0
    finally:
        gate.set()
        thread.join()
    if threading.active_count() == 1:
        assert processes_for(1000, 0) == 4
        assert processes_for(1000, 3) == 3
