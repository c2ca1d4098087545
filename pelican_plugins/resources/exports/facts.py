"""What can be told of a work from its entry, and only where it is sure."""

from __future__ import annotations

import re
from typing import Literal

from ..resource import Resource

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
