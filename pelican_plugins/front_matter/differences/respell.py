"""Rewrite blocks so that Python-Markdown reads them as CommonMark does.

Nothing here decides whether that is needed, or right: `compare` checks both readers' output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .blocks import LISTS, Block, blocks_of, parse

_STEP = 4
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)])(?P<pad> +)(?P<text>\S.*)")
_QUOTE = re.compile(r" {0,3}>(?: |$)?")
_CONTAINERS = {*LISTS, "blockquote", "table"}
# Rendered as diagrams or math by many readers, so they must stay fences.
_DRAWN = {"dot", "geojson", "goat", "graphviz", "math", "mermaid", "plantuml", "stl", "topojson"}
_LANGUAGE = re.compile(r"[\w.+#-]*")
# Blocks whose meaning depends on their exact indentation.
_EXACT = {"fence", "code_block", "html_block"}


class _KeptError(Exception):
    """No form is known that both readers would read alike."""


def rewrite_block(block: Block, lines: Sequence[str]) -> list[str] | None:
    """Return the lines of a block in a form that both readers read alike; None if there is none.

    Args:
        block: of a complete text.
        lines: of that text.
    """
    try:
        written = list(_written(block, lines))
    except _KeptError:
        return None
    if block.start and lines[block.start - 1].strip() and written and written[0]:
        written.insert(0, "")
    return written


def _written(block: Block, lines: Sequence[str]) -> Iterator[str]:
    match block.kind:
        case "bullet_list" | "ordered_list":
            yield from _list(block, lines, 0)
        case "blockquote":
            yield from _quote(block, lines)
        case "fence":
            yield from _fence(block, lines)
        case _:
            yield from lines[block.start : block.end]


def _fence(block: Block, lines: Sequence[str]) -> Iterator[str]:
    """Write a fence at the left margin, with an end as long as its beginning."""
    marks = block.token.markup
    yield lines[block.start].strip()
    yield from block.token.content.removesuffix("\n").split("\n") if block.token.content else ()
    yield marks
    # An unclosed fence includes trailing blank lines.
    yield from ("" for line in lines[block.start + 1 : block.end][-1:] if not line.strip())


def _quote(block: Block, lines: Sequence[str]) -> Iterator[str]:
    matches = [_QUOTE.match(line) for line in lines[block.start : block.end]]
    if not all(matches):
        raise _KeptError
    within = [
        line[found.end() :]
        for line, found in zip(lines[block.start : block.end], matches, strict=True)
        if found
    ]
    for line in _quoted(within):
        yield f"> {line}" if line else ">"


def _quoted(lines: list[str]) -> list[str]:
    written: list[str] = []
    done = 0
    for block in blocks_of(parse("\n".join(lines))):
        written += lines[done : block.start]
        done = block.end
        if block.kind in {"fence", "code_block"}:
            _part(written)
            written += _indented(block, _STEP)
            written += [""] if block.end < len(lines) and lines[block.end].strip() else []
            continue
        if block.kind in {*LISTS, "table"}:
            _part(written)
        written += _written(block, lines)
    return written + lines[done:]


def _part(written: list[str]) -> None:
    if written and written[-1].strip():
        written.append("")


def _list(block: Block, lines: Sequence[str], depth: int) -> Iterator[str]:
    items = [_ListItem.of(item, lines) for item in block.children]
    base = _STEP * depth
    stays = all(base <= item.indent and item.inner <= base + _STEP for item in items)
    done = block.start
    blank = False
    for item in items:
        yield from _between(lines[done : item.block.start], base)
        # Python-Markdown takes an item right below a second paragraph for part of it.
        if blank and done == item.block.start and lines[done - 1].strip():
            yield ""
        written = list(item.written(lines, depth, item.indent if stays else base))
        yield from written
        blank = not all(map(str.strip, written)) and bool(written[-1].strip())
        done = item.block.end
    yield from _between(lines[done : block.end], base)


@dataclass(frozen=True, slots=True)
class _ListItem:
    """A list item.

    Attributes:
        indent: column of its marker.
        marker: a bullet, or a number with its delimiter.
        inner: column of its text.
        text: after the marker.
    """

    block: Block
    indent: int
    marker: str
    inner: int
    text: str

    @classmethod
    def of(cls, block: Block, lines: Sequence[str]) -> _ListItem:
        found = _ITEM.fullmatch(lines[block.start].expandtabs(_STEP))
        # An item that begins with code or with another item is not supported.
        if (
            found is None
            or len(found["pad"]) > _STEP
            or not block.children
            or block.children[0].kind in {*_EXACT, *_CONTAINERS}
        ):
            raise _KeptError
        inner = found.start("text")
        return cls(block, len(found["indent"]), found["marker"], inner, found["text"])

    def written(self, lines: Sequence[str], depth: int, indent: int) -> Iterator[str]:
        """Yield its lines, with its contents where Python-Markdown expects them."""
        first, *others = self.block.children
        below = _STEP * (depth + 1)
        inner = indent + self.inner - self.indent
        if any(child.kind in _EXACT for child in others):
            inner = below
        pad = inner - indent - len(self.marker)
        if not 1 <= pad <= _STEP:
            raise _KeptError
        marker = self.marker.replace(")", ".")
        line = " " * indent + marker + " " * pad + self.text
        own = lines[self.block.start]
        # Keep a tab if nothing else changes.
        yield own if line == own.expandtabs(_STEP) else line
        moved = inner - self.inner
        yield from (_moved(line, moved) for line in lines[first.start + 1 : first.end])
        column = max(below, inner)
        done, blank = first.end, False
        for child in others:
            between = lines[done : child.start]
            yield from _between(between, column)
            blank = blank or bool(between)
            done = child.end
            if child.kind in {"fence", "code_block", "table"} and not between:
                yield ""
            match child.kind:
                case "bullet_list" | "ordered_list":
                    if not between and blank:
                        yield ""
                    yield from _list(child, lines, depth + 1)
                case "fence" | "code_block":
                    yield from _indented(child, column + _STEP)
                    last = lines[child.end - 1]
                    behind = lines[child.end] if child.end < len(lines) else ""
                    if last.strip() and behind.strip():
                        yield ""
                case _:
                    at = _column(lines[child.start])
                    right = below <= at < below + _STEP and inner <= at < inner + _STEP
                    by = 0 if right else column - at
                    yield from (_moved(line, by) for line in lines[child.start : child.end])
        yield from _between(lines[done : self.block.end], column)


def _between(lines: Sequence[str], column: int) -> Iterator[str]:
    """Yield lines that belong to no block: blank lines and link definitions."""
    yield from (_moved(line, column - _column(line)) if line.strip() else "" for line in lines)


def _indented(block: Block, column: int) -> Iterator[str]:
    content, info = block.token.content.strip("\n"), block.token.info.strip()
    # More than a language after the fence, such as a title, would be lost.
    language = _LANGUAGE.fullmatch(info) and info.lower() not in _DRAWN
    if not content.strip() or not language:
        raise _KeptError
    for line in content.split("\n"):
        yield " " * column + line if line.strip() else ""


def _moved(line: str, by: int) -> str:
    if not by or not line.strip():
        return line
    expanded = line.expandtabs(_STEP)
    column = len(expanded) - len(expanded.lstrip(" "))
    return " " * max(column + by, 0) + expanded[column:]


def _column(line: str) -> int:
    expanded = line.expandtabs(_STEP)
    return len(expanded) - len(expanded.lstrip(" "))
