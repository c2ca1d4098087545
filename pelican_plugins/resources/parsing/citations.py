"""Take a citation apart: its authors, its title, its date, and what it was published in.

The forms are those of APA, Harvard, MLA, both of Chicago, Vancouver, ISO 690 with its national forms
(DIN, ČSN), GOST R 7.0.5, GB/T 7714, Oxford's footnotes and Wikipedia's. They have one thing in common:
what comes first are names in a form that only citations use, or a title in quotation marks or italics.
A field whose place the form does not make plain stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .dates import parse_date
from .entry_text import find_quotes
from .names import are_names, are_people, is_east_asian_name, is_natural_name, is_organisation

_YEAR = r"(?:1[5-9]|20)\d\d"
_HAS_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_NO_DATE = r"n\.\s?d\.|o\.\s?[JD]\.|s\.\s?[fda]\.|s\.\s?d\.|b\.\s?[dr]\.|б\.\s?[гд]\.|z\.\s?j\.|in press|forthcoming|im Erscheinen"
_DATE_IN_BRACKETS = re.compile(
    rf"\A(?P<author>[^()\[\]]{{2,300}}?(?:\(\s*(?:eds?|hrsg|hg|red|dirs?|coords?|orgs?)\.?\s*\)[\s.,]*)?)"
    rf"(?P<stop>[.,]?)[\s,]*[(\[](?P<date>{_YEAR}[a-h]?(?:[,/;:]?\s[^()\[\]]{{1,30}})?"
    rf"|\d{{1,2}}[.\s][^()\[\]]{{0,20}}{_YEAR}|[^\W\d_]{{3,10}}\.?\s\d{{1,2}},\s{_YEAR}|[^\W\d_]{{3,10}}\.?\s{_YEAR}|{_NO_DATE})[)\]]\s*(?P<mark>[.,:]?)\s*",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(rf"(?P<date>{_YEAR})[a-h]?\s*[.:,]\s+|(?:{_NO_DATE})[:,]?\s+")
_YEAR_BEHIND = re.compile(rf"\s(?P<date>{_YEAR})[a-h]?[.:]\s+")
_MARKER = re.compile(r"\A(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]|[•·–—▪‣◦●○*-])\s+")
_BOUNDARY = re.compile(r"[.:,](?=\s)|(?<=[.\w])\s(?=[“„«\"'‘「《])")
_SENTENCE_END = re.compile(r"[.](?=\s|\Z)|(?<=[?!])(?=\s|\Z)|。")
# What ends in a full stop within a title.
_ABBREVIATED = re.compile(r"(?:\b[A-ZÀ-ÞА-Я]|\b(?:vs|St|Dr|Mr|Mrs|Ms|Prof|No|Nr|Vol|vol|Bd|ed|cf|etc|bzw|ca|Co|Inc|т|г|см))\Z")
_MEDIUM = re.compile(
    r"\s*\[(?:online|internet|en ligne|en línea|em linha|on-?line|elektronisch|Электронный ресурс|Електронний ресурс|"
    r"[A-Z]{1,2}(?:/OL)?)\]",
    re.IGNORECASE,
)
_IN = re.compile(r"[.,]?\s+(?:In|in|En|Dans|W|In:|Em|V|Στο)\s*:?\s+(?=\S)|\s+//\s+|[.,]\s+[–—-]\s+|\s+/\s+")
_CONTAINER_GAP = re.compile(r"[\s.,:;”“»«’‘'\"」』》?!]*(?:(?:In|in|En|Dans|W|Em|V|//)\s*:?)?\s*\Z")
_VANCOUVER = re.compile(rf"\A[.\s]+(?P<name>[^.;\d]{{3,80}}?)\.\s+{_YEAR}[^;.]{{0,12}};")
_BOOK = re.compile(r"《(?P<title>[^》]+)》")
# GB/T 7714, section 7: the type of a work is in brackets behind its title.
_GB7714 = re.compile(
    r"(?P<author>[^.．\[\]]{2,60})[.．]\s*(?P<title>[^\[\]]{2,200}?)\s*\[(?:[A-Z]{1,2}(?:/[A-Z]{2})?)\]"
)
_BY = re.compile(
    r"(?P<title>.+?),?\s+by\s+(?P<author>[A-Z][\w.'’-]*(?:\s+(?:and\s+|&\s+)?[A-Z(][\w.'’)-]*){1,5})[.]?\s*\Z",
    re.DOTALL,
)
_SLASHES = re.compile(r"\s/\s")
_COMMAS = re.compile(
    rf"(?P<title>.+?)\s*[，,]\s*(?P<author>[^，,]{{1,40}}?)\s*[，,]\s*(?P<date>{_YEAR}-\d\d-\d\d)[，,]?\s*\Z",
    re.DOTALL,
)
_LONGEST_CITATION = 2000
_TITLE_LENGTHS = range(3, 301)
_MOST_BOUNDARIES = 24
_EDGE = " \t\r\n\u00a0.,;:–—"
_INNER_EDGE = " \t\r\n\u00a0.,"


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """The parts of a citation.

    Attributes:
        start: offset of the title.
        end: offset of its end.
        author: as written.
        date: in ISO 8601.
        publisher: what it was published in.
        opening: offset of the title with its quotation marks.
        closing: offset of the end of the same.
    """

    start: int
    end: int
    author: str = ""
    date: str = ""
    publisher: str = ""
    opening: int = -1
    closing: int = -1


@dataclass(frozen=True, slots=True)
class _Head:
    """What is before a title: authors, perhaps a date. *end* is where the title may begin."""

    end: int
    author: str = ""
    date: str = ""
    apa: bool = False
    plain: bool = True


Spans = Sequence[tuple[int, int]]


def parse_citation(text: str, emphasis: Spans = ()) -> ParsedCitation | None:
    """Parse a citation; None if it has no known form.

    Args:
        text: without the URL.
        emphasis: the spans in italics.
    """
    if len(text) > _LONGEST_CITATION:
        return None
    offset = len(text) - len(text.lstrip())
    marker = _MARKER.match(text[offset:])
    offset += marker.end() if marker else 0
    body = text[offset:].rstrip()
    spans = [(max(s - offset, 0), e - offset) for s, e in emphasis if e > offset and s - offset < len(body)]
    quotes = list(find_quotes(body))
    found = _with_head(body, spans, quotes) or _quoted(body, spans, quotes) or _by_hand(body, spans)
    if found is None or found.end - found.start not in _TITLE_LENGTHS:
        return None
    closing = found.closing if found.closing >= 0 else found.end
    opening = found.opening if found.opening >= 0 else found.start
    return ParsedCitation(
        found.start + offset, found.end + offset, " ".join(found.author.split()), found.date,
        " ".join(found.publisher.split()), opening + offset, closing + offset,
    )


def parse_lead(before: str, *, quoted: bool, container: bool) -> tuple[str, str]:
    """Return the author and the date in what stands before a title that is known.

    Args:
        before: that text, without quotation marks of the title.
        quoted: the title is in quotation marks.
        container: behind the title stands what it was published in.
    """
    text = before.strip()
    if not text or len(text) > _LONGEST_CITATION:
        return "", ""
    marker = _MARKER.match(f"{text} ")
    text = text[marker.end() :] if marker else text
    match = _DATE_IN_BRACKETS.match(text)
    if match is not None and match.end() == len(text):
        author = match["author"].strip()
        if are_names(author) or is_east_asian_name(author) or is_organisation(author):
            return _tidy(author), parse_date(match["date"])
        return "", parse_date(match["date"])
    year = re.search(rf"[.,]\s+({_YEAR})[a-h]?[.:,]?\Z", text)
    if year is not None and are_names(text[: year.start()]):
        return _tidy(text[: year.start()]), year[1]
    name = text.rstrip(" .,:;")
    if are_names(name):
        return _tidy(_dotted(text)), ""
    if quoted and container and text.endswith(",") and is_natural_name(name):
        return name, ""
    return "", ""


def container_after(text: str, end: int, emphasis: Spans, *, styled: bool) -> str:
    """Return what is in italics directly behind a title that ends at *end*, if a style puts it there.

    Args:
        text: of the entry.
        end: offset of the end of the title.
        emphasis: the spans in italics.
        styled: the title is in quotation marks or behind its authors; else only a date, a volume or a
            page behind it makes it plain.
    """
    span = next(((s, e) for s, e in emphasis if s >= end), None)
    if span is None or not _CONTAINER_GAP.match(text[end : span[0]]):
        return ""
    name = text[span[0] : span[1]].strip(_EDGE)
    letters = sum(c.isalpha() for c in name)
    if letters < min(3, len(name)) or letters < len("A") or name[:1].islower() or len(name) > 100:
        return ""
    if re.search(r"[.!?]\s|[!?]\Z|://", name) or _HAS_YEAR.fullmatch(name):
        return ""
    after = text[span[1] :]
    if styled or re.match(r"\s*[,.(;:]?\s*(?:vol\.|no\.|nr\.|№|\(?\d|[^\W\d_]{3,10}\.?\s+\d)", after, re.IGNORECASE):
        return " ".join(name.split())
    return ""


def _with_head(text: str, spans: Spans, quotes: Spans) -> ParsedCitation | None:
    """Parse a citation that begins with names."""
    head = _head(text, spans, quotes)
    if head is None:
        return None
    start = head.end
    while start < len(text) and text[start] in " \u00a0\n\t":
        start += 1
    quote = next((q for q in quotes if q[0] == start), None)
    if quote is not None:
        inner = _inner(text, *quote)
        publisher = container_after(text, quote[1], spans, styled=True)
        return ParsedCitation(*inner, head.author, head.date, publisher, *quote)
    italics = next((s for s in spans if s[0] in (start, start - 1) and s[1] > start), None)
    if italics is not None:
        end = start + len(text[start : italics[1]].rstrip(_INNER_EDGE + ":"))
        rest = next((s for s in spans if s[0] >= italics[1]), None)
        # One title, of which some words are not in italics, or a subtitle.
        if end - start >= _TITLE_LENGTHS.start and rest is not None:
            publisher = container_after(text, italics[1], spans, styled=True)
        else:
            publisher = ""
        return ParsedCitation(start, end, head.author, head.date, publisher)
    if not head.plain:
        return None
    end, publisher = _plain_title(text, start, spans, head)
    return ParsedCitation(start, end, head.author, head.date, publisher) if end > start else None


def _plain_title(text: str, start: int, spans: Spans, head: _Head) -> tuple[int, str]:
    """Return the end of a title that nothing marks, and what it was published in."""
    rest = text[start:]
    container = next((s for s in spans if s[0] > start + 2 and _is_worded(text[slice(*s)])), None)
    stop = _sentence_end(text, start)
    limit = len(text)
    if container is not None and (head.apa or container[0] <= stop + 3):
        gap = text[start : container[0]]
        limit = container[0]
        # In APA all between the date and the italics is the title.
        stop = max(stop, start + len(gap.rstrip(_EDGE))) if head.apa else stop
    cuts = [m.start() for m in _IN.finditer(rest) if m.start() > 0][:1] + [m.start() for m in _MEDIUM.finditer(rest)][:1]
    end = min([stop, limit, *(start + cut for cut in cuts)])
    end = start + len(text[start:end].rstrip(_EDGE))
    publisher = container_after(text, end, spans, styled=True) if container is not None else ""
    return end, publisher


def _is_worded(text: str) -> bool:
    return sum(c.isalpha() for c in text) > 2


def _head(text: str, spans: Spans, quotes: Spans) -> _Head | None:
    match = _DATE_IN_BRACKETS.match(text)
    if match is not None:
        author = match["author"].strip()
        author += "." if match["stop"] == "." and _ends_in_initial(author) else ""
        marked = any(s[0] in (match.end(), match.end() - 1) for s in (*spans, *quotes))
        dotted = match["stop"] == "." or author.endswith(".")
        if not any(s[0] < match.start("date") for s in quotes) and not any(
            s[0] < match.start("date") and _is_worded(text[slice(*s)]) for s in spans
        ):
            if are_names(author) or is_east_asian_name(author):
                return _Head(match.end(), _tidy(author), parse_date(match["date"]), apa=match["mark"] != ",")
            stop = _sentence_end(text, match.end())
            closed = match["mark"] == ":" and (stop < len(text) or text.endswith("."))
            if ((dotted and match["mark"] == ".") or marked or closed) and is_organisation(author):
                return _Head(match.end(), _tidy(author), parse_date(match["date"]), apa=True)
    return _names_head(text, spans, quotes)


def _names_head(text: str, spans: Spans, quotes: Spans) -> _Head | None:
    """Return the names at the beginning of *text*, the most that are some."""
    first = min([s[0] for s in (*spans, *quotes)], default=len(text))
    year = _YEAR_BEHIND.search(text, 0, 320)
    if year is not None and year.start() < first and are_people(text[: year.start()]):
        return _Head(year.end(), _tidy(text[: year.start()]), year["date"])
    best: _Head | None = None
    for number, boundary in enumerate(_BOUNDARY.finditer(text, 0, 320)):
        if number >= _MOST_BOUNDARIES or boundary.start() > first:
            break
        name, mark = text[: boundary.start()], boundary.group()
        after = boundary.end()
        if not are_names(name if mark != "." or not _ends_in_initial(name) else f"{name}."):
            continue
        date = _DATE_AFTER.match(text, after + 1)
        if date is not None and mark in ".,":
            return _Head(date.end(), _tidy(_dotted(name + mark, text)), date["date"] or "")
        marked = first <= after + 1
        if text[after : after + 2].strip()[:1] in ("(", "["):
            continue
        if mark == "," and not marked:
            continue
        if not _HAS_YEAR.search(text, after) and not marked:
            continue
        best = _Head(after, _tidy(_dotted(name + mark, text)), plain=mark in ".:")
    if best is not None:
        return best
    lead = text[:first].rstrip()
    # Oxford: natural names, and behind the title what it was published in, or brackets with a year.
    if lead.endswith(",") and is_natural_name(lead[:-1]) and first < len(text):
        quote = next((q for q in quotes if q[0] == first), None)
        if quote is not None and container_after(text, quote[1], spans, styled=True):
            return _Head(first, lead[:-1], plain=False)
        italics = next((s for s in spans if s[0] == first), None)
        if italics is not None and re.match(rf"[,.]?\s*(?:[^()]{{0,40}})?\([^()]*{_YEAR}\)", text[italics[1] :]):
            return _Head(first, lead[:-1], plain=False)
    return None


def _ends_in_initial(name: str) -> bool:
    return re.search(r"(?:\A|[\s.,-])[^\W\d_]\Z", name) is not None


_CYRILLIC = re.compile("[\u0400-\u04ff]")
_IS_VANCOUVER = re.compile(rf"{_YEAR}[^;.]{{0,12}};\s?\d|\[(?:Internet|Интернет)\]")


def _dotted(text: str, whole: str = "") -> str:
    """Return names without the punctuation behind them, but with the full stop of an initial.

    Args:
        text: the names with what follows.
        whole: the citation, whose form tells whether "Bell I." is Vancouver's "Bell I" and a full stop.
    """
    name = text.rstrip(" ,:;")
    if not name.endswith(".") or re.search(r"\b(?:al|Jr|Sr)\.\Z", name):
        return name
    if _IS_VANCOUVER.search(whole) and "." not in name[:-1]:
        return name[:-1]
    gost = "//" in whole or _CYRILLIC.search(name) is not None
    kept = _ends_in_initial(name[:-1]) and ("," in name or "." in name[:-1] or gost)
    return name if kept else name[:-1]


def _quoted(text: str, spans: Spans, quotes: Spans) -> ParsedCitation | None:
    """Parse a citation whose title is the only quotation in it."""
    if len(quotes) > 1 and text[quotes[0][0]] == "「" and text[quotes[1][0]] == "『":
        (start, end), name = _inner(text, *quotes[0]), _inner(text, *quotes[1])
        if not text[quotes[0][1] : quotes[1][0]].strip(" 、，"):
            author = text[: quotes[0][0]].strip(" 、，：:.")
            author = author if is_east_asian_name(author) else ""
            return ParsedCitation(start, end, author, "", text[slice(*name)], *quotes[0])
    if len(quotes) != 1:
        return None
    quote = quotes[0]
    start, end = _inner(text, *quote)
    outside = text[: quote[0]] + " " + text[quote[1] :]
    publisher = container_after(text, quote[1], spans, styled=True)
    before = text[: quote[0]].strip(" ,:.–—-")
    if not before and (publisher or _HAS_YEAR.search(outside) or not outside.strip(" .,;")):
        return ParsedCitation(start, end, publisher=publisher, opening=quote[0], closing=quote[1])
    if before and not text[quote[1] :].strip(" .,)") and text[: quote[0]].rstrip().endswith((",", ":")) and is_natural_name(before):
        return ParsedCitation(start, end, publisher=publisher, opening=quote[0], closing=quote[1])
    if end - start >= 10 and (_HAS_YEAR.search(outside) or (before and not text[quote[1] :].strip(" .,)"))) and (
        _HAS_YEAR.search(outside) or is_natural_name(before)
    ):
        return ParsedCitation(start, end, publisher=publisher, opening=quote[0], closing=quote[1])
    return None


def _by_hand(text: str, spans: Spans) -> ParsedCitation | None:
    """Parse what people write who follow no style."""
    chinese = _GB7714.match(text)
    if chinese is not None and is_east_asian_name(chinese["author"]):
        return ParsedCitation(*chinese.span("title"), chinese["author"])
    books = list(_BOOK.finditer(text))
    if len(books) == 1:
        return ParsedCitation(*books[0].span("title"), opening=books[0].start(), closing=books[0].end())
    italics = spans[0] if spans else None
    if (
        italics is not None
        and not text[: italics[0]].strip()
        and (
            (text[italics[1] :].lstrip()[:1] in ".(;:" and _HAS_YEAR.search(text, italics[1]))
            or text[italics[1] :].lstrip()[:1] == ","
        )
    ):
        end = italics[0] + len(text[italics[0] : italics[1]].rstrip(_INNER_EDGE))
        return ParsedCitation(italics[0], end)
    slashes = [match.span() for match in _SLASHES.finditer(text)]
    if len(slashes) > 1 and text[: slashes[0][0]].strip():
        return ParsedCitation(0, len(text[: slashes[0][0]].rstrip()), text[slashes[0][1] : slashes[1][0]].strip(" ,;"))
    for pattern in (_COMMAS, _BY):
        match = pattern.match(text)
        if match is not None and len(match["title"]) in _TITLE_LENGTHS:
            date = match.groupdict().get("date") or ""
            return ParsedCitation(*match.span("title"), match["author"].strip(" ,;"), date)
    return None


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a quotation without its marks and the punctuation before the last."""
    inner = text[start + 1 : end - 1]
    lead = len(inner) - len(inner.lstrip())
    return start + 1 + lead, start + 1 + len(inner.rstrip(_INNER_EDGE))


def _sentence_end(text: str, start: int) -> int:
    for match in _SENTENCE_END.finditer(text, start):
        if match.start() > start and not _ABBREVIATED.search(text[max(start, match.start() - 8) : match.start()]):
            return match.start()
    return len(text)


def without_full_stop(title: str) -> str:
    """Return a title without the full stop that ends it, unless that is one of an abbreviation."""
    plain = title.rstrip()
    if not plain.endswith(".") or plain.endswith("..") or _ABBREVIATED.search(plain[:-1]):
        return title
    return plain[:-1]


def _tidy(author: str) -> str:
    return " ".join(author.split()).strip(" ,;:")
