"""Copies of footnotes as side notes after their markers, for wide margins.

Footnotes as Python-Markdown writes them: `<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">`
and `<div class="footnote"><ol><li id="fn:1">`.
"""

from __future__ import annotations

import re
from copy import copy

from bs4 import Tag
from bs4.element import NavigableString

from ..._core.html_document import Document

# Phrasing content (WHATWG HTML) that footnotes contain.
_PHRASES = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins"}
    | {"kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"}
    | {"var", "wbr"}
)
# A float within one of these would be clipped, or distort it.
_CLOSED = ["table", "figure", "details", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"]
_FRAGMENT = re.compile("^#")


def add_sidenotes(document: Document) -> bool:
    """Insert a copy of each footnote after its marker; all or none.

    None if one of them is more than phrasing content.

    Returns:
        Whether side notes were inserted.
    """
    soup = document.soup
    # Of duplicate ids, browsers use the first.
    notes = {str(note["id"]): note for note in reversed(soup.find_all("li", id=True))}
    pairs = []
    # Each note is checked once, however many markers it has.
    fitting: set[int] = set()
    for marker in soup.find_all("a", class_="footnote-ref", href=_FRAGMENT):
        sup = marker.parent
        if sup is None or sup.name != "sup":
            continue
        note = notes.get(str(marker["href"])[1:])
        if note is None or sup.find_parent(_CLOSED):
            return False
        if id(note) not in fitting and not _fits(note):
            return False
        fitting.add(id(note))
        if not document.is_whole(sup):
            return False
        pairs.append((sup, note, marker.get_text()))
    seen: set[int] = set()
    for sup, note, number in pairs:
        # A note with several markers is placed after the first.
        if id(note) not in seen:
            seen.add(id(note))
            document.replace(sup, copy(sup), _sidenote(document, note, number))
    return bool(pairs)


def _fits(note: Tag) -> bool:
    blocks = [child for child in note.children if isinstance(child, Tag)]
    return all(
        block.name in _PHRASES
        or (block.name == "p" and all(inner.name in _PHRASES for inner in _elements(block)))
        for block in blocks
    )


def _elements(tag: Tag) -> list[Tag]:
    return [child for child in tag.descendants if isinstance(child, Tag)]


def _sidenote(document: Document, note: Tag, number: str) -> Tag:
    aside = document.new_tag("span", class_="sidenote")
    label = document.new_tag("span", class_="sidenote-number")
    label.string = number
    aside.append(label)
    paragraphs = [child for child in note.children if isinstance(child, Tag) and child.name == "p"]
    for position, block in enumerate(paragraphs or [note]):
        holder = document.new_tag("span", class_="sidenote-paragraph") if position else aside
        holder.extend(copy(child) for child in list(block.children))
        if holder is not aside:
            aside.append(holder)
    for backlink in aside.find_all("a", class_="footnote-backref"):
        before = backlink.previous_sibling
        if isinstance(before, NavigableString):
            before.replace_with(before.rstrip())
        backlink.decompose()
    for inner in aside.find_all(id=True):
        del inner["id"]
    return aside
