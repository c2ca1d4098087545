"""Take a section apart into what may be entries: items of lists, terms, lines of paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bs4 import Tag

from .markup import heading_text, next_element, own_text
from .section import LEVELS, Section
from .shapes import LINES, LISTS, SHAPES
from .shapes.shape import DEEPEST, Entry, has_address

_TRANSPARENT = {"div", "section", "article", "details", "center", "main"}


def read_entries(section: Section) -> Iterator[Entry]:
    """Yield all that may be an entry of *section*, in the order of the page."""
    if section.line is not None:
        nodes = section.label.contents[section.line :]
        yield from LINES.entries_of(nodes, section.label, None, section.label)
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
    if node.name == "p" and _is_label(node):
        return (), heading_text(node).rstrip(" :：") or None
    for shape in SHAPES:
        if node.name in shape.elements:
            return shape.entries(node, group, top, depth), group
    found: list[Entry] = []
    if node.name in _TRANSPARENT and depth < DEEPEST:
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
