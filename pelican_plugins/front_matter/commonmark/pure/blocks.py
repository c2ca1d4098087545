"""Blocks beyond CommonMark: alerts, definition lists and footnotes; and Unicode white space.

markdown-it-py strips no-break spaces and the like from blocks. While it looks for blocks they
are therefore replaced by noncharacters, which no text holds (Unicode 17, 23.7).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, table
from markdown_it.rules_block.html_block import HTML_SEQUENCES
from markdown_it.rules_core import StateCore

_SPACES = (
    "\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_STANDINS = "".join(chr(0xFDD0 + number) for number in range(len(_SPACES)))
_HIDE = str.maketrans(_SPACES, _STANDINS)
_SHOW = str.maketrans(_STANDINS, _SPACES)
_ANY_STANDIN = re.compile(f"[{_STANDINS}]")
_INDENTATION = re.compile(r"\n[ \t]+")


def hide_spaces(text: str) -> str:
    """Return Markdown whose only white space is CommonMark's."""
    return text if _ANY_STANDIN.search(text) else text.translate(_HIDE)


def add_space_rules(parser: MarkdownIt) -> None:
    """Restore the spaces between block and inline parsing."""
    parser.core.ruler.before("inline", "spaces", _show)


def _show(state: StateCore) -> None:
    """Restore the spaces, and strip the indentation of a paragraph's lines."""
    changed = bool(_ANY_STANDIN.search(state.src))
    for token in state.tokens:
        if token.type == "inline":
            token.content = _INDENTATION.sub("\n", token.content)
        if changed:
            token.content = token.content.translate(_SHOW)
            token.info = token.info.translate(_SHOW)
    if not changed:
        return
    env = state.env
    env["references"] = {
        normalizeReference(label.translate(_SHOW)): {
            **target,
            "href": target["href"].translate(_SHOW),
            "title": target["title"].translate(_SHOW),
        }
        for label, target in env.get("references", {}).items()
    }
    env["footnotes"] = {
        label.translate(_SHOW): name.translate(_SHOW)
        for label, name in env.get("footnotes", {}).items()
    }


# A list takes two levels, and each level two calls of Python's stack, of which there are 1,000.
_DEEPEST = 96

_ALERT = re.compile(r">[ ]\[!(note|tip|important|warning|caution)\](.*)", re.IGNORECASE)
_DETAIL = re.compile(r"[:~][ \t]+")
_FOOTNOTE = re.compile(r"\[\^([^\] \r\n\t]+)\]:[ \t]*")


def add_rules(parser: MarkdownIt, *, descriptions: bool) -> None:
    """Add the block rules."""
    ruler = parser.block.ruler
    everywhere: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler.before("code", "depth", _depth)
    ruler.before("lheading", "table_last", _table, {"alt": ["paragraph", "reference"]})
    ruler.before("blockquote", "alert", _alert, everywhere)
    ruler.before("html_block", "lone_tag", _lone_tag, {"alt": ["paragraph", "blockquote"]})
    ruler.before("reference", "footnote", _footnote, everywhere)
    if descriptions:
        ruler.before("list", "description", _description, everywhere)


