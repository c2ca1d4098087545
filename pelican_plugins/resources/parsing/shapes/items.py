"""Items of bulleted and numbered lists, including nested ones."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from ..links import find_url
from ..markup import child_tags, own_text, tags_in
from .shape import DEEPEST, ListEntry, Shape, has_url, own_part


class ListItems(Shape):
    """`<ul>` and `<ol>`."""

    elements = frozenset({"ul", "ol"})

    def entries(
        self, element: Tag, group: str | None, top: Tag, depth: int = 0
    ) -> Iterator[ListEntry]:
        """Yield the items; one without a URL is the group of the items nested in it."""
        for item in child_tags(element, "li"):
            part = own_part(item)
            linked = has_url(part)
            inner = child_tags(item, "ul", "ol") if depth < DEEPEST else []
            heads = not linked and any(_contains_url(tag) for tag in inner)
            if not heads:
                yield ListEntry(self, item, part, group, linked, top, item)
            own = " ".join(own_text(part).split()).rstrip(" :：")
            below = (own or group) if heads else group
            for tag in inner:
                for entry in self.entries(tag, below, top, depth + 1):
                    # An item without a URL, nested in an entry, is about that entry.
                    if entry.linked or heads:
                        yield entry


def _contains_url(tag: Tag) -> bool:
    return (
        any(link.has_attr("href") for link in tags_in(tag, "a"))
        or find_url(tag.get_text()) is not None
    )
