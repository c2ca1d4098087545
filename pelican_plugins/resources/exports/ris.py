"""Works as RIS, which EndNote, RefWorks and library catalogues read."""

from __future__ import annotations

from collections.abc import Iterable

from ..works import Work
from .facts import date_parts, work_type

_TYPES = {"book": "BOOK", "article": "JOUR", "webpage": "ELEC", "document": "GEN"}


def ris(works: Iterable[Work]) -> str:
    """Return *works* as RIS, one entry a work; every value stands on one line."""
    return "\n".join(_ris_entry(work) for work in works)


def _ris_entry(work: Work) -> str:
    resource = work.resource
    form = work_type(resource)
    arxiv = resource.arxiv and f"arXiv:{resource.arxiv}"
    fields = [
        ("TY", _TYPES[form]),
        ("ID", work.id),
        ("TI", resource.title),
        ("AU", resource.author),
        ("T2" if form == "article" else "PB", resource.publisher),
        ("PY", "".join(f"{part:04}" for part in date_parts(resource.date)[:1])),
        ("DA", _ris_date(resource.date)),
        # A semicolon would part it into two addresses.
        ("UR", (resource.url or "").replace(";", "%3B")),
        ("Y2", _ris_date(resource.accessed)),
        ("DO", resource.doi),
        ("M1", arxiv),
        ("SN", resource.isbn),
        ("N1", resource.note),
    ]
    lines = [f"{tag}  - {value}\n" for tag, value in fields if value]
    return "".join([*lines, "ER  - \n"])


def _ris_date(date: str) -> str:
    """Return a date as RIS has it, `2024/05/17/`: four fields, of which the last is for words."""
    parts = [f"{part:02}" for part in date_parts(date)]
    return "/".join([*parts, *[""] * (4 - len(parts))]) if parts else ""
