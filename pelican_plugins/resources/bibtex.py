"""Cited works as BibTeX, for classic styles and for biblatex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from .authors import OTHERS, AuthorName, are_editors, author_names
from .resource import Resource, WorkType, date_parts, name_of_link, other_links, work_type
from .works import CitedWork

# Classic BibTeX has no type for web pages, and stops at one it does not know.
_BIBTEX: Mapping[WorkType, str] = {"book": "book", "article": "article"}
_BIBLATEX: Mapping[WorkType, str] = {**_BIBTEX, "webpage": "online", "preprint": "online"}
_PUBLISHED_IN: Mapping[WorkType, str] = {"book": "publisher", "article": "journal"}
_PUBLISHED_IN_BIBLATEX: Mapping[WorkType, str] = {
    "book": "publisher",
    "article": "journaltitle",
    "webpage": "organization",
    "preprint": "organization",
}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # An accent, a ligature, and what some fonts have instead of these.
    "`": r"\`{}",
    "-": "-{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{char: f"\\{char}" for char in "#$%&_{}"},
}
# BibTeX counts braces even after a backslash, so those without their other half must not remain.
_LONE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_SPECIAL = re.compile(r"[\\~^`<>#$%&_{}]|-(?=-)")
_ENDS_FIELD = re.compile(r"[\s\\{}]")
_VERBATIM = re.compile(r'[\s\\{}"<>]')


def bibtex(works: Iterable[CitedWork]) -> str:
    """Return *works* as BibTeX that any style can read."""
    return "\n".join(_entry(work, biblatex=False) for work in works)


def biblatex(works: Iterable[CitedWork]) -> str:
    """Return *works* as BibTeX for biblatex, which has entries for web pages and whole dates."""
    return "\n".join(_entry(work, biblatex=True) for work in works)


def escape_latex(text: str) -> str:
    """Escape *text* for LaTeX."""
    signs = _LATEX if _has_balanced_braces(text) else _LATEX | _LONE_BRACES
    return _SPECIAL.sub(lambda match: signs[match.group()], text)


def _has_balanced_braces(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _entry(work: CitedWork, *, biblatex: bool) -> str:
    resource = work.resource
    form = work_type(resource)
    names = " and ".join(map(_name, author_names(resource.author)))
    container = (_PUBLISHED_IN_BIBLATEX if biblatex else _PUBLISHED_IN).get(form, "howpublished")
    fields = {
        "title": _protected(resource.title),
        "editor" if are_editors(resource.author) else "author": names,
        container: escape_latex(resource.publisher),
        **(_dates if biblatex else _classic_dates)(resource),
        "url": _verbatim(resource.url or ""),
        "urldate": _iso_date(resource.accessed),
        # Encoded, it would be another DOI.
        "doi": _ENDS_FIELD.sub(lambda match: quote(match.group()), resource.doi),
        **_eprint_of(resource, biblatex=biblatex),
        "isbn": escape_latex(resource.isbn),
        "note": _note(resource),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    month = [] if biblatex else _month(resource)
    entries = _BIBLATEX if biblatex else _BIBTEX
    return f"@{entries.get(form, 'misc')}{{{work.id},\n{''.join([*lines, *month])}}}\n"


def _eprint_of(resource: Resource, *, biblatex: bool) -> dict[str, str]:
    if not resource.arxiv:
        return {}
    kind = {"eprinttype": "arxiv"} if biblatex else {"archiveprefix": "arXiv"}
    return {"eprint": _verbatim(resource.arxiv), **kind}


def _name(name: AuthorName) -> str:
    if name == OTHERS:
        return "others"
    if name.literal:
        # In braces, or an "and" would split it into two names.
        return f"{{{escape_latex(name.literal)}}}"
    family = escape_latex(name.family)
    # BibTeX takes all words up to the last in lower case for particles.
    first, *rest = re.sub(r"\A(?:[^\W\d_A-Z][\w’']*\s+)*", "", name.family).split() or [""]
    if any(word[:1].islower() for word in rest) and first:
        family = f"{{{family}}}"
    parts = (family, escape_latex(name.suffix), escape_latex(name.given))
    return ", ".join(filter(None, parts))


def _protected(title: str) -> str:
    """Return a title whose capitals no style changes: each word that has some is in braces."""
    words = re.split(r"(\s+)", title)
    if _has_balanced_braces(title) and not all(map(_has_balanced_braces, words)):
        # Braces around several words.
        words = [title]
    return "".join(
        _in_braces(escape_latex(word))
        if _has_capital(word, first=not number)
        else escape_latex(word)
        for number, word in enumerate(words)
    )


def _has_capital(word: str, *, first: bool) -> bool:
    # Every style begins a title with a capital.
    letters = word.lstrip("“„«‘'\"([¿¡")[1:] if first else word
    return letters != letters.lower()


def _in_braces(word: str) -> str:
    # A brace and a backslash begin an accented letter, whose case is changed.
    return f"{{{{{word}}}}}" if word.startswith("\\") else f"{{{word}}}"


def _note(resource: Resource) -> str:
    links = (
        f"{escape_latex(name_of_link(link))}: \\url{{{_verbatim(link.url)}}}".removeprefix(": ")
        for link in other_links(resource)
    )
    return "; ".join(filter(None, (escape_latex(resource.note), *links)))


def _verbatim(text: str) -> str:
    """Return a URL or number unchanged, except for characters that would end the field."""
    return _VERBATIM.sub(lambda match: quote(match.group()), text)


def _dates(resource: Resource) -> dict[str, str]:
    return {"date": _iso_date(resource.date)}


def _classic_dates(resource: Resource) -> dict[str, str]:
    return {"year": "".join(f"{year:04}" for year in date_parts(resource.date)[:1])}


def _month(resource: Resource) -> list[str]:
    # The name of a macro of every style, so without braces.
    return [f"  month = {_MONTHS[month - 1]},\n" for month in date_parts(resource.date)[1:2]]


def _iso_date(date: str) -> str:
    # Only what is a date; anything else could be markup.
    return "-".join(f"{part:02}" for part in date_parts(date))
