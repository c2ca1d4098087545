"""What `pouch links` prints."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from ..._core.text import json_text, printable
from .link_status import Status
from .lock import Lock, Record, is_dead

# What needs the owner most comes first.
_ORDER = (Status.DEAD, Status.MOVED, Status.UNSURE, Status.SLOW, Status.ALIVE)
_STEPS = 25


def needs_owner(record: Record) -> bool:
    """Tell whether something should be done about a link."""
    return record.status in {Status.DEAD, Status.MOVED}


def as_json(records: Lock, cited: Mapping[str, Sequence[str]]) -> str:
    """Return all that is known of the *cited* links as JSON, in the order of the site."""
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
    return json_text({"links": links}) + "\n"


def report(records: Lock, cited: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield status, address, what is wrong and the files for each link that is not simply alive."""
    known = [(url, records[url]) for url in cited if url in records and records[url].status]
    for status in _ORDER[:-1]:
        for url, record in known:
            if record.status == status:
                yield status.value, url, _said(record), ", ".join(cited[url])


def print_table(records: Lock, cited: Mapping[str, Sequence[str]], *, asked: int) -> None:
    """Print the report for people."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = list(report(records, cited))
    if rows:
        table = Table("", "address", "what was found", "cited in", box=None, pad_edge=False)
        for row in rows:
            # A title or an address must not be able to command the terminal.
            table.add_row(*(Text(printable(cell), overflow="fold") for cell in row))
        console = Console(highlight=False)
        if not console.is_terminal:
            console = Console(highlight=False, width=200)
        console.print(table)
    counts = Counter(records[url].status for url in cited if url in records)
    known = [f"{counts[status]} {status}" for status in reversed(_ORDER) if counts[status]]
    print(f"{len(cited)} links: {', '.join(known) or 'none known'}; {asked} of them asked now")


@contextmanager
def progress_of(total: int) -> Iterator[Callable[[], None]]:
    """Show how far a check of *total* links is: a bar on a terminal, some lines elsewhere."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Asking", total=total)
            yield lambda: progress.advance(task)
        return
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % _STEPS == 0 or done == total:
            print(f"pouch links: {done} of {total} asked", file=sys.stderr)

    yield step


def _said(record: Record) -> str:
    parts = [record.reason]
    if record.final:
        parts.append(f"now at {record.final}")
    if record.status == Status.DEAD:
        since = (record.dead_since or "")[:10]
        parts.append(f"since {since}" + ("" if is_dead(record) else ", not yet seen twice"))
    if record.snapshot:
        parts.append(f"copy at {record.snapshot}")
    return "; ".join(part for part in parts if part)
