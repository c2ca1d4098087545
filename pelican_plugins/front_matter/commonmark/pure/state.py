"""The state of a parser of lines."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from . import punctuation


class State(StateInline):
    """markdown-it-py's state, which also knows lines and brackets."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.in_bracket = False
        self.quotes: list[punctuation.Quote] = []
        self.label_ends: dict[bool, dict[int, int]] = {False: {}, True: {}}
        self.unclosed: dict[str, int] = {}
        self._newlines = [at for at, char in enumerate(src) if char == "\n"]

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token that knows how many lines of its block are above it."""
        token = super().push(ttype, tag, nesting)
        line = bisect_left(self._newlines, self.pos)
        token.map = [line, line]
        if ttype == "hardbreak":
            token.markup = self.src[self.pos]
        return token

    def is_unclosed(self, marker: str, start: int) -> bool:
        """Tell whether a search from a place, or before it, has found no such marker."""
        return start >= self.unclosed.get(marker, len(self.src))

    def neighbours(self, start: int, end: int) -> tuple[str, str]:
        """Return the characters around a place, but for those that strike through or mark."""
        skipped = self.md.inline.skipped  # type: ignore[attr-defined]
        src = self.src
        while start > 0 and src[start - 1] in skipped:
            start -= 1
        while end < len(src) and src[end] in skipped:
            end += 1
        return src[max(0, start - 1) : start], src[end : end + 1]

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Tell whether the run of delimiters at a place may open and close."""
        end, marker = start, self.src[start]
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before, after = self.neighbours(start, end)
        left, right = punctuation.flanks(before, after)
        opens = left and (canSplitWord or not right or punctuation.is_mark(before))
        closes = right and (canSplitWord or not left or punctuation.is_mark(after))
        return Scanned(opens, closes, end - start)
