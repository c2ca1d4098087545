"""Code that is marked by nothing but its indentation."""

from __future__ import annotations

import re

# What may have indented paragraphs of its own: entries of lists, notes, definitions, boxes.
_MARKER = re.compile(r"(?:[-*+]|\d+[.)]|\[\^[^\]]+\]:|:|!!!)\s")
_STEP = 4


def indented_code(body: str) -> set[int]:
    """Return where lines of indented code begin in a Markdown text.

    A line is code where it is indented by four columns more than the text about it and comes
    after a blank line or another line of code, as Python-Markdown reads it.
    """
    starts = set()
    position = 0
    depth = 0
    after_blank, in_code = True, False
    for line in body.split("\n"):
        text = line.expandtabs(_STEP)
        stripped = text.lstrip()
        indent = len(text) - len(stripped)
        if not stripped:
            after_blank = True
        else:
            in_code = (after_blank or in_code) and indent >= _STEP * (depth + 1)
            if in_code:
                starts.add(position)
            elif _MARKER.match(stripped):
                depth = indent // _STEP + 1
            elif after_blank:
                # Two or three spaces are enough for many to mean "still in the list".
                depth = min(depth, (indent + 2) // _STEP)
            after_blank = False
        position += len(line) + 1
    return starts
