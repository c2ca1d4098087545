"""Decide whether what stands below a heading is a list of references, and which its entries are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag

from .entry_parser import Reading
from .headings import Promise
from .markup import own_links, own_text
from .shapes.shape import Entry

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LONGEST_LINE = 300
_LEAST = {Promise.LINKS: 0.4, Promise.RESOURCES: 0.3, Promise.CITATIONS: 0.0}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry with what it says."""

    entry: Entry
    reading: Reading

    @property
    def linked(self) -> bool:
        """Whether it leads somewhere, or was meant to."""
        return self.reading.url is not None or self.reading.link is not None


def accept(candidates: list[Candidate], promise: Promise, *, sentence: bool) -> list[Candidate]:
    """Return the entries among *candidates*; none where this is no list of references.

    Args:
        candidates: all that may be entries of one section, in their order.
        promise: what the section's heading promises.
        sentence: whether the heading is a sentence that only ends in such words.
    """
    items = [c for c in candidates if c.entry.shape.is_list]
    linked = [c for c in items if c.linked]
    if promise is Promise.RESOURCES and items and all(_has_year(c) for c in items if not c.linked):
        # Whoever lists works with their years cites, whatever the heading is.
        promise = Promise.CITATIONS
    if items and len(linked) < len(items) * (1.0 if sentence else _LEAST[promise]):
        return []
    lines = [c for c in candidates if not c.entry.shape.is_list]
    good = {id(c) for c in lines if _is_entry(c, promise, beside_list=bool(linked))}
    if not linked and not good and promise is not Promise.CITATIONS:
        return []
    if lines and sum(id(c) in good for c in lines) >= len(lines) / 2:
        good |= {id(c) for c in lines if _is_work_between(c)}
    good |= {id(c) for c in items}
    return [c for c in candidates if id(c) in good]


def _is_entry(candidate: Candidate, promise: Promise, *, beside_list: bool) -> bool:
    """Tell whether a line of a paragraph is an entry and not a sentence of prose."""
    part = candidate.entry.part
    text = " ".join(own_text(part).split())
    if not candidate.linked:
        cites = promise is Promise.CITATIONS and _has_year(candidate)
        return cites and not beside_list and "," in text
    if text.endswith((":", "：")) and candidate.reading.linked:
        return False
    # Beside a list, a paragraph with a link is a word about the list, or about its author.
    if candidate.entry.marked or beside_list:
        return candidate.entry.marked
    if len(text) <= _LONGEST_LINE and _begins_with_link(part, text):
        return True
    if promise is Promise.CITATIONS and _has_year(candidate):
        return True
    return len(text) <= _LONGEST_LINE and _ends_with_address(candidate, text)


def _is_work_between(candidate: Candidate) -> bool:
    """Tell whether a short line without a link stands among entries of its paragraph."""
    if candidate.linked or candidate.entry.block.find("br") is None:
        return False
    text = own_text(candidate.entry.part).strip()
    return len(text) <= _LONGEST_LINE / 3 and not text.endswith((":", "：", ".", "!", "。"))


def _has_year(candidate: Candidate) -> bool:
    return _YEAR.search(own_text(candidate.entry.part)) is not None


def _begins_with_link(part: Tag, text: str) -> bool:
    first = next(own_links(part), None)
    words = " ".join(first.get_text().split()) if first is not None else ""
    start = text.find(words)
    return bool(words) and start in range(6) and not any(c.isalpha() for c in text[:start])


def _ends_with_address(candidate: Candidate, text: str) -> bool:
    reading = candidate.reading
    if reading.link is None:
        return not reading.note or reading.start > 0
    words = " ".join(reading.link.get_text().split())
    return bool(words) and text.rstrip(" .;,)]").endswith(words.rstrip(" .;,)]"))
