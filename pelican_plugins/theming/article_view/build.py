"""One look at a body for all that its reader is given besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bs4.exceptions import ParserRejectedMarkup

from ..._core.document import Document
from .backlinks import Cited, add_ways_back, worth_a_look
from .reading_time import minutes
from .sidenotes import add_sidenotes
from .toc import Part, outline

# Python-Markdown writes how a cell is aligned in a way that a Content-Security-Policy blocks.
_CELL = re.compile(r'<(t[hd]) style="text-align: (left|center|right);">')
_HEADING = re.compile(r"<h[23][ >]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an article's reader is to be given.

    Attributes:
        toc: from how many headings on there is a table of contents; 0 for never.
        sidenotes: whether footnotes also stand in the margin.
        words_per_minute: how fast people read; 0 where the time is not to be told.
    """

    toc: int = 0
    sidenotes: bool = True
    words_per_minute: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A body for its own page.

    Attributes:
        html: the body.
        outline: its table of contents; empty where there is none.
        minutes: that it takes to read; 0 where that is not told.
    """

    html: str
    outline: tuple[Part, ...]
    minutes: int


def read(
    html: str, resources: Iterable[Cited], words: Mapping[str, object], wanted: Wanted
) -> Reading:
    """Return a body as its own page shows it.

    A body that asks for none of it is not parsed, and comes back as it is.
    """
    resources = tuple(resources)
    time = minutes(html, wanted.words_per_minute)
    html = _reachable(_CELL.sub(r'<\1 class="cell-\2">', html))
    contents = bool(wanted.toc) and len(_HEADING.findall(html)) >= wanted.toc
    notes = wanted.sidenotes and "footnote-ref" in html
    back = worth_a_look(html, resources)
    if not (contents or notes or back):
        return Reading(html, (), time)
    try:
        document = Document(html)
    except ParserRejectedMarkup:
        return Reading(html, (), time)
    parts = outline(document) if contents else ()
    if notes:
        add_sidenotes(document)
    if back:
        add_ways_back(document, resources, words)
    return Reading(document.html(), parts, time)


def _reachable(html: str) -> str:
    """Let the keyboard reach what is scrolled in its own box: code and tables."""
    return html.replace("<pre>", '<pre tabindex="0">').replace("<table>", '<table tabindex="0">')
