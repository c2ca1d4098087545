"""Cited works as RIS, CSL-JSON, plain JSON and Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from textwrap import indent
from typing import Any
from urllib.parse import quote

from .._core.text import json_text
from .authors import AuthorName, are_editors, author_names
from .bibtex import biblatex, bibtex
from .resource import (
    LinkRole,
    Resource,
    ResourceLink,
    WorkType,
    date_parts,
    name_of_link,
    other_links,
    resource_dict,
    work_type,
)
from .works import CitedWork, HostGroup

_RIS_TYPES: Mapping[WorkType, str] = {
    "book": "BOOK",
    "article": "JOUR",
    "preprint": "UNPB",
    "webpage": "ELEC",
    "document": "GEN",
}
# Links to PDF files, and to other versions of the work.
_RIS_LINKS: Mapping[LinkRole, str] = {"pdf": "L1", "archive": "L2"}


def ris(works: Iterable[CitedWork]) -> str:
    """Return *works* as RIS, which EndNote, RefWorks and library catalogues read."""
    return "\n".join(_ris_entry(work) for work in works)


def _ris_entry(work: CitedWork) -> str:
    resource = work.resource
    form = work_type(resource)
    arxiv = resource.arxiv and f"arXiv:{resource.arxiv}"
    by = "A2" if are_editors(resource.author) else "AU"
    fields = [
        ("TY", _RIS_TYPES[form]),
        ("ID", work.id),
        ("TI", resource.title),
        *((by, _ris_name(name)) for name in author_names(resource.author)),
        ("T2" if form == "article" else "PB", resource.publisher),
        ("PY", "".join(f"{part:04}" for part in date_parts(resource.date)[:1])),
        ("DA", _ris_date(resource.date)),
        ("UR", _ris_url(resource.url or "")),
        *((_RIS_LINKS.get(link.role, "UR"), _ris_url(link.url)) for link in other_links(resource)),
        ("Y2", _ris_date(resource.accessed)),
        ("DO", resource.doi),
        ("M1", arxiv),
        ("SN", resource.isbn),
        ("N1", resource.note),
    ]
    lines = [f"{tag}  - {value}\n" for tag, value in fields if value]
    return "".join([*lines, "ER  - \n"])


def _ris_name(name: AuthorName) -> str:
    return name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix)))


def _ris_url(url: str) -> str:
    # A semicolon would split it into two URLs.
    return url.replace(";", "%3B")


def _ris_date(date: str) -> str:
    """Return a date in RIS format, `2024/05/17/`: the last of its four fields is free text."""
    parts = [f"{part:02}" for part in date_parts(date)]
    return "/".join([*parts, *[""] * (4 - len(parts))]) if parts else ""


def csl_json(works: Iterable[CitedWork]) -> str:
    """Return *works* as CSL-JSON (CSL 1.0.2, csl-data schema), for Zotero, Pandoc and citeproc."""
    return json_text([_csl_item(work) for work in works]) + "\n"


_CSL_TYPES: Mapping[WorkType, str] = {
    "book": "book",
    "article": "article-journal",
    "preprint": "article",
    "webpage": "webpage",
    "document": "document",
}


def _csl_item(work: CitedWork) -> dict[str, Any]:
    resource = work.resource
    form = work_type(resource)
    others = other_links(resource)
    archive = next((link.url for link in others if link.role == "archive"), None)
    others = tuple(link for link in others if link.url != archive)
    fields = {
        "id": work.id,
        "type": _CSL_TYPES[form],
        "title": resource.title,
        "editor" if are_editors(resource.author) else "author": json_names(resource.author),
        "container-title": resource.publisher if form != "book" else None,
        "publisher": resource.publisher if form == "book" else None,
        "issued": _csl_date(resource.date),
        "accessed": _csl_date(resource.accessed),
        "URL": resource.url,
        # Styles print its URL; one in `archive_location` they would begin with a capital.
        "archive": archive,
        "DOI": resource.doi,
        "number": resource.arxiv and f"arXiv:{resource.arxiv}",
        "ISBN": resource.isbn,
        # Not in `custom`, at which some readers of CSL 1.0.1 stop.
        "note": "; ".join(filter(None, (resource.note, *map(_csl_link, others)))),
    }
    return {name: value for name, value in fields.items() if value}


def _csl_link(link: ResourceLink) -> str:
    return f"{name_of_link(link)}: {link.url}".removeprefix(": ")


def json_names(author: str) -> list[dict[str, str]]:
    """Return the names in a string of authors as JSON objects (CSL 1.0.2, name variables)."""
    return [
        {part: text for part, text in name._asdict().items() if text}
        for name in author_names(author)
    ]


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
    fields = resource_dict(work.resource)
    return {
        "id": work.id,
        **{name: value for name, value in fields.items() if value and name not in _OF_THE_PAGE},
        **({"authors": json_names(work.resource.author)} if work.resource.author else {}),
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
    title, note = escape_markdown(resource.title), _markdown_note(resource)
    if resource.url:
        title = _markdown_link(resource.title, resource.url)
    else:
        title = _BULLET.sub(lambda match: f"{match[1]}&#{ord(match[2])};", title)
    return f"* {title} – {note}\n" if note else f"* {title}\n"


def _markdown_note(resource: Resource) -> str:
    """Return the text next to the title, with labels as links."""
    note, begin, pieces, unlabelled = ", ".join(_details(resource)), 0, [], []
    for link in other_links(resource):
        label = link.label or link.url
        at = note.find(label, begin)
        if at < 0:
            unlabelled.append(_markdown_link(label, link.url))
            continue
        pieces += [escape_markdown(note[begin:at]), _markdown_link(label, link.url)]
        begin = at + len(label)
    text = "".join([*pieces, escape_markdown(note[begin:])])
    return ", ".join(filter(None, (text, *unlabelled)))


def _markdown_link(text: str, url: str) -> str:
    return f"[{escape_markdown(text)}](<{_link_destination(url)}>)"


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
    "biblatex": biblatex,
    "ris": ris,
    "json": plain_json,
    "markdown": markdown_list,
}
"""By its name on the command line, the function that turns works into the text of a file."""
