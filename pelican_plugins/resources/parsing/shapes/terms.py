"""Terms of definition lists, with their descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bs4 import Tag

from ...._core.html_document import Document, add_classes
from ...._core.text import one_line
from ...resource import Resource
from ..entry_parser import ParsedEntry, parse_term
from ..markup import child_tags, own_text, text_length
from ..rendering import LinkStyle, link_span, put_host_after, style_link, wrap_title
from .shape import ListEntry, Shape, has_url, own_part


class DefinitionTerms(Shape):
    """`<dl>`: the URL may be in a term or in one of its descriptions."""

    elements = frozenset({"dl"})

    def entries(
        self, element: Tag, group: str | None, top: Tag, _depth: int = 0
    ) -> Iterator[ListEntry]:
        """Yield the terms; HTML allows a `<div>` around one and its descriptions."""
        groups = [element, *child_tags(element, "div")]
        for term in (term for tag in groups for term in child_tags(tag, "dt")):
            following = []
            for node in term.next_siblings:
                if isinstance(node, Tag) and node.name != "dd":
                    break
                if isinstance(node, Tag):
                    following.append(node)
            part = next((tag for tag in (term, *following) if has_url(own_part(tag))), term)
            linked = has_url(own_part(part))
            yield ListEntry(self, term, own_part(part), group, linked, top, term, tuple(following))

    def parse(self, entry: ListEntry) -> ParsedEntry | None:
        """Parse a term with all its descriptions."""
        parsed = parse_term(entry.element, entry.part)
        rest = (own_text(tag) for tag in entry.more if own_part(tag) is not entry.part)
        return parsed and replace(parsed, note=one_line(" ".join([parsed.note, *rest])))

    def own_id(self, _entry: ListEntry) -> str | None:
        """Return None: the entry is the element around the term, which keeps its id."""
        return None

    def render(
        self,
        document: Document,
        entry: ListEntry,
        parsed: ParsedEntry,
        resource: Resource,
        style: LinkStyle,
    ) -> None:
        """Put a `<div>` around a term and its descriptions, unless there is one."""
        term, last = entry.element, (entry.element, *entry.more)[-1]
        if parsed.link is not None:
            style_link(parsed.link, str(resource.url), style, named=parsed.linked)
            if resource.host not in parsed.link.get_text():
                put_host_after(document, entry.part, parsed.link, resource, style)
        elif resource.url is not None:
            link_span(document, entry.part, parsed.url_span, resource.url, style)
        if not parsed.linked:
            wrap_title(document, term, 0, text_length(term))
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
