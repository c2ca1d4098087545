"""Turn a section and its entries into the reference list of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import PageElement

from ..._core.document import Document, add_classes
from ..resource import Resource
from .entries import Entry, Shape
from .ids import Ids
from .item import Reading
from .markup import cut, heading_text, is_block, length, own_text, tags_in

_CLOSE_UP = tuple(".,;:!?)]»”’。、；：！？）」』】》")


@dataclass(frozen=True, slots=True)
class Style:
    """What links of resources look like.

    Attributes:
        rel: words for their `rel`.
        target: their `target`, or empty.
        archived_label: the words of the link to an archived copy.
        archived: the copies of works that are there no more, by their addresses.
    """

    rel: str = ""
    target: str = ""
    archived_label: str = "archived copy"
    archived: Mapping[str, str] = field(default_factory=dict)


def render_entry(
    document: Document, entry: Entry, reading: Reading, resource: Resource, style: Style
) -> None:
    """Rewrite one entry; nothing its author wrote is lost."""
    part = entry.part
    if entry.shape is Shape.TERM:
        _render_term(document, entry, reading, resource, style)
        return
    if reading.link is not None and resource.url is None:
        add_classes(reading.link, "u-url", "p-name")
    elif resource.url is None:
        _name(document, part, reading.start, reading.end)
    elif reading.link is None:
        _link_address(document, part, reading, resource, style)
    else:
        _dress(reading.link, resource.url, style, named=reading.linked)
        reading.link.insert_after(*_host(document, resource, style))
        if not reading.linked:
            _name(document, part, reading.start, reading.end)
    add_classes(entry.element, "resource", "h-cite")
    entry.element["id"] = resource.anchor
    document.changed(entry.element)


def _render_term(
    document: Document, entry: Entry, reading: Reading, resource: Resource, style: Style
) -> None:
    term, last = entry.element, (entry.element, *entry.more)[-1]
    if reading.link is not None:
        _dress(reading.link, str(resource.url), style, named=reading.linked)
        if resource.host not in reading.link.get_text():
            reading.link.insert_after(*_host(document, resource, style))
    elif resource.url is not None:
        start, end = reading.address
        link = document.new_tag("a")
        link.extend(cut(entry.part, start, end))
        _dress(link, resource.url, style, named=False)
        whole = length(entry.part)
        pieces = [*cut(entry.part, 0, start), link, *cut(entry.part, end, whole + 1)]
        _refill(entry.part, pieces)
    if not reading.linked:
        _name(document, term, 0, length(term))
    for tag in (term, *entry.more):
        document.changed(tag)
    group = term.parent
    if group is not None and group.name == "div" and document.is_whole(group):
        add_classes(group, "resource", "h-cite")
        group["id"] = resource.anchor
        document.changed_start(group)
        return
    document.wrap(term, last, document.new_tag("div", class_="resource h-cite", id=resource.anchor))


def _dress(link: Tag, url: str, style: Style, *, named: bool) -> None:
    link["href"] = url
    add_classes(link, "u-url", *(["p-name"] if named else []))
    if style.rel:
        link["rel"] = " ".join(
            dict.fromkeys([*str(link.get("rel", "")).split(), *style.rel.split()])
        )
    if style.target:
        link["target"] = style.target


def _host(document: Document, resource: Resource, style: Style) -> list[PageElement | str]:
    """Return what stands behind a title: the host, and a copy of what is there no more."""
    pieces: list[PageElement | str] = []
    if resource.host:
        host = document.new_tag("span", class_="resource-host")
        host.string = resource.host
        pieces += [" ", host]
    snapshot = style.archived.get(resource.url or "")
    if snapshot is not None:
        copy = document.new_tag("a", class_="resource-archived", href=snapshot)
        copy.string = style.archived_label
        pieces += [" ", copy]
    return pieces


def _link_address(
    document: Document, part: Tag, reading: Reading, resource: Resource, style: Style
) -> None:
    """Make the title in front of or behind a bare address its link; the host stands for it."""
    link = document.new_tag("a")
    _dress(link, str(resource.url), style, named=True)
    text = own_text(part)
    whole = len(text)
    first, last = reading.address
    if reading.end > reading.start:
        link.extend(cut(part, reading.start, reading.end))
        for inner in tags_in(link, "a"):
            # A link cannot stand in a link; this one leads nowhere a reader can go, but others
            # may lead to it.
            if inner.get("id"):
                inner.name = "span"
                del inner["href"]
            else:
                inner.unwrap()
    else:
        link.string = reading.title
    before = cut(part, 0, reading.start) if reading.start < first else []
    between = cut(part, reading.end, first) if reading.end < first else []
    # What has no text, such as a picture, may stand beside the address itself.
    dropped = cut(part, first, last) if _holds_more_than_text(part) else []
    rest = [node for node in dropped if _is_picture(node)]
    rest += [document.new_tag("span", id=name) for name in _ids_of(dropped)]
    if reading.start < last:
        rest += cut(part, last, whole + 1)
    space = "" if text[last:].startswith(_CLOSE_UP) else " "
    host = _host(document, resource, style)
    _refill(part, [*before, link, *between, *host, *([space] if rest and space else []), *rest])


def _name(document: Document, part: Tag, start: int, end: int) -> None:
    """Put a span around what stands between two offsets of the own text of *part*."""
    name = document.new_tag("span", class_="p-name")
    whole = length(part)
    text = own_text(part)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    inner = [node for node in part.children if not is_block(node)]
    only = inner[0] if len(inner) == 1 else None
    if isinstance(only, Tag) and only.name == "p":
        part = only
    name.extend(cut(part, start, end))
    _refill(part, [*cut(part, 0, start), name, *cut(part, end, whole + 1)])


def _refill(part: Tag, pieces: Sequence[PageElement | str]) -> None:
    blocks = [node for node in part.children if is_block(node)]
    part.clear()
    part.extend([*pieces, *blocks])


def _ids_of(nodes: list[PageElement]) -> list[str]:
    """Return the ids within *nodes*, which links of the page may lead to."""
    tags = [node for node in nodes if isinstance(node, Tag) and not _is_picture(node)]
    found = [tag for node in tags for tag in (node, *tags_in(node))]
    return [str(tag["id"]) for tag in found if tag.get("id")]


def _holds_more_than_text(part: Tag) -> bool:
    """Tell whether there is an id in *part*, or an element without text, such as a picture."""
    if any(tag.get("id") for tag in tags_in(part)):
        return True
    return any(isinstance(node, Tag) and not length(node) for node in part.children)


def _is_picture(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name != "br" and not length(node)


def section_element(document: Document, label: Tag, ids: Ids) -> Tag:
    """Return the element that goes around a section, named by its *label*.

    Args:
        document: the body.
        label: the heading, or the paragraph in its place.
        ids: of the page; the label's is added.
    """
    if not label.get("id"):
        words = re.sub(r"\W+", "-", heading_text(label).casefold()).strip("-")
        label["id"] = ids.free(words[:60] or "resources")
        document.changed_start(label)
    return document.new_tag(
        "section", class_="resources", role="doc-bibliography", aria_labelledby=str(label["id"])
    )
