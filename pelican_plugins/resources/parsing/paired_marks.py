"""Quotation marks and brackets: which of them belong together, and spans that part no pair.

The marks are those of Unicode CLDR ("Delimiters"); the brackets, those of Latin and East Asian
scripts.
"""

from __future__ import annotations

import re

_BRACKETS = dict(
    zip(
        "([{（［｛【〔〖〘〚｟⟨⟪「『《〈｢﹁﹃〝",
        ")]}）］｝】〕〗〙〛｠⟩⟫」』》〉｣﹂﹄〞",
        strict=True,
    )
)
# One mark opens in one language and closes in another.
_QUOTES = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    "‘": "’",
    "‚": "‘’",
    "‛": "’",
    "’": "’",
    "‹": "›",
    "›": "‹›",
    '"': '"',
    "'": "'",
    "״": "״",
}
_OPENS = _BRACKETS | _QUOTES
_CLOSES = frozenset("".join(_OPENS.values()))
MARKS = frozenset(_OPENS) | _CLOSES
"""All quotation marks and brackets."""
_MARK = re.compile("[" + re.escape("".join(sorted(MARKS))) + "]")
_WRAPS_TITLE = frozenset(_QUOTES) | frozenset("「『《〈｢﹁﹃〝")
# Alone they are apostrophes, inches and the like.
_AMBIGUOUS = frozenset("'’‘\"‹›״")
_APOSTROPHES = frozenset("'’‘\"״")
# Scripts in which no space is before a quotation.
_TIGHT = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\uffef"
_OPENS_AFTER = re.compile(rf"(?:\A|[^\w.!?,;]|[{_TIGHT}])\Z")
_IN_WORD = re.compile(rf"[^\W{_TIGHT}].[^\W{_TIGHT}]", re.DOTALL)
_ARROW = re.compile(r"\s[«»]\s+\w")
_WORD = re.compile(r"[^\W_]")
_DEEPEST = 8


def pairs(text: str) -> dict[int, int]:
    """Return the offset of the other half for that of each mark in *text* that has one."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for match in _MARK.finditer(text):
        at = match.start()
        index = _closed_by(text, stack, at)
        if index is not None:
            found[stack[index]], found[at] = at, stack[index]
            del stack[index:]
        elif _can_open(text, at):
            stack.append(at)
    return found


def _closed_by(text: str, stack: list[int], at: int) -> int | None:
    """Return the index in *stack* of the mark that the one at an offset closes."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark not in _CLOSES:
        return None
    if mark in _QUOTES and (at == 0 or before.isspace()) and after.isalnum():
        return None
    if mark in _APOSTROPHES and at and _IN_WORD.match(text, at - 1):
        return None
    nearest = range(len(stack) - 1, max(len(stack) - _DEEPEST, 0) - 1, -1)
    return next((index for index in nearest if mark in _OPENS[text[stack[index]]]), None)


def _can_open(text: str, at: int) -> bool:
    mark, after = text[at], text[at + 1 : at + 2]
    if mark in _BRACKETS:
        return True
    if mark in "«‹":
        # French has a space within.
        return mark in _OPENS
    opened = mark in "„‚“‟" or _OPENS_AFTER.search(text[max(at - 1, 0) : at]) is not None
    return mark in _OPENS and opened and bool(after.strip())


def lone_marks(text: str) -> set[int]:
    """Return the offsets of marks in *text* that lack their other half and mean nothing else."""
    found = pairs(text)
    return {
        match.start()
        for match in _MARK.finditer(text)
        if match.start() not in found and _is_sure(text, match.start())
    }


def _is_sure(text: str, at: int) -> bool:
    """Return whether an unpaired mark can only be a quotation mark, not an arrow between words."""
    return text[at] not in _AMBIGUOUS and _ARROW.match(text, max(at - 1, 0)) is None


def paired_title(text: str, start: int, end: int, *, fixed: bool = False) -> tuple[int, int]:
    """Return the span of a title without the quotation marks around it, and with no half pair.

    A mark in its midst whose other half is next to it extends it; one that encloses more ends it.
    None of this is done to a *fixed* one.
    """
    found = pairs(text)
    if fixed and found.get(start) == end - 1:
        return start, end
    first, last = _inner(text, found, start, end)
    for at in () if fixed else range(first, last):
        other = found.get(at, at)
        if not _WORD.search(text, min(other, last), max(other, first)):
            first, last = min(first, other), max(last, other + 1)
        elif other >= last and _WORD.search(text, first, at):
            first, last = _inner(text, found, first, at)
            break
    return (first, last) if _WORD.search(text, first, last) else (start, end)


def _inner(text: str, found: dict[int, int], first: int, last: int) -> tuple[int, int]:
    """Return a span without marks at its edges that wrap it or lack their other half in it."""
    while first < last:
        begins, ends = text[first], text[last - 1]
        if begins.isspace():
            first += 1
        elif ends.isspace():
            last -= 1
        elif begins in _WRAPS_TITLE and found.get(first) == last - 1:
            first, last = first + 1, last - 1
        elif _is_half(text, found, first, (first, last)):
            first += 1
        elif _is_half(text, found, last - 1, (first, last)):
            last -= 1
        else:
            break
    return first, last


def _is_half(text: str, found: dict[int, int], at: int, span: tuple[int, int]) -> bool:
    """Return whether what is at an offset is a mark whose other half is not within *span*."""
    if text[at] not in MARKS:
        return False
    other = found.get(at)
    return _is_sure(text, at) if other is None else not span[0] <= other < span[1]


def paired_url(text: str, outer: tuple[int, int], inner: tuple[int, int]) -> tuple[int, int]:
    """Return the span of a URL with its punctuation, without marks that are paired outside of it.

    `(https://example.org)` keeps its brackets; `(see https://example.org)` leaves them outside.

    Args:
        text: that of the entry.
        outer: the span of the URL and the punctuation around it.
        inner: that of the URL alone.
    """
    found = pairs(text)
    first, last = outer
    begin, end = inner
    while True:
        before = [at for at in range(first, begin) if not first <= found.get(at, at) < last]
        after = [at for at in range(end, last) if not first <= found.get(at, at) < last]
        if not before and not after:
            return first, last
        first, last = (before[-1] + 1 if before else first), (after[0] if after else last)


def with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span extended to the pairs of marks directly around it, and to halves of pairs.

    Between the span and such a mark there is nothing but punctuation and spaces.
    """
    found = pairs(text)
    for other in sorted(found.get(at, at) for at in range(start, end)):
        if other >= end and not _WORD.search(text, end, other):
            end = other + 1
    while True:
        left = len(text[:start].rstrip()) - 1
        other = found.get(left, -1)
        if other < end or _WORD.search(text, end, other):
            return start, end
        start, end = left, other + 1


def opens_at(text: str, at: int) -> bool:
    """Return whether a mark at an offset opens a pair, or may."""
    return pairs(text).get(at, at + (text[at] in _BRACKETS)) > at
