"""Footnotes as side notes: each also stands behind its mark, for margins that are wide enough.

They are what Python-Markdown writes: `<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">`
and `<div class="footnote"><ol><li id="fn:1">`.
"""

from __future__ import annotations

from copy import copy

from bs4 import Tag
from bs4.element import NavigableString

from ..._core.html_document import Document

# What may stand within a line (WHATWG HTML, phrasing content) of that which notes hold.
_PHRASES = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins"}
    | {"kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"}
    | {"var", "wbr"}
)
# A note that floats out of one of these would be cut off, or push its cells apart.
_CLOSED = ["table", "figure", "details", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"]


def add_sidenotes(document: Document) -> bool:
    """Put a copy of each footnote behind its mark.

    All or none: where one cannot stand within a line, the notes stay at the end of the text.

    Returns:
        Whether there are side notes now.
    """
    soup = document.soup
    # Of two with one id, browsers go to the first.
    notes = {str(note["id"]): note for note in reversed(soup.find_all("li", id=True))}
    pairs = []
    # A note is looked at once, however many marks it has.
    fitting: set[int] = set()
    for mark in soup.select("sup > a.footnote-ref[href^='#']"):
        sup = mark.parent
        note = notes.get(str(mark["href"])[1:])
        if sup is None or note is None or sup.find_parent(_CLOSED):
            return False
        if id(note) not in fitting and not _fits(note):
            return False
        fitting.add(id(note))
        if not document.is_whole(sup):
            return False
        pairs.append((sup, note, mark.get_text()))
    seen: set[int] = set()
    for sup, note, number in pairs:
        # A note that is named twice stands beside the first of its marks.
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
    for way_back in aside.select("a.footnote-backref"):
        before = way_back.previous_sibling
        if isinstance(before, NavigableString):
            before.replace_with(before.rstrip())
        way_back.decompose()
    for inner in aside.find_all(id=True):
        del inner["id"]
    return aside
