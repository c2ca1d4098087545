"""Remove Obsidian's `%%` comments.

Publishing a comment is worse than losing a `%%` of another meaning, so an unclear one is read
for a comment, and reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .._core.diagnostics import Diagnostic
from .literals import LITERAL, Literals
from .rules import TEXT_LEFT_OUT

# Not after a backslash, unless that is itself escaped.
_MARK = r"(?<!(?<!\\)\\)(?<!%)%{2,3}(?!%)"
_MARKS = re.compile(_MARK)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# In a URL `%%20` is a character that was encoded twice, and `%%name%%` a placeholder; a comment of
# several words may follow it directly.
_TOKEN = re.compile(
    rf"{LITERAL}|(?P<mark>{_MARK})|(?P<other>\]\([^()\s]*|</?[a-z][^<>]*>"
    r"|\bhttps?://(?:(?!%%)[^\s<>]|%%(?=(?-i:[2-7][0-9A-F]))|%%[^\s<>%]+%%)*)",
    re.MULTILINE | re.IGNORECASE,
)
_BEFORE_BLOCK = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?")
_OPENS = re.compile(r"(?<![^\s(\[])%{2,3}\S")
_AFTER_NUMBER = re.compile(r"(?<=\d)%%(?=[\s.,;:!?)]|$)")


def remove_comments(body: str) -> tuple[str, int, list[Diagnostic]]:
    """Return the Markdown *body* without comments, their number, and problems with unclear ones.

    Code, URLs and HTML tags are left alone. A line with nothing but a comment is removed with it,
    so that its paragraph stays one.
    """
    if "%%" not in body:
        return body, 0, []
    taker = _Taker(body)
    return taker.run(), taker.count, taker.problems


class _Taker:
    def __init__(self, body: str) -> None:
        self._body = body
        self._literals = Literals(body)
        self._marks = [match.span() for match in _MARKS.finditer(body)]
        self._blanks = [match.start() for match in _BLANK_LINE.finditer(body)]
        self.count = 0
        self.problems: list[Diagnostic] = []

    def run(self) -> str:
        body, pieces, cursor, position = self._body, [], 0, 0
        while match := _TOKEN.search(body, position):
            if match["mark"] is None:
                position = match.end() if match["other"] else self._literals.end(match)
                continue
            end = self._end(match)
            position = match.end()
            if end is not None:
                self.count += 1
                start, end = self._with_line(cursor, match.start(), end)
                pieces.append(body[cursor:start])
                cursor = position = end
        return "".join([*pieces, body[cursor:]])

    def _end(self, match: re.Match[str]) -> int | None:
        """Return the end of the comment that a `%%` begins; None if it begins none."""
        start = match.start()
        following = bisect_left(self._marks, (match.end(), 0))
        closing = self._marks[following] if following < len(self._marks) else None
        blank = bisect_right(self._blanks, start)
        paragraph = self._blanks[blank] if blank < len(self._blanks) else len(self._body)
        line = self._body.rfind("\n", 0, start) + 1
        is_block = _BEFORE_BLOCK.fullmatch(self._body, line, start) is not None
        within = closing is not None and closing[0] < paragraph
        is_number = not is_block and _AFTER_NUMBER.match(self._body, start) is not None
        if is_number and not (within and closing and self._closes(start, closing[0])):
            # `100%%` is a typing error.
            return None
        if closing is not None and (is_block or within):
            return closing[1]
        if closing is None:
            end = len(self._body) if is_block else paragraph
            what = "text" if is_block else "paragraph"
            self._report(start, f"is never closed, so the rest of the {what} is hidden")
            return end
        self._report(start, "ends in another paragraph, so everything in between is hidden")
        return closing[1]

    def _closes(self, start: int, mark: int) -> bool:
        """Return whether a `%%` ends a comment, and is not a typo, code or the start of another."""
        body = self._body
        other = body[mark - 1].isdigit() or "`" in body[start:mark]
        return not other and _OPENS.match(body, mark) is None

    def _report(self, start: int, what: str) -> None:
        line = self._body[start : start + 40].split("\n")[0]
        text = f"the comment that begins with {line!r} {what}"
        self.problems.append(TEXT_LEFT_OUT(text, "write %% where it ends", line))

    def _with_line(self, cursor: int, start: int, end: int) -> tuple[int, int]:
        """Return the span of a comment, with its complete line if there is nothing else."""
        body = self._body
        line = body.rfind("\n", 0, start) + 1
        after = body.find("\n", end)
        after = len(body) if after < 0 else after + 1
        if line >= cursor and not body[line:start].strip() and not body[end:after].strip():
            return line, after
        return start, end