def _depth(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    """Raise where markdown-it-py would silently drop the rest of the text."""
    if state.level >= _DEEPEST:
        raise TooDeepError(start + 1)
    return False


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table where no other block begins; dashes alone make a heading of the line above."""
    below = state.src[state.bMarks[start + 1] : state.eMarks[start + 1]] if start + 1 < end else ""
    return bool(below.strip("- \t")) and table(state, start, end, silent)


def _line_start(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def _alert(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `> [!NOTE] Title` as a quote without its first line."""
    if state.is_code_block(start):
        return False
    last = state.eMarks[start]
    match = _ALERT.match(state.src, _line_start(state, start), last)
    if match is None:
        return False
    if silent:
        return True
    first = len(state.tokens)
    state.eMarks[start] = match.start() + 1
    blockquote(state, start, end, silent)
    state.eMarks[start] = last
    opening, closing = state.tokens[first], state.tokens[-1]
    opening.type, closing.type = "alert_open", "alert_close"
    opening.info = match[1].lower()
    opening.content = unescapeAll(match[2]).strip()
    return True


def _lone_tag(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Let a lone tag end a quote, list item or table that it is not part of.

    Within a paragraph it is part of it (CommonMark 0.31, 4.6); comrak, like cmark, sees no
    paragraph around a line that lacks the marker of a quote.
    """
    outside = state.parentType in ("blockquote", "table") or state.sCount[start] < state.blkIndent
    if not silent or not outside or state.is_code_block(start):
        return False
    line = state.src[_line_start(state, start) : state.eMarks[start]]
    return bool(HTML_SEQUENCES[-1][0].search(line))


def _contents(state: StateBlock, start: int, end: int, begin: int, indent: int) -> None:
    """Parse a block's contents from a position in its first line, indented in the others."""
    marks = state.bMarks, state.tShift, state.sCount
    line = [mark[start] for mark in marks]
    outside = state.tight, state.parentType, state.blkIndent
    for mark, value in zip(marks, (begin, 0, indent), strict=True):
        mark[start] = value
    state.tight, state.parentType, state.blkIndent = True, "root", indent
    state.md.block.tokenize(state, start, end)
    state.line = max(state.line, start + 1)
    state.tight, state.parentType, state.blkIndent = outside
    for mark, value in zip(marks, line, strict=True):
        mark[start] = value


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    match = _FOOTNOTE.match(state.src, _line_start(state, start), state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    opening = state.push("footnote_open", "", 1)
    opening.info = match[1]
    _contents(state, start, end, match.end(), state.blkIndent + 4)
    opening.map = [start, state.line]
    state.push("footnote_close", "", -1)
    # Of two footnotes of one name the later counts.
    state.env.setdefault("footnotes", {})[match[1].casefold()] = match[1]
    return True


def _description(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `: text` below a paragraph as the definition of that term.

    Any paragraph before it is the term, however many lines it has; further `: text` lines are
    further definitions.
    """
    if state.is_code_block(start):
        return False
    match = _DETAIL.match(state.src, _line_start(state, start), state.eMarks[start])
    if match is None:
        return False
    indent = state.sCount[start]
    if silent:
        low, high = state.env.get("meaning", (0, 0))
        below_term = state.parentType == "paragraph" and indent >= state.blkIndent
        return below_term or low <= indent < high
    if not _open_list(state, start):
        return False
    tokens = state.tokens
    tight = bool(tokens[-1].meta.get("tight"))
    state.level += 1
    listing = tokens.pop()
    opening = state.push("dd_open", "dd", 1)
    surrounding = state.env.get("meaning", (0, 0))
    state.env["meaning"] = (state.blkIndent, indent + len(match[0]))
    first = len(tokens)
    _contents(state, start, end, match.end(), indent + len(match[0]))
    state.env["meaning"] = surrounding
    opening.map = [start, state.line]
    paragraphs = [
        token
        for token in tokens[first:]
        if token.level == state.level and token.type in ("paragraph_open", "paragraph_close")
    ]
    if tight and len(paragraphs) == 2:  # noqa: PLR2004 - the two ends of one
        paragraphs[0].hidden = paragraphs[1].hidden = True
    state.push("dd_close", "dd", -1)
    state.level -= 1
    tokens.append(listing)
    return True


def _open_list(state: StateBlock, start: int) -> bool:
    """Turn the paragraph above into a definition list whose end is the last token."""
    tokens = state.tokens
    if not tokens or tokens[-1].level != state.level:
        return False
    if tokens[-1].type == "dl_close":
        return True
    if tokens[-1].type != "paragraph_close":
        return False
    term = tokens[-2]
    above = term.map or [start, start]
    del tokens[-3:]
    if tokens and tokens[-1].type == "dl_close" and tokens[-1].level == state.level:
        listing = tokens.pop()
        state.level += 1
    else:
        state.push("dl_open", "dl", 1).map = list(above)
        state.push("dl_close", "dl", -1)
        listing = tokens.pop()
        state.level += 1
    listing.meta["tight"] = above[1] == start
    state.push("dt_open", "dt", 1).map = list(above)
    tokens.append(term)
    state.push("dt_close", "dt", -1)
    state.level -= 1
    tokens.append(listing)
    return True


class TooDeepError(ValueError):
    """Blocks are nested deeper than Python's stack allows.

    Attributes:
        line: of the text, from 1; None if unknown.
    """

    def __init__(self, line: int | None = None) -> None:
        super().__init__("lists, quotations or footnotes are nested too deeply")
        self.line = line
