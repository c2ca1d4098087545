"""Find the literal parts of Markdown: code, raw elements and comments; and limit its nesting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TypeVar

from .._core.errors import DiagnosticError
from .._core.rules import TEXT_UNREADABLE
from .commonmark.pure.blocks import TooDeepError

# Blocks with indented paragraphs: list items, footnotes, definitions, admonitions.
_MARKER = re.compile(r"(?:[-*+]|\d+[.)]|\[\^[^\]]+\]:|:|!!!)\s")
_STEP = 4


def indented_code(body: str) -> set[int]:
    """Return where lines of indented code begin in a Markdown text.

    As for Python-Markdown, a line is code if it is indented by four columns more than the text
    around it and comes after a blank line or another line of code.
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
                # Many authors continue a list item with two or three spaces.
                depth = min(depth, (indent + 2) // _STEP)
            after_blank = False
        position += len(line) + 1
    return starts


T = TypeVar("T")

_ITEM = re.compile(r"( *)(?:[-*+]|\d{1,9}[.)])[ \t]")
# More levels than any engine renders: Python-Markdown's limit is about 250, and it takes a minute
# to fail at a thousand.
_HOPELESS = 600


def deepest_item(body: str) -> tuple[int, int]:
    """Return the depth of the lists of a body, and the first line of the deepest, from 0."""
    indents: list[int] = []
    levels = found = 0
    for number, line in enumerate(body.split("\n")):
        item = _ITEM.match(line.expandtabs(_STEP)) if line[:1] in " \t-*+0123456789" else None
        if item is None:
            continue
        indent = len(item[1])
        while indents and indents[-1] >= indent:
            indents.pop()
        # Deeper indentation is code.
        if not indents or indent - indents[-1] <= _STEP:
            indents.append(indent)
        if len(indents) > levels:
            levels, found = len(indents), number
    return levels, found


def rendered(render: Callable[[], T], body: str, first_line: int) -> T:
    """Return an engine's output for a body.

    Args:
        render: calls the engine on the body.
        body: Markdown as in its file.
        first_line: of the body in the file, from 1.

    Raises:
        DiagnosticError: it is nested too deeply, from the line named.
    """
    if body.count("\n") > _HOPELESS and deepest_item(body)[0] > _HOPELESS:
        raise _too_deep(body, first_line)
    try:
        return render()
    except (RecursionError, TooDeepError) as error:
        raise _too_deep(body, first_line, getattr(error, "line", None)) from None


def _too_deep(body: str, first_line: int, known: int | None = None) -> DiagnosticError:
    levels, line = deepest_item(body) if known is None else (0, known - 1)
    text = f"its lists are nested {levels} levels deep" if levels > 1 else "it is nested too deeply"
    return DiagnosticError(
        TEXT_UNREADABLE(
            f"{text}, so it cannot be rendered",
            "flatten them" if levels > 1 else "simplify it",
            line=first_line + line,
        )
    )


LITERAL = (
    r"^ {0,3}(?:`{3,}|~{3,})|^(?: {4}| {0,3}\t)|`+|<!--"
    r"|<(?P<element>pre|code|script|style|textarea)\b"
)
"""Pattern of what may begin a literal; needs MULTILINE and IGNORECASE."""

_FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_TICKS = re.compile(r"`+")


class Literals:
    """Finds the ends of the literals in one text, in linear time."""

    def __init__(self, body: str, *, in_html: bool = False) -> None:
        self._body = body
        # Offsets of backtick runs by length, so that each code span is found in one lookup.
        self._ticks: dict[int, list[int]] = {}
        for match in _TICKS.finditer(body):
            self._ticks.setdefault(len(match.group()), []).append(match.start())
        # In HTML an indented line is not code.
        self._indented = set() if in_html else indented_code(body)
        self._unclosed: set[str] = set()

    def end(self, match: re.Match[str]) -> int:
        """Return the end of the literal that begins at a *match* of `LITERAL`."""
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
            # Search for a missing end tag only once.
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
