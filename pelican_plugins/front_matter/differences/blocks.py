"""The blocks that CommonMark, with the tables of GFM, sees in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["text", "code", "fence", "table"]

# Paragraphs that begin so may be notes, definitions and the like to Python-Markdown: nothing may
# be written before it.
_SPECIAL = re.compile(r"[*]?\[[^\]]*\]:|:[ \t]|!!!|\{[:%#.]")
_PARSER = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table")
_PARSER.core.ruler.enableOnly(["normalize", "block"])


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block that holds no others.

    Attributes:
        kind: of it; a table counts as one.
        within: what it stands in, from outside: `ul` or `ol` for an item of such a list, `quote`.
        begins: whether it is the beginning of an item.
        line: from 0, of the text in it that *column* is about.
        column: where in that line its own text begins.
        top: number of the block of the text as a whole that it belongs to.
        text: its first line.
    """

    kind: Kind
    within: tuple[str, ...]
    begins: bool
    line: int
    column: int
    top: int
    text: str


def parse(text: str) -> list[Token]:
    """Return the block tokens of a text with plain line ends; nothing in a line is parsed."""
    return _PARSER.parse(text)


def leaves(tokens: list[Token], lines: list[str]) -> Iterator[Leaf]:
    """Yield the leaves in which a mark can be set that changes no block.

    Args:
        tokens: of `parse`.
        lines: of the same text.
    """
    within: list[str] = []
    lists: list[str] = []
    top, begins = -1, False
    for number, token in enumerate(tokens):
        if token.level == 0 and token.nesting >= 0:
            top += 1
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append(token.tag)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                within.append(lists[-1])
                begins = True
                continue
            case "blockquote_open":
                within.append("quote")
            case "list_item_close" | "blockquote_close":
                within.pop()
            case "paragraph_open":
                leaf = _text(tokens[number + 1], lines)
                # Where no list is about it, a paragraph is one to all readers.
                if leaf is not None and lists:
                    yield Leaf("text", tuple(within), begins, *leaf[:2], top, leaf[2])
            case "fence" | "code_block":
                leaf = _code(token, lines)
                if leaf is not None:
                    kind: Kind = "fence" if token.type == "fence" else "code"
                    yield Leaf(kind, tuple(within), begins, *leaf[:2], top, leaf[2])
            case "table_open":
                leaf = _table(token, lines)
                if leaf is not None:
                    yield Leaf("table", tuple(within), begins, *leaf[:2], top, leaf[2])
            case _:
                pass
        if token.nesting >= 0 and token.type != "inline":
            begins = False


def _text(inline: Token, lines: list[str]) -> tuple[int, int, str] | None:
    first = inline.content.split("\n", 1)[0].rstrip()
    number = _first_line(inline)
    line = lines[number].rstrip()
    if not first or _SPECIAL.match(first) or not line.endswith(first):
        return None
    return number, len(line) - len(first), first


def _code(token: Token, lines: list[str]) -> tuple[int, int, str] | None:
    for offset, content in enumerate(token.content.split("\n")):
        text = content.strip()
        if text:
            number = _first_line(token) + offset + (token.type == "fence")
            column = lines[number].find(text)
            return (number, column, text) if column >= 0 else None
    return None


def _table(token: Token, lines: list[str]) -> tuple[int, int, str] | None:
    number = _first_line(token)
    line = lines[number]
    start = len(line) - len(line.lstrip(" \t>"))
    found = re.compile(r"\|?[ \t]*").match(line, start)
    return number, found.end() if found else start, line.strip()


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0
