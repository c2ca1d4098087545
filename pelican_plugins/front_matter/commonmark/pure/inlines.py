"""Inline rules beyond CommonMark: bare links, math, highlighting, smart punctuation.

Math between dollars: `$x$`, `$$x$$`, and a dollar around code.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, autolink, escape, html_inline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from ..options import EngineOptions
from . import brackets, text_rules
from .brackets import State


class InlineParser(ParserInline):
    """markdown-it-py's inline parser, with our state and terminator characters."""

    def __init__(self, options: EngineOptions) -> None:
        super().__init__()
        self.skipped = "~=" if options.marks else "~"
        more = r"""|--|\.\.|["']""" if options.smart_punctuation else ""
        self.terminator_re = re.compile(r"[\n!#$&*:<=>@\[\\\]^_`~]|w(?=ww\.)" + more)

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Parse the text of one block into tokens."""
        state = State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def add_rules(parser: MarkdownIt, options: EngineOptions) -> None:
    """Add the inline rules to a parser whose `inline` is an `InlineParser`."""
    brackets.add_rules(parser, options)
    ruler = parser.inline.ruler
    ruler.at("html_inline", _html)
    ruler.at("autolink", _autolink)
    ruler.at("escape", _escape)
    ruler.before("link", "math", read)
    ruler.push("bare_link", _bare_link)
    if options.marks:
        ruler.before("link", "mark", _mark)
        parser.inline.ruler2.before("fragments_join", "mark", _join_marks)
    if options.smart_punctuation:
        ruler.before("autolink", "punctuation", _punctuation)
        parser.inline.ruler2.before("fragments_join", "quotes", _curl_quotes)


def _html(state: StateInline, silent: bool) -> bool:
    """Read a tag without letting `<a>` open or close a Markdown link."""
    links = state.linkLevel
    found = html_inline(state, silent)
    state.linkLevel = links
    return found


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
    """Read a backslash escape; before a letter it is a backslash."""
    if _ESCAPABLE.match(state.src, state.pos, state.posMax):
        return escape(state, silent)
    if state.src[state.pos] != "\\":
        return False
    if not silent:
        state.append_pending("\\")
    state.pos += 1
    return True


def _bare_link(state: StateInline, silent: bool) -> bool:
    assert isinstance(state, State)
    if silent or state.in_bracket or state.linkLevel > 0:
        return False
    place = text_rules.find_bare_url(state.src, state.pos, state.posMax)
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
                    token.nesting = nesting


def _punctuation(state: StateInline, silent: bool) -> bool:
    """Write dashes, ellipses and guillemets, and record quotation marks for `_curl_quotes`."""
    assert isinstance(state, State)
    found = brackets.replacement(state.src, state.pos, state.posMax)
    if found is None:
        return False
    text, end = found
    if not silent:
        token = state.push("text", "", 0)
        token.content = text
        if state.src[state.pos] in "\"'":
            before, after = state.neighbours(state.pos, end)
            quote = brackets.quote(before, state.src[state.pos], after)
            quote.token, quote.group = token, id(state.delimiters)
            token.content = quote.alone
            state.quotes.append(quote)
    state.pos = end
    return True


def _curl_quotes(state: StateInline) -> None:
    assert isinstance(state, State)
    brackets.curl(state.quotes)


def read(state: StateInline, silent: bool) -> bool:
    """Read `$x$`, `$$x$$` and math in code, or treat the dollars as text."""
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
    """Return the end of the math that begins with a dollar and a backtick, or -1."""
    if state.is_unclosed("`$", start):
        return -1
    closing = state.src.find("`$", start + 1)
    if closing < 0:
        state.unclosed["`$"] = start
        return -1
    return closing + 2


def _math_end(state: State, start: int, dollars: int) -> int:
    """Return the end of the math whose text begins at `start`, or -1.

    A single dollar does not open before white space, nor close after white space or before a
    digit, so that amounts of money stay text.
    """
    src, width = state.src, "$" * dollars
    if dollars > 2 or state.is_unclosed(width, start) or start >= len(src):  # noqa: PLR2004
        return -1
    if dollars == 2:  # noqa: PLR2004
        closing = src.find("$$", start)
        if closing < 0:
            state.unclosed[width] = start
            return -1
        return closing + 2
    at = src.find("$", start)
    while at >= 0 and src[at - 1] == "\\":
        at = src.find("$", at + 1)
    if at < 0:
        state.unclosed[width] = start
        return -1
    money = src[start] in _SPACE or src[at - 1] in _SPACE or src[at + 1 : at + 2] in _DIGITS
    return -1 if money else at + 1


_SPACE = frozenset(" \t\n\r")
_DIGITS = frozenset("0123456789")
