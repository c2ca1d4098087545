"""The table of contents of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from bs4 import Tag

from ..._core.html_document import Document
from ..._core.text import one_line

_FOOTNOTE = re.compile("^fnref")


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of an article.

    Attributes:
        title: plain text.
        anchor: its `id`.
        parts: its subheadings.
    """

    title: str
    anchor: str
    parts: tuple[TocEntry, ...] = ()


def table_of_contents(document: Document) -> tuple[TocEntry, ...]:
    """Return the `h2` of a body with their `h3`; headings without an `id` get one."""
    taken = {str(tag["id"]) for tag in document.soup.find_all(id=True)}
    # Numbered, not derived from the words, so that correcting a heading breaks no link.
    anchors = (anchor for n in count(1) if (anchor := f"part-{n}") not in taken)
    chapters: list[tuple[TocEntry, list[TocEntry]]] = []
    for heading in document.soup.find_all(["h2", "h3"]):
        title = heading_words(heading)
        if not title or heading.find_parent(["blockquote", "aside", "figure", "td"]):
            continue
        part = TocEntry(title, _anchor(document, heading, anchors))
        if heading.name == "h2" or not chapters:
            chapters.append((part, []))
        else:
            chapters[-1][1].append(part)
    return tuple(TocEntry(part.title, part.anchor, tuple(inner)) for part, inner in chapters)


def heading_words(heading: Tag) -> str:
    """Return the text of a heading, without footnote markers, permalinks and side notes."""
    skipped = [
        *heading.find_all("sup", id=_FOOTNOTE),
        *heading.find_all(class_=["headerlink", "sidenote"]),
    ]
    left_out = {id(text) for tag in skipped for text in tag.find_all(string=True)}
    strings = heading.find_all(string=True)
    return one_line("".join(text for text in strings if id(text) not in left_out))


def _anchor(document: Document, heading: Tag, anchors: Iterator[str]) -> str:
    if not heading.get("id"):
        heading["id"] = next(anchors)
        document.changed_start(heading)
    return str(heading["id"])
