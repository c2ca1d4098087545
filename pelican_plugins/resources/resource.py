"""One entry of a list of resources."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A work that a post refers to.

    Attributes:
        title: plain text on one line.
        url: absolute address as the author wrote it, or None for a work without a link.
        host: the host as a reader would say it (`example.org`: no `www.`, IDN in
            Unicode); empty without a link.
        note: what the author wrote beside the link, plain text; may be empty.
        group: the sub-heading the entry stands under, or None.
        anchor: the id of the entry in the page.
        position: place in the post, from 1.
    """

    title: str
    url: str | None
    host: str
    note: str
    group: str | None
    anchor: str
    position: int
