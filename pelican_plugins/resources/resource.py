"""One entry of a list of resources."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


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


FACTS = tuple(field.name for field in fields(Resource))
"""The names of what is known of a resource."""


def facts_of(resource: Resource) -> dict[str, Any]:
    """Return what is known of a resource by name, as `asdict` does and much quicker."""
    return {name: getattr(resource, name) for name in FACTS}
