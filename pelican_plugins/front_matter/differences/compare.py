"""Find the blocks that Python-Markdown shows differently from CommonMark, and describe them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from markdown_it.token import Token

from .blocks import (
    FIRST_MARKER,
    LISTS,
    MAX_MARKERS,
    Block,
    Leaf,
    PythonMarkdown,
    RenderedMarker,
    blocks_of,
    leaves,
    parse,
    parse_all,
    replace_markers,
)
from .respell import rewrite_block

LONGEST = 500_000
"""Characters of the longest body that is compared in acceptable time."""

_ROUNDS = 3
_SIGNS = re.compile(r"\*\*\S|__\S|`|\]\(|^#{1,6} ")
# Kind, tag, content, attributes and `hidden` (no `<p>`) of each token.
_Signature = list[tuple[object, ...]]


class Loss(StrEnum):
    """What Python-Markdown does not show."""

    LIST = "list"
    LINE = "line"
    NESTING = "nesting"
    PARAGRAPH = "paragraph"
    KIND = "kind"
    CODE = "code"
    INDENTED = "indented"
    TABLE = "table"
    RAW = "raw"


# It is unclear whether a list, or code, is meant.
_UNCLEAR = {Loss.LINE, Loss.INDENTED}


@dataclass(frozen=True, slots=True)
class Difference:
    """A block that is shown differently.

    Attributes:
        loss: what is lost first.
        line: from 0, of the first text concerned, or of what should change.
        within: its containers; see `blocks.Leaf`.
        old: the lines that should change; empty if no form is known that both read alike.
        new: their replacements.
    """

    loss: Loss
    line: int
    within: tuple[str, ...]
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether a fix is known."""
        return bool(self.old)


def differences(body: str, engine: PythonMarkdown) -> list[Difference]:
    r"""Return what Python-Markdown does not show of a body though others do.

    Args:
        body: Markdown with `\n` line ends, without front matter.
        engine: that of the site.
    """
    if len(body) > LONGEST:
        return []
    body = replace_markers(body)
    lines = body.split("\n")
    tokens, links = parse_all(body)
    blocks = blocks_of(tokens)
    lost = _lost(blocks, lines, engine)
    if not lost:
        return []
    changes = _changes(blocks, lines, (_by_block(tokens), _targets(links)), lost, engine)
    found: list[Difference] = []
    for top, losses in lost.items():
        # Report one tag once.
        if not (found and found[-1].loss is losses[0][1] is Loss.RAW):
            found.append(_difference(losses, blocks[top], lines, changes.get(top)))
    return found


def any_difference(text: str, engine: PythonMarkdown) -> bool:
    """Return whether a body has any difference."""
    text = replace_markers(text)
    return bool(_lost(blocks_of(parse(text)), text.split("\n"), engine))


def same_blocks(before: str, after: str) -> bool:
    """Return whether two strings are the same to CommonMark.

    Code may be fenced or indented. A list may become loose where it holds code or tables.
    """
    (old, links), (new, new_links) = parse_all(before), parse_all(after)
    return _targets(links) == _targets(new_links) and not _changed(_by_block(old), _by_block(new))


def _difference(
    losses: list[tuple[Leaf, Loss]], block: Block, lines: Sequence[str], new: list[str] | None
) -> Difference:
    leaf, loss = losses[0]
    if new is None:
        return Difference(loss, leaf.line - (leaf.kind == "fence"), leaf.within)
    old = lines[block.start : block.end]
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    # An inserted line needs an existing one for its position.
    if same + tail == len(old):
        same, tail = same - (not tail), max(tail - 1, 0)
    changed = tuple(old[same : len(old) - tail]), tuple(new[same : len(new) - tail])
    return Difference(loss, block.start + same, leaf.within, *changed)


