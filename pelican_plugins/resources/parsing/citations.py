"""Take a citation apart: its authors, its title, its date, and what it was published in.

The forms are those of APA, Harvard, MLA, both of Chicago, Vancouver, ISO 690 with its national
forms (DIN, ČSN), GOST R 7.0.5, GB/T 7714, Oxford's footnotes and Wikipedia's. They have one thing
in common: what comes first are names in a form that only citations use, or a title in quotation
marks or italics. A field whose place the form does not make plain stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..authors import author_names
from .citation_heads import Head, dotted, parse_head
from .citation_words import (
    DATE_IN_BRACKETS,
    EDGE,
    HAS_YEAR,
    YEAR,
    Spans,
    container_after,
    is_worded,
    sentence_end,
    tidy,
)
from .containers import Imprint, unmarked_container
from .dates import parse_date
from .entry_text import find_quotes
from .names import are_names, is_east_asian_name, is_natural_name, is_organisation

_MARKER = re.compile(r"\A(?:\[\d{1,5}\]|\(\d{1,3}\)|\d{1,3}[.)]|[•·–—▪‣◦●○*-])\s+")
# What ends in a full stop within a title.
_MEDIUM = re.compile(
    r"\s*\[(?:online|internet|en ligne|en línea|em linha|on-?line|elektronisch|"
    r"Электронный ресурс|Електронний ресурс|"
    r"[A-Z]{1,2}(?:/OL)?)\]",
    re.IGNORECASE,
)
_IN = re.compile(
    r"[.,?!]\s+(?:In|En|Dans|W|Em|V|Στο)\s*:?\s+(?=\S)|[.,]?\s+(?:In|in|En|Dans|Em):\s+(?=\S)|"
    r",?\s+(?:in|en|dans|w|em|v)\s*(?=\Z|[«„“\"])|\s+//\s+|[.,]\s+[–—-]\s+|\s+/\s+"
)
_BOOK = re.compile(r"《(?P<title>[^》]+)》")
# GB/T 7714, section 7: the type of a work is in brackets behind its title.
_GB7714 = re.compile(
    r"(?P<author>[^.．\[\]]{2,60})[.．]\s*(?P<title>[^\[\]]{2,200}?)\s*\[(?:[A-Z]{1,2}(?:/[A-Z]{2})?)\]"
)
_BY = re.compile(
    r"(?P<title>.+?),?\s+by\s+(?P<author>[A-Z][\w.'’-]*(?:\s+(?:and\s+|"
    r"&\s+)?[A-Z(][\w.'’)-]*){1,5})[.]?\s*\Z",
    re.DOTALL,
)
# GOST R 7.0.5: a title without authors, its medium, and what it was published in.
_GOST_TITLE = re.compile(r"(?P<title>[^/\[\]]{3,300}?)\s*\[[^\[\]]{4,40}\]\s+//\s")
_SLASHES = re.compile(r"\s/\s")
_COMMAS = re.compile(
    rf"(?P<title>.+?)\s*[，,]\s*(?P<author>[^，,]{{1,40}}?)\s*[，,]\s*(?P<date>{YEAR}-\d\d-\d\d)[，,]?\s*\Z",
    re.DOTALL,
)
_LONGEST_CITATION = 2000
_SHORTEST_QUOTE = 10
_TITLE_WIDTHS = range(3, 601)
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


def parse_citation(
    text: str, emphasis: Spans = (), *, dated: bool = False
) -> ParsedCitation | None:
    """Parse a citation; None if it has no known form.

    Args:
        text: without the URL.
        emphasis: the spans in italics.
        dated: a date of access follows, so it need not have a year.
    """
    if len(text) > _LONGEST_CITATION:
        return None
    offset = len(text) - len(text.lstrip())
    marker = _MARKER.match(text[offset:])
    offset += marker.end() if marker else 0
    body = text[offset:].rstrip()
    spans = [
        (max(s - offset, 0), e - offset)
        for s, e in emphasis
        if e > offset and s - offset < len(body)
    ]
    quotes = list(find_quotes(body))
    found = (
        _with_head(body, spans, quotes, dated=dated)
        or _quoted(body, spans, quotes)
        or _by_hand(body, spans)
    )
    if found is None or _width(body[found.start : found.end]) not in _TITLE_WIDTHS:
        return None
    closing = found.closing if found.closing >= 0 else found.end
    opening = found.opening if found.opening >= 0 else found.start
    return ParsedCitation(
        found.start + offset,
        found.end + offset,
        " ".join(found.author.split()),
        found.date,
        " ".join(found.publisher.split()),
        opening + offset,
        closing + offset,
    )


def parse_lead(  # noqa: PLR0911
    before: str, *, quoted: bool, container: bool
) -> tuple[str, str]:
    """Return the author and the date in what is before a title that is known.

    Args:
        before: that text, without quotation marks of the title.
        quoted: the title is in quotation marks.
        container: the title is followed by what it was published in.
    """
    text = before.strip()
    if not text or len(text) > _LONGEST_CITATION:
        return "", ""
    marker = _MARKER.match(f"{text} ")
    text = text[marker.end() :] if marker else text
    match = DATE_IN_BRACKETS.match(text)
    if match is not None and match.end() == len(text):
        author = match["author"].strip()
        if are_names(author) or is_east_asian_name(author) or is_organisation(author):
            return tidy(author), parse_date(match["date"])
        return "", parse_date(match["date"])
    year = re.search(rf"[.,]\s+({YEAR})[a-h]?[.:,]?\Z", text)
    if year is not None and are_names(text[: year.start()]):
        return tidy(text[: year.start()]), year[1]
    name = text.rstrip(" .,:;")
    if are_names(name):
        return tidy(dotted(text)), ""
    if quoted and container and text.endswith(",") and is_natural_name(name):
        return name, ""
    return "", ""


def _with_head(text: str, spans: Spans, quotes: Spans, *, dated: bool) -> ParsedCitation | None:
    """Parse a citation that begins with names."""
    head = parse_head(text, spans, quotes, dated=dated)
    if head is None:
        return None
    start = head.end
    while start < len(text) and text[start] in " \u00a0\n\t":
        start += 1
    quote = next((q for q in quotes if q[0] == start), None)
    if quote is not None:
        inner = _inner(text, *quote)
        publisher = container_after(text, quote[1], spans, styled=True)
        imprint = unmarked_container(text, quote[1])
        date = head.date or imprint.year
        return ParsedCitation(*inner, head.author, date, publisher or imprint.name, *quote)
    italics = next((s for s in spans if s[0] in (start, start - 1) and s[1] > start), None)
    if italics is not None:
        end = start + len(text[start : italics[1]].rstrip(_INNER_EDGE + ":"))
        rest = next((s for s in spans if s[0] >= italics[1]), None)
        # One title, of which some words are not in italics, or a subtitle.
        if end - start >= _TITLE_WIDTHS.start and rest is not None:
            imprint = Imprint(container_after(text, italics[1], spans, styled=True))
        else:
            imprint = unmarked_container(text, italics[1], apa_book=head.apa)
        date = head.date or imprint.year
        return ParsedCitation(start, end, head.author, date, imprint.name)
    if not head.plain:
        return None
    end, imprint = _plain_title(text, start, spans, head)
    date = head.date or imprint.year
    return ParsedCitation(start, end, head.author, date, imprint.name) if end > start else None


def _plain_title(text: str, start: int, spans: Spans, head: Head) -> tuple[int, Imprint]:
    """Return the end of a title that nothing marks, and what it was published in."""
    rest = text[start:]
    container = next((s for s in spans if s[0] > start + 2 and is_worded(text[slice(*s)])), None)
    stop = sentence_end(text, start)
    limit = len(text)
    if container is not None and (head.apa or container[0] <= stop + 3):
        gap = text[start : container[0]]
        limit = container[0]
        # In APA all between the date and the italics is the title.
        stop = max(stop, start + len(gap.rstrip(EDGE))) if head.apa else stop
    cuts = [m.start() for m in _IN.finditer(rest[: limit - start]) if m.start() > 0][:1] + [
        m.start() for m in _MEDIUM.finditer(rest)
    ][:1]
    end = min([stop, limit, *(start + cut for cut in cuts)])
    end = start + len(text[start:end].rstrip(EDGE))
    publisher = container_after(text, end, spans, styled=True) if container is not None else ""
    return end, Imprint(publisher) if publisher else unmarked_container(text, end)


def _quoted(text: str, spans: Spans, quotes: Spans) -> ParsedCitation | None:
    """Parse a citation whose title is the only quotation in it."""
    japanese = _article_and_journal(text, quotes)
    if japanese is not None or len(quotes) != 1:
        return japanese
    quote = quotes[0]
    if any(span[1] <= quote[0] and is_worded(text[slice(*span)]) for span in spans[:1]):
        return _italics_before_quote(text, spans[0])
    start, end = _inner(text, *quote)
    publisher = container_after(text, quote[1], spans, styled=True)
    author = _chinese_authors(text[: quote[0]]) if text[quote[0]] == "《" else ""
    if author or _is_title(text, quote, publisher):
        return ParsedCitation(start, end, author, "", publisher, *quote)
    return None


def _article_and_journal(text: str, quotes: Spans) -> ParsedCitation | None:
    """Parse the Japanese form: an author, 「a title」『a journal』."""
    if len(quotes) < len(["「」", "『』"]):
        return None
    title, journal = quotes[0], quotes[1]
    if text[title[0]] != "「" or text[journal[0]] != "『":
        return None
    if text[title[1] : journal[0]].strip(" 、，"):
        return None
    author = text[: title[0]].strip(" 、，：:.")
    author = author if is_east_asian_name(author) else ""
    name = text[slice(*_inner(text, *journal))]
    return ParsedCitation(*_inner(text, *title), author, "", name, *title)


def _italics_before_quote(text: str, italics: tuple[int, int]) -> ParsedCitation | None:
    """Parse the Italian and the Polish form: an author, a title in italics, «a journal»."""
    lead = text[: italics[0]].rstrip()
    imprint = unmarked_container(text, italics[1])
    if not lead.endswith(",") or not is_natural_name(lead[:-1]) or not imprint.name:
        return None
    return ParsedCitation(*italics, lead[:-1], imprint.year, imprint.name)


def _is_title(text: str, quote: tuple[int, int], publisher: str) -> bool:
    """Return whether a quotation is the title of a work, by what is around it."""
    before, after = text[: quote[0]].strip(" ,:.–—-"), text[quote[1] :]
    dated = HAS_YEAR.search(f"{text[: quote[0]]} {after}") is not None
    ends = not after.strip(" .,)")
    if not before:
        return bool(publisher) or dated or not after.strip(" .,;")
    joined = text[: quote[0]].rstrip().endswith((",", ":"))
    if ends and joined and is_natural_name(before):
        return True
    long = _width(text[slice(*quote)]) - 2 >= _SHORTEST_QUOTE or text[quote[0]] in "「『《"
    return long and (dated or (ends and is_natural_name(before)))


def _by_hand(text: str, spans: Spans) -> ParsedCitation | None:
    """Parse what people write who follow no style."""
    return (
        _chinese(text)
        or _italics_first(text, spans)
        or _electronic(text)
        or _between_slashes(text)
        or _with_words(text)
    )


def _chinese(text: str) -> ParsedCitation | None:
    match = _GB7714.match(text)
    if match is not None and is_east_asian_name(match["author"]):
        imprint = unmarked_container(text, match.end("title"))
        return ParsedCitation(*match.span("title"), match["author"], imprint.year, imprint.name)
    books = list(_BOOK.finditer(text))
    if len(books) != 1:
        return None
    span = books[0].span("title")
    return ParsedCitation(*span, opening=books[0].start(), closing=books[0].end())


def _italics_first(text: str, spans: Spans) -> ParsedCitation | None:
    italics = spans[0] if spans else None
    if italics is None or text[: italics[0]].strip():
        return None
    mark = text[italics[1] :].lstrip()[:1]
    if mark != "," and not (mark in ".(;:" and HAS_YEAR.search(text, italics[1])):
        return None
    end = italics[0] + len(text[italics[0] : italics[1]].rstrip(_INNER_EDGE))
    return ParsedCitation(italics[0], end)


def _electronic(text: str) -> ParsedCitation | None:
    match = _GOST_TITLE.match(text)
    if match is None:
        return None
    imprint = unmarked_container(text, match.end("title"))
    return ParsedCitation(*match.span("title"), publisher=imprint.name)


def _between_slashes(text: str) -> ParsedCitation | None:
    slashes = [match.span() for match in _SLASHES.finditer(text)]
    if len(slashes) > 1 and text[: slashes[0][0]].strip():
        author = text[slashes[0][1] : slashes[1][0]].strip(" ,;")
        return ParsedCitation(0, len(text[: slashes[0][0]].rstrip()), author)
    return None


def _with_words(text: str) -> ParsedCitation | None:
    for pattern in (_COMMAS, _BY):
        match = pattern.match(text)
        if match is not None and len(match["title"]) in _TITLE_WIDTHS:
            date = match.groupdict().get("date") or ""
            return ParsedCitation(*match.span("title"), match["author"].strip(" ,;"), date)
    return None


def _chinese_authors(lead: str) -> str:
    """Return the names before 《a book》; other words, such as "see", are not an author."""
    written = lead.rstrip(" ：:，,")
    names = author_names(written) if is_east_asian_name(written) else ()
    return written.strip() if names and all(name.family and name.given for name in names) else ""


def _width(text: str) -> int:
    """Return the length of *text* in letters of an alphabet: a Chinese one says as much as two."""
    return sum(1 + (c >= "\u3040") for c in text)


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a quotation without its marks and the punctuation before the last."""
    inner = text[start + 1 : end - 1]
    lead = len(inner) - len(inner.lstrip())
    return start + 1 + lead, start + 1 + len(inner.rstrip(_INNER_EDGE))
