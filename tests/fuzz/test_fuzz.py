"""What `make fuzz` tries for minutes is tried for a moment, so that it goes on working."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from mutate import mutated_bytes, mutated_text
from targets import all_targets

TARGETS = all_targets()


@pytest.mark.parametrize("name", TARGETS)
def test_made_up_input_is_read_or_refused(name: str) -> None:
    target, begin, textual = TARGETS[name]
    mutate = mutated_text if textual else mutated_bytes
    chance = random.Random(name)
    assert begin
    for data in begin:
        target(data)
    for _ in range(60):
        target(mutate(chance.choice(begin), chance.choice(begin), chance))
