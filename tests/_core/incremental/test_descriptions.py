"""Digests of what a template sees of a value."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property, partial
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from pelican_plugins._core.incremental.descriptions import UnknownValueError, described, holds


class Colour(Enum):
    RED = "1"
    BLUE = "2"


@dataclass
class Pair:
    one: object
    other: object

    @cached_property
    def both(self) -> object:
        return [self.one, self.other]


class Slotted:
    __slots__ = ("x",)

    def __init__(self, x: object) -> None:
        self.x = x


def plainly(value: object) -> bytes:
    return described(value, lambda _: NotImplemented)


def adder(number: int) -> object:
    return lambda value: value + number


DIFFERENT = [
    ("a", "b"),
    (1, "1"),
    (1, True),
    (1, 1.0),
    (None, ""),
    ("a", Markup("a")),
    (["a", "bc"], ["ab", "c"]),
    (["a", ["b"]], [["a"], "b"]),
    ([1, 2], (1, 2)),
    ([1, 2], [2, 1]),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({"a": {"b": 1}}, {"a": {"b": 2}}),
    (OrderedDict(a=1), OrderedDict(a=2)),
    (defaultdict(list, a=[1]), defaultdict(list, a=[2])),
    ({1, 2}, {1, 3}),
    (date(2025, 1, 1), datetime(2025, 1, 1)),
    (datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=ZoneInfo("Europe/Kyiv"))),
    (Decimal(1), Decimal("1.0")),
    (Path("a"), "a"),
    (Colour.RED, Colour.BLUE),
    (Pair(1, [Pair(2, 3)]), Pair(1, [Pair(2, 4)])),
    (Slotted(1), Slotted(2)),
    (SimpleNamespace(a=1), SimpleNamespace(a=2)),
    (adder(1), adder(2)),
    (lambda: 1, lambda: 2),
    (partial(int, "1"), partial(int, "2")),
    (re.compile("a"), re.compile("b")),
    (range(2), range(3)),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=range(len(DIFFERENT)))
def test_what_a_template_can_tell_apart_is_described_differently(one, other) -> None:
    try:
        assert plainly(one) != plainly(other)
        assert plainly([one]) != plainly([other])
    except UnknownValueError:
        # Nobody then keeps a page that shows it.
        assert isinstance(one, re.Pattern)


def test_equal_values_are_described_alike_however_they_came_about() -> None:
    text = str(b"long text", "ascii")
    shared = ["x"]
    assert plainly(["long text", shared, shared]) == plainly([text, ["x"], ["x"]])
    pair = Pair(1, 2)
    before = plainly(pair)
    assert pair.both == [1, 2]
    assert plainly(pair) == before
    assert plainly({"c", "a", "b"}) == plainly({"b", "c", "a"})


def test_a_value_within_itself_has_an_end() -> None:
    one: list[object] = [1]
    one.append(one)
    other: list[object] = [2]
    other.append(other)
    assert plainly(one) != plainly(other)


@pytest.mark.parametrize("value", [iter([1]), (n for n in [1]), object()])
def test_what_has_no_state_in_python_is_unknown(value) -> None:
    with pytest.raises(UnknownValueError):
        plainly({"a": [value]})


def test_an_object_that_fails_when_it_is_looked_at_is_unknown() -> None:
    class Failing:
        @property
        def __dict__(self) -> dict[str, object]:  # type: ignore[override]
            raise ZeroDivisionError

    with pytest.raises(UnknownValueError):
        plainly(Failing())


def test_descriptions_do_not_depend_on_the_process() -> None:
    code = (
        "from pelican_plugins._core.incremental.descriptions import *\n"
        "value = [{'b', 'a', 'c'}, {'x': (1, 2.5, None)}, lambda x: [x, 'ab'], frozenset('abc')]\n"
        "print(described(value, lambda _: NotImplemented).hex())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[3],
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def test_what_is_in_a_value_is_found_by_identity() -> None:
    wanted: list[int] = []
    ids = {id(wanted): wanted}
    assert holds({"a": [({"b": wanted},)]}, ids)
    assert not holds({"a": [({"b": []},)]}, ids)
