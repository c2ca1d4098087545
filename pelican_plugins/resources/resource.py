"""One entry of a reference list, and what follows from its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple

LinkRole = Literal["work", "archive", "pdf", "doi", "via", "other"]


class ResourceLink(NamedTuple):
    """A link of an entry.

    Attributes:
        url: absolute URL as the site author wrote it.
        role: what it leads to: the `work` itself, a copy of it in a web `archive`, its `pdf`, its
            `doi`, the page `via` which the author found it, or an `other` page.
        label: the text of the link, plain and on one line; empty for a bare URL.
    """

    url: str
    role: LinkRole
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A work that a post cites.

    A field that the post does not clearly state is empty: nothing is guessed.

    Attributes:
        title: plain text on one line.
        url: absolute URL as the author wrote it, or None for a work without a link.
        host: the host for display (`example.org`: no `www.`, IDN in Unicode); empty without a
            link.
        note: the text next to the link, plain; may be empty.
        group: the sub-heading above the entry, or None.
        anchor: the id of the entry in the page.
        position: its number in the post, from 1.
        author: the author or authors, as the post names them.
        publisher: the newspaper, journal, publisher or site.
        date: of publication, in ISO 8601: `2024`, `2024-05` or `2024-05-17`.
        accessed: the day the author read it, in the same format.
        doi: a DOI without any prefix, such as `10.1000/182`.
        arxiv: an arXiv identifier, such as `2101.00001`.
        isbn: ten or thirteen digits (the last may be X) without hyphens.
        archived: URL of an archived copy, or None.
        links: all web links of the entry, in its order, each with `url`, `role` (`work`,
            `archive`, `pdf`, `doi`, `via` or `other`) and `label`. That of `url` is among them.
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
    links: tuple[ResourceLink, ...] = ()


RESOURCE_FIELDS = tuple(field.name for field in fields(Resource))
"""The names of a resource's fields."""


def resource_dict(resource: Resource) -> dict[str, Any]:
    """Return a resource's fields by name as JSON has them, like `asdict` but much faster."""
    values = {name: getattr(resource, name) for name in RESOURCE_FIELDS}
    return values | {"links": [link._asdict() for link in resource.links]}


def resource_of(values: dict[str, Any]) -> Resource:
    """Return the resource whose `resource_dict` is *values*."""
    links = tuple(ResourceLink(**link) for link in values["links"])
    return Resource(**{**values, "links": links})


WorkType = Literal["book", "article", "webpage", "document"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SHORT_ISBN = re.compile(r"\d{9}[\dXx]")
_MONTHS, _DAYS = 12, 31


def work_type(resource: Resource) -> WorkType:
    """Return the type: a book has an ISBN, an article a DOI or arXiv number, a webpage a link."""
    if resource.isbn:
        return "book"
    if resource.doi or resource.arxiv:
        return "article"
    return "webpage" if resource.url else "document"


def date_parts(date: str) -> list[int]:
    """Return year, month and day of an ISO date, as far as given; nothing for any other text."""
    match = _DATE.fullmatch(date)
    if match is None:
        return []
    parts = [int(part) for part in match.groups() if part]
    limits = zip(parts[1:], (_MONTHS, _DAYS), strict=False)
    return parts if all(1 <= part <= limit for part, limit in limits) else parts[:1]


def isbn13(isbn: str) -> str:
    """Convert an ISBN-10 to ISBN-13 (ISO 2108); return any other text unchanged."""
    if not _SHORT_ISBN.fullmatch(isbn):
        return isbn
    digits = f"978{isbn[:9]}"
    total = sum(int(digit) * (1, 3)[index % 2] for index, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
