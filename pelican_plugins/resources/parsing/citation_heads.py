"""The head of a citation, before the title: its authors, perhaps a date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .citation_words import (
    DATE_IN_BRACKETS,
    HAS_YEAR,
    NO_DATE,
    YEAR,
    Spans,
    container_after,
    is_worded,
    sentence_end,
    tidy,
)
from .dates import parse_date
from .names import are_names, are_people, is_east_asian_name, is_natural_name, is_organisation

_DATE_AFTER = re.compile(rf"(?P<date>{YEAR})[a-h]?\s*[.:,]\s+|(?:{NO_DATE})[:,]?\s+")
_BOUNDARY = re.compile(r"[.:,](?=\s)|(?<=[.\w])\s(?=[“„«\"'‘「《])")
_MOST_BOUNDARIES = 24
# SIST 02: authors, title, journal and year, each before a full stop.
_EAST_HEAD = re.compile(
    rf"(?P<author>[^\x00-\x7f。]{{2,10}}(?:[,，、]\s*[^\x00-\x7f。]{{2,10}}){{0,9}})\.\s*"
    rf"(?=[^.]{{2,200}}\.\s*[^.]{{2,80}}[.,]\s*{YEAR})"
)
_YEAR_BEHIND = re.compile(rf"\s(?P<date>{YEAR})[a-h]?[.:]\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """What is before a title: authors, perhaps a date. *end* is where the title may begin."""

    end: int
    author: str = ""
    date: str = ""
    apa: bool = False
    plain: bool = True


def parse_head(text: str, spans: Spans, quotes: Spans, *, dated: bool = False) -> Head | None:
    """Return what is before the title of the citation *text*; None if nobody can tell.

    Args:
        text: of the citation.
        spans: those in italics.
        quotes: those in quotation marks.
        dated: a date of access follows, so it need not have a year.
    """
    match = DATE_IN_BRACKETS.match(text)
    if match is not None:
        author = match["author"].strip()
        author += "." if match["stop"] == "." and _ends_in_initial(author) else ""
        marked = any(s[0] in (match.end(), match.end() - 1) for s in (*spans, *quotes))
        dotted = match["stop"] == "." or author.endswith(".")
        if not any(s[0] < match.start("date") for s in quotes) and not any(
            s[0] < match.start("date") and is_worded(text[slice(*s)]) for s in spans
        ):
            if are_names(author) or is_east_asian_name(author):
                return Head(
                    match.end(), tidy(author), parse_date(match["date"]), apa=match["mark"] != ","
                )
            stop = sentence_end(text, match.end())
            closed = match["mark"] == ":" and (stop < len(text) or text.endswith("."))
            plain = (dotted and match["mark"] == ".") or marked or closed or dated
            if plain and is_organisation(author):
                return Head(match.end(), tidy(author), parse_date(match["date"]), apa=True)
    east = _EAST_HEAD.match(text)
    if east is not None and is_east_asian_name(east["author"]):
        return Head(east.end(), east["author"].strip())
    return _names_head(text, spans, quotes, dated=dated)


def _names_head(  # noqa: C901
    text: str, spans: Spans, quotes: Spans, *, dated: bool
) -> Head | None:
    """Return the names at the beginning of *text*, the most that are some."""
    first = min([s[0] for s in (*spans, *quotes)], default=len(text))
    year = _YEAR_BEHIND.search(text, 0, 320)
    if year is not None and year.start() < first and are_people(text[: year.start()]):
        return Head(year.end(), tidy(text[: year.start()]), year["date"])
    best: Head | None = None
    for number, boundary in enumerate(_BOUNDARY.finditer(text, 0, 320)):
        if number >= _MOST_BOUNDARIES or boundary.start() > first:
            break
        name, mark = text[: boundary.start()], boundary.group()
        after = boundary.end()
        if not are_names(name if mark != "." or not _ends_in_initial(name) else f"{name}."):
            continue
        date = _DATE_AFTER.match(text, after + 1)
        if date is not None and mark in ".,":
            return Head(date.end(), tidy(dotted(name + mark, text)), date["date"] or "")
        marked = first <= after + 1
        if text[after : after + 2].strip()[:1] in ("(", "["):
            continue
        if mark == "," and not marked:
            continue
        if not (marked or dated or HAS_YEAR.search(text, after)):
            continue
        best = Head(after, tidy(dotted(name + mark, text)), plain=mark in ".:")
    if best is not None:
        return best
    lead = text[:first].rstrip()
    # Oxford: natural names, and behind the title what it was published in, or brackets with a year.
    if lead.endswith((",", "،")) and is_natural_name(lead[:-1]) and first < len(text):
        quote = next((q for q in quotes if q[0] == first), None)
        if quote is not None and container_after(text, quote[1], spans, styled=True):
            return Head(first, lead[:-1], plain=False)
        italics = next((s for s in spans if s[0] == first), None)
        if italics is not None and re.match(
            rf"[,.]?\s*(?:[^()]{{0,40}})?\([^()]*{YEAR}\)", text[italics[1] :]
        ):
            return Head(first, lead[:-1], plain=False)
    return None


def _ends_in_initial(name: str) -> bool:
    return re.search(r"(?:\A|[\s.,-])[^\W\d_]\Z", name) is not None


_CYRILLIC = re.compile("[\u0400-\u04ff]")
_IS_VANCOUVER = re.compile(rf"{YEAR}[^;.]{{0,12}};\s?\d|\[(?:Internet|Интернет)\]")


def dotted(text: str, whole: str = "") -> str:
    """Return names without the punctuation behind them, but with the full stop of an initial.

    Args:
        text: the names with what follows.
        whole: the citation, whose form shows whether the full stop behind "Bell I." is its own.
    """
    name = text.rstrip(" ,:;")
    if not name.endswith(".") or re.search(r"\b(?:al|Jr|Sr|eds?|Hrsg|Hg|éds?|ред)\.\Z", name):
        return name
    if text.rstrip()[len(name) :][:1] in (",", ":", ";"):
        # It does not end a sentence.
        return name
    if _IS_VANCOUVER.search(whole) and "." not in name[:-1]:
        return name[:-1]
    gost = "//" in whole or _CYRILLIC.search(name) is not None
    kept = _ends_in_initial(name[:-1]) and ("," in name or "." in name[:-1] or gost)
    return name if kept else name[:-1]
