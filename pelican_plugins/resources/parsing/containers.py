"""What a work was published in, where no italics mark it: by the words and marks of a style.

GOST R 7.0.5 puts `//` before it, DIN 1505 and German writers `In:`, Vancouver a year and a volume
behind it, GB/T 7714 the type of the work before it; books have a place, a colon and a publisher.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .citation_words import YEAR

_UPPER = r"[^\W\d_a-zß-öø-ÿа-яёіїєґα-ω]"
_NUMBER = r"(?:Jg|Jahrg|Bd|Band|Nr|No|H|Heft|Vol|Ausg|S|P|pp|T|Т|Вып|С|vol|nr|no|č|roč|n|nº|t|№)\b"
_PLACE_WORD = rf"{_UPPER}[\w’'-]*\.?"
_JOINT = r"am|an der|an|a\. M\.|bei|de|del|la|le|du|sur|di|en|do|of|upon"
_PLACE = rf"{_PLACE_WORD}(?:[ /-](?:(?:{_JOINT})\s)?{_PLACE_WORD}){{0,3}}(?:,\s[A-Z]{{2,3}})?"
_IMPRINT_YEAR = rf"(?:©|c|cop\.\s?)?(?P<year>{YEAR})(?!\d)"
_EDGE = " \t\n\u00a0.,;:–—-"
# GOST R 7.0.5, section 7.
_GOST = (
    r"\s//\s+(?P<name>[^,:;()\[\]/–—]{2,100}?)"
    rf"(?=(?:\s|[.,]\s*(?:[–—-]\s*)?)(?:\d|№|{_NUMBER}|URL|DOI)"
    r"|\.?\s+[–—-]\s|\s:\s|\.?\s*\Z)"
)
_GERMAN = (
    rf"[.,]\s*(?:In|in):\s+(?P<name>{_UPPER}[^.,;:()\[\]\d]{{2,80}}?)"
    rf"(?=\s*(?:,?\s*(?:vom\s+)?\(?\d|,\s*{_NUMBER}|\.\s*(?:\Z|[–—-]\s|{_UPPER}|\d)|\s*\Z))"
)
# GB/T 7714, section 8.
_CHINESE = rf"\[J(?:/OL)?\]\s*[.．,，]\s*(?P<name>[^.,，．;：:\d\[\]]{{2,60}})[,，]\s*{YEAR}"
# Vancouver; SIST 02.
_NUMBERED = (
    r"\A[\s.,;:!?！？”»’]*(?P<name>[^.;:：\d\[\]()?!？！]{2,80}?)\."
    rf"\s*{YEAR}[^;.,\d]{{0,12}}[;,]\s*(?:[Vv]ol\.|[Nn]o\.|第)?\s*\d"
)
# Italian and Polish writers: «Container» behind a title in italics.
_QUOTED = (
    r"\A[,.]?\s*(?:in|w|в)?\s*[«„“\"](?P<name>[^«»„“”\"]{2,80})[»”“\"]"
    rf",?\s*(?=[^«»„“”\"]{{0,60}}{YEAR}|\Z)"
)
# Any style: "Place: Publisher, year".
_BOOK = (
    r"(?:\A|[.;(]\s*|[\])][.．]?\s*|,\s)(?!(?:In|URL|DOI|ISBN|ISSN|Vol|No|Nr|S)\b)"
    rf"(?P<place>{_PLACE})\s?[:：]\s*(?P<name>[^\W\d_][^,，;:()\[\]]{{1,60}}?)\s*"
    rf"(?:(?:[,，;]\s*|\s+){_IMPRINT_YEAR}|,?\s*\)|\.?\s*\Z|\.\s+(?=ISBN|doi|[–—-]\s|\[))"
)
_RULES = tuple(map(re.compile, (_GOST, _GERMAN, _CHINESE, _NUMBERED, _QUOTED, _BOOK)))
# "Husum 2013": the place of a book and its year.
_PLACE_AND_YEAR = re.compile(rf"[,.]\s+{_PLACE}\s(?P<year>{YEAR})(?=\s*[,.;:]|\s*\Z)")
# A book in APA's form: title in italics, then its publisher and nothing else.
_APA_BOOK = re.compile(
    rf"\A[\s.]*(?:\([^()]{{1,40}}\)\.?\s*)?(?P<name>{_UPPER}[^.,;:()\[\]!?]{{1,60}})\.?\s*\Z"
)
# What makes a name one of a publisher, though not each of its words has a capital.
_PUBLISHER = re.compile(
    r"\b(?:press\b|publish|books\b|verlag|universit|uniwersyt|éditions?\b|presses\b|edizion|edicion|"
    r"ediç|editor|editura|casa editrice|uitgever|förlag|forlag|kustant|kiadó|wydawnictw|oficyna|"
    r"nakladatel|vydavatel|naklad|založba|yayın|εκδόσεις|издател|издательс|видавн)"
    r"|\A(?:دار|منشورات|مكتبة|مطبعة)\s",
    re.IGNORECASE,
)
_SHORT_WORD = 3
_FEWEST_LETTERS = 2
_MOST_WORDS = 9
_FARTHEST = 160


class Imprint(NamedTuple):
    """What a work was published in, and the year next to it; empty if not stated."""

    name: str = ""
    year: str = ""


def unmarked_container(text: str, end: int, *, apa_book: bool = False) -> Imprint:
    """Return what a citation says the work was published in.

    Args:
        text: of a citation whose authors are known.
        end: offset of the end of the title.
        apa_book: the title is in italics behind a date in brackets.
    """
    rest = text[end:]
    for rule in _RULES:
        match = rule.search(rest)
        if match is not None and match.start() <= _FARTHEST:
            name = match["name"].strip(_EDGE)
            if _is_name(name):
                return Imprint(" ".join(name.split()), match.groupdict().get("year") or "")
    match = _APA_BOOK.match(rest) if apa_book else None
    if match is not None and (
        _is_capitalised(match["name"]) or _PUBLISHER.search(match["name"]) is not None
    ):
        return Imprint(" ".join(match["name"].split()))
    place = _PLACE_AND_YEAR.search(rest, 0, _FARTHEST)
    return Imprint("", place["year"]) if place is not None else Imprint()


def _is_name(name: str) -> bool:
    letters = sum(character.isalpha() for character in name)
    return (
        letters >= min(_FEWEST_LETTERS, len(name))
        and not name[:1].islower()
        and len(name.split()) <= _MOST_WORDS
        and "://" not in name
    )


def _is_capitalised(name: str) -> bool:
    """Return whether each word of a name begins with a capital, except for articles."""
    return all(word[:1].isupper() for word in name.split() if len(word) > _SHORT_WORD)
