"""Citation templates of Wikipedia that an author pasted as text.

    {{cite web |url=https://… |title=The ferryman |last=Bell |first=Ines |date=4 March 2021}}

Their keys say what each value is (Help:Citation Style 1; other editions have their own words). A
template is a citation if it has a title; its name does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..._core.text import one_line
from ..._core.urls import is_web
from .dates import parse_date
from .identifiers import find_arxiv, find_doi, find_isbn
from .links import absolute, find_url, is_local, url_objection
from .wiki_template_keys import Role, parse_key

_LINK = r"\[\[[^\[\]{}]*\]\]"
_TOKEN = re.compile(rf"\{{\{{|\}}\}}|{_LINK}|[|=]")
_KEY = re.compile(r"\s*[^\W\d_][\w\s.'’\"()-]{0,40}\Z")
# What is written within a value: a link to an article or to another site, and marks for italics.
_WIKI = re.compile(
    r"\[\[(?:[^\[\]{}|]*\|)*(?P<shown>[^\[\]{}|]*)\]\]"
    r"|\[(?P<url>https?://[^\s\[\]]+)(?P<label>[^\[\]]*)\]|'{2,5}"
)
_LITERALS = {"!": "|", "=": "=", "nbsp": " ", "-": "", ",": ","}
_LANGUAGE = re.compile(r"(?:lang|langue|язык|lang-\w+|nihongo)\Z", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DEEPEST = 8


class Piece(NamedTuple):
    """What is shown of a value: the text between two offsets, linked to *url*; or a *literal*."""

    start: int
    end: int
    url: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True)
class TemplateValue:
    """One value of a template.

    Attributes:
        key: as typed; empty for a positional one.
        role: what the key says; None if it is not known.
        number: that of the author it belongs to.
        pieces: what is shown of it.
        text: the same as plain text on one line.
        url: the URL that is the whole value, if it is one that may be linked.
    """

    key: str
    role: Role | None
    number: int
    pieces: tuple[Piece, ...]
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class WikiTemplate:
    """A template from *start* to *end*, with its values that are not empty."""

    name: str
    start: int
    end: int
    values: tuple[TemplateValue, ...]

    def first(self, *roles: Role) -> TemplateValue | None:
        """Return the first value of the first of *roles* that has one."""
        return next((v for role in roles for v in self.values if v.role is role), None)

    def text_of(self, *roles: Role) -> str:
        """Return the text of the same, or an empty string."""
        value = self.first(*roles)
        return value.text if value is not None else ""

    @property
    def is_citation(self) -> bool:
        """Whether it has the title of a work."""
        return self.first(Role.TITLE) is not None


@dataclass(slots=True)
class _Frame:
    """A template whose end has not been reached: the spans of its parts, each with its `=`."""

    start: int
    parts: list[tuple[int, int, int]] = field(default_factory=list)
    begin: int = 0
    equals: int = -1
    nested: list[_Frame] = field(default_factory=list)
    end: int = 0

    def close_part(self, end: int) -> None:
        self.parts.append((self.begin, self.equals, end))
        self.begin, self.equals = end + 1, -1


def find_templates(text: str) -> tuple[WikiTemplate, ...]:
    """Return the templates in *text* that are closed and in no other."""
    stack: list[_Frame] = []
    closed: list[_Frame] = []
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark == "{{":
            stack.append(_Frame(token.start(), begin=token.end()))
        elif not stack:
            continue
        elif mark == "}}":
            frame = stack.pop()
            frame.close_part(token.start())
            frame.end = token.end()
            (stack[-1].nested if stack else closed).append(frame)
        elif mark == "|":
            stack[-1].close_part(token.start())
        elif mark == "=" and stack[-1].equals < 0:
            stack[-1].equals = token.start()
    for frame in stack:
        closed += frame.nested
    return tuple(_template(text, frame, 0) for frame in closed)


def _template(text: str, frame: _Frame, depth: int) -> WikiTemplate:
    (begin, _, end), *parts = frame.parts
    values, position = [], 0
    for part in parts:
        first = position
        while position < len(frame.nested) and frame.nested[position].start < part[2]:
            position += 1
        values.append(_value(text, part, frame.nested[first:position], depth))
    kept = tuple(value for value in values if value.text)
    return WikiTemplate(one_line(text[begin:end]), frame.start, frame.end, kept)


def _value(
    text: str, part: tuple[int, int, int], nested: list[_Frame], depth: int
) -> TemplateValue:
    begin, equals, end = part
    key = text[begin:equals] if equals >= 0 else ""
    if _KEY.match(key) is None:
        key = ""
    else:
        begin = equals + 1
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    end = begin + len(text[begin:end].rstrip())
    pieces = tuple(_pieces(text, begin, end, nested, depth))
    plain = one_line("".join(piece.literal or text[piece.start : piece.end] for piece in pieces))
    role, number = parse_key(key) if key else (None, 1)
    return TemplateValue(one_line(key), role, number, pieces, plain, _url_of(text[begin:end]))


def _url_of(text: str) -> str:
    """Return the URL that *text* is and nothing else, if it may be linked."""
    place = find_url(text)
    url = text if is_web(text) and not re.search(r"\s", text) else ""
    if not url and place == (0, len(text)):
        url = absolute(text)
    return url if url and url_objection(url) is None and not is_local(url) else ""


def _pieces(text: str, begin: int, end: int, nested: list[_Frame], depth: int) -> Iterator[Piece]:
    """Yield what is shown of a value, without the marks of the wiki."""
    position = begin
    for frame in nested:
        if frame.start < position:
            continue
        yield from _inline(text, position, frame.start)
        if depth < _DEEPEST:
            yield from _shown_of_nested(_template(text, frame, depth + 1))
        else:
            yield Piece(frame.start, frame.end)
        position = frame.end
    yield from _inline(text, position, end)


def _shown_of_nested(template: WikiTemplate) -> Iterator[Piece]:
    """Yield the values of a template within a value; `{{lang|de|Fährmann}}` names a language."""
    if template.name in _LITERALS:
        yield Piece(0, 0, literal=_LITERALS[template.name])
        return
    values = list(template.values)
    if len(values) > 1 and _LANGUAGE.match(template.name):
        del values[0]
    if not values:
        yield Piece(0, 0, literal=template.name)
    for number, value in enumerate(values):
        if number:
            yield Piece(0, 0, literal=" ")
        yield from value.pieces


def _inline(text: str, begin: int, end: int) -> Iterator[Piece]:
    position = begin
    for match in _WIKI.finditer(text, begin, end):
        yield from _with_urls(text, position, match.start())
        if match["url"]:
            label = match["label"].strip()
            place = match.span("label") if label else match.span("url")
            yield Piece(*place, url=match["url"])
        elif match["shown"]:
            yield Piece(*match.span("shown"))
        position = match.end()
    yield from _with_urls(text, position, end)


def _with_urls(text: str, begin: int, end: int) -> Iterator[Piece]:
    place = find_url(text[begin:end]) if begin < end else None
    position = begin
    while place is not None:
        first, last = begin + place[0], begin + place[1]
        if position < first:
            yield Piece(position, first)
        yield Piece(first, last, url=absolute(text[first:last]))
        position = last
        place = find_url(text[begin:end], place[1])
    if position < end:
        yield Piece(position, end)


def url_of(template: WikiTemplate) -> str | None:
    """Return the URL of the work, or None."""
    title = template.first(Role.TITLE)
    urls = [value.url for value in template.values if value.role is Role.URL]
    urls += [piece.url for piece in (title.pieces if title is not None else ())]
    return next(filter(None, urls), None)


def stated_fields(template: WikiTemplate) -> dict[str, str]:
    """Return what the keys of a *template* state: fields of `Resource` by name."""
    urls = [value.url for value in template.values if value.url]
    doi, isbn = template.text_of(Role.DOI), template.text_of(Role.ISBN)
    return {
        "author": "; ".join(name for _, name in authors_of(template, family_first=True)),
        "publisher": template.text_of(Role.CONTAINER, Role.PUBLISHER),
        "date": _date_of(template),
        "accessed": parse_date(template.text_of(Role.ACCESSED)),
        "doi": find_doi(urls, f"doi:{doi}" if doi else ""),
        "arxiv": find_arxiv(f"arXiv:{template.text_of(Role.ARXIV)} {' '.join(urls)}"),
        "isbn": find_isbn(f"ISBN {isbn}"),
    }


def authors_of(
    template: WikiTemplate, *, family_first: bool
) -> list[tuple[tuple[TemplateValue, ...], str]]:
    """Return the name of each author of a *template* with the values that form it."""
    given = {value.number: value for value in template.values if value.role is Role.GIVEN}
    names: list[tuple[tuple[TemplateValue, ...], str]] = []
    for value in template.values:
        if value.role is Role.AUTHOR:
            names.append(((value,), value.text))
        elif value.role is Role.FAMILY:
            first = given.get(value.number)
            if first is None:
                names.append(((value,), value.text))
            else:
                name = _name(value.text, first.text, family_first=family_first)
                names.append(((value, first), name))
    return names


def _name(family: str, given: str, *, family_first: bool) -> str:
    if _EAST_ASIAN.search(family):
        return f"{family} {given}"
    return f"{family}, {given}" if family_first else f"{given} {family}"


def _date_of(template: WikiTemplate) -> str:
    written = parse_date(template.text_of(Role.DATE))
    parts = (template.text_of(role) for role in (Role.DAY, Role.MONTH, Role.YEAR))
    return written or parse_date(" ".join(part for part in parts if part))
