"""Make a list of the lines of paragraphs that turned out to be entries."""

from __future__ import annotations

from copy import copy
from itertools import groupby

from bs4 import Tag

from ..._core.document import Document
from .entries import Entry
from .markup import is_blank, next_element
from .section import Section


def list_lines(
    document: Document, section: Section, lines: list[Entry], accepted: set[int]
) -> tuple[Tag, dict[int, Tag]]:
    """Replace each paragraph with entries by a list of them, in the author's order.

    Entries of paragraphs that follow each other make one list; a line that is none stays a
    paragraph.

    Args:
        document: the body.
        section: where the lines stand.
        lines: every line of the section.
        accepted: the `id` of each element that is an entry.

    Returns:
        The section's label, and the list that stands for each paragraph, by its `id`.
    """
    label = section.label
    lists: dict[int, Tag] = {}
    last: Tag | None = None
    for _, group in groupby(lines, key=lambda line: id(line.block)):
        rows = list(group)
        block = rows[0].block
        if not any(id(row.element) in accepted for row in rows):
            continue
        new: list[Tag] = []
        if block is section.label:
            label = _label(document, section)
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
            # What stood between two paragraphs would gather, and slow down all that follows.
            _drop_blanks_before(block)
        document.replace(block, *new)
    return label, lists


def _drop_blanks_before(block: Tag) -> None:
    blank = block.previous_sibling
    while blank is not None and is_blank(blank):
        blank.extract()
        blank = block.previous_sibling


def _label(document: Document, section: Section) -> Tag:
    label = document.new_tag("p")
    label.attrs = dict(section.label.attrs)
    label.extend(copy(node) for node in section.label.contents[: section.line])
    return label


def _paragraph(document: Document, rows: list[Entry]) -> Tag:
    paragraph = document.new_tag("p")
    for position, row in enumerate(rows):
        if position:
            paragraph.append(document.new_tag("br"))
        paragraph.extend(copy(node) for node in row.element.contents)
    return paragraph
