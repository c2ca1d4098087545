"""Lines of paragraphs: a list that its author did not mark up as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from copy import copy
from itertools import groupby

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ...._core.html_document import Document
from ..markup import is_blank, is_block, is_text, next_element, own_text
from .shape import ListEntry, Shape, has_url

# A list without a blank line before it.
_GLUED = re.compile(r"\n[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+")


class ParagraphLines(Shape):
    """`<p>`, split at `<br>` and at list markers; most paragraphs are prose."""

    elements = frozenset({"p"})
    is_list = False

    def entries(
        self, element: Tag, group: str | None, top: Tag, _depth: int = 0
    ) -> Iterator[ListEntry]:
        """Yield the lines."""
        yield from self.entries_of(list(element.contents), element, group, top)

    def entries_of(
        self, nodes: list[PageElement], paragraph: Tag, group: str | None, top: Tag
    ) -> Iterator[ListEntry]:
        """Yield the lines of some *nodes* of a paragraph."""
        for line, marked in split_lines(nodes):
            item = Tag(name="li")
            item.extend(copy(node) for node in line)
            text = own_text(item).strip()
            linked = has_url(item)
            if text.endswith((":", "：")) and not linked:
                group = " ".join(text.split()).rstrip(" :：") or group
            if text:
                yield ListEntry(self, item, item, group, linked, top, paragraph, marked=marked)

    def is_whole(self, _document: Document, _entry: ListEntry) -> bool:
        """Return True: its element is new."""
        return True

    def arrange(
        self,
        document: Document,
        label: Tag,
        line: int | None,
        entries: list[ListEntry],
        accepted: AbstractSet[int],
    ) -> tuple[Tag, dict[int, Tag]]:
        """Replace each paragraph that has entries by a list.

        Entries of consecutive paragraphs make one list; other lines remain paragraphs.
        """
        opener = label
        lists: dict[int, Tag] = {}
        last: Tag | None = None
        for _, group in groupby(entries, key=lambda entry: id(entry.block)):
            rows = list(group)
            block = rows[0].block
            if not any(id(row.element) in accepted for row in rows):
                continue
            new: list[Tag] = []
            if block is opener:
                label = _label(document, opener, line)
                new.append(label)
            for is_entry, run in groupby(rows, key=lambda row: id(row.element) in accepted):
                if not is_entry:
                    new.append(_paragraph(document, list(run)))
                    continue
                follows = not new and last is not None
                if not follows or next_element(block.previous_siblings) is not last:
                    last = document.new_tag("ul", class_="resource-lines")
                    new.append(last)
                assert last is not None
                last.extend(row.element for row in run)
            assert last is not None
            lists[id(block)] = last
            if not new:
                # White space between paragraphs would accumulate and slow down the rest.
                _drop_blanks_before(block)
            document.replace(block, *new)
        return label, lists


def split_lines(nodes: list[PageElement]) -> list[tuple[list[PageElement], bool]]:
    """Split the nodes of a paragraph at line breaks and list markers.

    Returns:
        The nodes of each line, and whether it began with a list marker.
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


def _drop_blanks_before(block: Tag) -> None:
    blank = block.previous_sibling
    while blank is not None and is_blank(blank):
        blank.extract()
        blank = block.previous_sibling


def _label(document: Document, opener: Tag, line: int | None) -> Tag:
    label = document.new_tag("p")
    label.attrs = dict(opener.attrs)
    label.extend(copy(node) for node in opener.contents[:line])
    return label


def _paragraph(document: Document, rows: list[ListEntry]) -> Tag:
    paragraph = document.new_tag("p")
    for position, row in enumerate(rows):
        if position:
            paragraph.append(document.new_tag("br"))
        paragraph.extend(copy(node) for node in row.element.contents)
    return paragraph
