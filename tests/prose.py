"""Look for phrases in documents, messages, docstrings and comments that our readers stumble over.

    python tests/prose.py

`tests/banned_words.txt` lists them. Code and quotations in backticks are skipped.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
_TESTS = Path(__file__).parent
_DOCUMENTS = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/**/*.md")
_CODE = ("pelican_plugins/**/*.py",)
_FENCED = re.compile(r"^([ \t]*)(```+|~~~+)[^\n]*\n.*?^\1\2[ \t]*$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"``.+?``|`[^`]+`|\]\([^)\n]*\)|<!--.*?-->", re.DOTALL)


class Banned(NamedTuple):
    """A phrase, and what to write instead."""

    pattern: re.Pattern[str]
    instead: str


class Found(NamedTuple):
    """A phrase in a file."""

    path: str
    line: int
    phrase: str
    instead: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.phrase!r}: {self.instead}"


def banned_phrases(text: str) -> list[Banned]:
    """Return the phrases of a list: on each line a pattern, ` -> ` and what to write instead."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    pairs = (line.rsplit(" -> ", 1) for line in lines)
    return [Banned(re.compile(p.replace(" ", r"\s+"), re.IGNORECASE), i) for p, i in pairs]


def phrases_in(text: str, banned: Iterable[Banned]) -> Iterator[tuple[int, str, str]]:
    """Yield the line (from 1), the phrase and what to write instead."""
    for pattern, instead in banned:
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, " ".join(match.group().split()), instead


def prose_of_markdown(text: str) -> str:
    """Return Markdown without code, quotations in backticks, URLs and comments."""
    return _SPAN.sub(_blank, _FENCED.sub(_blank, text))


def prose_of_python(source: str) -> str:
    """Return the docstrings and comments of Python source, each on its lines."""
    lines = [""] * (source.count("\n") + 2)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            lines[token.start[0] - 1] = token.string.lstrip("# ")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            segment = ast.get_source_segment(source, node.value) or ""
            for number, line in enumerate(segment.split("\n")):
                lines[node.lineno - 1 + number] = line
    return _SPAN.sub(_blank, "\n".join(lines))


def _blank(match: re.Match[str]) -> str:
    # The character keeps words apart; the line ends keep the numbers of lines.
    return "¤" + "\n" * match.group().count("\n")


def files() -> Iterator[tuple[str, str]]:
    """Yield the path of each file, and its prose."""
    for pattern in _DOCUMENTS:
        for path in sorted(ROOT.glob(pattern)):
            yield path.relative_to(ROOT).as_posix(), prose_of_markdown(path.read_text("utf-8"))
    for pattern in _CODE:
        for path in sorted(ROOT.glob(pattern)):
            yield path.relative_to(ROOT).as_posix(), prose_of_python(path.read_text("utf-8"))
    yield "tests/messages.txt", (_TESTS / "messages.txt").read_text("utf-8")


def findings() -> list[Found]:
    """Return the phrases in all files."""
    banned = banned_phrases((_TESTS / "banned_words.txt").read_text("utf-8"))
    return [
        Found(path, *found) for path, text in files() for found in sorted(phrases_in(text, banned))
    ]


def main() -> int:
    """Print the phrases that are found."""
    found = findings()
    for one in found:
        sys.stdout.write(f"{one}\n")
    if found:
        sys.stdout.write("Reword these; tests/banned_words.txt has the list.\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
