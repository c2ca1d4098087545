"""Author, publisher, title, dates and identifiers of a work, where an entry clearly states them.

Forms of citations in which the title can be told:

Doe, J., & Roe, R. (2013). The long memory of rivers. Water Notes, 4(1), 3–25.
Doe, Jane. 2004. “The Long Memory of Rivers.” Water Notes 4.
The long memory of rivers / Jane Doe / Riverside Press / 2013
The long memory of rivers, by Jane Doe
《The long memory of rivers》, chapter 4
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ..._core.text import MONTHS, folded

_YEAR = r"(?:1[5-9]|20)\d\d"
_ISO = re.compile(
    rf"(?<![\d/-])({_YEAR})[-/.](0?[1-9]|1[0-2])(?:[-/.](0?[1-9]|[12]\d|3[01]))?(?![\d/])"
)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?([^\W\d_]{{3,10}})\.?,?\s+(?:de\s+)?({_YEAR})\b"
)
_MONTH_FIRST = re.compile(rf"\b([^\W\d_]{{3,10}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,\s+({_YEAR})\b")
_MONTH_ONLY = re.compile(rf"\b([^\W\d_]{{3,10}})\.?,?\s+({_YEAR})\b")
_LONE_YEAR = re.compile(rf"(?:\A|[(\[,;]\s*)({_YEAR})[a-z]?\s*(?=[)\],;.]|\Z)")
_ACCESSED = re.compile(
    r"\b(?:last\s+)?(?:accessed|retrieved|visited|viewed|abgerufen|zugriff|aufgerufen|consulté|"
    r"consultado|acessado|acesso|consultato|geraadpleegd)\b(?:\s+(?:on|am|le|el|em|il|op))?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\A\W{0,3}(?:by|par|von|por|door)\s+(?P<name>[A-ZÀ-ÞА-Я][^\d,.;:()|–—]{1,60}?)(?=\s*(?:[,.;:()|–—]|-\s|\Z))"
)
_PIECE = re.compile(
    r"\A\W*(?P<name>[^,;:|()–—]{2,60}?)\s*(?:[,;]\s*(?P<rest>.*))?[.)\s]*\Z", re.DOTALL
)
# ANSI/NISO Z39.84: a DOI is a prefix that begins with 10., a slash, and any characters.
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf)/|:\s*)(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.IGNORECASE
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?[:\s]*([\d][\d\s-]{8,16}[\dXx])", re.IGNORECASE)
_LONGEST = 3000
# A date in a long sentence may be that of anything.
_LONGEST_DATED = 160
_LONGEST_DATE = 40
_LONG_ISBN = 13


def parse_bibliographic_fields(title: str, note: str, host: str, url: str) -> dict[str, str]:
    """Parse the *note* next to a work, with its *title*, *host* and *url*.

    A publisher is recognised if the host has its name, or before a date as in
    "Publisher, 2024".

    Returns:
        Fields of `Resource` by name; empty if not stated.
    """
    note, title = note[:_LONGEST], title[:_LONGEST]
    accessed = _ACCESSED.search(note)
    before_access = note[: accessed.start()] if accessed else note
    by = _BY.match(before_access)
    every = f"{url} {title} {note}"
    return {
        "author": " ".join(by["name"].split()) if by else "",
        "publisher": _publisher(title, before_access, host),
        "date": parse_date(before_access) if len(before_access) <= _LONGEST_DATED else "",
        "accessed": parse_date(note[accessed.end() :]) if accessed else "",
        "doi": _doi(every),
        "arxiv": _first(_ARXIV, every),
        "isbn": _isbn(every),
    }


def parse_date(text: str) -> str:
    """Return the first date in *text* in ISO 8601, or an empty string."""
    match = _ISO.search(text)
    if match is not None:
        return _iso(match[1], match[2], match[3])
    match = _DAY_FIRST.search(text)
    if match is not None and folded(match[2]) in MONTHS:
        return _iso(match[3], str(MONTHS[folded(match[2])]), match[1])
    match = _MONTH_FIRST.search(text)
    if match is not None and folded(match[1]) in MONTHS:
        return _iso(match[3], str(MONTHS[folded(match[1])]), match[2])
    for match in _MONTH_ONLY.finditer(text):
        if folded(match[1]) in MONTHS:
            return _iso(match[2], str(MONTHS[folded(match[1])]), None)
    return _first(_LONE_YEAR, text)


def _iso(year: str, month: str, day: str | None) -> str:
    if day is None:
        return f"{year}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return year


def _publisher(title: str, note: str, host: str) -> str:
    piece = _PIECE.match(note)
    if piece is not None:
        name, rest = piece["name"].strip(), (piece["rest"] or "").strip()
        if _names_host(name, host):
            return name
        if (
            rest
            and name[:1].isupper()
            and parse_date(rest)
            and len(rest) <= _LONGEST_DATE
            and not _BY.match(note)
        ):
            return name
    for joint in (" - ", " – ", " — ", " | "):
        tail = title.rpartition(joint)[2]
        if tail != title and _names_host(tail, host):
            return tail.strip()
    return ""


def _names_host(name: str, host: str) -> bool:
    """Tell whether *host* has this *name*, like "Al Jazeera" and `aljazeera.com`."""
    folded = _letters(name)
    labels = host.split(".")
    names = {_letters(label) for label in labels[:-1] if len(label) > 1}
    plain = folded.removeprefix("the")
    return bool(folded) and (
        name.strip().lower() == host or folded in names or plain in names or "the" + plain in names
    )


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if c.isalnum())


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _doi(text: str) -> str:
    found = _first(_DOI, text).rstrip(".,;:!?'\"”’»")
    while found.endswith(")") and found.count(")") > found.count("("):
        found = found[:-1].rstrip(".,;:")
    return found


def _isbn(text: str) -> str:
    """Return the first ISBN with a valid check digit (ISO 2108)."""
    for match in _ISBN.finditer(text):
        digits = re.sub(r"[\s-]", "", match[1]).upper()
        for length in (13, 10):
            if len(digits) >= length and _is_isbn(digits[:length]):
                return digits[:length]
    return ""


def _is_isbn(digits: str) -> bool:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == _LONG_ISBN:
        return "X" not in digits and sum(v * (1, 3)[i % 2] for i, v in enumerate(values)) % 10 == 0
    return "X" not in digits[:-1] and sum(v * (10 - i) for i, v in enumerate(values)) % 11 == 0


# A name begins with a letter and contains no digits or sentence punctuation. Names in a list,
# and a surname in front, are followed by a comma.
_NAMES = r"(?P<author>[^\W\d_](?=[^(“„«\"]*,)[^\d()\[\]“”„\"«»<>:;!?]{2,300}?)"
_TITLE = r"(?P<title>\S.*?)"
# A title ends with its sentence; "vs." and initials do not end one.
_TITLE_END = r"(?:(?<![A-Z])(?<!\bvs)[.](?=\s|\Z)|[.]?\s*\Z)"
_PATTERNS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        # Authors (2013). Title. Journal.
        rf"\A{_NAMES}[\s,.]*\((?P<date>{_YEAR})[a-z]?(?:,[^)]*)?\)[\s.,:]*{_TITLE}{_TITLE_END}",
        # Authors, 2013. Title. Journal.
        rf"\A{_NAMES}[\s,.]+(?P<date>{_YEAR})[a-z]?[.:]\s+{_TITLE}{_TITLE_END}",
        # Authors, "Title"
        rf"\A{_NAMES}[.,:]?\s+[“„«\"](?P<title>[^“”„«»\"]{{3,}})[”“»\"][.]?\s*\Z",
        # Title / Authors / Publisher / 2013
        rf"\A{_TITLE}\s+/\s+(?P<author>(?:(?!\s/\s).)+)\s+/\s.+\Z",
        # Title, author, 2013-09-04
        rf"\A{_TITLE}\s*[，,]\s*(?P<author>[^，,]{{1,40}}?)\s*[，,]\s*(?P<date>{_YEAR}-\d\d-\d\d)[，,]?\s*\Z",
        # Title, by Author
        rf"\A{_TITLE},?\s+by\s+(?P<author>[A-Z][\w.'’-]+(?:\s+(?:and\s+|&\s+)?[A-Z(][\w.'’)-]*){{1,5}})[.]?\s*\Z",
    )
)
_QUOTED = re.compile(r"[“„«\"](?P<title>[^“”„«»\"]{10,})[”“»\"]")
_BOOK = re.compile(r"《(?P<title>[^》]+)》")
_HAS_YEAR = re.compile(rf"\b{_YEAR}\b")
_LONGEST_CITATION = 2000
_TITLE_LENGTHS = range(3, 301)


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """The parts of a citation.

    Attributes:
        start: offset of the title.
        end: offset of its end.
        author: as written.
        date: a year or a day in ISO 8601.
    """

    start: int
    end: int
    author: str = ""
    date: str = ""


def parse_citation(text: str) -> ParsedCitation | None:
    """Parse a citation; None if it has no known form."""
    if len(text) > _LONGEST_CITATION:
        return None
    offset = len(text) - len(text.lstrip())
    text = text.strip()
    quoted = list(_QUOTED.finditer(text))
    if len(quoted) == 1 and _HAS_YEAR.search(text[: quoted[0].start()] + text[quoted[0].end() :]):
        start, end = quoted[0].span("title")
        end = start + len(text[start:end].rstrip(" .,"))
        match = next((m for p in _PATTERNS[:2] if (m := p.match(text))), None)
        return ParsedCitation(offset + start, offset + end, _author(match), _group(match, "date"))
    books = list(_BOOK.finditer(text))
    if len(books) == 1:
        return ParsedCitation(offset + books[0].start("title"), offset + books[0].end("title"))
    for pattern in _PATTERNS:
        match = pattern.match(text)
        if match is not None and len(match["title"]) in _TITLE_LENGTHS:
            start, end = (offset + index for index in match.span("title"))
            return ParsedCitation(start, end, _author(match), _group(match, "date"))
    return None


def _author(match: re.Match[str] | None) -> str:
    return " ".join(_group(match, "author").split()).strip(" ,;")


def _group(match: re.Match[str] | None, name: str) -> str:
    return (match.groupdict().get(name) or "") if match is not None else ""
