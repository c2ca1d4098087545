"""Find the part of a body that a heading announces as resources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from .headings import heading_key

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_HEADING = re.compile(r"<h[1-6][\s>]", re.IGNORECASE)
_LISTS = {"ul", "ol"}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, up to the next one of its level or higher.

    Attributes:
        heading: the heading's element.
        nodes: the siblings that follow it and belong to it.
    """

    heading: Tag
    nodes: tuple[PageElement, ...]

    @property
    def last(self) -> Tag:
        """The last element of the section."""
        tags = [node for node in self.nodes if isinstance(node, Tag)]
        return tags[-1] if tags else self.heading

    def items(self) -> Iterator[tuple[Tag, str | None]]:
        """Yield every list item with the text of the sub-heading it stands under."""
        group = None
        for node in self.nodes:
            if not isinstance(node, Tag):
                continue
            if node.name in _LEVELS:
                group = heading_text(node)
            elif node.name in _LISTS:
                for item in node.find_all("li", recursive=False):
                    yield item, group


def may_hold_section(html: str) -> bool:
    """Tell from the text whether there may be a heading with a list in it."""
    return "<li" in html.lower() and _HEADING.search(html) is not None


def find_sections(soup: BeautifulSoup, headings: frozenset[str]) -> Iterator[Section]:
    """Yield the sections whose heading's key is one of *headings*, in their order."""
    for heading in soup.find_all(list(_LEVELS)):
        if heading_key(heading_text(heading)) in headings:
            yield Section(heading, tuple(_below(heading)))


def heading_text(heading: Tag) -> str:
    """Return the words of a heading, without the sign of a permalink."""
    texts = [
        str(text)
        for text in heading.find_all(string=True)
        if not any("headerlink" in str(tag.get("class", "")) for tag in text.parents)
    ]
    return " ".join("".join(texts).split())


def _below(heading: Tag) -> Iterator[PageElement]:
    level = _LEVELS[heading.name]
    for node in heading.next_siblings:
        if isinstance(node, Tag):
            # A rule or the footnotes end what the author has to say under a heading.
            if node.name == "hr" or "footnote" in str(node.get("class", "")).split():
                return
            if _LEVELS.get(node.name, level + 1) <= level:
                return
        yield node
