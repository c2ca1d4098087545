"""Common parts of citation styles: dates, ends of sentences, and names in italics."""

from __future__ import annotations

import re
from collections.abc import Sequence

Spans = Sequence[tuple[int, int]]
YEAR = r"(?:1[5-9]|20)\d\d"
HAS_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
NO_DATE = (
    r"n\.\s?d\.|o\.\s?[JD]\.|s\.\s?[fda]\.|b\.\s?[dr]\.|б\.\s?[гд]\.|z\.\s?j\.|in press|"
    r"forthcoming|im Erscheinen"
)
DATE_IN_BRACKETS = re.compile(
    rf"\A(?P<author>[^()\[\]（）]{{2,300}}?(?:\(\s*(?:eds?|hrsg|hg|red|éds?|dirs?|coords?|"
    rf"orgs?|a cura di|сост|ред)\.?\s*\)[\s.,]*)?)"
    rf"(?P<stop>[.,]?)[\s,]*[(\[（](?P<date>{YEAR}[a-h]?(?:[,/;:،]?\s[^()\[\]]{{1,30}})?"
    rf"|\d{{1,2}}[.\s][^()\[\]]{{0,20}}{YEAR}|[^\W\d_]{{3,10}}\.?\s\d{{1,2}},\s{YEAR}|"
    rf"[^\W\d_]{{3,10}}\.?\s{YEAR}|{NO_DATE})[)\]）]\s*(?P<mark>[.,:。，：]?)\s*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.](?=\s|\Z)|(?<=[?!؟])(?=\s|\Z)|。|(?<=[？！])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-ZÀ-ÞА-Я]|\b(?:vs|St|Dr|Mr|Mrs|Ms|Prof|No|Nr|Vol|vol|Bd|ed|cf|etc|bzw|ca|Co|Inc|т|"
    r"г|см))\Z"
)
_CONTAINER_GAP = re.compile(
    r"[\s.,:;。，、،”“»«’‘'\"」』》?!？！؟]*(?:(?:In|in|En|Dans|W|Em|V|//)\s*:?)?\s*\Z"
)
_LONGEST_NAME = 100
_FEWEST_LETTERS = 3
EDGE = " \t\r\n\u00a0.,;:–—。，、،"


def container_after(text: str, end: int, emphasis: Spans, *, styled: bool) -> str:
    """Return what is in italics directly behind a title, if a style puts it there.

    Args:
        text: of the entry.
        end: offset of the end of the title.
        emphasis: the spans in italics.
        styled: the title is in quotation marks or behind its authors; else only a date, a volume
            or a page behind it makes it plain.
    """
    span = next(((s, e) for s, e in emphasis if s >= end), None)
    if span is None or not _CONTAINER_GAP.match(text[end : span[0]]):
        return ""
    name = text[span[0] : span[1]].strip(EDGE)
    letters = sum(c.isalpha() for c in name)
    if (
        letters < min(3, len(name))
        or letters < len("A")
        or name[:1].islower()
        or len(name) > _LONGEST_NAME
    ):
        return ""
    if re.search(r"[.!?]\s|[!?]\Z|://", name) or HAS_YEAR.fullmatch(name):
        return ""
    after = text[span[1] :]
    if styled or re.match(
        r"\s*[,.(;:]?\s*(?:vol\.|no\.|nr\.|№|\(?\d|[^\W\d_]{3,10}\.?\s+\d)", after, re.IGNORECASE
    ):
        return " ".join(name.split())
    return ""


def is_worded(text: str) -> bool:
    """Return whether *text* is more than a number or a letter."""
    # A word of Chinese or Japanese may have two.
    return sum(c.isalpha() + (c >= "\u3040") for c in text) >= _FEWEST_LETTERS


def sentence_end(text: str, start: int) -> int:
    """Return the offset at which the sentence at *start* ends."""
    for match in _SENTENCE_END.finditer(text, start):
        if match.start() > start and not _ABBREVIATED.search(
            text[max(start, match.start() - 8) : match.start()]
        ):
            return match.start()
    return len(text)


def without_full_stop(title: str) -> str:
    """Return a title without the full stop that ends it, unless that is one of an abbreviation."""
    plain = title.rstrip()
    if not plain.endswith(".") or plain.endswith("..") or _ABBREVIATED.search(plain[:-1]):
        return title
    return plain[:-1]


def tidy(author: str) -> str:
    """Return names without white space and punctuation around them."""
    return " ".join(author.split()).strip(" ,;:")
