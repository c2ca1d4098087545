"""Candidates for entries, and the methods in which shapes of lists differ."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import ClassVar

from bs4 import Tag

from ...._core.html_document import Document, add_classes
from ...resource import Resource
from ..entry_parser import ParsedEntry, parse_entry
from ..links import find_url
from ..markup import is_blank, own_links, own_text
from ..paired_titles import with_paired_marks
from ..rendering import LinkStyle, link_title, put_host_after, style_link, wrap_title
from ..template_entries import parse_template_entry, render_template_entry

DEEPEST = 60
"""The number of levels of nested elements that are searched."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """What may be an entry.

    Attributes:
        shape: that of its list.
        element: the item, the term, or for a line a new item with copies of its nodes.
        part: the element with the entry's own text.
        group: the sub-heading above it, within the section.
        linked: whether its own text has a URL.
        top: the node of the section that contains it.
        block: the paragraph of a line; else *element*.
        more: the descriptions of a term.
        marked: whether a line begins with a list marker.
        number: the number before a line.
        soft: whether only a line break of the source is before a line.
        lines: how many lines its paragraph has.
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
    number: int | None = None
    soft: bool = False
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """Which entries go into a list, by the `id()` of their elements.

    Attributes:
        accepted: those that become resources.
        own: links into the own site, which stay between them as they are.
    """

    accepted: AbstractSet[int]
    own: AbstractSet[int]


class Shape(ABC):
    """How entries are marked up. The defaults are those for an item of a list.

    Attributes:
        elements: the names of the elements with entries of this shape.
        is_list: whether such an element is always a list, as a paragraph is not.
    """

    elements: ClassVar[frozenset[str]]
    is_list: ClassVar[bool] = True

    @abstractmethod
    def entries(
        self, element: Tag, group: str | None, top: Tag, depth: int = 0
    ) -> Iterator[ListEntry]:
        """Yield what may be an entry in *element*, in the order of the page.

        Args:
            element: one of `elements`.
            group: the sub-heading above it.
            top: the node of the section that contains it.
            depth: its depth in *top*.
        """

    def is_whole(self, document: Document, entry: ListEntry) -> bool:
        """Return whether an entry can be changed without touching what is around it."""
        return document.is_whole(entry.element)

    def parse(self, entry: ListEntry) -> ParsedEntry | None:
        """Parse an entry, or return None."""
        if template := parse_template_entry(entry.part):
            return template
        parsed = parse_entry(entry.part)
        return parsed and with_paired_marks(parsed, own_text(entry.part))

    def own_id(self, entry: ListEntry) -> str | None:
        """Return the id that the author gave to the entry's element."""
        own = entry.element.get("id")
        return str(own) if own else None

    def arrange(
        self,
        _document: Document,
        label: Tag,
        _line: int | None,
        _entries: list[ListEntry],
        _choice: Choice,
    ) -> tuple[Tag, dict[int, Tag]]:
        """Put entries that are outside of lists into lists.

        Args:
            document: the body.
            label: that of the section.
            line: see `Section`.
            entries: all of this shape.
            choice: which of them go into a list.

        Returns:
            The section's label, and by its `id()` the list that replaces a node of the section.
        """
        return label, {}

    def render(
        self,
        document: Document,
        entry: ListEntry,
        parsed: ParsedEntry,
        resource: Resource,
        style: LinkStyle,
    ) -> None:
        """Rewrite an entry, keeping all that its author wrote."""
        part = entry.part
        if parsed.templates:
            render_template_entry(document, part, parsed, resource, style)
        elif parsed.link is not None and resource.url is None:
            add_classes(parsed.link, "u-url", "p-name")
        elif resource.url is None:
            wrap_title(document, part, parsed.start, parsed.end)
        elif parsed.link is None:
            link_title(document, part, parsed, resource, style)
        else:
            style_link(parsed.link, resource.url, style, named=parsed.linked)
            put_host_after(document, part, parsed.link, resource, style)
            if not parsed.linked:
                wrap_title(document, part, parsed.start, parsed.end)
        add_classes(entry.element, "resource", "h-cite")
        entry.element["id"] = resource.anchor
        document.changed(entry.element)


def own_part(item: Tag) -> Tag:
    """Return the element with an item's own text: its first paragraph, or the item."""
    first = next((node for node in item.children if not is_blank(node)), None)
    return first if isinstance(first, Tag) and first.name == "p" else item


def has_url(part: Tag) -> bool:
    """Return whether the own text of *part* has a link or a URL."""
    return any(str(link.get("href", "")).strip() for link in own_links(part)) or (
        find_url(own_text(part)) is not None
    )
