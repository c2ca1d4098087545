"""Markdown within HTML where an author asks for it: `<div markdown="1">`, as kramdown has it."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..literals import LITERAL, Literals

_ASKS = re.compile(
    r"""\smarkdown(?:\s*=\s*(?:"(?:1|block|span|true)"|'(?:1|block|span|true)'|1))?(?=[\s>])"""
)
_BEGIN = re.compile(
    rf"{LITERAL}|^ {{0,3}}<(?P<name>[a-z][\w-]*)[^<>\n]*>", re.MULTILINE | re.IGNORECASE
)


def open_raw_blocks(text: str) -> str:
    """Return *text* with blank lines where CommonMark needs them to read Markdown in an element.

    It reads some behind a blank line (CommonMark 0.31, 4.6), and knows no attribute.
    """
    if "markdown" not in text or _ASKS.search(text) is None:
        return text
    literals = Literals(text)
    ends: dict[str, list[int]] = {}
    # Where something is put in, and how much of the source it takes the place of.
    edits: list[tuple[int, int, str]] = []
    position = 0
    while match := _BEGIN.search(text, position):
        if not match["name"]:
            position = literals.end(match)
            continue
        position = match.end()
        asks = _ASKS.search(match.group())
        if asks is None:
            continue
        name = match["name"].lower()
        if name not in ends:
            closing = re.finditer(rf"</{name}\s*>", text, re.IGNORECASE)
            ends[name] = [found.start() for found in closing]
        edits.append((match.start() + asks.start(), match.start() + asks.end(), ""))
        edits.append((match.end(), match.end(), "\n\n"))
        place = bisect_left(ends[name], match.end())
        if place < len(ends[name]):
            edits.append((ends[name][place], ends[name][place], "\n\n"))
    pieces, cursor = [], 0
    for start, end, new in sorted(set(edits)):
        pieces += [text[cursor:start], new]
        cursor = end
    return "".join([*pieces, text[cursor:]])
