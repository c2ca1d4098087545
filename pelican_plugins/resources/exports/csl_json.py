"""Works as CSL-JSON, which Zotero, Pandoc and citeproc read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..._core.text import json_text
from ..works import Work
from .facts import date_parts, work_type


def csl_json(works: Iterable[Work]) -> str:
    """Return *works* as a CSL-JSON list (CSL 1.0.2, csl-data schema), one entry a work."""
    return json_text([_csl_item(work) for work in works]) + "\n"


def _csl_item(work: Work) -> dict[str, Any]:
    resource = work.resource
    author = resource.author
    fields = {
        "id": work.id,
        "type": work_type(resource),
        "title": resource.title,
        # A post names people in its own words; which of them are family names, it does not say.
        "author": [{"literal": author}] if author else None,
        "container-title": resource.publisher if work_type(resource) != "book" else None,
        "publisher": resource.publisher if work_type(resource) == "book" else None,
        "issued": _csl_date(resource.date),
        "accessed": _csl_date(resource.accessed),
        "URL": resource.url,
        "DOI": resource.doi,
        "number": resource.arxiv and f"arXiv:{resource.arxiv}",
        "ISBN": resource.isbn,
        "note": resource.note,
    }
    return {name: value for name, value in fields.items() if value}


def _csl_date(date: str) -> dict[str, Any] | None:
    parts = date_parts(date)
    return {"date-parts": [parts]} if parts else None
