"""What stands in lines beyond CommonMark: bare links, math, footnote marks, wikilinks, marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, autolink, escape, html_inline, image, link
from markdown_it.rules_inline.state_inline import Delimiter, Scanned
from markdown_it.token import Token

from ..options import Options
from . import bare_links, punctuation


_REFERENCE_LABEL = re.compile(r"\[(?:[^\[\]\\]|\\.)*+\]", re.DOTALL)


def label_end(state: StateInline, start: int, disableNested: bool | None = None) -> int:  # noqa: N803
    """Return where the bracket that opens at `start` closes, or -1.

    As markdown-it-py's, which is asked without its last argument for the label of a reference; but a footnote may stand in a link, and one search finds the ends of all
    brackets that it meets, so that many of them take no longer than few.
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


class State(StateInline):
    """markdown-it-py's state, which also knows lines and brackets."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.in_bracket = False
        self.quotes: list[punctuation.Quote] = []
        self.label_ends: dict[bool, dict[int, int]] = {False: {}, True: {}}
        self.unclosed: set[str] = set()
        self._newlines = [at for at, char in enumerate(src) if char == "\n"]

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token that knows how many lines of its block are above it."""
        token = super().push(ttype, tag, nesting)
        line = bisect_left(self._newlines, self.pos)
        token.map = [line, line]
        if ttype == "hardbreak":
            token.markup = self.src[self.pos]
        return token


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


