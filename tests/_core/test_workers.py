"""Other processes compute what the build would, in its order, and the build does without them."""

from __future__ import annotations

import logging
import os
import sys
import threading

import pytest

from pelican_plugins._core import workers
from pelican_plugins._core.workers import in_order, processes_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
ITEMS = list(range(50))


def results(function, processes: int = 2) -> list:
    return [compute() for compute in in_order(function, ITEMS, processes)]


def elsewhere(build: int) -> bool:
    return os.getpid() != build


@pytest.mark.parametrize("processes", [1, 2, 3, 7])
def test_results_come_in_the_order_of_the_items(processes: int) -> None:
    assert results(lambda n: n * n, processes) == [n * n for n in ITEMS]


def test_other_processes_do_the_work() -> None:
    assert os.getpid() not in results(lambda _: os.getpid())
    assert len(set(results(lambda _: os.getpid(), 3))) == 3


def test_an_error_is_raised_where_its_result_is_asked_for() -> None:
    def fail(number: int) -> int:
        if number == 7:
            raise ValueError("seven")
        return number

    computed = list(in_order(fail, ITEMS, 2))

    with pytest.raises(ValueError, match="seven"):
        computed[7]()
    assert [compute() for number, compute in enumerate(computed) if number != 7] == [
        n for n in ITEMS if n != 7
    ]


def test_what_a_worker_would_say_is_said_by_the_build(caplog) -> None:
    def say(number: int) -> int:
        if number == 3:
            logging.getLogger("a.plugin").warning("three is odd")
        return number

    assert results(say) == ITEMS
    assert [record.getMessage() for record in caplog.records] == ["three is odd"]


def test_the_build_computes_what_a_worker_that_died_owes() -> None:
    build = os.getpid()

    def die(number: int) -> int:
        if number == 11 and elsewhere(build):
            os._exit(9)
        return number

    assert results(die) == ITEMS


def test_the_build_computes_what_cannot_be_handed_over() -> None:
    functions = results(lambda number: lambda: number)

    assert [function() for function in functions] == ITEMS


def test_workers_end_when_nobody_asks_any_more() -> None:
    computed = in_order(lambda _: os.getpid(), ITEMS, 2)
    pids = {next(computed)(), next(computed)()}

    computed.close()

    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_few_items_and_processes_with_threads_need_no_workers(monkeypatch) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: 4)
    assert processes_for(10, 0) == 1
    assert processes_for(1000, 1) == 1

    gate = threading.Event()
    thread = threading.Thread(target=gate.wait)
    thread.start()
    try:
        assert processes_for(1000, 0) == 1
    finally:
        gate.set()
        thread.join()
    if threading.active_count() == 1:
        assert processes_for(1000, 0) == 4
        assert processes_for(1000, 3) == 3
