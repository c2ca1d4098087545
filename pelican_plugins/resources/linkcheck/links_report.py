"""What `pouch links` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..._core.commands import styled, table
from ..._core.text import excerpt
from .link_cache import Lock, Record, is_dead
from .link_status import Status

if TYPE_CHECKING:
    from rich.console import RenderableType

# What needs the owner most comes first.
_ORDER = (Status.DEAD, Status.MOVED, Status.UNSURE, Status.SLOW, Status.ALIVE)
_STYLES = {Status.DEAD: "red", Status.MOVED: "yellow", Status.UNSURE: "dim", Status.SLOW: "dim"}


def needs_owner(record: Record) -> bool:
    """Tell whether something should be done about a link."""
    return record.status in {Status.DEAD, Status.MOVED}


def plain_report(records: Lock, cited: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return all that is known of the *cited* links as JSON can hold it, in the site's order."""
    links = [
        {
            "url": url,
            **asdict(records[url]),
            "counts_as_dead": is_dead(records[url]),
            "cited_in": list(files),
        }
        for url, files in cited.items()
        if url in records
    ]
    return {"links": links}


def report(
    records: Lock, cited: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Status, str, str, str]]:
    """Yield status, address, what is wrong and the files for each link that is not simply alive."""
    known = [(url, records[url]) for url in cited if url in records and records[url].status]
    for status in _ORDER[:-1]:
        for url, record in known:
            if record.status == status:
                yield status, url, _said(record), ", ".join(cited[url])


def text_report(
    records: Lock, cited: Mapping[str, Sequence[str]], *, asked: int
) -> Iterator[RenderableType]:
    """Yield the report for people."""
    rows = report(records, cited)
    yield from table(
        ("", "address", "what was found", "cited in"),
        [(styled(status, _STYLES[status]), *rest) for status, *rest in rows],
    )
    counts = Counter(records[url].status for url in cited if url in records)
    known = [f"{counts[status]} {status}" for status in reversed(_ORDER) if counts[status]]
    yield f"{len(cited)} links: {', '.join(known) or 'none known'}; {asked} of them asked now"


def _said(record: Record) -> str:
    parts = [record.reason]
    if record.final:
        parts.append(f"now at {excerpt(record.final)}")
    if record.status == Status.DEAD:
        since = (record.dead_since or "")[:10]
        parts.append(f"since {since}" + ("" if is_dead(record) else ", not yet seen twice"))
    if record.snapshot:
        parts.append(f"copy at {record.snapshot}")
    return "; ".join(part for part in parts if part)