def _lost(
    blocks: list[Block], lines: list[str], engine: PythonMarkdown
) -> dict[int, list[tuple[Leaf, Loss]]]:
    """Return what is lost, by top-level block."""
    found = list(leaves(blocks, lines))[:MAX_MARKERS]
    marked = list(lines)
    numbered = list(enumerate(found))
    # From the right, since a marker moves the text after it.
    for number, leaf in sorted(numbered, key=lambda pair: (pair[1].line, -pair[1].column)):
        line = marked[leaf.line]
        marked[leaf.line] = line[: leaf.column] + chr(FIRST_MARKER + number) + line[leaf.column :]
    seen = engine.find_markers("\n".join(marked))
    lost: dict[int, list[tuple[Leaf, Loss]]] = {}
    for number, leaf in numbered:
        loss = _loss(leaf, seen[number], lines) if number in seen else None
        if loss is Loss.LIST and _may_be_wrapped(blocks[leaf.top], lines):
            loss = Loss.LINE
        if loss is not None:
            lost.setdefault(leaf.top, []).append((leaf, loss))
    return lost


def _loss(leaf: Leaf, seen: RenderedMarker, lines: Sequence[str]) -> Loss | None:
    if seen.kind == "foreign":
        return None
    match leaf.kind:
        case "code":
            # A list or HTML that is code to others is a mistake.
            shown = seen.kind == "text" and seen.within == leaf.within and not seen.begins
            return Loss.INDENTED if shown and _lists(leaf.within) else None
        case "fence":
            return None if seen.kind == "code" else Loss.CODE
        case "table":
            return None if seen.kind == "table" else Loss.TABLE
        case "text":
            if seen.kind == "raw":
                return Loss.RAW if leaf.within or _SIGNS.search(lines[leaf.line]) else None
            return _loss_in_list(leaf, seen)


def _loss_in_list(leaf: Leaf, seen: RenderedMarker) -> Loss | None:
    lists, theirs = _lists(leaf.within), _lists(seen.within)
    if not lists:
        return None
    if not leaf.begins:
        return Loss.PARAGRAPH if len(theirs) < len(lists) else None
    if not theirs or (len(theirs) >= len(lists) and not seen.begins):
        return Loss.LIST
    if len(theirs) < len(lists):
        return Loss.NESTING
    return Loss.KIND if theirs[-1] != lists[-1] else None


def _may_be_wrapped(block: Block, lines: Sequence[str]) -> bool:
    """Return whether a list may be a wrapped sentence that happens to have a dash."""
    above = lines[block.start - 1].rstrip() if block.start else ""
    one = block.kind in LISTS and len(block.children) == 1
    return one and (above[-1:].isalnum() or above[-1:] == ",")


def _lists(within: Iterable[str]) -> list[str]:
    return [each for each in within if each != "quote"]


def _changes(
    blocks: list[Block],
    lines: list[str],
    usual: tuple[list[_Signature], object],
    lost: dict[int, list[tuple[Leaf, Loss]]],
    engine: PythonMarkdown,
) -> dict[int, list[str]]:
    """Return the new lines of blocks that can be changed so that more of them is shown."""
    clear = [top for top in lost if not any(loss in _UNCLEAR for _, loss in lost[top])]
    wanted = {top: rewrite_block(blocks[top], lines) for top in clear}
    changes = {
        top: new
        for top, new in wanted.items()
        if new is not None and new != lines[blocks[top].start : blocks[top].end]
    }
    for _ in range(_ROUNDS):
        if not changes:
            break
        after = _applied(blocks, lines, changes)
        tokens, links = parse_all("\n".join(after))
        if _targets(links) != usual[1]:
            break
        wrong = _changed(usual[0], _by_block(tokens))
        if not wrong:
            left = _lost(blocks_of(tokens), after, engine)
            wrong = {top for top in changes if len(left.get(top, ())) >= len(lost[top])}
            wrong |= left.keys() - lost.keys()
        if not wrong:
            return changes
        # An error further down is caused by the change above it.
        causes = {max((top for top in changes if top <= each), default=None) for each in wrong}
        changes = {top: new for top, new in changes.items() if top not in causes}
    return {}


def _targets(links: Any) -> object:
    return {name: (link["href"], link["title"]) for name, link in links.items()}


def _changed(usual: list[_Signature], others: list[_Signature]) -> set[int]:
    """Return the indexes of changed blocks; if their number differs, only the first."""
    pairs = enumerate(zip(usual, others, strict=False))
    changed = {number for number, pair in pairs if not _same(*pair)}
    if len(usual) == len(others):
        return changed
    return {min(changed, default=min(len(usual), len(others)))}


