"""Links, images, footnote references, wikilinks and smart punctuation.

Smart punctuation follows CommonMark's reference implementations.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, unescapeAll
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from ..options import EngineOptions

_RUNS = re.compile(r"""--+|\.\.\.?|<<|>>|["']""")
_FIXED = {"...": "…", "..": "..", "<<": "«", ">>": "»", '"': '"', "'": "'"}
_CURLY = {'"': ("“", "”"), "'": ("‘", "’")}


@dataclass(slots=True)
class Quote:
    """A quotation mark: whether it may open and close, its default shape, and its token."""

    char: str
    can_open: bool
    can_close: bool
    alone: str
    token: Token = field(default_factory=lambda: Token("text", "", 0))
    group: int = 0


def replacement(src: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the replacement for the punctuation at a position, and where it ends."""
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
    """Return whether a delimiter run between two characters is left- and right-flanking.

    The end of the text is "" (CommonMark 0.31, 6.2).
    """
    space_before, space_after = not before.strip(), not after.strip()
    mark_before, mark_after = is_mark(before), is_mark(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    return left, right


def quote(before: str, char: str, after: str) -> Quote:
    """Return what a quotation mark may do between its neighbours."""
    left, right = flanks(before, after)
    opens = left and (not right or before in ("(", "[")) and before not in ("]", ")")
    opening, closing = _CURLY[char]
    return Quote(char, opens, right, opening if char == '"' and not right else closing)


def is_mark(char: str) -> bool:
    """Return whether a character is punctuation or a symbol; the end of the text is not."""
    return bool(char) and (isMdAsciiPunct(ord(char)) or isPunctChar(char))


def curl(quotes: list[Quote]) -> None:
    """Curl each pair of quotation marks within one link."""
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


def add_rules(parser: MarkdownIt, options: EngineOptions) -> None:
    """Add the rules for brackets."""
    ruler = parser.inline.ruler
    ruler.at("link", _link)
    ruler.at("image", _image)
    ruler.after("image", "footnote", _footnote)
    ruler.push("bracket", _bracket)
    if options.wikilinks:
        ruler.before("link", "wikilink", _wikilink)


_REFERENCE_LABEL = re.compile(r"\[(?:[^\[\]\\]|\\.)*+\]", re.DOTALL)


def label_end(state: StateInline, start: int, disableNested: bool | None = None) -> int:  # noqa: N803
    """Return where the bracket that opens at `start` closes, or -1.

    Replaces markdown-it-py's, which is called without its last argument for reference labels. A
    footnote may be in a link, and one search finds the ends of all brackets that it meets, so
    time stays linear.
    """
    assert isinstance(state, State)
    if disableNested is None:
        label = _REFERENCE_LABEL.match(state.src, start, state.posMax)
        return label.end() - 1 if label else -1
    ends = state.label_ends[disableNested]
    if start not in ends:
        before, state.pos = state.pos, start + 1
        opened = [start]
        while opened and state.pos < state.posMax:
            here, char = state.pos, state.src[state.pos]
            if char == "]":
                ends[opened.pop()] = here
                state.pos += 1
                continue
            state.md.inline.skipToken(state)
            if char == "[":
                if state.pos == here + 1:
                    opened.append(here)
                elif disableNested and not _FOOTNOTE.fullmatch(state.src, here, state.pos):
                    break
        ends.update(dict.fromkeys(opened, -1))
        state.pos = before
    return ends[start] if ends[start] < state.posMax else -1


# So deep are brackets searched for links in links: each level searches the rest of the text again.
_DEEPEST_LABEL = 10
_DEEPEST_IMAGE = 3


def _may_open(state: StateInline, bracket: str, silent: bool) -> bool:
    too_deep = silent and state.level > _DEEPEST_LABEL
    closes = state.src.startswith(bracket, state.pos) and state.src.find("]", state.pos) > 0
    return closes and not too_deep


def _link(state: StateInline, silent: bool) -> bool:
    if not _may_open(state, "[", silent):
        return False
    assert isinstance(state, State)
    before, state.in_bracket = state.in_bracket, True
    found = link(state, silent)
    state.in_bracket = before
    return _closed(state, silent, found=found)


def _image(state: StateInline, silent: bool) -> bool:
    # `![^1]` is a mark of exclamation and a footnote.
    if not state.src.startswith("![", state.pos) or state.src.startswith("![^", state.pos):
        return False
    depth = state.env.get("images", 0)
    state.env["images"] = depth + 1
    found = depth < _DEEPEST_IMAGE and _may_open(state, "![", silent) and image(state, silent)
    state.env["images"] = depth
    if found:
        return _closed(state, silent, found=True)
    if not silent:
        assert isinstance(state, State)
        state.in_bracket = True
        state.append_pending("![")
        state.pos += 2
    return not silent


def _closed(state: StateInline, silent: bool, *, found: bool) -> bool:
    if found and not silent:
        assert isinstance(state, State)
        state.in_bracket = False
    return found


def _bracket(state: StateInline, silent: bool) -> bool:
    """Track whether the last literal bracket opened or closed."""
    char = state.src[state.pos]
    if silent or char not in "[]":
        return False
    assert isinstance(state, State)
    state.in_bracket = char == "["
    state.append_pending(char)
    state.pos += 1
    return True


_FOOTNOTE = re.compile(r"\[\^([^\]\s\[\\`]+)\]")


def _footnote(state: StateInline, silent: bool) -> bool:
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    label = match[1].casefold()
    name = state.env.get("footnotes", {}).get(label)
    if name is None:
        return False
    if not silent:
        marks = state.env.setdefault("footnote_marks", {})
        number, count = marks.get(label, (len(marks) + 1, 0))
        marks[label] = (number, count + 1)
        token = state.push("footnote_mark", "", 0)
        token.info = name
        token.meta = {"number": number, "count": count + 1}
    state.pos = match.end()
    return _closed(state, silent, found=True)


_WIKILINK_PART = r"""((?:\\[!-/:-@\[-`{-~]|[^\[\]|])*+)"""
_WIKILINK = re.compile(rf"\[\[{_WIKILINK_PART}(?:\|{_WIKILINK_PART})?+\]\]")
_LONGEST_LABEL = 1000


def _wikilink(state: StateInline, silent: bool) -> bool:
    assert isinstance(state, State)
    if silent or state.in_bracket or not state.src.startswith("[[", state.pos):
        return False
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None or any(len(part or "") > _LONGEST_LABEL for part in match.groups()):
        return False
    target = match[1].strip()
    token = state.push("wikilink", "a", 0)
    token.attrs = {"href": unescapeAll(target)}
    token.content = unescapeAll(target if match[2] is None else match[2].strip())
    state.pos = match.end()
    return True


class State(StateInline):
    """markdown-it-py's inline state, with lines and brackets."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.in_bracket = False
        self.quotes: list[Quote] = []
        self.label_ends: dict[bool, dict[int, int]] = {False: {}, True: {}}
        self.unclosed: dict[str, int] = {}
        self._newlines = [at for at, char in enumerate(src) if char == "\n"]

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token with its line within the block."""
        token = super().push(ttype, tag, nesting)
        line = bisect_left(self._newlines, self.pos)
        token.map = [line, line]
        if ttype == "hardbreak":
            token.markup = self.src[self.pos]
        return token

    def is_unclosed(self, marker: str, start: int) -> bool:
        """Return whether an earlier search has found no such marker after this position."""
        return start >= self.unclosed.get(marker, len(self.src))

    def neighbours(self, start: int, end: int) -> tuple[str, str]:
        """Return the characters around a position, skipping `~` and `=` markers."""
        skipped = self.md.inline.skipped  # type: ignore[attr-defined]
        src = self.src
        while start > 0 and src[start - 1] in skipped:
            start -= 1
        while end < len(src) and src[end] in skipped:
            end += 1
        return src[max(0, start - 1) : start], src[end : end + 1]

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Return whether the delimiter run at a position may open and close."""
        end, marker = start, self.src[start]
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before, after = self.neighbours(start, end)
        left, right = flanks(before, after)
        opens = left and (canSplitWord or not right or is_mark(before))
        closes = right and (canSplitWord or not left or is_mark(after))
        return Scanned(opens, closes, end - start)
