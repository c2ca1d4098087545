"""Cited works as BibTeX, RIS, CSL-JSON, plain JSON, Markdown and schema.org JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from textwrap import indent
from typing import Any
from urllib.parse import quote

from .._core.text import json_text, one_line, xml_safe
from .._core.urls import split
from .resource import Resource, date_parts, resource_dict, work_type
from .works import CitedWork, HostGroup

_ENTRIES = {"book": "book", "article": "article", "webpage": "online", "document": "misc"}
_PUBLISHED_IN = {"book": "publisher", "article": "journaltitle", "webpage": "organization"}

# BibTeX counts braces even after a backslash, so none may remain.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "#$%&_"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_LATEX)) + "]")
_VERBATIM = re.compile(r'[\s\\{}"<>]')


def bibtex(works: Iterable[CitedWork]) -> str:
    """Return *works* as BibTeX in the biblatex dialect, which has entries for web pages."""
    return "\n".join(_bibtex_entry(work) for work in works)


def escape_latex(text: str) -> str:
    """Escape *text* for LaTeX."""
    return _SPECIAL.sub(lambda match: _LATEX[match.group()], text)


def _bibtex_entry(work: CitedWork) -> str:
    resource = work.resource
    form = work_type(resource)
    year = date_parts(resource.date)[:1]
    fields = {
        "title": escape_latex(resource.title),
        # In extra braces, or an "and" would split it into two names.
        "author": resource.author and f"{{{escape_latex(resource.author)}}}",
        _PUBLISHED_IN.get(form, "howpublished"): escape_latex(resource.publisher),
        "date": _bibtex_date(resource.date),
        # Classic BibTeX knows only the year, and has no entry type for web pages.
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
    """Return a URL or number unchanged, except for characters that would end the field."""
    return _VERBATIM.sub(lambda match: quote(match.group()), text)


def _bibtex_date(date: str) -> str:
    # Only what is a date; anything else could be markup.
    return "-".join(f"{part:02}" for part in date_parts(date))


_TYPES = {"book": "BOOK", "article": "JOUR", "webpage": "ELEC", "document": "GEN"}


def ris(works: Iterable[CitedWork]) -> str:
    """Return *works* as RIS, which EndNote, RefWorks and library catalogues read."""
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
        # A semicolon would split it into two URLs.
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
    """Return a date in RIS format, `2024/05/17/`: the last of its four fields is free text."""
    parts = [f"{part:02}" for part in date_parts(date)]
    return "/".join([*parts, *[""] * (4 - len(parts))]) if parts else ""


def csl_json(works: Iterable[CitedWork]) -> str:
    """Return *works* as CSL-JSON (CSL 1.0.2, csl-data schema), for Zotero, Pandoc and citeproc."""
    return json_text([_csl_item(work) for work in works]) + "\n"


def _csl_item(work: CitedWork) -> dict[str, Any]:
    resource = work.resource
    author = resource.author
    fields = {
        "id": work.id,
        "type": work_type(resource),
        "title": resource.title,
        # A post does not say which part of a name is the family name.
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
    """Return *works* as JSON, with all fields and the articles that cite them.

    Args:
        works: in the order of the output.
        root: prefix of the URLs of articles, such as `https://example.org`.
    """
    return json_text([_json_item(work, root) for work in works]) + "\n"


def groups_json(groups: Iterable[HostGroup], root: str = "") -> Iterator[str]:
    """Yield *groups* as a JSON list of objects with `host` and `works`; see `plain_json`.

    It comes in pieces, since that of a large site is large.
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
    """Return the URL of an entry in its article."""
    return f"{root}/{url}#{anchor}" if anchor else f"{root}/{url}"


# Character references work in every Markdown dialect; backslash escapes do not for all of these.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&~^|#!$@]")
# "1984. A diary" would begin a nested list.
_BULLET = re.compile(r"\A(\d*)([-+.):])")
_IN_DESTINATION = re.compile(r"[\s<>\\()\[\]*_`]")


def markdown_list(works: Iterable[CitedWork]) -> str:
    """Return *works* as a heading and a Markdown list, which this plugin can read back."""
    return "".join(["## References\n\n", *(_markdown_item(work) for work in works)])


def _markdown_item(work: CitedWork) -> str:
    resource = work.resource
    title, note = (
        escape_markdown(resource.title),
        escape_markdown(", ".join(_details(work.resource))),
    )
    if resource.url:
        title = f"[{title}](<{_link_destination(resource.url)}>)"
    else:
        title = _BULLET.sub(lambda match: f"{match[1]}&#{ord(match[2])};", title)
    return f"* {title} – {note}\n" if note else f"* {title}\n"


def _details(resource: Resource) -> Iterator[str]:
    """Yield the fields of a work besides its link that its note does not contain."""
    if resource.note:
        yield resource.note
    number = f"ISBN {resource.isbn}" if resource.isbn else ""
    for text in (resource.author, resource.publisher, resource.date, number):
        if text and text.removeprefix("ISBN ") not in resource.note:
            yield text


def escape_markdown(text: str) -> str:
    """Escape *text* for Markdown."""
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", text)


def _link_destination(url: str) -> str:
    return _IN_DESTINATION.sub(lambda match: quote(match.group(), safe="()[]*_`"), url)


FORMATS: dict[str, Callable[[Sequence[CitedWork]], str]] = {
    "csl-json": csl_json,
    "bibtex": bibtex,
    "ris": ris,
    "json": plain_json,
    "markdown": markdown_list,
}
"""By its name on the command line, the function that turns works into the text of a file."""


_PAGES = {"", ".asp", ".aspx", ".htm", ".html", ".jsp", ".php", ".shtml", ".xhtml"}

# HTML, "Restrictions for contents of script elements": nothing may end or comment out the
# script. Two Unicode line separators used to end a line of JavaScript.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def citations_json_ld(resources: Iterable[Resource]) -> str:
    """Return *resources* as the value of schema.org's `citation`, a JSON list.

    It can be put into a `<script>` unescaped. It is empty if there are no resources.
    """
    citations = [_citation(resource) for resource in resources]
    return script_json(citations) if citations else ""


def script_json(value: Any) -> str:
    """Return *value* as JSON that can be put into a `<script>`."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def _citation(resource: Resource) -> dict[str, Any]:
    facts = {
        "@type": _type(resource),
        "name": resource.title,
        "url": resource.url,
        "author": resource.author,
        "publisher": resource.publisher,
        "datePublished": "-".join(f"{part:02}" for part in date_parts(resource.date)),
        "isbn": resource.isbn,
        "sameAs": resource.doi and f"https://doi.org/{resource.doi}",
    }
    clean = {name: one_line(xml_safe(text)) for name, text in facts.items() if text}
    return {name: text for name, text in clean.items() if text}


def _type(resource: Resource) -> str:
    """Return the type of a work. A DOI does not prove an article: data sets have one too."""
    if resource.isbn:
        return "Book"
    if resource.arxiv:
        return "ScholarlyArticle"
    parts = split(resource.url or "")
    if parts and parts.netloc and not resource.doi:
        is_page = PurePosixPath(parts.path).suffix.lower() in _PAGES
        return "WebPage" if is_page else "CreativeWork"
    return "CreativeWork"
