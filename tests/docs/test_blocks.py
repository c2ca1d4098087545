"""Every command and snippet of README and docs is run, in order, as a reader would.

Those of the how-tos are run in `test_how_to.py`, and the tutorial in `test_tutorial.py`, so that
each may have a processor of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from blocks import DOCUMENTS, HOW_TO, OTHERS, Block, blocks_of
from runners import RUNNERS, run, run_all
from stand_in import STAND_INS
from support import ROOT
from world import World

from pelican_plugins._core.errors import PouchError

LONGEST_LINE = 76
"""More would be cut off beside the text on a wide screen."""

BLOCKS = [block for document in DOCUMENTS for block in blocks_of(document)]


def test_every_document_is_run_somewhere() -> None:
    run = {*HOW_TO, *OTHERS, ROOT / "docs" / "tutorial.md"}

    assert {document for document in DOCUMENTS if any(blocks_of(document))} <= run


@pytest.mark.parametrize("document", OTHERS, ids=lambda path: path.name)
def test_a_document_does_what_it_says(document: Path, tmp_path: Path) -> None:
    run_all(document, World(tmp_path))


def test_a_kind_of_block_that_nothing_tries_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"a\.md:1: nothing here tries a block of 'cobol'"):
        run(Block("a.md", 1, "cobol", "STOP RUN."), World(tmp_path))


def test_no_line_of_a_block_is_cut_off() -> None:
    long = [
        f"{block}: {line}"
        for block in BLOCKS
        for line in block.text.splitlines()
        # A header of HTTP cannot be broken.
        if len(line) > LONGEST_LINE and block.kind != "headers"
    ]
    assert long == []


@pytest.mark.parametrize("name", STAND_INS)
def test_every_stand_in_is_needed(name: str) -> None:
    assert any(re.search(rf"(?m)(^|\s){name} ", b.text) for b in BLOCKS if b.kind in {"sh", "yaml"})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sh", "pouch nothing-of-that-name"),
        ("sh", "pip install 'pelican-pouch[nothing]'"),
        ("sh", "pip install something-else"),
        ("sh", "make nothing"),
        ("python", "POUCH_IMAGES = {'width': [480]}"),
        ("python", "import nothing_of_that_name"),
        ("markdown", "![A gauge](/images/nothing.png)"),
        ("yaml", "# tags.yaml\nUkraine: {alias: [Ukrain]}"),
        ("yaml", "image: [1, 2"),
        ("html+jinja", "{# templates/article.html #}\n{% if x %}"),
        ("headers", "not a header"),
        ("nginx", "server { listen 80 }"),
        ("text", "nothing that was printed"),
    ],
)
def test_a_block_that_is_wrong_is_noticed(kind: str, text: str, tmp_path: Path) -> None:
    block = Block("docs/made-up.md", 1, kind, f"{text}\n")

    with pytest.raises((AssertionError, PouchError, yaml.YAMLError)):
        RUNNERS[kind](block, World(tmp_path))
