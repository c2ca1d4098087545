"""What may be one entry of a list, and what each shape of list must know."""

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
from ..rendering import LinkStyle, host_nodes, link_title, style_link, wrap_title

DEEPEST = 60
"""How many elements within each other are looked into."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """What may be one entry.

    Attributes:
        shape: of the list that it stands in.
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


class Shape(ABC):
    """How entries stand in a page. What a subclass leaves as it is suits an item of a list.

    Attributes:
        elements: the names of the elements whose entries have this shape.
        is_list: whether such an element is a list, whatever it says; prose has to prove it.
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
            group: the words that it stands under.
            top: the node of the section that it is, or stands in.
            depth: how deep it stands in that.
        """

    def is_whole(self, document: Document, entry: ListEntry) -> bool:
        """Tell whether an entry can be changed without touching what stands around it."""
        return document.is_whole(entry.element)

    def read(self, entry: ListEntry, dashes: str | None) -> ParsedEntry | None:
        """Read an entry; None where it is none. *dashes* are as of `parse_entry`."""
        return parse_entry(entry.part, dashes)

    def own_id(self, entry: ListEntry) -> str | None:
        """Return the id that an author gave to what becomes the entry."""
        own = entry.element.get("id")
        return str(own) if own else None

    def arrange(
        self,
        _document: Document,
        label: Tag,
        _line: int | None,
        _entries: list[ListEntry],
        _accepted: AbstractSet[int],
    ) -> tuple[Tag, dict[int, Tag]]:
        """Make lists of entries that stand in none.

        Args:
            document: the body.
            label: what names the section.
            line: where entries begin in the label's own paragraph; None where none do.
            entries: all of this shape.
            accepted: the `id` of the element of each that is an entry.

        Returns:
            The section's label, and the list that stands for each node of the section, by its
            `id`, where it is another than before.
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
        """Rewrite an entry; nothing its author wrote is lost."""
        part = entry.part
        if parsed.link is not None and resource.url is None:
            add_classes(parsed.link, "u-url", "p-name")
        elif resource.url is None:
            wrap_title(document, part, parsed.start, parsed.end)
        elif parsed.link is None:
            link_title(document, part, parsed, resource, style)
        else:
            style_link(parsed.link, resource.url, style, named=parsed.linked)
            parsed.link.insert_after(*host_nodes(document, resource, style))
            if not parsed.linked:
                wrap_title(document, part, parsed.start, parsed.end)
        add_classes(entry.element, "resource", "h-cite")
        entry.element["id"] = resource.anchor
        document.changed(entry.element)


def own_part(item: Tag) -> Tag:
    """Return the element that holds an item's own line: its first paragraph, or the item."""
    first = next((node for node in item.children if not is_blank(node)), None)
    return first if isinstance(first, Tag) and first.name == "p" else item


def has_address(part: Tag) -> bool:
    """Tell whether the own words of *part* hold a link or an address."""
    return any(str(link.get("href", "")).strip() for link in own_links(part)) or (
        find_url(own_text(part)) is not None
    )
