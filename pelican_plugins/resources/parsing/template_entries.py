"""An entry that is a citation template of Wikipedia: its fields, and how a reader sees it.

The title is linked; every other value follows in the order of the source, with its key before it
where the value alone would not say what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ..._core.html_document import Document, add_classes
from ..._core.text import one_line
from ..._core.urls import is_web
from ..resource import LinkRole, Resource, ResourceLink
from .entry_parser import ParsedEntry
from .entry_text import read_text
from .links import is_archived_copy, url_objection
from .markup import own_text, slice_nodes, tags_in, text_length
from .notes import tidy_note
from .rendering import LinkStyle, host_nodes, replace_inline, style_link
from .wiki_template_keys import Role
from .wiki_templates import (
    Piece,
    TemplateValue,
    WikiTemplate,
    authors_of,
    find_templates,
    stated_fields,
    url_of,
)

# Roles whose values need no word before them.
_SELF_EVIDENT = {
    *(Role.TITLE, Role.AUTHOR, Role.FAMILY, Role.GIVEN, Role.CONTAINER, Role.PUBLISHER, Role.PLACE),
    *(Role.DATE, Role.YEAR, Role.MONTH, Role.DAY),
}
_ACRONYMS = {"isbn", "issn", "doi", "pmid", "pmc", "oclc", "jstor", "lccn", "asin", "bnf"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A part of what a reader sees.

    Attributes:
        pieces: of a value; empty for a *literal*.
        literal: words of our own, or those of a key.
        url: what they are linked to, or empty.
        span: text outside of templates, instead of all that.
        own: whether this is the title of the entry.
        archive: whether this is the link to an archived copy.
    """

    pieces: tuple[Piece, ...] = ()
    literal: str = ""
    url: str = ""
    span: tuple[int, int] | None = None
    own: bool = False
    archive: bool = False


def parse_template_entry(part: Tag) -> ParsedEntry | None:
    """Parse an entry that is a citation template; None if it is not one.

    Further templates of the same entry are shown in the same way, but give no facts.
    """
    text = own_text(part)
    if "{{" not in text:
        return None
    templates = find_templates(text)
    main = next((template for template in templates if template.is_citation), None)
    title = main.first(Role.TITLE) if main is not None else None
    if main is None or title is None:
        return None
    note = one_line("".join(_plain(text, shown) for shown in _all(text, templates, main)))
    return ParsedEntry(
        title.text,
        url_of(main),
        tidy_note(note, text).strip(" ,.;"),
        stated=stated_fields(main),
        templates=templates,
        main=main,
    )


def _plain(text: str, shown: _Shown) -> str:
    if shown.own or shown.archive:
        return ""
    if shown.span is not None:
        return text[slice(*shown.span)]
    pieces = (p.literal or text[p.start : p.end] for p in shown.pieces)
    return shown.literal or "".join(pieces)


def template_links(part: Tag, parsed: ParsedEntry) -> tuple[ResourceLink, ...]:
    """Return the web links of an entry, in the order in which a reader meets them."""
    entry = read_text(part)
    text = entry.text
    found: list[ResourceLink] = []

    def add(url: str, label: str) -> None:
        if is_web(url) and url_objection(url) is None:
            role: LinkRole = "archive" if is_archived_copy(url) else "other"
            found.append(ResourceLink(url, "work" if url == parsed.url else role, label))

    addresses = list(entry.addresses())
    for shown in _all(text, parsed.templates, parsed.main):
        if shown.span is not None:
            start, end = shown.span
            for address in addresses:
                if start <= address.start and address.end <= end:
                    label = text[address.start : address.end] if address.link else ""
                    add(address.url, one_line(label))
            continue
        if shown.url:
            words = "" if shown.archive else _plain(text, shown)
            add(shown.url, parsed.title if shown.own else one_line(words))
        for piece in shown.pieces:
            if piece.url and not shown.url:
                words = text[piece.start : piece.end].strip()
                add(piece.url, "" if is_web(words) else one_line(words))
    return tuple(found)


