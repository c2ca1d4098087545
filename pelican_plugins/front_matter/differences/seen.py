"""What Python-Markdown makes of marks in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown import Markdown, util
from markdown.extensions.codehilite import CodeHiliteExtension

# Signs that no text has: the last plane of Unicode is for private use.
FIRST_MARK = 0x100000
MOST_MARKS = 0xFFFD
_MARK = re.compile("[\U00100000-\U0010fffd]")
_STASHED = re.compile(util.HTML_PLACEHOLDER % r"(\d+)")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What Python-Markdown knows and CommonMark does not.
_FOREIGN = {"dd", "dt"}


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
        self._markdown = Markdown(**{**settings, "extensions": extensions})
        # Front matter is no part of a body.
        self._markdown.preprocessors.deregister("meta", strict=False)

    def look(self, text: str) -> dict[int, Seen]:
        """Return what became of the marks in a text, by their numbers."""
        markdown = self._markdown.reset()
        lines = text.split("\n")
        for preprocessor in markdown.preprocessors:
            lines = preprocessor.run(lines)
        root = markdown.parser.parseDocument(lines).getroot()
        return dict(_marks(root, markdown.htmlStash.rawHtmlBlocks))


def _colours(extension: object) -> bool:
    names = {"codehilite", "markdown.extensions.codehilite"}
    return isinstance(extension, CodeHiliteExtension) or extension in names


def _marks(root: Any, stash: list[Any]) -> Iterator[tuple[int, Seen]]:
    todo: list[tuple[Any, tuple[str, ...], str, bool]] = [(root, (), "text", False)]
    while todo:
        element, within, kind, begins = todo.pop()
        yield from _marks_in(element.text or "", within, kind, begins, stash)
        blank = not (element.text or "").strip()
        for number, child in enumerate(element):
            inner, of_child = within, kind
            starts = False
            if child.tag == "li" and element.tag in {"ul", "ol"}:
                inner, starts = (*within, element.tag), True
            elif child.tag == "blockquote":
                inner = (*within, "quote")
            elif child.tag in {"p", *_HEADINGS}:
                starts = element.tag == "li" and number == 0 and blank
            elif child.tag == "pre":
                of_child = "code"
                starts = element.tag == "li" and number == 0 and blank
            elif child.tag in {"th", "td"}:
                of_child = "table"
            elif child.tag in _FOREIGN or "admonition" in child.get("class", ""):
                of_child = "foreign"
            elif child.tag in {"code", "table", "thead", "tbody", "tr"}:
                starts = begins and number == 0 if child.tag == "code" else False
            todo.append((child, inner, of_child, starts))
            yield from _marks_in(child.tail or "", within, kind, False, stash)


def _marks_in(
    text: str, within: tuple[str, ...], kind: str, begins: bool, stash: list[Any]
) -> Iterator[tuple[int, Seen]]:
    start = len(text) - len(text.lstrip())
    for found in _MARK.finditer(text):
        yield _number(found), Seen(kind, within, begins and found.start() == start)
    for placeholder in _STASHED.finditer(text) if util.STX in text else ():
        html = stash[int(placeholder[1])]
        if isinstance(html, str):
            inner = "code" if "<pre" in html else "raw"
            for found in _MARK.finditer(html):
                yield _number(found), Seen(inner, within, begins and placeholder.start() == start)


def _number(found: re.Match[str]) -> int:
    return ord(found[0]) - FIRST_MARK
