"""An incremental build writes, says and ends as a clean one does; `make incremental` at length."""

from __future__ import annotations

from pathlib import Path

import pytest
from break_recorder import BREAKS, CODE, Break, broken
from oracle_engine import Workbench
from oracle_sequences import SEQUENCES, step_of
from oracle_sites import SMALL
from oracle_state import Step
from support import ROOT


@pytest.mark.parametrize("name", SMALL)
def test_each_incremental_build_is_as_a_clean_one(tmp_path: Path, name: str) -> None:
    bench, state = Workbench(tmp_path), SMALL[name]()
    bench.take(Step(state), compare=False)
    for changes in SEQUENCES[name]:
        step = step_of(state, changes)
        assert step.state != state or step.touched
        state = step.state
        assert bench.take(step) == [], step.says
    assert bench.tally.ended == 0
    # It proves nothing where everything is made again.
    assert bench.tally.kept > 0


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.name)
def test_each_way_to_break_it_is_still_one(one: Break) -> None:
    text = (ROOT / CODE / one.file).read_text(encoding="utf-8")

    assert broken(text, one) != text
