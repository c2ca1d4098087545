"""What an owner is told of a block that is shown otherwise."""

from __future__ import annotations

import re

from .compare import Difference, Loss

GRAVE = {Loss.LIST, Loss.CODE, Loss.TABLE, Loss.RAW}
"""What no reader of the page can make out."""

_BRACKET = re.compile(r"\s*\d{1,9}\)")
_OTHERS = "to other readers of Markdown"
_TEXTS = {
    Loss.LIST: f"what is a list {_OTHERS} is shown as running text",
    Loss.LINE: f"a line that goes on with a sentence is an entry of a list {_OTHERS}",
    Loss.NESTING: f"a list within an entry {_OTHERS} is shown as a part of the list around it",
    Loss.PARAGRAPH: f"what belongs to an entry of a list {_OTHERS} is shown behind the list",
    Loss.KIND: f"a list of its own {_OTHERS} is shown as a part of the one before",
    Loss.CODE: f"what is a block of code {_OTHERS} is shown as running text",
    Loss.INDENTED: f"a paragraph is code {_OTHERS}",
    Loss.TABLE: f"what is a table {_OTHERS} is shown as running text",
    Loss.RAW: "Markdown within HTML, which is read by other readers, is shown as it is written",
}
_MENDS = {
    Loss.LIST: "put a blank line above it",
    Loss.LINE: r"write \ before its marker if it is none, and a blank line above it if it is one",
    Loss.NESTING: "indent each level by four spaces",
    Loss.PARAGRAPH: "indent it by four spaces for each level",
    Loss.KIND: "add 'markdown.extensions.sane_lists' to the extensions in MARKDOWN",
    Loss.INDENTED: "indent it by eight spaces if it is code, and by four if it is not",
    Loss.TABLE: "put a blank line above it",
    Loss.RAW: 'write markdown="1" into the tag around it',
}
_IN_LIST = "indent it by eight spaces and leave out its fence, which costs its colours elsewhere"
_AT_LEFT = "put its fences at the beginning of their lines, with as many signs below as above"
_LANGUAGE = "leave nothing but the language behind the signs of its fence"


def said_of(found: Difference) -> tuple[str, str]:
    """Return what is wrong, and what to do about it."""
    return _TEXTS[found.loss], _mend(found)


def _mend(found: Difference) -> str:
    if found.loss is Loss.LIST and any(map(_BRACKET.match, found.old[:1])):
        return "write its numbers as 1. and not as 1)"
    if found.loss is Loss.TABLE and found.within:
        return f"{_MENDS[Loss.TABLE]}, and indent it by four spaces for each level of the list"
    if found.loss is not Loss.CODE:
        return _MENDS[found.loss]
    if found.within:
        return _IN_LIST
    return _AT_LEFT if found.changes else _LANGUAGE
