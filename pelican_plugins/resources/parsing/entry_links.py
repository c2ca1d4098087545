"""The links of an entry, each with its role."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import Tag

from ..._core.text import one_line
from ..._core.urls import is_web, split
from ..resource import LinkRole, ResourceLink
from .entry_parser import ParsedEntry
from .entry_text import Address, EntryText, read_text
from .identifiers import doi_of_url
from .links import is_archived_copy, url_objection
from .shapes.shape import ListEntry
from .template_entries import template_links

_VIA = re.compile(
    r"(?:\b(?:via|h/t|hat tip|found (?:at|on|through)|gefunden (?:bei|über)|über|vía|através de|"
    r"tramite|par)\W*\s*)\Z",
    re.IGNORECASE,
)
_PDF_LABEL = re.compile(r"\bpdf\b", re.IGNORECASE)
_DOI_HOSTS = {"doi.org", "dx.doi.org", "www.doi.org"}


def entry_links(entry: ListEntry, parsed: ParsedEntry) -> tuple[ResourceLink, ...]:
    """Return all web links in the own text of an entry and of its descriptions, in their order."""
    if parsed.templates:
        return template_links(entry.part, parsed)
    found: list[ResourceLink] = []
    for part in dict.fromkeys(map(_Part, (entry.part, *entry.more))):
        text = read_text(part.tag)
        found += [
            _link(text, address, parsed)
            for address in text.addresses()
            if is_web(address.url) and url_objection(address.url) is None
        ]
    return tuple(found)


class _Part:
    """An element, compared by identity."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Part) and other.tag is self.tag

    def __hash__(self) -> int:
        return id(self.tag)


def archived_copy(links: Iterable[ResourceLink], own: str | None) -> str | None:
    """Return the URL of the copy in a web archive that the author gave next to the work's *own*."""
    return next((link.url for link in links if link.role == "archive" and link.url != own), None)


def _link(text: EntryText, address: Address, parsed: ParsedEntry) -> ResourceLink:
    label = one_line(text.text[address.start : address.end]) if address.link is not None else ""
    # One engine links bare URLs, the other does not.
    label = "" if label == address.url else label
    return ResourceLink(address.url, _role(text, address, label, parsed), label)


def _role(text: EntryText, address: Address, label: str, parsed: ParsedEntry) -> LinkRole:
    if address.url == parsed.url:
        return "work"
    if is_archived_copy(address.url):
        return "archive"
    parts = split(address.url)
    if parts is not None and (parts.hostname in _DOI_HOSTS or label.casefold() == "doi"):
        return "doi"
    if _VIA.search(text.text[max(address.start - 30, 0) : address.start]):
        return "via"
    if (parts is not None and parts.path.lower().endswith(".pdf")) or _PDF_LABEL.search(label):
        return "pdf"
    return (
        "doi"
        if doi_of_url(address.url) and label.casefold().startswith(("doi", "10."))
        else "other"
    )
