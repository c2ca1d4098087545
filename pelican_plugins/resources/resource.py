"""One entry of a reference list, and what follows from its fields."""

from __future__ import annotations

import datetime as dt
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
        date: date of publication, in ISO 8601: `2024`, `2024-05` or `2024-05-17`.
        accessed: the day on which the author read it, in the same format.
        doi: a DOI without any prefix, such as `10.1000/182`.
        arxiv: an arXiv identifier, such as `2101.00001`.
        isbn: ten or thirteen digits (the last may be X) without hyphens.
        archived: URL of an archived copy, or None.
        links: all web links of the entry, in order, each with `url`, `role` (`work`, `archive`,
            `pdf`, `doi`, `via` or `other`) and `label`. They include `url`.
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


WorkType = Literal["book", "article", "preprint", "webpage", "document"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SHORT_ISBN = re.compile(r"\d{9}[\dXx]")
# Of Zenodo, figshare, Dryad, Dataverse, OSF, its preprints, arXiv and PANGAEA: no journals.
_REPOSITORIES = ("5281", "6084", "5061", "7910", "17605", "31219", "48550", "1594")


def work_type(resource: Resource) -> WorkType:
    """Return the type of a work.

    A book has an ISBN, a preprint an arXiv number, an article a DOI and a journal, a webpage a
    link. A DOI alone proves no article, since books, data and code have one, too.
    """
    if resource.isbn:
        return "book"
    if resource.arxiv:
        return "preprint"
    if resource.doi and resource.publisher and not _is_site(resource):
        return "article"
    return "webpage" if resource.url else "document"


def _is_site(resource: Resource) -> bool:
    """Return whether the publisher of a work with a DOI is the site that has it, and no journal."""
    host, name = (
        re.sub(r"\W", "", text.casefold()) for text in (resource.host, resource.publisher)
    )
    prefix = resource.doi.partition("/")[0].removeprefix("10.")
    return prefix in _REPOSITORIES or bool(name and name in host)


def other_links(resource: Resource) -> tuple[ResourceLink, ...]:
    """Return the links of an entry besides the work's own, with that of its archived copy."""
    others = tuple(link for link in resource.links if link.url != resource.url)
    if resource.archived and all(link.url != resource.archived for link in others):
        return (*others, ResourceLink(resource.archived, "archive"))
    return others


_LINK_NAMES = {"archive": "archived copy", "pdf": "PDF", "doi": "DOI", "via": "via"}


def name_of_link(link: ResourceLink) -> str:
    """Return what an export calls a link: its role, or its label, which may be empty."""
    return _LINK_NAMES.get(link.role) or link.label


def date_parts(date: str) -> list[int]:
    """Return year, month and day of an ISO date, as far as given and valid; else nothing."""
    match = _DATE.fullmatch(date)
    if match is None:
        return []
    parts = [int(part) for part in match.groups() if part]
    while parts:
        try:
            dt.date(*(*parts, 1, 1)[:3])
        except ValueError:
            # A 31 February keeps its month.
            parts.pop()
        else:
            return parts
    return []


def isbn13(isbn: str) -> str:
    """Convert an ISBN-10 to ISBN-13 (ISO 2108); return any other text unchanged."""
    if not _SHORT_ISBN.fullmatch(isbn):
        return isbn
    digits = f"978{isbn[:9]}"
    total = sum(int(digit) * (1, 3)[index % 2] for index, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
