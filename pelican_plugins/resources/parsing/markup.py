"""The text and links of an element, without those of lists and blocks in it; and unique ids.

The *own* text of an element is that without such blocks and without markers such as permalinks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from html import unescape

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ..._core.html_document import Document

_BLOCKS = {"ul", "ol", "dl", "table", "pre", "blockquote", "figure", "script", "style", "template"}
BREAKS = {"br", "p", "div"}
"""Elements that end the word, and so the URL, before them."""
_MARKERS = ("headerlink", "footnote-ref", "footnote-backref", "reversefootnote", "anchor-link")


def is_text(node: PageElement) -> bool:
    """Return whether *node* is text; in BeautifulSoup a comment is a string too."""
    return type(node) is NavigableString


def is_blank(node: PageElement) -> bool:
    """Return whether *node* is white space or a comment."""
    return isinstance(node, NavigableString) and not (is_text(node) and node.strip())


def is_block(node: PageElement) -> bool:
    """Return whether *node* is a list or another block, which is not part of an item's text."""
    return isinstance(node, Tag) and node.name in _BLOCKS


def tags_in(part: Tag, *names: str) -> list[Tag]:
    """Return the elements of these *names* in *part*, or all; ten times as fast as `find_all`."""
    return [
        node
        for node in part.descendants
        if isinstance(node, Tag) and (not names or node.name in names)
    ]


def child_tags(part: Tag, *names: str) -> list[Tag]:
    """Return the children of *part* with these *names*."""
    return [node for node in part.children if isinstance(node, Tag) and node.name in names]


def own_text(part: Tag) -> str:
    """Return the own text of *part*."""
    if len(part.contents) == 1 and is_text(part.contents[0]):
        return str(part.contents[0])
    return "".join(own_strings(part))


def own_strings(part: Tag) -> Iterator[str]:
    """Yield the strings of `own_text`."""
    for node in part.contents:
        if is_text(node):
            yield str(node)
        elif isinstance(node, Tag) and not is_block(node) and not is_marker(node):
            if node.name in BREAKS:
                yield "\n"
            yield from own_strings(node)


def own_links(part: Tag) -> Iterator[Tag]:
    """Yield the links in the own text of *part*."""
    for node in part.children:
        if not isinstance(node, Tag) or is_block(node) or is_marker(node):
            continue
        # An <a> without href may contain a link.
        if node.name == "a" and node.get("href"):
            yield node
        else:
            yield from own_links(node)


def is_marker(tag: Tag) -> bool:
    """Return whether *tag* is a marker such as a permalink or a footnote's arrow."""
    classes = tag.get("class")
    return bool(classes) and any(marker in str(classes) for marker in _MARKERS)


def heading_text(heading: Tag) -> str:
    """Return the words of a heading, without its permalink."""
    strings: list[str] = []
    pending = [*reversed(heading.contents)]
    while pending:
        node = pending.pop()
        if is_text(node):
            strings.append(str(node))
        elif isinstance(node, Tag) and not is_marker(node):
            pending += reversed(node.contents)
    return " ".join("".join(strings).split())


def text_length(node: PageElement) -> int:
    """Return the length of the own text of *node*."""
    if is_text(node):
        return len(str(node))
    if not isinstance(node, Tag) or is_block(node) or is_marker(node):
        return 0
    return len(own_text(node)) + (node.name in BREAKS)


def slice_nodes(part: Tag, start: int, end: int) -> list[PageElement]:
    """Return copies of the nodes between two offsets of the own text of *part*.

    An element without text, such as an image, is at one offset.
    """
    pieces: list[PageElement] = []
    offset = 0
    if end <= 0:
        return pieces
    for node in part.contents:
        if is_block(node):
            continue
        size = text_length(node)
        first, last = max(start - offset, 0), end - offset
        if size == 0 and start <= offset < end:
            pieces.append(copy(node))
        elif first < size and last > 0:
            lead = isinstance(node, Tag) and node.name in BREAKS
            piece = _slice_node(node, first - lead, last - lead)
            pieces += [piece] if piece is not None else []
        offset += size
    return pieces


def _slice_node(node: PageElement, start: int, end: int) -> PageElement | None:
    if not isinstance(node, Tag):
        return NavigableString(str(node)[start:end])
    if start <= 0 and end >= len(own_text(node)):
        return copy(node)
    if end <= 0:
        return None
    piece = copy(node)
    piece.clear()
    piece.extend(slice_nodes(node, start, end))
    return piece


def next_element(nodes: Iterable[PageElement]) -> Tag | None:
    """Return the first of *nodes* that is not blank, if it is an element."""
    for node in nodes:
        if not is_blank(node):
            return node if isinstance(node, Tag) else None
    return None


def next_tag(node: PageElement) -> Tag | None:
    """Return the next sibling element of *node*."""
    return next((each for each in node.next_siblings if isinstance(each, Tag)), None)


def split_at(part: Tag, marker: Tag) -> tuple[str, str]:
    """Return the own text of *part* before and after the element *marker* in it."""
    before: list[str] = []
    after: list[str] = []
    _share_out(part, marker, before, after)
    return "".join(before), "".join(after)


def _share_out(part: Tag, marker: Tag, before: list[str], after: list[str]) -> bool:
    """Add each string of *part* to the list for its side of *marker*; return if that was found."""
    met = False
    for node in part.children:
        side = after if met else before
        if node is marker:
            met = True
        elif is_text(node):
            side.append(str(node))
        elif isinstance(node, Tag) and not is_block(node) and not is_marker(node):
            met = _share_out(node, marker, side, after) or met
    return met


# An id in a start tag of the HTML that is not parsed.
_ID = re.compile(
    r"""<[a-zA-Z][^<>]*?\sid\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)


class UniqueIds:
    """The ids in a page."""

    def __init__(self, document: Document) -> None:
        self._taken = {str(tag["id"]) for tag in tags_in(document.soup) if tag.has_attr("id")}
        self._taken |= {
            unescape(match[1] or match[2] or match[3] or "")
            for match in _ID.finditer(document.head)
        }
        # By name, so that numbers are not counted up from one again.
        self._numbers: Counter[str] = Counter()

    def unique(self, name: str) -> str:
        """Return *name*, with a number if it is taken, and take it."""
        unique = name
        while unique in self._taken:
            self._numbers[name] += 1
            unique = f"{name}-{self._numbers[name] + 1}"
        self._taken.add(unique)
        return unique
