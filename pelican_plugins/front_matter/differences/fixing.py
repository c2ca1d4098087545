"""Change a file so that Python-Markdown shows what others do, and others see no change."""

from __future__ import annotations

from ..._core.diagnostics import Replacement
from ..._core.lines import Lines
from .bodies import body_in_place, masked
from .compare import same_blocks


def fixed(text: str, line: int, change: Replacement) -> str | None:
    """Return the text of a file with a change; None where it has other lines by now.

    Args:
        text: with its own line ends.
        line: the first that is to change, from 1.
        change: whole lines.
    """
    lines = Lines(text)
    before = lines.plain
    old = change.old.split("\n")
    start = line - 1
    if lines.contents[start : start + len(old)] != old:
        return None
    lines.replace(start, len(old), change.new.split("\n"))
    same = same_blocks(masked(body_in_place(before)), masked(body_in_place(lines.plain)))
    return str(lines) if same else None
