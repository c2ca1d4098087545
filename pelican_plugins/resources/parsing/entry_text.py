"""The own text of an entry with what its markup says: links, emphasis, quotations; and its URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from .links import absolute, find_url
from .markup import BREAKS, is_block, is_marker, is_text

_EMPHASIS = {"em", "i", "cite", "u", "dfn", "q"}
_STRONG = {"strong", "b"}
_PAIRS = {
    "“": "”“",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    '"': '"',
    "'": "'",
}
# Not apostrophes: a quotation mark opens after a space and closes before punctuation.
_STRAIGHT = {"'", "‘", '"', "»", "“"}
_QUOTES = re.compile(r"[“„«»‘‚「『《〈\"']")
_BEGINS_AFTER = re.compile(r"(?:\A|[\s(\[（:：,，.>/—–-])\Z")
_LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Address:
    """A URL of an entry, a link's or bare.

    Attributes:
        url: as written.
        start: offset of its text in the own text of the entry.
        end: offset of its end.
        link: the author's own link, or None.
    """

    url: str
    start: int
    end: int
    link: Tag | None = None


@dataclass(frozen=True, slots=True)
class EntryText:
    """The own text of an element.

    Attributes:
        text: as `own_text` returns it.
        links: each link with the offsets of its text.
        emphasis: the spans in italics and those marked as the name of a work.
        strong: the spans in bold.
    """

    text: str
    links: tuple[tuple[Tag, int, int], ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    strong: tuple[tuple[int, int], ...] = ()

    def addresses(self) -> Iterator[Address]:
        """Yield all links, and all URLs outside of links, in the order of the text."""
        position = 0
        for link, start, end in self.links:
            yield from self._bare(position, start)
            yield Address(str(link.get("href", "")).strip(), start, end, link)
            position = end
        yield from self._bare(position, len(self.text))

    def _bare(self, start: int, end: int) -> Iterator[Address]:
        text = self.text[start:end]
        place = find_url(text)
        while place is not None:
            yield Address(absolute(text[place[0] : place[1]]), start + place[0], start + place[1])
            place = find_url(text, place[1])


def read_text(part: Tag) -> EntryText:
    """Return the own text of *part* with its markup."""
    pieces: list[str] = []
    links: list[tuple[Tag, int, int]] = []
    emphasis: list[tuple[int, int]] = []
    strong: list[tuple[int, int]] = []

    def read(tag: Tag, offset: int, *, linked: bool) -> int:
        for node in tag.contents:
            if is_text(node):
                pieces.append(str(node))
                offset += len(str(node))
            elif isinstance(node, Tag) and not is_block(node) and not is_marker(node):
                if node.name in BREAKS:
                    pieces.append("\n")
                    offset += 1
                start = offset
                is_link = node.name == "a" and bool(node.get("href")) and not linked
                offset = read(node, offset, linked=linked or is_link)
                if is_link:
                    links.append((node, start, offset))
                elif node.name in _EMPHASIS:
                    emphasis.append((start, offset))
                elif node.name in _STRONG:
                    strong.append((start, offset))
        return offset

    read(part, 0, linked=False)
    links.sort(key=lambda each: each[1])
    return EntryText("".join(pieces), tuple(links), tuple(sorted(emphasis)), tuple(sorted(strong)))


def find_quotes(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each quotation in *text*, with its marks."""
    position = start
    while True:
        match = _QUOTES.search(text, position)
        if match is None:
            return
        end = _closing(text, match.start())
        if end is None:
            position = match.end()
        else:
            yield match.start(), end
            position = end


def _closing(text: str, start: int) -> int | None:
    """Return the offset after the mark that closes the one at *start*."""
    mark = text[start]
    begins = _BEGINS_AFTER.search(text[max(start - 1, 0) : start]) is not None
    if (mark in _STRAIGHT and not begins) or (
        mark != "«" and text[start + 1 : start + 2].isspace()
    ):
        return None
    limit = min(len(text), start + _LONGEST_QUOTE)
    for end in range(start + 2, limit):
        if text[end] not in _PAIRS[mark]:
            continue
        after = text[end + 1 : end + 2]
        if mark in "'‘" and (after.isalnum() or text[end - 1].isspace()):
            continue
        if mark == '"' and after.isalnum():
            continue
        return end + 1
    return None
