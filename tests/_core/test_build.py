"""What is remembered of a build is found from whatever Pelican hands out, and is of it alone."""

from __future__ import annotations

import copy
import pickle
from contextlib import nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from pelican_plugins._core.build import BUILD, begin_build, build_of, process, running_build


@dataclass
class Seen:
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wish:
    items: int = 20


def test_whatever_carries_the_settings_leads_to_the_one_build() -> None:
    settings: dict[str, Any] = {"SITENAME": "en"}
    build = begin_build(settings)

    assert begin_build(settings) is build
    assert build_of(settings) is build
    assert build_of(SimpleNamespace(settings=settings)) is build
    # A context is a copy of the settings.
    assert build_of(dict(settings, generated_content={})) is build
    assert build.state(Seen) is build.state(Seen)


def test_what_is_kept_lasts_and_all_else_is_of_one_run() -> None:
    build = begin_build({})
    build.keep(Wish(items=3))
    build.lasting(Seen).words.append("configured")
    for _ in range(2):
        with build.running():
            assert build.find(SimpleNamespace) is None
            build.put(SimpleNamespace(run=True))
            # As where a second plugin stands around the same run.
            with build.running():
                assert build.find(SimpleNamespace).run

    assert build.state(Wish) == Wish(items=3)
    assert build.state(Seen).words == ["configured"]


def test_a_site_within_a_site_remembers_its_own() -> None:
    outer_settings: dict[str, Any] = {"SITENAME": "en"}
    outer = begin_build(outer_settings)
    outer.keep(Wish(items=1))
    with outer.running():
        outer.state(Seen).words.append("en")
        inner_settings = outer_settings.copy()
        inner = begin_build(inner_settings)
        assert inner is not outer
        assert (inner.outer, inner.outermost) == (outer, outer)
        assert inner.state(Wish) == Wish()
        with inner.running():
            assert running_build() is inner
            inner.state(Seen).words.append("de")
            deep = begin_build(inner_settings.copy())
            assert (deep.outer, deep.outermost) == (inner, outer)
        assert running_build() is outer
        assert build_of(outer_settings).state(Seen).words == ["en"]
        # What brings settings of its own, or comes out of a cache, is of the build that runs.
        assert build_of({}) is outer
        assert build_of({BUILD: None}) is outer
    assert running_build() is None
    assert inner.state(Seen).words == ["de"]


def test_settings_that_cannot_be_used_leave_nothing_of_themselves() -> None:
    """As under `--autoreload`, which reads changed settings and may go on with those before."""
    good = begin_build({"SITENAME": "good"})
    good.keep(Wish(items=1))
    begin_build({"SITENAME": "bad"}).keep(Wish(items=2))

    with good.running():
        assert build_of(good.settings).state(Wish) == Wish(items=1)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, dict], ids=["copy", "deep", "dict"])
def test_a_copy_of_settings_has_the_build_until_a_site_is_built_with_it(copied) -> None:
    settings: dict[str, Any] = {"A": [1]}
    build = begin_build(settings)
    again = copied(settings)

    assert build_of(again) is build
    fresh = begin_build(again)
    assert fresh is not build
    assert fresh.settings is again
    assert build_of(settings) is build


def test_a_file_holds_nothing_of_a_build() -> None:
    settings: dict[str, Any] = {"A": 1}
    # What no file can hold.
    begin_build(settings).put(SimpleNamespace(call=lambda: None))

    assert pickle.loads(pickle.dumps(settings)) == {"A": 1, BUILD: None}


@pytest.mark.parametrize("error", [None, KeyError()], ids=["well", "error"])
def test_what_is_undone_at_the_end_is_undone_however_a_run_ends(error: Exception | None) -> None:
    build, undone = begin_build({}), []

    def run() -> None:
        with build.running():
            build.at_end.callback(undone.append, running_build())
            if error is not None:
                raise error

    with pytest.raises(KeyError) if error is not None else nullcontext():
        run()

    assert undone == [build]
    assert running_build() is None


def test_a_process_remembers_beyond_a_build() -> None:
    @dataclass
    class Count:
        number: int = 0

    process().state(Count).number += 1

    assert process().state(Count) is process().state(Count)
    assert process().state(Count).number == 1
