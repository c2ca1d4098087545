"""The title of an entry, with no half of a pair of quotation marks or brackets."""

from __future__ import annotations

from dataclasses import replace

from ..._core.text import one_line
from .entry_parser import ParsedEntry
from .paired_marks import paired_title


def with_paired_marks(parsed: ParsedEntry, text: str) -> ParsedEntry:
    """Return an entry whose title has both halves of each quotation mark and bracket, or neither.

    Args:
        parsed: the entry.
        text: its own text, in which its offsets are.
    """
    if parsed.end <= parsed.start:
        return parsed
    start, end = paired_title(text, parsed.start, parsed.end, fixed=parsed.linked)
    if (start, end) == (parsed.start, parsed.end):
        return parsed
    title = one_line(text[start:end])
    if parsed.linked:
        # The text of a link is not changed.
        return replace(parsed, title=title)
    return replace(parsed, title=title, start=start, end=end)
