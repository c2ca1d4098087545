"""The fenced blocks of README and docs: what the documents tell readers to type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from support import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))
# The tutorial is a story with a test of its own.
OTHERS = [one for one in DOCUMENTS if one not in HOW_TO and one.name != "tutorial.md"]

_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
# The first line of a file says in a comment where the file goes.
_NAME = re.compile(r"\A(?:# |\{# )(?P<name>[\w./-]+\.\w+)(?: #\})?\n")


@dataclass(frozen=True, slots=True)
class Block:
    """One of them.

    Attributes:
        document: its file, relative to the project.
        line: of its fence.
        kind: the word behind the fence; empty where there is none.
        text: what it holds.
    """

    document: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"

    @property
    def name(self) -> str:
        """The path of the file that it is, where its first line says so."""
        match = _NAME.match(self.text)
        return match["name"] if match else ""

    @property
    def place(self) -> str:
        """A name for a file made of it."""
        return f"{Path(self.document).stem}-{self.line}"


def blocks_of(document: Path) -> Iterator[Block]:
    text = document.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        indent = len(match["indent"])
        inner = "".join(line[indent:] or "\n" for line in match["text"].splitlines(keepends=True))
        line = text.count("\n", 0, match.start()) + 1
        yield Block(document.relative_to(ROOT).as_posix(), line, match["kind"], inner)
