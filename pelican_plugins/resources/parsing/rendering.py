"""Render a section and its entries as the reference list of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ..._core.html_document import Document, add_classes
from ..resource import Resource
from .entry_parser import ParsedEntry
from .entry_text import read_text
from .links import find_url
from .markup import (
    BREAKS,
    UniqueIds,
    heading_text,
    is_block,
    is_text,
    own_text,
    slice_nodes,
    tags_in,
    text_length,
)
from .paired_marks import opens_at, paired_url, with_marks

_CLOSE_UP = tuple(".,;:!?)]}»”’。、，．；：！？）］｝】〕〗〙〛」』》〉｣،؛؟۔")
_INLINE = frozenset(
    """
    a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strong sub
    sup tt u var
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)
_LOST_SPACE = re.compile(
    r"\A\s+(?=(?:[.,)\]}]|\.{3})(?:\s|\Z)|[、。，．；：！？）］｝】〕〗〙〛」』》〉｣،؛؟۔])"
)
# French has one before these, and many before a dash.
_KEPT_SPACE = re.compile(r"\A\s+(?=[;:!?»”’]|[-–—―]\s)")


@dataclass(frozen=True, slots=True)
class LinkStyle:
    """Attributes of resources' links.

    Attributes:
        rel: their `rel`, or empty.
        target: their `target`, or empty.
        archived_label: the text of the link to an archived copy.
        archived: the archived copies of dead links, by URL.
    """

    rel: str = ""
    target: str = ""
    archived_label: str = "archived copy"
    archived: Mapping[str, str] = field(default_factory=dict)


def style_link(link: Tag, url: str, style: LinkStyle, *, named: bool) -> None:
    """Give a *link* the attributes of an entry's; *named*: its text is the title."""
    link["href"] = url
    add_classes(link, "u-url", *(["p-name"] if named else []))
    if style.rel:
        link["rel"] = " ".join(
            dict.fromkeys([*str(link.get("rel", "")).split(), *style.rel.split()])
        )
    if style.target:
        link["target"] = style.target


def host_nodes(document: Document, resource: Resource, style: LinkStyle) -> list[PageElement | str]:
    """Return the nodes after a title: the host, and a link to the archived copy of a dead link."""
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


def put_host_after(
    document: Document, part: Tag, link: Tag, resource: Resource, style: LinkStyle
) -> None:
    """Put the host after an author's own *link* in *part*, and after the marks that close it."""
    nodes = host_nodes(document, resource, style)
    if not nodes:
        return
    own = read_text(part)
    span = next(((start, end) for tag, start, end in own.links if tag is link), (0, 0))
    if span[0] == span[1] or not _insert_at(part, with_marks(own.text, *span)[1], nodes):
        link.insert_after(*nodes)
    following = nodes[-1].next_sibling if isinstance(nodes[-1], Tag) else None
    if following is not None and is_text(following):
        # No line begins with the punctuation that follows.
        following.replace_with(_drawn_up(str(following)))


def _insert_at(part: Tag, offset: int, nodes: Sequence[PageElement | str]) -> bool:
    """Insert *nodes* at an offset of the own text of *part*, after inline elements that end there.

    Returns:
        Whether there was such a place; there is none at the beginning.
    """
    for node in list(part.contents):
        size = text_length(node)
        if not 0 < offset <= size:
            offset -= size
        elif isinstance(node, Tag):
            if offset == size and node.name in _INLINE:
                node.insert_after(*nodes)
                return True
            return _insert_at(node, offset - (node.name in BREAKS), nodes)
        else:
            rest = NavigableString(str(node)[offset:])
            start = NavigableString(str(node)[:offset])
            node.replace_with(start)
            start.insert_after(*nodes, rest)
            return True
    return False


def _space_before(text: str) -> str:
    """Return what parts *text* from the host before it."""
    if text.startswith(_CLOSE_UP):
        return ""
    return "\u00a0" if _KEPT_SPACE.match(f" {text}") else " "


def _drawn_up(text: str) -> str:
    """Return *text*, without a space or a line break before punctuation at its beginning."""
    return _KEPT_SPACE.sub("\u00a0", _LOST_SPACE.sub("", text))


