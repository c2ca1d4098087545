"""What Python-Markdown makes of marks in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markdown import Markdown, util
from markdown.extensions.codehilite import CodeHiliteExtension

# Signs that no text has: the last plane of Unicode is for private use.
FIRST_MARK = 0x100000
MOST_MARKS = 0xFFFD
_MARK = re.compile("[\U00100000-\U0010fffd]")
_STASHED = re.compile(util.HTML_PLACEHOLDER % r"(\d+)")
_TEXTS = {"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
# Definitions are known to Python-Markdown and not to CommonMark.
_TAG_KINDS = {"pre": "code", "th": "table", "td": "table", "dd": "foreign", "dt": "foreign"}


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a mark came out.

    Attributes:
        kind: `text`, `code`, `table`, `raw` for HTML that was left as it is, or `foreign`.
        within: as in `blocks.Leaf`.
        begins: as in `blocks.Leaf`.
    """

    kind: str
    within: tuple[str, ...]
    begins: bool


def without_marks(text: str) -> str:
    """Return a text with a question mark for each sign that could be taken for a mark."""
    return _MARK.sub("?", text)


class PythonMarkdown:
    """Python-Markdown as a site has it, less what changes no block.

    Args:
        settings: Pelican's setting `MARKDOWN`.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        # Colours for code take most of the time, and the blocks are the same without.
        extensions = [e for e in settings.get("extensions", []) if not _colours(e)]
        self._settings = {**settings, "extensions": extensions}
        self._markdown = self._made()

    def look(self, text: str) -> dict[int, Seen]:
        """Return what became of the marks in a text, by number; nothing where it is too deep."""
        markdown = self._markdown.reset()
        lines = text.split("\n")
        try:
            for preprocessor in markdown.preprocessors:
                lines = preprocessor.run(lines)
            root = markdown.parser.parseDocument(lines).getroot()
        except RecursionError:
            # It would go on where it was.
            self._markdown = self._made()
            return {}
        return dict(_marks(root, markdown.htmlStash.rawHtmlBlocks))

    def _made(self) -> Markdown:
        markdown = Markdown(**self._settings)
        # Front matter is no part of a body.
        markdown.preprocessors.deregister("meta", strict=False)
        return markdown


def _colours(extension: object) -> bool:
    names = {"codehilite", "markdown.extensions.codehilite"}
    return isinstance(extension, CodeHiliteExtension) or extension in names


@dataclass(frozen=True, slots=True)
class _Element:
    """An element, with what is known from those about it."""

    element: Any
    within: tuple[str, ...] = ()
    kind: str = "text"
    begins: bool = False

    def below(self, child: Any, *, first: bool) -> _Element:
        tag, within, kind, begins = child.tag, self.within, self.kind, False
        if tag == "li" and self.element.tag in {"ul", "ol"}:
            within, begins = (*within, self.element.tag), True
        elif tag == "blockquote":
            within = (*within, "quote")
        elif tag in _TEXTS:
            begins = first and self.element.tag == "li"
        kind = "foreign" if "admonition" in child.get("class", "") else _TAG_KINDS.get(tag, kind)
        return _Element(child, within, kind, begins)


def _marks(root: Any, stash: list[Any]) -> Iterator[tuple[int, Seen]]:
    todo = [_Element(root)]
    while todo:
        place = todo.pop()
        text = place.element.text or ""
        yield from _marks_in(text, place, stash)
        behind = replace(place, begins=False)
        for number, child in enumerate(place.element):
            todo.append(place.below(child, first=number == 0 and not text.strip()))
            yield from _marks_in(child.tail or "", behind, stash)


def _marks_in(text: str, place: _Element, stash: list[Any]) -> Iterator[tuple[int, Seen]]:
    start = len(text) - len(text.lstrip())
    for found in _MARK.finditer(text):
        begins = place.begins and found.start() == start
        yield _number(found), Seen(place.kind, place.within, begins)
    for placeholder in _STASHED.finditer(text) if util.STX in text else ():
        html = stash[int(placeholder[1])]
        if isinstance(html, str):
            kind = "code" if "<pre" in html else "raw"
            for found in _MARK.finditer(html):
                yield _number(found), Seen(kind, place.within, begins=False)


def _number(found: re.Match[str]) -> int:
    return ord(found[0]) - FIRST_MARK
