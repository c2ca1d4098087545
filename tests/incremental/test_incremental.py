"""An incremental build writes, says and ends as a clean one does; `make incremental` at length."""

from __future__ import annotations

from pathlib import Path

import pytest
from oracle_engine import Workbench
from oracle_sequences import SEQUENCES, step_of
from oracle_sites import SMALL
from oracle_state import Step


@pytest.mark.parametrize("name", SMALL)
def test_each_incremental_build_is_as_a_clean_one(tmp_path: Path, name: str) -> None:
    bench, state = Workbench(tmp_path), SMALL[name]()
    bench.take(Step(state), compare=False)
    for changes in SEQUENCES[name]:
        step = step_of(state, changes)
        assert step.state != state or step.deeds
        state = step.state
        assert bench.take(step) == [], step.says
    assert bench.tally.ended == 0
