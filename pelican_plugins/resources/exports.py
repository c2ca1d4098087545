"""Works as BibTeX, in the dialect of biblatex, which has entries for what is online.

Works as RIS, which EndNote, RefWorks and library catalogues read.

Works as CSL-JSON, which Zotero, Pandoc and citeproc read.

Works as plain JSON, with all that is known of them and where they are cited.

Works as a list in Markdown, which this suite reads back as it was.

The formats that works are handed on in, by the names that owners type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import indent
from typing import Any
from urllib.parse import quote

from .._core.text import json_text
from .resource import Resource, date_parts, resource_dict, work_type
from .works import CitedWork, HostGroup

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


def bibtex(works: Iterable[CitedWork]) -> str:
    """Return *works* as BibTeX, in UTF-8, one entry a work."""
    return "\n".join(_bibtex_entry(work) for work in works)


def escape_latex(text: str) -> str:
    """Return *text* so that LaTeX prints it as it is."""
    return _SPECIAL.sub(lambda match: _LATEX[match.group()], text)


def _bibtex_entry(work: CitedWork) -> str:
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


_TYPES = {"book": "BOOK", "article": "JOUR", "webpage": "ELEC", "document": "GEN"}


def ris(works: Iterable[CitedWork]) -> str:
    """Return *works* as RIS, one entry a work; every value stands on one line."""
    return "\n".join(_ris_entry(work) for work in works)


def _ris_entry(work: CitedWork) -> str:
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


def csl_json(works: Iterable[CitedWork]) -> str:
    """Return *works* as a CSL-JSON list (CSL 1.0.2, csl-data schema), one entry a work."""
    return json_text([_csl_item(work) for work in works]) + "\n"


def _csl_item(work: CitedWork) -> dict[str, Any]:
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


_OF_THE_PAGE = {"anchor", "position", "group"}


def plain_json(works: Iterable[CitedWork], root: str = "") -> str:
    """Return *works* as a JSON list.

    Args:
        works: in the order to keep.
        root: what to put before the addresses of articles, such as `https://example.org`.
    """
    return _dump([_json_item(work, root) for work in works])


def groups_json(groups: Iterable[HostGroup], root: str = "") -> Iterator[str]:
    """Yield, in pieces, *groups* as a JSON list of objects with `host` and `works`.

    See `plain_json`. In pieces, since the works of a large site are as long as its articles.
    """
    between = "[\n"
    for group in groups:
        host = json_text(group.host)
        yield f'{between}  {{\n    "host": {host},\n    "works": '
        inner = "[\n"
        for work in group.works:
            yield inner + indent(json_text(_json_item(work, root)), " " * 6)
            inner = ",\n"
        yield "\n    ]\n  }"
        between = ",\n"
    yield "\n]\n"


def _json_item(work: CitedWork, root: str) -> dict[str, Any]:
    return {
        "id": work.id,
        **{
            name: value
            for name, value in resource_dict(work.resource).items()
            if value and name not in _OF_THE_PAGE
        },
        "cited_by": [
            {"title": place.title, "url": citation_url(root, place.url, place.anchor)}
            for place in work.citations
        ],
    }


def citation_url(root: str, url: str, anchor: str) -> str:
    """Return the address of an entry in its article."""
    return f"{root}/{url}#{anchor}" if anchor else f"{root}/{url}"


def _dump(value: Any) -> str:
    return json_text(value) + "\n"


# A reference to a character is text in every dialect of Markdown; a backslash is not before
# each of these signs.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&~^|#!$@]")
# "1984. A diary" would open a list in the list.
_BULLET = re.compile(r"\A(\d*)([-+.):])")
_IN_ADDRESS = re.compile(r"[\s<>\\()\[\]*_`]")


def markdown_list(works: Iterable[CitedWork]) -> str:
    """Return *works* as a heading and a Markdown list, one item a work."""
    return "".join(["## References\n\n", *(_markdown_item(work) for work in works)])


def _markdown_item(work: CitedWork) -> str:
    resource = work.resource
    title, note = escape_markdown(resource.title), escape_markdown(", ".join(_said(work.resource)))
    if resource.url:
        title = f"[{title}](<{_link_destination(resource.url)}>)"
    else:
        title = _BULLET.sub(lambda match: f"{match[1]}&#{ord(match[2])};", title)
    return f"* {title} – {note}\n" if note else f"* {title}\n"


def _said(resource: Resource) -> Iterator[str]:
    """Yield what is known of a work besides its link, each thing once."""
    if resource.note:
        yield resource.note
    number = f"ISBN {resource.isbn}" if resource.isbn else ""
    for text in (resource.author, resource.publisher, resource.date, number):
        if text and text.removeprefix("ISBN ") not in resource.note:
            yield text


def escape_markdown(text: str) -> str:
    """Return *text* so that Markdown prints it as it is."""
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", text)


def _link_destination(url: str) -> str:
    return _IN_ADDRESS.sub(lambda match: quote(match.group(), safe="()[]*_`"), url)


FORMATS: dict[str, Callable[[Sequence[CitedWork]], str]] = {
    "csl-json": csl_json,
    "bibtex": bibtex,
    "ris": ris,
    "json": plain_json,
    "markdown": markdown_list,
}
"""Each takes works and returns the whole text of a file."""
