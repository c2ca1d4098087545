"""Works as BibTeX, in the dialect of biblatex, which has entries for what is online."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from ..works import Work
from .facts import date_parts, work_type

_ENTRIES = {"book": "book", "article": "article", "webpage": "online", "document": "misc"}
_PUBLISHED_IN = {"book": "publisher", "article": "journaltitle", "webpage": "organization"}

# BibTeX counts braces whether or not a backslash stands before them, so none is left bare.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_LATEX)) + "]")
_VERBATIM = re.compile(r'[\s\\{}"<>]')


def bibtex(works: Iterable[Work]) -> str:
    """Return *works* as BibTeX, in UTF-8, one entry a work."""
    return "\n".join(_bibtex_entry(work) for work in works)


def escape_latex(text: str) -> str:
    """Return *text* so that LaTeX prints it as it is."""
    return _SPECIAL.sub(lambda match: _LATEX[match.group()], text)


def _bibtex_entry(work: Work) -> str:
    resource = work.resource
    form = work_type(resource)
    year = date_parts(resource.date)[:1]
    fields = {
        "title": escape_latex(resource.title),
        # In braces of its own, or an "and" in it would part it into two names.
        "author": resource.author and f"{{{escape_latex(resource.author)}}}",
        _PUBLISHED_IN.get(form, "howpublished"): escape_latex(resource.publisher),
        "date": _bibtex_date(resource.date),
        # What is no biblatex knows the year alone; and no entry for what is online.
        "year": f"{year[0]:04}" if year and form != "webpage" else "",
        "url": _verbatim(resource.url or ""),
        "urldate": _bibtex_date(resource.accessed),
        "doi": _verbatim(resource.doi),
        "eprint": _verbatim(resource.arxiv),
        "eprinttype": resource.arxiv and "arxiv",
        "isbn": escape_latex(resource.isbn),
        "note": escape_latex(resource.note),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{_ENTRIES[form]}{{{work.id},\n{''.join(lines)}}}\n"


def _verbatim(text: str) -> str:
    """Return an address or a number as it is, but for what would end the field."""
    return _VERBATIM.sub(lambda match: quote(match.group()), text)


def _bibtex_date(date: str) -> str:
    # Checked once more: what is no date would be markup in the file.
    return "-".join(f"{part:02}" for part in date_parts(date))
