"""Every command and snippet of README and docs is run, in order, as a reader would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from blocks import DOCUMENTS, Block, blocks_of
from runners import RUNNERS
from stand_in import STAND_INS
from support import ROOT
from world import World

from pelican_plugins._core.errors import PouchError

LONGEST_LINE = 76
"""More would be cut off beside the text on a wide screen."""

BLOCKS = [block for document in DOCUMENTS for block in blocks_of(document)]
# The tutorial is one story, with a test of its own.
WITH_BLOCKS = [one for one in DOCUMENTS if any(blocks_of(one)) and one.name != "tutorial.md"]


@pytest.mark.parametrize(
    "document", WITH_BLOCKS, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_document_does_what_it_says(document: Path, tmp_path: Path) -> None:
    world = World(tmp_path)
    for block in blocks_of(document):
        assert block.kind in RUNNERS, f"{block}: nothing here tries a block of {block.kind!r}"
        try:
            RUNNERS[block.kind](block, world)
        except Exception as error:
            raise AssertionError(f"{block}: {error}") from error


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
