"""Smart punctuation, as CommonMark's reference readers write it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.token import Token

_RUNS = re.compile(r"""--+|\.\.\.?|<<|>>|["']""")
_FIXED = {"...": "…", "..": "..", "<<": "«", ">>": "»", '"': '"', "'": "'"}
_CURLY = {'"': ("“", "”"), "'": ("‘", "’")}


@dataclass(slots=True)
class Quote:
    """A quotation mark: whether it may open and close, what it is alone, and its token."""

    char: str
    can_open: bool
    can_close: bool
    alone: str
    token: Token = field(default_factory=lambda: Token("text", "", 0))
    group: int = 0


def replacement(src: str, start: int, end: int) -> tuple[str, int] | None:
    """Return what is written for the punctuation at a place, and where it ends."""
    match = _RUNS.match(src, start, end)
    if match is None:
        return None
    return _FIXED.get(match[0]) or _dashes(len(match[0])), match.end()


def _dashes(count: int) -> str:
    if count % 3 == 0:
        return "—" * (count // 3)
    if count % 2 == 0:
        return "–" * (count // 2)
    if count % 3 == 2:  # noqa: PLR2004 - long dashes, and a short one of two hyphens
        return "—" * ((count - 2) // 3) + "–"
    return "—" * ((count - 4) // 3) + "––"


def flanks(before: str, after: str) -> tuple[bool, bool]:
    """Tell whether a run between two characters is left- and right-flanking.

    An end of the text is "" (CommonMark 0.31, 6.2).
    """
    space_before, space_after = not before.strip(), not after.strip()
    mark_before, mark_after = is_mark(before), is_mark(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    return left, right


def quote(before: str, char: str, after: str) -> Quote:
    """Tell from its neighbours what a quotation mark may do."""
    left, right = flanks(before, after)
    opens = left and (not right or before in ("(", "[")) and before not in ("]", ")")
    opening, closing = _CURLY[char]
    return Quote(char, opens, right, opening if char == '"' and not right else closing)


def is_mark(char: str) -> bool:
    """Tell whether a character, or the end of the text, is punctuation or a symbol."""
    return bool(char) and (isMdAsciiPunct(ord(char)) or isPunctChar(char))


def curl(quotes: list[Quote]) -> None:
    """Give each pair of quotation marks, none of which leaves its link, its shape."""
    waiting: defaultdict[tuple[int, str], list[Quote]] = defaultdict(list)
    for mark in quotes:
        before = waiting[mark.group, mark.char]
        opening, closing = _CURLY[mark.char]
        if mark.can_close:
            mark.token.content = closing
            if before:
                before.pop().token.content = opening
                continue
        if mark.can_open:
            before.append(mark)
