"""Safe fixes to a reference list in its source."""

from __future__ import annotations

import re

from .._core.diagnostics import Diagnostic
from .._core.source_lines import Lines
from .parsing.links import url_spans, urls_in_line

_ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<text>\S.*)")


def fix_duplicate(text: str, diagnostic: Diagnostic) -> str | None:
    """Return the *text* of a file without a duplicate entry; see `diagnostics.Rule.fixer`."""
    change, lines, number = diagnostic.replacement, Lines(text), diagnostic.line or 0
    if change is None or not 1 <= number <= len(lines.contents):
        return None
    return _without_item(lines, number, change.old)


def fix_tracking(text: str, diagnostic: Diagnostic) -> str | None:
    """Return the *text* of a file without tracking parameters; see `diagnostics.Rule.fixer`."""
    change, lines, number = diagnostic.replacement, Lines(text), diagnostic.line or 0
    if change is None or not 1 <= number <= len(lines.contents):
        return None
    line = lines.contents[number - 1]
    for start, end in reversed(url_spans(line, change.old)):
        line = line[:start] + change.new + line[end:]
    if line == lines.contents[number - 1]:
        return None
    lines.contents[number - 1] = line
    return str(lines)


def _without_item(lines: Lines, number: int, url: str) -> str | None:
    """Delete a line that is a complete item, if there is another line with the same item."""
    item = _item(lines.contents[number - 1])
    if item is None or url not in urls_in_line(item["text"]):
        return None
    others = [
        other
        for n, line in enumerate(lines.contents, 1)
        if n != number and (other := _item(line)) and other["text"] == item["text"]
    ]
    below = lines.contents[number] if number < len(lines.contents) else ""
    following = _item(below)
    # Any other line would continue the deleted item.
    item_ends = not below.strip() or (
        following is not None and len(following["indent"]) <= len(item["indent"])
    )
    if not others or not item_ends or _continues(lines, number):
        return None
    lines.delete(number)
    return str(lines)


def _item(line: str) -> re.Match[str] | None:
    return _ITEM.fullmatch(line.rstrip())


def _continues(lines: Lines, number: int) -> bool:
    """Return whether an item continues after a blank line, with an indented paragraph."""
    rest = (line for line in lines.contents[number:] if line.strip())
    following = next(rest, "")
    return following.startswith((" ", "\t")) and _item(following) is None
