"""What a Markdown text only quotes: code, raw elements and comments."""

from __future__ import annotations

import re
from bisect import bisect_right

from .nesting import indented_code

LITERAL = (
    r"^ {0,3}(?:`{3,}|~{3,})|^(?: {4}| {0,3}\t)|`+|<!--"
    r"|<(?P<element>pre|code|script|style|textarea)\b"
)
"""What may begin something quoted: a pattern for MULTILINE and IGNORECASE."""

_FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_TICKS = re.compile(r"`+")


class Literals:
    """Finds the ends of what is quoted in one text, in a time that grows with its length alone."""

    def __init__(self, body: str, *, in_html: bool = False) -> None:
        self._body = body
        # The places of runs of backticks by their length, so that the end of a code span is
        # looked up and not searched for again and again.
        self._ticks: dict[int, list[int]] = {}
        for match in _TICKS.finditer(body):
            self._ticks.setdefault(len(match.group()), []).append(match.start())
        # In HTML an indented line is no code.
        self._indented = set() if in_html else indented_code(body)
        self._unclosed: set[str] = set()

    def end(self, match: re.Match[str]) -> int:
        """Return where the text goes on behind what begins at a *match* of `LITERAL`."""
        body, start, token = self._body, match.start(), match.group()
        if token == "<!--":  # noqa: S105
            end = body.find("-->", start)
            return len(body) if end < 0 else end + 3
        if match["element"]:
            return self._end_of_element(match)
        if token.isspace():
            end = body.find("\n", start)
            code = start in self._indented
            return match.end() if not code else len(body) if end < 0 else end
        return self._end_of_code(match)

    def _end_of_element(self, match: re.Match[str]) -> int:
        name = match["element"].lower()
        if name not in self._unclosed:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(self._body, match.end())
            if closing is not None:
                return closing.end()
            # Nor is there one further down: what is not found once is not looked for again.
            self._unclosed.add(name)
        return match.end()

    def _end_of_code(self, match: re.Match[str]) -> int:
        fence = _FENCE.match(self._body, match.start())
        if fence is not None:
            mark = re.escape(fence["mark"][0])
            closing = re.compile(rf"^ {{0,3}}{mark}{{{len(fence['mark'])},}}[ \t]*$", re.MULTILINE)
            end = closing.search(self._body, fence.end())
            return end.end() if end else len(self._body)
        length = len(match.group())
        places = self._ticks.get(length, [])
        following = bisect_right(places, match.start())
        if following < len(places):
            end_of_span = places[following]
            # A code span ends with its paragraph.
            if self._body.find("\n\n", match.end(), end_of_span) < 0:
                return end_of_span + length
        return match.end()
