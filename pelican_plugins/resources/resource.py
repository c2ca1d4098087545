"""One entry of a list of resources.

What can be told of a work from its entry, and only where it is sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A work that a post refers to.

    What its author did not plainly state is empty: nothing is guessed.

    Attributes:
        title: plain text on one line.
        url: absolute address as the author wrote it, or None for a work without a link.
        host: the host as a reader would say it (`example.org`: no `www.`, IDN in
            Unicode); empty without a link.
        note: what the author wrote beside the link, plain text; may be empty.
        group: the sub-heading the entry stands under, or None.
        anchor: the id of the entry in the page.
        position: place in the post, from 1.
        author: who made the work, in the words of the post.
        publisher: the newspaper, journal, house or site that published it.
        date: of publication, as ISO 8601 has it: `2024`, `2024-05` or `2024-05-17`.
        accessed: the day the author read it, in the same form.
        doi: a DOI without any prefix, such as `10.1000/182`.
        arxiv: an arXiv identifier, such as `2101.00001`.
        isbn: ten or thirteen digits (the last may be X) without hyphens.
        archived: address of an archived copy, or None.
    """

    title: str
    url: str | None
    host: str
    note: str
    group: str | None
    anchor: str
    position: int
    author: str = ""
    publisher: str = ""
    date: str = ""
    accessed: str = ""
    doi: str = ""
    arxiv: str = ""
    isbn: str = ""
    archived: str | None = None


RESOURCE_FIELDS = tuple(field.name for field in fields(Resource))
"""The names of what is known of a resource."""


def resource_dict(resource: Resource) -> dict[str, Any]:
    """Return what is known of a resource by name, as `asdict` does and much quicker."""
    return {name: getattr(resource, name) for name in RESOURCE_FIELDS}


WorkType = Literal["book", "article", "webpage", "document"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SHORT_ISBN = re.compile(r"\d{9}[\dXx]")
_MONTHS, _DAYS = 12, 31


def work_type(resource: Resource) -> WorkType:
    """Tell what a work is: an ISBN makes a book, a DOI or an arXiv number an article.

    All else with a link is a web page, and what has none is a document of some kind.
    """
    if resource.isbn:
        return "book"
    if resource.doi or resource.arxiv:
        return "article"
    return "webpage" if resource.url else "document"


def date_parts(date: str) -> list[int]:
    """Return year, month and day of *date* as far as it states them; none of no ISO date."""
    match = _DATE.fullmatch(date)
    if match is None:
        return []
    parts = [int(part) for part in match.groups() if part]
    limits = zip(parts[1:], (_MONTHS, _DAYS), strict=False)
    return parts if all(1 <= part <= limit for part, limit in limits) else parts[:1]


def isbn13(isbn: str) -> str:
    """Return the thirteen digits of an ISBN of ten (ISO 2108); any other text as it is."""
    if not _SHORT_ISBN.fullmatch(isbn):
        return isbn
    digits = f"978{isbn[:9]}"
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
