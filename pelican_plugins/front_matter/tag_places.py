"""Where in a front matter a tag stands, so that this alone can be changed."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from .._core.errors import DiagnosticError
from .key_aliases import MEANINGS, joined
from .split import split

SPELLINGS = 3
"""How many ways to write a name are tried."""


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """A stretch of one line.

    Attributes:
        line: from 0.
        start: its first character in the line.
        end: behind its last one.
        quote: the quotation mark around it; empty where there is none.
    """

    line: int
    start: int
    end: int
    quote: str = ""

    def spellings(self, name: str) -> tuple[str, ...]:
        """Return `SPELLINGS` ways to write *name* there, the likest to the present one first."""
        single = "'" + name.replace("'", "''") + "'"
        double = json.dumps(name, ensure_ascii=False)
        by_likeness = {"": (name, single, double), "'": (single, double, double)}
        return by_likeness.get(self.quote, (double, double, double))


def tokens_of(text: str, tag: str) -> list[Token]:
    """Return where *tag* may stand as a tag in a front matter; none where that is not sure.

    Args:
        text: of a file, with plain line ends.
        tag: as it is written there.
    """
    try:
        parts = split(text)
    except DiagnosticError:
        return []
    first = parts.first_line - 1
    if parts.kind == "yaml":
        return list(_in_yaml(parts.front_matter, tag, first))
    if parts.kind in {None, "header"}:
        return []
    return list(_quoted(parts.front_matter, tag, first))


def _in_yaml(block: str, tag: str, first: int) -> Iterator[Token]:
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return
    if not isinstance(root, yaml.MappingNode):
        return
    starts = [0, *(found.end() for found in re.finditer("\n", block))]
    for node in [each for path in MEANINGS["tags"] for each in _at(root, path.split("."))]:
        for scalar in _scalars(node):
            yield from _in_scalar(scalar, block, starts, tag, first)


def _at(node: yaml.Node, path: list[str]) -> Iterator[yaml.Node]:
    """Yield what stands under a key, or under one within its mapping."""
    if not path:
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and joined(key.value) == joined(path[0]):
                yield from _at(value, path[1:])


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    pending, seen = [node], set()
    while pending:
        current = pending.pop(0)
        if id(current) in seen:
            # An anchor makes one node stand in many places.
            continue
        seen.add(id(current))
        if isinstance(current, yaml.ScalarNode):
            yield current
        elif isinstance(current, yaml.SequenceNode):
            pending += current.value
        elif isinstance(current, yaml.MappingNode):
            pending += [child for pair in current.value for child in pair]


def _in_scalar(
    node: yaml.ScalarNode, block: str, starts: list[int], tag: str, first: int
) -> Iterator[Token]:
    # Its own numbers of lines are others: YAML 1.1 breaks them at U+2028, too.
    begin, end = node.start_mark.index, node.end_mark.index
    number = bisect_right(starts, begin) - 1
    line, column = first + number, begin - starts[number]
    raw = block[begin:end]
    if "\n" in raw:
        return
    if node.value.strip() == tag:
        quote = node.style if node.style in {"'", '"'} else ""
        yield Token(line, column, column + len(raw), quote or "")
        return
    # Several in one text, between commas.
    for match in re.finditer(r"[^,;'\"]+", raw):
        if match.group().strip() == tag:
            start = column + match.start() + match.group().index(tag)
            yield Token(line, start, start + len(tag))


def _quoted(block: str, tag: str, first: int) -> Iterator[Token]:
    """Yield the one place in TOML or JSON where *tag* stands in quotes."""
    wanted = [json.dumps(tag, ensure_ascii=False), f"'{tag}'"]
    found = [
        Token(first + number, match.start(), match.end(), match.group()[0])
        for number, line in enumerate(block.split("\n"))
        for match in re.finditer("|".join(map(re.escape, wanted)), line)
    ]
    # The same word may be a title or a category.
    if len(found) == 1:
        yield from found
