"""Terms of a definition list, each with what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bs4 import Tag

from ...._core.html_document import Document, add_classes
from ...._core.text import one_line
from ...resource import Resource
from ..entry_parser import Reading, read_term
from ..markup import child_tags, cut, length, own_text
from ..rendering import Style, dress, host_pieces, name_title, refill
from .shape import Entry, Shape, has_address, own_part


class Terms(Shape):
    """`<dl>`: the address may stand in a term or in a description of it."""

    elements = frozenset({"dl"})

    def entries(
        self, element: Tag, group: str | None, top: Tag, _depth: int = 0
    ) -> Iterator[Entry]:
        """Yield the terms; HTML lets a `<div>` stand around one and its descriptions."""
        groups = [element, *child_tags(element, "div")]
        for term in (term for tag in groups for term in child_tags(tag, "dt")):
            following = []
            for node in term.next_siblings:
                if isinstance(node, Tag) and node.name != "dd":
                    break
                if isinstance(node, Tag):
                    following.append(node)
            part = next((tag for tag in (term, *following) if has_address(own_part(tag))), term)
            linked = has_address(own_part(part))
            yield Entry(self, term, own_part(part), group, linked, top, term, tuple(following))

    def read(self, entry: Entry, dashes: str | None) -> Reading | None:
        """Read a term with all its descriptions."""
        reading = read_term(entry.element, entry.part, dashes)
        rest = (own_text(tag) for tag in entry.more if own_part(tag) is not entry.part)
        return reading and replace(reading, note=one_line(" ".join([reading.note, *rest])))

    def own_id(self, _entry: Entry) -> str | None:
        """Return None: the entry is the element around a term, and a term keeps its id."""
        return None

    def render(
        self,
        document: Document,
        entry: Entry,
        reading: Reading,
        resource: Resource,
        style: Style,
    ) -> None:
        """Put an element around a term and its descriptions, unless there is one."""
        term, last = entry.element, (entry.element, *entry.more)[-1]
        if reading.link is not None:
            dress(reading.link, str(resource.url), style, named=reading.linked)
            if resource.host not in reading.link.get_text():
                reading.link.insert_after(*host_pieces(document, resource, style))
        elif resource.url is not None:
            start, end = reading.address
            link = document.new_tag("a")
            link.extend(cut(entry.part, start, end))
            dress(link, resource.url, style, named=False)
            whole = length(entry.part)
            pieces = [*cut(entry.part, 0, start), link, *cut(entry.part, end, whole + 1)]
            refill(entry.part, pieces)
        if not reading.linked:
            name_title(document, term, 0, length(term))
        for tag in (term, *entry.more):
            document.changed(tag)
        group = term.parent
        if group is not None and group.name == "div" and document.is_whole(group):
            add_classes(group, "resource", "h-cite")
            group["id"] = resource.anchor
            document.changed_start(group)
            return
        around = document.new_tag("div", class_="resource h-cite", id=resource.anchor)
        document.wrap(term, last, around)
