"""Read the resources of one body and render their list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bs4 import Tag

from .._core.document import Document
from .._core.urls import reader_host
from .item import Reading, own_part, read_item
from .rendering import free_id, render_item, render_section
from .resource import Resource
from .section import Section, find_sections


def extract_resources(
    document: Document, headings: frozenset[str], dashes: str | None
) -> list[dict[str, Any]]:
    """Make a reference list of every section of resources in *document*.

    Args:
        document: the body.
        headings: the keys of the headings that announce one.
        dashes: see `item.read_item`.

    Returns:
        The fields of each `Resource`, in the order of the page.
    """
    taken = {str(tag["id"]) for tag in document.soup.find_all(id=True)}
    resources: list[Resource] = []
    for section in list(find_sections(document.soup, headings)):
        readings = list(_readings(document, section, dashes))
        if not readings or not _is_writable(document, section):
            continue
        for item, group, reading in readings:
            resource = _resource(item, group, reading, len(resources) + 1, taken)
            render_item(document, item, reading, resource)
            resources.append(resource)
        render_section(document, section, taken)
    return [asdict(resource) for resource in resources]


def restore_resources(found: list[dict[str, Any]] | None) -> tuple[Resource, ...]:
    """Return what `extract_resources` found as values again; none for None."""
    return tuple(Resource(**fields) for fields in found or ())


def _readings(
    document: Document, section: Section, dashes: str | None
) -> Iterator[tuple[Tag, str | None, Reading]]:
    for item, group in section.items():
        reading = read_item(own_part(item), dashes) if document.is_whole(item) else None
        if reading is not None:
            yield item, group, reading


def _is_writable(document: Document, section: Section) -> bool:
    return document.is_whole(section.heading) and document.is_whole(section.last)


def _resource(
    item: Tag, group: str | None, reading: Reading, position: int, taken: set[str]
) -> Resource:
    # The id is made of the address, so that a link to an entry survives new entries above.
    digest = hashlib.sha256(reading.url.encode()).hexdigest()[:8]
    return Resource(
        title=reading.title,
        url=reading.url,
        host=reader_host(reading.url),
        note=reading.note,
        group=group,
        anchor=str(item.get("id") or free_id(f"resource-{digest}", taken)),
        position=position,
    )
