"""Every command and snippet of the how-tos is run, in order, as a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest
from blocks import HOW_TO
from runners import run_all
from world import World


@pytest.mark.parametrize("document", HOW_TO, ids=lambda path: path.name)
def test_a_task_can_be_done_as_its_page_says(document: Path, tmp_path: Path) -> None:
    run_all(document, World(tmp_path))
