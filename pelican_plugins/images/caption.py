"""Captions: the title of an image, one line of text with inline Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from .._core.urls import is_web, split

# All else is text, including what looks like HTML.
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<!`)(?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<href>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)(?P=strong)"
    r"|\*(?=\S)(?P<emphasis>[^*]+?)(?<=\S)\*"
    r"|(?<!\w)_(?=\S)(?P<underlined>[^_]+?)(?<=\S)_(?!\w)",
    re.DOTALL,
)
_DEEPEST = 4
# Of a longer one all is text: a mark that nothing ends is looked for to the end.
_LONGEST = 5_000


def caption_nodes(
    text: str, new_tag: Callable[[str], Tag], depth: int = 0
) -> Iterator[PageElement]:
    """Yield the nodes for one line: bold, emphasis, code and links; HTML in it is text.

    Args:
        text: the line.
        new_tag: makes an element of a name.
        depth: of nesting in other elements.
    """
    cursor = 0
    is_marked = depth < _DEEPEST and len(text) <= _LONGEST
    for match in _INLINE.finditer(text) if is_marked else ():
        node = _node(match, new_tag, depth)
        if node is None:
            continue
        if match.start() > cursor:
            yield NavigableString(text[cursor : match.start()])
        yield node
        cursor = match.end()
    if cursor < len(text):
        yield NavigableString(text[cursor:])


def _node(match: re.Match[str], new_tag: Callable[[str], Tag], depth: int) -> PageElement | None:
    if match["escaped"]:
        return NavigableString(match["escaped"])
    if match["code"]:
        tag = new_tag("code")
        tag.string = match["code"].strip() or match["code"]
        return tag
    if match["label"]:
        if not _is_safe(match["href"]):
            return None
        tag = new_tag("a")
        tag["href"] = match["href"]
        inner = match["label"]
    elif match["bold"]:
        tag, inner = new_tag("strong"), match["bold"]
    else:
        tag, inner = new_tag("em"), match["emphasis"] or match["underlined"]
    for node in list(caption_nodes(inner, new_tag, depth + 1)):
        tag.append(node)
    return tag


def _is_safe(href: str) -> bool:
    """Return whether a link may lead to *href*: the web, mail, or within the site."""
    if is_web(href) or re.match(r"\{(?:static|attach|filename)\}", href):
        return True
    parts = split(href)
    return bool(href) and parts is not None and parts.scheme in {"", "mailto"}