class InlineParser(ParserInline):
    """markdown-it-py's parser of lines, with our state and places to stop at."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self.skipped = "~=" if options.marks else "~"
        more = r"""|--|\.\.|["']""" if options.smart_punctuation else ""
        self.terminator_re = re.compile(r"[\n!#$&*:<=>@\[\\\]^_`~]|w(?=ww\.)" + more)

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Read the text of one block into tokens."""
        state = State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def add_rules(parser: MarkdownIt, options: Options) -> None:
    """Teach a parser, whose `inline` is an `InlineParser`, what stands in lines."""
    ruler = parser.inline.ruler
    ruler.at("link", _link)
    ruler.at("image", _image)
    ruler.at("html_inline", _html)
    ruler.at("autolink", _autolink)
    ruler.at("escape", _escape)
    ruler.after("image", "footnote", _footnote)
    ruler.before("link", "math", _math)
    ruler.push("bare_link", _bare_link)
    ruler.push("bracket", _bracket)
    if options.wikilinks:
        ruler.before("link", "wikilink", _wikilink)
    if options.marks:
        ruler.before("link", "mark", _mark)
        parser.inline.ruler2.before("fragments_join", "mark", _join_marks)
    if options.smart_punctuation:
        ruler.before("autolink", "punctuation", _punctuation)
        parser.inline.ruler2.before("fragments_join", "quotes", _curl_quotes)


# So deep are brackets searched for links in links: each level searches the rest of the text anew.
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


def _html(state: StateInline, silent: bool) -> bool:
    """Read a tag, which makes no link of ours end or begin."""
    links = state.linkLevel
    found = html_inline(state, silent)
    state.linkLevel = links
    return found


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


def _autolink(state: StateInline, silent: bool) -> bool:
    """Read `<https://example.org>`, and the entities in it."""
    found = autolink(state, silent)
    if found and not silent:
        opening, text = state.tokens[-3:-1]
        opening.attrs["href"] = _ENTITY.sub(_decoded, str(opening.attrs["href"]))
        text.content = _ENTITY.sub(_decoded, text.content)
    return found


def _decoded(entity: re.Match[str]) -> str:
    return unescapeAll(entity[0])


_ENTITY = re.compile(r"&#?\w+;", re.ASCII)
_ESCAPABLE = re.compile(r"\\[\n!-/:-@\[-`{-~]")


def _escape(state: StateInline, silent: bool) -> bool:
    """Read what a backslash escapes; before a letter it is a backslash."""
    if _ESCAPABLE.match(state.src, state.pos, state.posMax):
        return escape(state, silent)
    if state.src[state.pos] != "\\":
        return False
    if not silent:
        state.append_pending("\\")
    state.pos += 1
    return True


def _closed(state: StateInline, silent: bool, *, found: bool) -> bool:
    if found and not silent:
        assert isinstance(state, State)
        state.in_bracket = False
    return found


def _bracket(state: StateInline, silent: bool) -> bool:
    """Remember whether the last bracket that is only a bracket opened or closed."""
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


def _bare_link(state: StateInline, silent: bool) -> bool:
    assert isinstance(state, State)
    if silent or state.in_bracket or state.linkLevel > 0:
        return False
    place = bare_links.find(state.src, state.pos, state.posMax)
    if place is None:
        return False
    begin, end, scheme = place
    if begin < state.pos:
        state.pending = state.pending[: begin - state.pos]
    text = state.src[begin:end]
    _push_link(state, scheme + text, text)
    state.pos = end
    return True


def _push_link(state: StateInline, url: str, text: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": url}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def _math(state: StateInline, silent: bool) -> bool:
    """Read `$x$`, `$$x$$` and math in code, or take the dollars for dollars."""
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    assert isinstance(state, State)
    text_start = start
    while text_start < state.posMax and src[text_start] == "$":
        text_start += 1
    dollars = text_start - start
    code = dollars == 1 and src.startswith("`", text_start)
    if code:
        text_start, end = start + 1, _code_math_end(state, start)
    else:
        end = _math_end(state, text_start, dollars)
    width = 2 if code else dollars
    if end < 0 or end - start < 2 * width + 1 or end > state.posMax:
        if not silent:
            state.append_pending(src[start:text_start])
        state.pos = text_start
        return True
    if not silent:
        content = src[start + width : end - width]
        token = state.push("math", "code" if code else "span", 0)
        token.info = "display" if dollars == 2 else "inline"  # noqa: PLR2004
        token.content = content if dollars == 2 else _as_code(content)  # noqa: PLR2004
    state.pos = end
    return True


def _as_code(content: str) -> str:
    content = content.replace("\n", " ")
    padded = content.startswith(" ") and content.endswith(" ") and content.strip(" ")
    return content[1:-1] if padded else content


def _code_math_end(state: State, start: int) -> int:
    """Return where the math that begins with a dollar and a backtick ends, or -1."""
    if "`$" in state.unclosed:
        return -1
    closing = state.src.find("`$", start + 1)
    if closing < 0:
        state.unclosed.add("`$")
        return -1
    return closing + 2


def _math_end(state: State, start: int, dollars: int) -> int:
    """Return where the math whose text begins at `start` ends, or -1.

    A single dollar opens before no white space, and closes after none and before no digit, so
    that money stays money.
    """
    src, width = state.src, "$" * dollars
    if dollars > 2 or width in state.unclosed or start >= len(src):  # noqa: PLR2004
        return -1
    if dollars == 2:  # noqa: PLR2004
        closing = src.find("$$", start)
        if closing < 0:
            state.unclosed.add(width)
            return -1
        return closing + 2
    if src[start] in _SPACE:
        return -1
    at = src.find("$", start)
    while at >= 0:
        before = src[at - 1]
        if before in _SPACE:
            return -1
        if before != "\\":
            return -1 if src[at + 1 : at + 2] in _DIGITS else at + 1
        at = src.find("$", at + 1)
    state.unclosed.add(width)
    return -1


_SPACE = frozenset(" \t\n\r")
_DIGITS = frozenset("0123456789")

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


def _mark(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "=":
        return False
    scanned = state.scanDelims(state.pos, canSplitWord=True)
    token = state.push("text", "", 0)
    token.content = "=" * scanned.length
    if scanned.length == 2:  # noqa: PLR2004
        here = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(ord("="), 0, here, -1, scanned.can_open, scanned.can_close)
        )
    state.pos += scanned.length
    return True


def _join_marks(state: StateInline) -> None:
    inner = [meta["delimiters"] for meta in state.tokens_meta if meta]
    for delimiters in [state.delimiters, *inner]:
        for opening in delimiters:
            if opening.marker == ord("=") and opening.end >= 0:
                ends = (opening, 1, "mark_open"), (delimiters[opening.end], -1, "mark_close")
                for delimiter, nesting, kind in ends:
                    token = state.tokens[delimiter.token]
                    token.type, token.tag, token.content = kind, "mark", ""
                    token.nesting = nesting  # type: ignore[assignment]


def _punctuation(state: StateInline, silent: bool) -> bool:
    """Write dashes, ellipses and guillemets, and remember quotation marks for later."""
    assert isinstance(state, State)
    found = punctuation.replacement(state.src, state.pos, state.posMax)
    if found is None:
        return False
    text, end = found
    if not silent:
        token = state.push("text", "", 0)
        token.content = text
        if state.src[state.pos] in "\"'":
            before, after = state.neighbours(state.pos, end)
            quote = punctuation.quote(before, state.src[state.pos], after)
            quote.token, quote.group = token, id(state.delimiters)
            token.content = quote.alone
            state.quotes.append(quote)
    state.pos = end
    return True


def _curl_quotes(state: StateInline) -> None:
    assert isinstance(state, State)
    punctuation.curl(state.quotes)