def _applied(blocks: list[Block], lines: list[str], changes: dict[int, list[str]]) -> list[str]:
    after: list[str] = []
    done = 0
    for top, new in sorted(changes.items()):
        after += lines[done : blocks[top].start]
        after += new
        done = blocks[top].end
    return after + lines[done:]


def _same(before: _Signature, after: _Signature) -> bool:
    """Return whether a block is the same; a list may become loose if it holds code or a table."""
    if before == after:
        return True
    apart = any(kind in {"code", "table_open"} for kind, *_ in before)
    return apart and [part[:-1] for part in before] == [part[:-1] for part in after]


def _by_block(tokens: Sequence[Token]) -> list[_Signature]:
    """Return the signature of each top-level block, independent of its spelling."""
    blocks: list[_Signature] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0:
            blocks.append([])
        kind, content = token.type, token.content
        if kind in {"fence", "code_block"}:
            lines = (line if line.strip() else "" for line in content.strip("\n").split("\n"))
            kind, content = "code", "\n".join(lines)
        elif kind == "inline":
            content = "\n".join(line.lstrip() for line in content.split("\n"))
        tag = "" if kind == "code" else token.tag
        attributes = (*sorted(token.attrs.items()),)
        # Whether the list is loose comes last; see `_same`.
        blocks[-1].append((kind, tag, content, attributes, token.hidden))
    return blocks


GRAVE = {Loss.LIST, Loss.CODE, Loss.TABLE, Loss.RAW}
"""Losses that make a page unreadable."""

_BRACKET = re.compile(r"\s*\d{1,9}\)")
_OTHERS = "in other Markdown readers"
_TEXTS = {
    Loss.LIST: f"a list {_OTHERS} is shown as running text here",
    Loss.LINE: f"a line that continues a sentence is a list item {_OTHERS}",
    Loss.NESTING: f"a nested list {_OTHERS} becomes part of the outer list here",
    Loss.PARAGRAPH: f"part of a list item {_OTHERS} is shown after the list here",
    Loss.KIND: f"a separate list {_OTHERS} is joined to the previous one here",
    Loss.CODE: f"a code block {_OTHERS} is shown as running text here",
    Loss.INDENTED: f"a paragraph here is code {_OTHERS}",
    Loss.TABLE: f"a table {_OTHERS} is shown as running text here",
    Loss.RAW: "Markdown inside HTML, which other readers render, is shown unrendered here",
}
_FIXES = {
    Loss.LIST: "put a blank line above it",
    Loss.LINE: r"put \ before its marker if it is not an item, or a blank line above if it is one",
    Loss.NESTING: "indent each level by four spaces",
    Loss.PARAGRAPH: "indent it by four spaces per level",
    Loss.KIND: "add 'markdown.extensions.sane_lists' to the extensions in MARKDOWN",
    Loss.INDENTED: "indent it by eight spaces if it is code, or by four if it is not",
    Loss.TABLE: "put a blank line above it",
    Loss.RAW: 'add markdown="1" to the enclosing tag',
}
_IN_LIST = (
    "indent it by eight spaces and drop its fences (other readers then lose the highlighting)"
)
_AT_LEFT = "put both fences at the start of their lines, the closing one as long as the opening one"
_LANGUAGE = "leave only the language after the opening fence"


def message_for(found: Difference) -> tuple[str, str]:
    """Return what is wrong, and how to fix it."""
    return _TEXTS[found.loss], _fix(found)


def _fix(found: Difference) -> str:
    if found.loss is Loss.LIST and any(map(_BRACKET.match, found.old[:1])):
        return "number its items 1. instead of 1)"
    if found.loss is Loss.TABLE and found.within:
        return f"{_FIXES[Loss.TABLE]}, and indent it by four spaces for each level of the list"
    if found.loss is not Loss.CODE:
        return _FIXES[found.loss]
    if found.within:
        return _IN_LIST
    return _AT_LEFT if found.changes else _LANGUAGE
