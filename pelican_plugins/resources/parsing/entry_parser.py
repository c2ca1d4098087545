"""Parse an entry into title, URL and note.

The first URL of an entry is the one that it cites. Its title is the text of that link, unless the
link is uninformative (a bare URL, "PDF", a link in brackets or after a marked title). Then it is
the text before the link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from bs4 import Tag

from ..._core.text import one_line
from ..._core.urls import is_web
from .citation_words import container_after, without_full_stop
from .citations import ParsedCitation, parse_citation, parse_lead
from .dates import find_dates, stated_dates
from .entry_text import Address, EntryText, find_quotes, read_text
from .headings import heading_key
from .lead_ins import without_lead_in
from .link_words import EMPTY, says_nothing
from .links import href_objection, is_broken, is_internal_link, is_local, url_objection
from .notes import BETWEEN, BRACKETS, OPENING, around, tidy_note
from .paired_marks import with_marks
from .wiki_templates import WikiTemplate

_AROUND = ")>]）】 \u00a0\t\n"
_QUOTES = {"“": "”", "„": "“", "«": "»", "‘": "’", "「": "」", "『": "』", "《": "》"}
# An author, but also any two words: the date of access and the citation itself say more.
_TWO_WORDS = re.compile(r"\s*[^\W\d_][\w'’-]+,?\s[^\W\d_]")
_JOINT_AFTER_URL = re.compile(r"\A[\s\u00a0]*(?:[-–—|:：]+[\s\u00a0]*)(?=\S)")
_LONGEST_TITLE = 400
_LONGEST_DATE = 30
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """The parts of an entry. Offsets are in the entry's own text.

    Attributes:
        title: plain text on one line.
        url: as written, or None.
        note: the text after the URL or, for a linked title, around it.
        link: the author's own link; None if the URL is bare text or missing.
        start: offset of the title.
        end: offset of its end.
        url_span: offsets of a bare URL, with the punctuation around it.
        linked: whether the title is the text of *link*.
        author: from a citation.
        date: of publication, from a citation.
        publisher: from a citation.
        undated: a date directly behind a bare URL, which may be that of publication or of access.
        stated: fields of `Resource` by name, if the entry has keys that state them.
        templates: the templates of Wikipedia in the entry.
        main: the one of them that is the work.
    """

    title: str
    url: str | None
    note: str
    link: Tag | None = None
    start: int = 0
    end: int = 0
    url_span: tuple[int, int] = (0, 0)
    linked: bool = False
    author: str = ""
    date: str = ""
    publisher: str = ""
    undated: str = ""
    stated: Mapping[str, str] | None = None
    templates: tuple[WikiTemplate, ...] = ()
    main: WikiTemplate | None = None


def parse_entry(part: Tag) -> ParsedEntry | None:  # noqa: PLR0911
    """Parse the own text of an entry in *part*; None if there is no title."""
    entry = read_text(part)
    own = own_address(entry)
    if own is None:
        return _parse_without_url(entry)
    text, url = entry.text, own.url
    if own.link is None:
        if any(is_internal_link(str(tag.get("href", "")).strip()) for tag, _, _ in entry.links):
            # An internal link, or one that must not be linked, is not changed.
            return None
        return _parse_bare_url(entry, url, own.start, own.end)
    before, after = text[: own.start], text[own.end :]
    words = one_line(text[own.start : own.end])
    if _is_own_url(words, url) and not (_is_host(words) and not before.strip(BETWEEN)):
        return _parse_bare_url(entry, url, own.start, own.end)
    if says_nothing(words) or _is_beside_title(entry, own):
        work = _title_before(entry, own.start)
        if work is not None:
            return replace(work, url=url, note=_note_without(text, work, own), link=own.link)
        joint = _JOINT_AFTER_URL.match(after)
        stop = _next_address(entry, own.end)
        if (
            joint is not None
            and heading_key(words) in EMPTY
            and one_line(text[own.end + joint.end() : stop])
        ):
            start = own.end + joint.end()
            end = start + len(text[start:stop].rstrip(BETWEEN))
            if any(c.isalpha() for c in text[start:end]) and end - start <= _LONGEST_TITLE:
                title = one_line(text[start:end])
                return ParsedEntry(title, url, tidy_note(text[end:], text), own.link, start, end)
    note = around(before, after, text)
    quoted = before.rstrip()[-1:] in OPENING and bool(before.strip())
    lead = before.rstrip().rstrip(OPENING)
    container = container_after(
        text,
        own.end,
        entry.emphasis,
        styled=quoted or parse_lead(lead, quoted=False, container=False)[0] != "",
    )
    author, date = parse_lead(lead, quoted=quoted, container=bool(container))
    return ParsedEntry(
        words or readable_url(url),
        url,
        note,
        own.link,
        own.start,
        own.end,
        linked=True,
        author=author,
        date=date,
        publisher=container,
    )


def own_address(entry: EntryText) -> Address | None:
    """Return the first URL of an entry that leads out of the site.

    A host without a scheme may be a name, so any other URL comes before it.
    """
    fallback = None
    for address in entry.addresses():
        if not _leads_out(address.url):
            continue
        if address.link is None and entry.text[address.start : address.start + 4].lower() == "www.":
            fallback = fallback or address
            continue
        return address
    return fallback


def _parse_without_url(entry: EntryText) -> ParsedEntry | None:
    """Parse an entry without a link out of the site; None if it has one into it."""
    links = [
        (tag, start, end)
        for tag, start, end in entry.links
        if href_objection(str(tag.get("href", "")).strip()) is None
    ]
    if not links:
        bare = next((each for each in entry.addresses() if each.link is None), None)
        # A URL that must not be linked is not changed.
        return None if bare is not None else _parse_work(entry.text, entry.emphasis)
    broken = next((each for each in links if is_broken(str(each[0].get("href", "")).strip())), None)
    if broken is None:
        return None
    tag, start, end = broken
    title = one_line(entry.text[start:end]) or one_line(entry.text)
    note = around(entry.text[:start], entry.text[end:], entry.text)
    return ParsedEntry(title, None, note, tag, start, end, linked=True)


def _parse_work(text: str, emphasis: tuple[tuple[int, int], ...]) -> ParsedEntry | None:
    """Parse the text about a work, without a URL; None if it has no words."""
    if not any(character.isalnum() for character in text):
        return None
    citation = parse_citation(text, emphasis)
    if citation is None:
        start = len(text) - len(text.lstrip())
        return ParsedEntry(one_line(text), None, "", start=start, end=len(text.rstrip()))
    return _of_citation(text, citation)


def _of_citation(text: str, citation: ParsedCitation) -> ParsedEntry:
    note = around(text[: citation.opening], text[citation.closing :], text)
    return ParsedEntry(
        one_line(text[citation.start : citation.end]),
        None,
        note,
        start=citation.start,
        end=citation.end,
        author=citation.author,
        date=citation.date,
        publisher=citation.publisher,
    )


def parse_term(term: Tag, part: Tag) -> ParsedEntry | None:
    """Parse a term of a definition list whose URL is in *part*, one of its descriptions."""
    parsed = parse_entry(part)
    heading = read_text(term)
    work = _parse_work(heading.text, heading.emphasis)
    if parsed is None or work is None or part is term:
        return parsed
    entry = read_text(part)
    own = own_address(entry)
    if own is None:
        return parsed
    note = around(entry.text[: own.start], entry.text[own.end :], entry.text)
    return replace(work, url=parsed.url, note=note, link=own.link, url_span=(own.start, own.end))


def _leads_out(href: str) -> bool:
    if href.lower().startswith("mailto:"):
        return len(href) > len("mailto:")
    return is_web(href) and url_objection(href) is None and not is_local(href)


def _title_before(entry: EntryText, end: int) -> ParsedEntry | None:
    """Return the work that the text before a URL at *end* names, or None."""
    text = entry.text[:end]
    limit = len(text)
    while True:
        shorter = len(without_lead_in(text[:limit].rstrip(BETWEEN)))
        if shorter == limit:
            break
        limit = shorter
    text = _closed(text[:limit])
    if not any(c.isalnum() for c in text):
        return None
    emphasis = tuple(span for span in entry.emphasis if span[0] < len(text))
    citation = parse_citation(text, emphasis)
    if citation is None and _TWO_WORDS.match(text) and stated_dates(entry.text).accessed:
        citation = parse_citation(text, emphasis, dated=True)
    return _of_citation(text, citation) if citation else _parse_work(without_full_stop(text), ())


def _closed(text: str) -> str:
    """Return *text* without a quotation mark at its end that nothing closes."""
    stripped = text.rstrip(BETWEEN)
    closes = stripped[-1:] == "“" and "„" in stripped
    lone = (
        bool(stripped)
        and not closes
        and stripped[-1] in OPENING
        and stripped.count(stripped[-1]) % 2
    )
    return stripped[:-1].rstrip(BETWEEN) if lone else stripped


def _parse_bare_url(entry: EntryText, url: str, start: int, end: int) -> ParsedEntry:
    """Parse an entry whose URL is bare text, from *start* to *end*."""
    text = entry.text
    before = text[:start].rstrip(BETWEEN)
    note_start = end
    if before[-1:] and text[end : end + 1] == _QUOTES.get(before[-1]):
        before = before[:-1].rstrip(BETWEEN)
        note_start += 1
    while note_start < len(text) and text[note_start] in _AROUND:
        note_start += 1
    work = _title_before(entry, len(before))
    if work is not None:
        quoted = _quoted_span(text, work)
        note = around(
            text[: quoted[0]],
            f"{without_lead_in(text[quoted[1] : len(before)], dated=False)} {text[note_start:]}",
            text,
        )
        lone = _lone_date(text[note_start:])
        return replace(work, url=url, note=note, url_span=(len(before), note_start), undated=lone)
    joint = _JOINT_AFTER_URL.match(text[end:])
    begin = end + joint.end() if joint else end
    stop = _next_address(entry, begin)
    stop = begin + len(text[begin:stop].rstrip(BETWEEN if stop < len(text) else " \t\r\n\u00a0"))
    title = one_line(text[begin:stop])
    if joint and any(c.isalnum() for c in title) and len(title) <= _LONGEST_TITLE:
        return ParsedEntry(title, url, tidy_note(text[stop:], text), None, begin, stop, (0, begin))
    return ParsedEntry(
        readable_url(url),
        url,
        tidy_note(text[note_start:], text),
        None,
        0,
        0,
        (len(before), note_start),
    )


def _quoted_span(text: str, work: ParsedEntry) -> tuple[int, int]:
    """Return the span of a title with its quotation marks."""
    return with_marks(text, work.start, work.end)


def _next_address(entry: EntryText, position: int) -> int:
    """Return the offset of the first URL or link after *position*, or of the end of the text."""
    starts = [each.start for each in entry.addresses() if each.start >= position]
    starts += [start for _, start, _ in entry.links if start >= position]
    return min(starts, default=len(entry.text))


def _note_without(text: str, work: ParsedEntry, own: Address) -> str:
    """Return the note of an entry whose title is before its link, without the words of the link."""
    start, end = _quoted_span(text, work)
    return around(
        text[:start],
        f"{without_lead_in(text[end : own.start].rstrip(BETWEEN), dated=False)} {text[own.end :]}",
        text,
    )


def _is_beside_title(entry: EntryText, own: Address) -> bool:
    """Return whether a link is in brackets, or behind words that are marked as a title."""
    before = entry.text[: own.start]
    trimmed = before.rstrip()
    if not any(c.isalpha() for c in trimmed):
        return False
    if trimmed[-1:] in BRACKETS and BRACKETS[trimmed[-1:]] in entry.text[own.end :]:
        return any(c.isalpha() for c in trimmed[:-1])
    edge = len(trimmed.rstrip(" \u00a0.,;–—-"))
    for start, end in (*entry.emphasis, *entry.strong):
        if start < end and edge <= end and end <= own.start and _is_name(entry.text[start:end]):
            return True
    return any(
        edge <= end <= own.start
        for _, end in find_quotes(before[-_LONGEST_TITLE:])
        if len(before) <= _LONGEST_TITLE
    )


def _is_name(text: str) -> bool:
    return (
        not text.rstrip().endswith((":", "："))
        and sum(c.isalpha() for c in text) >= _FEWEST_LETTERS
    )


def _lone_date(text: str) -> str:
    """Return the day that *text* gives and nothing else, or an empty string."""
    plain = text.strip(" \t\n\u00a0()[].,;–-")
    if len(plain) > _LONGEST_DATE:
        return ""
    found = next(find_dates(plain), None)
    whole = found is not None and (found.start, found.end) == (0, len(plain))
    return plain if found is not None and whole and len(found.value) > len("2024-05") else ""


def _is_own_url(words: str, url: str) -> bool:
    """Return whether the text of a link is its URL, with or without the scheme."""
    return bool(words) and _compared(words) == _compared(url)


def _compared(url: str) -> str:
    return unquote(re.sub(r"\s", "", _bare(url))).casefold()


def _is_host(words: str) -> bool:
    return "/" not in words and not words.lower().startswith("www.")


def _bare(url: str) -> str:
    return re.sub(r"\A(https?://|mailto:)(www\.)?", "", url, flags=re.IGNORECASE).rstrip("/")


def readable_url(url: str) -> str:
    """Return a URL for display: without scheme, `www.` and trailing slash.

    Percent-encoding is decoded if that gives visible text (WHATWG URL, section 4.8).
    """
    bare = _bare(url)
    try:
        decoded = unquote(bare, errors="strict")
    except UnicodeDecodeError:
        return bare
    return decoded if decoded.isprintable() and " " not in decoded else bare
