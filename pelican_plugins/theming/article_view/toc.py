"""A table of contents of the headings that stand in a body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from bs4 import Tag

from ..._core.html_document import Document
from ..._core.text import one_line


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of an article.

    Attributes:
        title: as text.
        anchor: its `id`.
        parts: the headings one level below it, up to the next of its own.
    """

    title: str
    anchor: str
    parts: tuple[TocEntry, ...] = ()


def table_of_contents(document: Document) -> tuple[TocEntry, ...]:
    """Return the `h2` of a body with their `h3`; a heading without an `id` is given one."""
    taken = {str(tag["id"]) for tag in document.soup.find_all(id=True)}
    # Counted and not made of the words, so that a heading may be mended without a broken link.
    anchors = (anchor for n in count(1) if (anchor := f"part-{n}") not in taken)
    chapters: list[tuple[TocEntry, list[TocEntry]]] = []
    for heading in document.soup.find_all(["h2", "h3"]):
        title = one_line(_text(heading))
        if not title or heading.find_parent(["blockquote", "aside", "figure", "td"]):
            continue
        part = TocEntry(title, _anchor(document, heading, anchors))
        if heading.name == "h2" or not chapters:
            chapters.append((part, []))
        else:
            chapters[-1][1].append(part)
    return tuple(TocEntry(part.title, part.anchor, tuple(inner)) for part, inner in chapters)


def _text(heading: Tag) -> str:
    """Return what a heading says, without the marks of notes and of links to itself."""
    marks = {id(mark) for mark in heading.select("sup[id^=fnref], .headerlink, .sidenote")}
    return "".join(
        text
        for text in heading.find_all(string=True)
        if not any(id(parent) in marks for parent in text.parents)
    )


def _anchor(document: Document, heading: Tag, anchors: Iterator[str]) -> str:
    if not heading.get("id"):
        heading["id"] = next(anchors)
        document.changed_start(heading)
    return str(heading["id"])
