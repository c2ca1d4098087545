"""Take a section apart into what may be entries: items of lists, terms, lines of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from enum import Enum

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from .links import find_url
from .markup import (
    child_tags,
    heading_text,
    is_blank,
    is_block,
    is_text,
    next_element,
    own_links,
    own_text,
    tags_in,
)
from .section import LEVELS, LISTS, Section

# A list that its author did not set apart from the paragraph above it.
_GLUED = re.compile(r"\n[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+")
_TRANSPARENT = {"div", "section", "article", "details", "center", "main"}
_DEEPEST = 60


class Shape(Enum):
    """How an entry stands in the page."""

    ITEM = "item"
    """An item of a list."""
    TERM = "term"
    """A term of a definition list, with what is said of it."""
    LINE = "line"
    """A line of a paragraph."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be one entry.

    Attributes:
        shape: how it stands in the page.
        element: the item, the term, or for a line a new item with copies of its nodes.
        part: what holds the entry's own words.
        group: the words it stands under, within the section.
        linked: whether there is an address in its own words.
        top: the node of the section that it stands in.
        block: the paragraph of a line; else *element*.
        more: the descriptions that follow a term.
        marked: whether a line begins with the mark of a list that its author meant.
    """

    shape: Shape
    element: Tag
    part: Tag
    group: str | None
    linked: bool
    top: Tag
    block: Tag
    more: tuple[Tag, ...] = ()
    marked: bool = False


def own_part(item: Tag) -> Tag:
    """Return the element that holds an item's own line: its first paragraph, or the item."""
    first = next((node for node in item.children if not is_blank(node)), None)
    return first if isinstance(first, Tag) and first.name == "p" else item


def has_address(part: Tag) -> bool:
    """Tell whether the own words of *part* hold a link or an address."""
    return any(str(link.get("href", "")).strip() for link in own_links(part)) or (
        find_url(own_text(part)) is not None
    )


def read_entries(section: Section) -> Iterator[Entry]:
    """Yield all that may be an entry of *section*, in the order of the page."""
    if section.line is not None:
        lines = section.label.contents[section.line :]
        yield from _lines(section.label, list(lines), None, section.label)
        if not _only_lists_follow(section):
            return
    group: str | None = None
    for node in section.nodes:
        if isinstance(node, Tag):
            if section.sentence and node.name not in LISTS:
                return
            found, group = _of_node(node, group, node, 0)
            yield from found
            if section.sentence:
                return


def _only_lists_follow(section: Section) -> bool:
    following = next_element(section.nodes)
    return following is not None and following.name in LISTS


def _of_node(
    node: Tag, group: str | None, top: Tag, depth: int
) -> tuple[Iterable[Entry], str | None]:
    """Return the entries in *node*, and the group that stands for what follows it."""
    if node.name in LEVELS:
        return (), heading_text(node) or None
    if node.name in {"ul", "ol"}:
        return _items(node, group, top, depth), group
    if node.name == "dl":
        return _terms(node, group, top), group
    if node.name == "p" and _is_label(node):
        return (), heading_text(node).rstrip(" :：") or None
    found: list[Entry] = []
    if node.name == "p":
        found += _lines(node, list(node.contents), group, top)
    if node.name in _TRANSPARENT and depth < _DEEPEST:
        for child in node.children:
            if isinstance(child, Tag):
                more, group = _of_node(child, group, top, depth + 1)
                found += more
    return found, group


def _is_label(paragraph: Tag) -> bool:
    """Tell whether a paragraph names the list that follows it."""
    following = next_element(paragraph.next_siblings)
    text = own_text(paragraph).strip()
    if following is None or following.name not in LISTS or has_address(paragraph):
        return False
    first = next_element(paragraph.children)
    return text.endswith((":", "：")) or (first is not None and first.get_text().strip() == text)


def _items(parent: Tag, group: str | None, top: Tag, depth: int) -> Iterator[Entry]:
    for item in child_tags(parent, "li"):
        part = own_part(item)
        linked = has_address(part)
        inner = child_tags(item, "ul", "ol") if depth < _DEEPEST else []
        heads = not linked and any(_holds_address(tag) for tag in inner)
        if not heads:
            yield Entry(Shape.ITEM, item, part, group, linked, top, item)
        own = " ".join(own_text(part).split()).rstrip(" :：")
        below = (own or group) if heads else group
        for tag in inner:
            for entry in _items(tag, below, top, depth + 1):
                # Below an entry, what has no address of its own is said of that entry.
                if entry.linked or heads:
                    yield entry


def _holds_address(tag: Tag) -> bool:
    return (
        any(link.has_attr("href") for link in tags_in(tag, "a"))
        or find_url(tag.get_text()) is not None
    )


def _terms(parent: Tag, group: str | None, top: Tag) -> Iterator[Entry]:
    # HTML lets a <div> stand around a term and its descriptions.
    groups = [parent, *child_tags(parent, "div")]
    for term in (term for tag in groups for term in child_tags(tag, "dt")):
        following = []
        for node in term.next_siblings:
            if isinstance(node, Tag) and node.name != "dd":
                break
            if isinstance(node, Tag):
                following.append(node)
        part = next((tag for tag in (term, *following) if has_address(own_part(tag))), term)
        linked = has_address(own_part(part))
        yield Entry(Shape.TERM, term, own_part(part), group, linked, top, term, tuple(following))


def _lines(
    paragraph: Tag, nodes: list[PageElement], group: str | None, top: Tag
) -> Iterator[Entry]:
    for line, marked in split_lines(nodes):
        item = Tag(name="li")
        item.extend(copy(node) for node in line)
        text = own_text(item).strip()
        linked = has_address(item)
        if text.endswith((":", "：")) and not linked:
            group = " ".join(text.split()).rstrip(" :：") or group
        if text:
            yield Entry(Shape.LINE, item, item, group, linked, top, paragraph, marked=marked)


def split_lines(nodes: list[PageElement]) -> list[tuple[list[PageElement], bool]]:
    """Part the nodes of a paragraph at its line breaks, and where a list is glued to it.

    Returns:
        The nodes of each line, and whether it began with the mark of a list.
    """
    lines: list[tuple[list[PageElement], bool]] = [([], False)]
    for node in nodes:
        if isinstance(node, Tag) and node.name == "br":
            lines.append(([], False))
        elif is_text(node) and _GLUED.search(str(node)):
            first, *others = _GLUED.split(str(node))
            lines[-1][0].append(NavigableString(first))
            lines += [([NavigableString(other)], True) for other in others]
        elif not is_block(node):
            lines[-1][0].append(node)
    return [line for line in lines if any(not is_blank(node) for node in line[0])]
