"""Items of a bulleted or a numbered list, also of lists within it."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from ..links import find_url
from ..markup import child_tags, own_text, tags_in
from .shape import DEEPEST, ListEntry, Shape, has_address, own_part


class ListItems(Shape):
    """`<ul>` and `<ol>`."""

    elements = frozenset({"ul", "ol"})

    def entries(
        self, element: Tag, group: str | None, top: Tag, depth: int = 0
    ) -> Iterator[ListEntry]:
        """Yield the items; one without an address above others names their group."""
        for item in child_tags(element, "li"):
            part = own_part(item)
            linked = has_address(part)
            inner = child_tags(item, "ul", "ol") if depth < DEEPEST else []
            heads = not linked and any(_holds_address(tag) for tag in inner)
            if not heads:
                yield ListEntry(self, item, part, group, linked, top, item)
            own = " ".join(own_text(part).split()).rstrip(" :：")
            below = (own or group) if heads else group
            for tag in inner:
                for entry in self.entries(tag, below, top, depth + 1):
                    # Below an entry, what has no address of its own is said of that entry.
                    if entry.linked or heads:
                        yield entry


def _holds_address(tag: Tag) -> bool:
    return (
        any(link.has_attr("href") for link in tags_in(tag, "a"))
        or find_url(tag.get_text()) is not None
    )
