"""Keeps white space that is none to Markdown: no-break spaces and their like.

markdown-it-py takes them off the ends of blocks. While it looks for blocks they are therefore
other characters, which no text has: noncharacters (Unicode 17, 23.7).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
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
    """Return a text whose only white space is what CommonMark counts as such."""
    return text if _ANY_STANDIN.search(text) else text.translate(_HIDE)


def add_space_rules(parser: MarkdownIt) -> None:
    """Bring the spaces back between a parser's blocks and its lines."""
    parser.core.ruler.before("inline", "spaces", _show)


def _show(state: StateCore) -> None:
    """Bring the spaces back, and take off what lines of a paragraph begin with."""
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