def link_title(
    document: Document, part: Tag, parsed: ParsedEntry, resource: Resource, style: LinkStyle
) -> None:
    """Link the title next to a bare URL, and replace the URL by its host."""
    link = document.new_tag("a")
    style_link(link, str(resource.url), style, named=True)
    text = own_text(part)
    whole = len(text)
    first, last = _url_span(text, parsed)
    if parsed.end > parsed.start:
        link.extend(slice_nodes(part, parsed.start, parsed.end))
        for inner in tags_in(link, "a"):
            # Links must not be nested. The inner one goes nowhere, but may be a target.
            if inner.get("id"):
                inner.name = "span"
                del inner["href"]
            else:
                inner.unwrap()
    else:
        link.string = parsed.title
    before = slice_nodes(part, 0, parsed.start) if parsed.start < first else []
    between = slice_nodes(part, parsed.end, first) if parsed.end < first else []
    # Elements without text, such as images, may be next to the URL.
    dropped = slice_nodes(part, first, last) if _holds_more_than_text(part) else []
    lead = list(takewhile(_is_picture, dropped)) if parsed.end <= parsed.start else []
    rest = [node for node in dropped[len(lead) :] if _is_picture(node)]
    rest += [document.new_tag("span", id=name) for name in _ids_of(dropped)]
    # What follows the URL, or the title if that is behind the URL.
    behind = last if parsed.start < last else parsed.end
    rest += slice_nodes(part, behind, whole + 1)
    space = "" if text[behind : behind + 1].isspace() else _space_before(text[behind:])
    host = host_nodes(document, resource, style)
    if first and opens_at(text, first - 1):
        host = host[1:]
    if rest and is_text(rest[0]):
        rest[0] = NavigableString(_drawn_up(str(rest[0])))
    replace_inline(
        part,
        [
            *before,
            *lead,
            *([" "] if lead else []),
            link,
            *between,
            *host,
            *([space] if rest and space else []),
            *rest,
        ],
    )


def link_span(
    document: Document, part: Tag, span: tuple[int, int], url: str, style: LinkStyle
) -> None:
    """Link the bare URL between two offsets of the own text of *part*."""
    link, (start, end) = document.new_tag("a"), span
    link.extend(slice_nodes(part, start, end))
    style_link(link, url, style, named=False)
    whole = text_length(part)
    replace_inline(part, [*slice_nodes(part, 0, start), link, *slice_nodes(part, end, whole + 1)])


def _url_span(text: str, parsed: ParsedEntry) -> tuple[int, int]:
    """Return the span of a bare URL and the punctuation that goes with it."""
    first, last = parsed.url_span
    found = find_url(text[first:last])
    inner = (first + found[0], first + found[1]) if found else parsed.url_span
    return paired_url(text, parsed.url_span, inner)


def wrap_title(document: Document, part: Tag, start: int, end: int) -> None:
    """Put a `<span>` around what is between two offsets of the own text of *part*."""
    name = document.new_tag("span", class_="p-name")
    whole = text_length(part)
    text = own_text(part)
    if not text[start:end].strip():
        return
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    inner = [node for node in part.children if not is_block(node)]
    only = inner[0] if len(inner) == 1 else None
    if isinstance(only, Tag) and only.name == "p":
        part = only
    name.extend(slice_nodes(part, start, end))
    replace_inline(part, [*slice_nodes(part, 0, start), name, *slice_nodes(part, end, whole + 1)])


def replace_inline(part: Tag, pieces: Sequence[PageElement | str]) -> None:
    """Replace all of *part* but its lists and other blocks by *pieces*."""
    blocks = [node for node in part.children if is_block(node)]
    part.clear()
    part.extend([*pieces, *blocks])


def _ids_of(nodes: list[PageElement]) -> list[str]:
    """Return the ids in *nodes*, which may be targets of links."""
    tags = [node for node in nodes if isinstance(node, Tag) and not _is_picture(node)]
    found = [tag for node in tags for tag in (node, *tags_in(node))]
    return [str(tag["id"]) for tag in found if tag.get("id")]


def _holds_more_than_text(part: Tag) -> bool:
    """Return whether *part* has an id, or an element without text, such as an image."""
    if any(tag.get("id") for tag in tags_in(part)):
        return True
    return any(isinstance(node, Tag) and not text_length(node) for node in part.children)


def _is_picture(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name != "br" and not text_length(node)


def section_element(document: Document, label: Tag, ids: UniqueIds) -> Tag:
    """Return the `<section>` for a list with this *label*, which gets one of the unique *ids*."""
    if not label.get("id"):
        words = re.sub(r"\W+", "-", heading_text(label).casefold()).strip("-")
        label["id"] = ids.unique(words[:60] or "resources")
        document.changed_start(label)
    return document.new_tag(
        "section", class_="resources", role="doc-bibliography", aria_labelledby=str(label["id"])
    )
