"""Turn a section and its items into the reference list of the page."""

from __future__ import annotations

import re
from copy import copy

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from .._core.document import Document, add_classes
from .item import Reading, is_block, is_text, own_part, own_text
from .resource import Resource
from .section import Section, heading_text

_CLOSE_UP = tuple(".,;:!?)]»”’。、；：！？）」』】》")


def render_item(document: Document, item: Tag, reading: Reading, resource: Resource) -> None:
    """Rewrite one list item; nothing its author wrote is lost."""
    host = document.new_tag("span", class_="resource-host")
    host.string = resource.host
    if reading.link is None:
        _link_title(document, own_part(item), reading, host)
    else:
        add_classes(reading.link, "u-url", "p-name")
        reading.link.insert_after(" ", host)
    add_classes(item, "resource", "h-cite")
    item["id"] = resource.anchor
    document.changed(item)


def render_section(document: Document, section: Section, taken: set[str]) -> None:
    """Put the section's element around its heading and all that belongs to it.

    Args:
        document: the body.
        section: one with at least one entry.
        taken: ids that stand in the page; the heading's is added.
    """
    heading = section.heading
    if not heading.get("id"):
        words = re.sub(r"\W+", "-", heading_text(heading).casefold()).strip("-")
        heading["id"] = free_id(words or "resources", taken)
        document.changed(heading)
    wrapper = document.new_tag(
        "section",
        class_="resources",
        role="doc-bibliography",
        aria_labelledby=str(heading["id"]),
    )
    document.wrap(heading, section.last, wrapper)


def free_id(wish: str, taken: set[str]) -> str:
    """Return *wish*, or with a number behind it where it is taken, and take it."""
    name, number = wish, 1
    while name in taken:
        number += 1
        name = f"{wish}-{number}"
    taken.add(name)
    return name


def _link_title(document: Document, part: Tag, reading: Reading, host: Tag) -> None:
    """Make the text before a bare address its link; the address itself becomes the host."""
    link = document.new_tag("a", class_="u-url p-name", href=reading.url)
    text = own_text(part)
    if reading.title_end:
        link.extend(_cut(part, 0, reading.title_end))
    else:
        link.string = reading.title
    # What has no text, such as a picture, may stand beside the address itself.
    note = [node for node in _cut(part, reading.title_end, reading.note_start) if _is_picture(node)]
    note += _cut(part, reading.note_start, len(text) + 1)
    space = "" if text[reading.note_start :].startswith(_CLOSE_UP) else " "
    blocks = [node for node in part.children if is_block(node)]
    part.clear()
    part.extend([link, " ", host, *([space] if note and space else []), *note, *blocks])


def _cut(part: Tag, start: int, end: int) -> list[PageElement]:
    """Return copies of what stands between two offsets of the own text of *part*.

    An element without text, such as a picture, counts as standing at one offset.
    """
    pieces: list[PageElement] = []
    offset = 0
    for node in part.children:
        if is_block(node):
            continue
        length = _length(node)
        first, last = max(start - offset, 0), end - offset
        if length == 0 and start <= offset < end:
            pieces.append(copy(node))
        elif first < length and last > 0:
            pieces.append(_cut_node(node, first, last))
        offset += length
    return pieces


def _cut_node(node: PageElement, start: int, end: int) -> PageElement:
    if not isinstance(node, Tag):
        return NavigableString(str(node)[start:end])
    cut = copy(node)
    cut.clear()
    cut.extend(_cut(node, start, end))
    return cut


def _is_picture(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name != "br" and not _length(node)


def _length(node: PageElement) -> int:
    if isinstance(node, Tag):
        return len(own_text(node))
    return len(str(node)) if is_text(node) else 0
