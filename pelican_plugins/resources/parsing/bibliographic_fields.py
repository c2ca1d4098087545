"""What a note plainly says of a work: its author, its publisher, dates and identifiers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
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
# ANSI/NISO Z39.84: a DOI is a prefix that begins with 10. and any characters behind a slash.
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf)/|:\s*)(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.IGNORECASE
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?[:\s]*([\d][\d\s-]{8,16}[\dXx])", re.IGNORECASE)
_LONGEST = 3000
# A date deep in a sentence may be that of anything.
_LONGEST_DATED = 160
_LONGEST_DATE = 40
_LONG_ISBN = 13


@dataclass(frozen=True, slots=True)
class Details:
    """What is plainly said of a work; empty where nothing is.

    The attributes have the meaning and the form of those of `Resource`.
    """

    author: str = ""
    publisher: str = ""
    date: str = ""
    accessed: str = ""
    doi: str = ""
    arxiv: str = ""
    isbn: str = ""


DETAILS = tuple(field.name for field in fields(Details))
"""The names of what is said."""


def read_details(title: str, note: str, host: str, url: str) -> Details:
    """Read the *note* beside a work, with its *title*, *host* and *url*.

    A publisher is one that gives its name to the host, or stands before a date as in
    "Publisher, 2024"; everything else is left alone.
    """
    note, title = note[:_LONGEST], title[:_LONGEST]
    accessed = _ACCESSED.search(note)
    accessed_on = read_date(note[accessed.end() :]) if accessed else ""
    told = note[: accessed.start()] if accessed else note
    by = _BY.match(told)
    every = f"{url} {title} {note}"
    return Details(
        author=" ".join(by["name"].split()) if by else "",
        publisher=_publisher(title, told, host),
        date=read_date(told) if len(told) <= _LONGEST_DATED else "",
        accessed=accessed_on,
        doi=_doi(every),
        arxiv=_first(_ARXIV, every),
        isbn=_isbn(every),
    )


def read_date(text: str) -> str:
    """Return the first date that *text* names, as ISO 8601; empty where it names none."""
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
            and read_date(rest)
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
    """Tell whether *name* is the name of a host, as "Al Jazeera" is of `aljazeera.com`."""
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
    """Return the first ISBN with a right check digit (ISO 2108)."""
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
