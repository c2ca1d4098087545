"""Rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import Tag

from ...._core.html_document import Document, add_classes
from ...._core.text import one_line
from ...resource import Resource
from ..entry_parser import ParsedEntry, parse_entry, parse_term
from ..markup import child_tags, own_text, tags_in, text_length
from ..rendering import LinkStyle, link_span, put_host_after, style_link, wrap_title
from .shape import ListEntry, Shape, has_url, own_part

_WORD = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class TableRows(Shape):
    """`<table>`: a row is an entry; its title is the linked text, or the first cell with words."""

    elements = frozenset({"table"})

    def entries(
        self, element: Tag, group: str | None, top: Tag, _depth: int = 0
    ) -> Iterator[ListEntry]:
        """Yield the rows, without the heads of columns."""
        for row in tags_in(element, "tr"):
            cells = child_tags(row, "td")
            if not cells:
                continue
            part = next(filter(has_url, cells), None)
            words = next(
                (cell for cell in cells if cell is not part and _WORD.search(own_text(cell))), part
            )
            if part is None and words is None:
                continue
            first = part or words
            assert first is not None
            title = first if words is None or _names_itself(first) else words
            more = tuple(cell for cell in cells if cell is not title)
            yield ListEntry(self, title, first, group, part is not None, top, row, more)

    def is_whole(self, document: Document, entry: ListEntry) -> bool:
        """Return whether the row can be changed without touching what is around it."""
        return document.is_whole(entry.block) and all(
            map(document.is_whole, (entry.element, *entry.more))
        )

    def parse(self, entry: ListEntry) -> ParsedEntry | None:
        """Parse a row with all its cells."""
        part = own_part(entry.part)
        parsed = (
            parse_term(entry.element, part)
            if entry.part is not entry.element
            else parse_entry(part)
        )
        rest = [own_text(cell).strip() for cell in entry.more if cell is not entry.part]
        if parsed is None:
            return None
        return replace(
            parsed, note=one_line(", ".join(text for text in (parsed.note, *rest) if text))
        )

    def own_id(self, entry: ListEntry) -> str | None:
        """Return the id that the author gave to the row."""
        own = entry.block.get("id")
        return str(own) if own else None

    def render(
        self,
        document: Document,
        entry: ListEntry,
        parsed: ParsedEntry,
        resource: Resource,
        style: LinkStyle,
    ) -> None:
        """Mark the row, link its URL and name its title; no word moves to another cell."""
        part = own_part(entry.part)
        apart = entry.part is not entry.element
        if resource.url is None:
            wrap_title(document, own_part(entry.element), 0, text_length(own_part(entry.element)))
        elif parsed.link is not None:
            style_link(parsed.link, resource.url, style, named=parsed.linked)
            if resource.host not in parsed.link.get_text():
                put_host_after(document, part, parsed.link, resource, style)
        else:
            link_span(document, part, parsed.url_span, resource.url, style)
        if apart and not parsed.linked and resource.url is not None:
            title = own_part(entry.element)
            wrap_title(document, title, 0, text_length(title))
        elif not parsed.linked and resource.url is not None:
            wrap_title(document, part, parsed.start, parsed.end)
        add_classes(entry.block, "resource", "h-cite")
        entry.block["id"] = resource.anchor
        document.changed(entry.block)


def _names_itself(cell: Tag) -> bool:
    """Return whether the cell with the URL has the title, too."""
    parsed = parse_entry(own_part(cell))
    if parsed is None:
        return False
    if parsed.linked:
        return parsed.title.casefold().strip() not in {
            "link",
            "url",
            "pdf",
            "html",
            "doi",
            "here",
            "web",
        } and not (re.match(r"\A(?:https?://|www\.|10\.\d{4})", parsed.title))
    return parsed.end > parsed.start and _WORD.search(parsed.title) is not None