def render_template_entry(
    document: Document, part: Tag, parsed: ParsedEntry, resource: Resource, style: LinkStyle
) -> None:
    """Replace the templates in *part* by what a reader can read."""
    text, whole = own_text(part), text_length(part)
    # A URL that an engine has linked may have swallowed the next key.
    source = copy(part)
    for link in tags_in(source, "a"):
        if is_web(link.get_text()):
            link.unwrap()
    made: list[PageElement | str] = []
    for shown in _all(text, parsed.templates, parsed.main):
        if shown.span is not None:
            start, end = shown.span
            made += slice_nodes(part, start, whole + 1 if end == len(text) else end)
        elif shown.own:
            name = document.new_tag("a" if resource.url else "span")
            _fill(name, shown, source, style)
            if resource.url:
                style_link(name, resource.url, style, named=True)
            else:
                add_classes(name, "p-name")
            made += [name, *host_nodes(document, resource, style)]
        elif shown.url:
            link = document.new_tag("a", href=shown.url)
            _fill(link, shown, source, style)
            made.append(link)
        else:
            made += _nodes(document, shown, source)
    replace_inline(part, made)
    for reference in tags_in(part, "ref"):
        reference.unwrap()


def _fill(element: Tag, shown: _Shown, source: Tag, style: LinkStyle) -> None:
    """Put the words of *shown* into a link or a title; links must not be nested."""
    if shown.archive:
        element.string = style.archived_label
        return
    element.extend(_nodes(None, shown, source))
    for inner in tags_in(element, "a"):
        inner.unwrap()


def _nodes(document: Document | None, shown: _Shown, source: Tag) -> Iterator[PageElement]:
    """Yield the words of *shown*, with their links if there is a *document*."""
    if shown.literal:
        yield NavigableString(shown.literal)
    for piece in shown.pieces:
        if piece.literal:
            yield NavigableString(piece.literal)
            continue
        nodes = slice_nodes(source, piece.start, piece.end)
        if document is not None and piece.url and url_objection(piece.url) is None:
            link = document.new_tag("a", href=piece.url)
            link.extend(nodes)
            nodes = [link]
        yield from nodes


def _all(
    text: str, templates: tuple[WikiTemplate, ...], main: WikiTemplate | None
) -> Iterator[_Shown]:
    position = 0
    for template in templates:
        if position < template.start:
            yield _Shown(span=(position, template.start))
        yield from _shown(template, own=template is main)
        position = template.end
    if position < len(text):
        yield _Shown(span=(position, len(text)))


def _shown(template: WikiTemplate, *, own: bool) -> Iterator[_Shown]:
    """Yield what a reader sees of a template: its title, then the rest between commas."""
    title = template.first(Role.TITLE)
    url = url_of(template) or ""
    joint = ", "
    if title is not None:
        yield _Shown(title.pieces, url=url, own=own)
        # What follows the host of an entry has no comma before it.
        joint = " " if own and url else joint
    elif template.name:
        yield _Shown(literal=template.name)
    for parts in _rest(template, title):
        yield _Shown(literal=joint)
        joint = ", "
        yield from parts


def _rest(template: WikiTemplate, title: TemplateValue | None) -> Iterator[tuple[_Shown, ...]]:
    """Yield the other values of a template, each with the words before it."""
    url = url_of(template) if title is not None else None
    names = {
        id(value): "" if position else name
        for values, name in authors_of(template, family_first=False)
        for position, value in enumerate(values)
    }
    for value in template.values:
        own = value.role is Role.URL and value.url == url
        if value is title or value.role is Role.HIDDEN or (own and url):
            continue
        label = "" if value.role in _SELF_EVIDENT else _label(value.key)
        if value.role is not Role.AUTHOR and id(value) in names:
            if names[id(value)]:
                yield (_Shown(literal=names[id(value)]),)
        elif value.url:
            archive = value.role is Role.ARCHIVE
            yield (_Shown(literal=label or value.text, url=value.url, archive=archive),)
        else:
            words = _Shown(value.pieces)
            yield (_Shown(literal=f"{label} "), words) if label else (words,)


def _label(key: str) -> str:
    words = key.replace("_", " ").replace("-", " ").strip()
    return words.upper() if words.casefold() in _ACRONYMS else words
