"""Parse an entry into title, URL and note."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote

from bs4 import Tag

from ..._core.text import one_line
from ..._core.urls import is_web
from .bibliographic_fields import parse_citation
from .headings import heading_key
from .links import find_url, href_objection, is_broken, is_internal_link, url_objection
from .markup import own_links, own_text, split_at

_JOINTS = ' :：–—|-,.;。、)]」』》”»"/'
_OPENING = '“„«「『《"'
_AROUND = ")>]）】 \u00a0\t\n"
_QUOTES = {"“": "”", "„": "“", "«": "»", "‘": "’", "「": "」", "『": "』", "《": "》"}
_BETWEEN = " \t\r\n\u00a0:：–—|-,，(（[<"
# What TYPOGRIFY_DASHES turns two and three hyphens into.
_DASHES = {
    "default": (("—", "--"),),
    "oldschool": (("—", "---"), ("–", "--")),
    "oldschool_inverted": (("–", "---"), ("—", "--")),
}
# Link texts that say nothing about the target.
_EMPTY = frozenset(
    heading_key(words)
    for words in """
    here|this|link|url|website|site|web|page|pdf|html|source|online|download|article|read|read more
    click here|available here|see here|hier|dieser|quelle|ici|lien|aquí|enlace|aqui|qui|bron|tutaj
    здесь|тут|ссылка|这里|链接|原文|こちら|リンク|여기|링크
    """.strip()
    .replace("\n", "|")
    .split("|")
)
_JOINT_AFTER_URL = re.compile(r"\A[\s\u00a0]*(?:[-–—|:：]+[\s\u00a0]*)(?=\S)")
_LONGEST_TITLE = 400


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


def parse_entry(part: Tag, dashes: str | None = None) -> ParsedEntry | None:
    """Parse the own text of an entry; None if there is no title.

    Args:
        part: the element that contains it.
        dashes: the site's `TYPOGRIFY_DASHES` if typogrify changed the text, so that its changes
            to URLs can be undone; else None.
    """
    text = own_text(part)
    links = list(own_links(part))
    link = next((tag for tag in links if _leads_out(str(tag.get("href", "")).strip())), None)
    if link is None:
        place = find_url(text)
        if place is None:
            return _parse_without_url(part, text, links)
        if any(is_internal_link(str(tag.get("href", "")).strip()) for tag in links):
            # An internal link, or one that must not be linked, stays as it is.
            return None
        written = text[place[0] : place[1]]
        url = _plain_punctuation(written, dashes) if dashes else written
        return _parse_bare_url(text, url, *place) if url_objection(url) is None else None
    url = str(link.get("href", "")).strip()
    before, after = split_at(part, link)
    words = one_line(link.get_text())
    start, end = len(before), len(text) - len(after)
    said = _plain_punctuation(words, dashes) if dashes else words
    if _is_own_url(said, url) and not (_is_host(words) and not before.strip(_BETWEEN)):
        return _parse_bare_url(text, url, start, end)
    if not words or heading_key(words) in _EMPTY or not any(c.isalnum() for c in words):
        work = _parse_work(before.rstrip(_BETWEEN))
        if work is not None:
            note = _note(f"{text[: work.start]} {text[work.end : start]} {after}")
            return replace(work, url=url, note=note, link=link)
    note = one_line(f"{before.rstrip(_BETWEEN)} {_note(after)}")
    return ParsedEntry(words or readable_url(url), url, note, link, start, end, linked=True)


def _parse_without_url(part: Tag, text: str, links: list[Tag]) -> ParsedEntry | None:
    """Parse an entry without a link out of the site; None if it has one into it."""
    links = [tag for tag in links if href_objection(str(tag.get("href", "")).strip()) is None]
    if not links:
        return _parse_work(text)
    broken = next((tag for tag in links if is_broken(str(tag.get("href", "")).strip())), None)
    if broken is None:
        return None
    before, after = split_at(part, broken)
    title = one_line(broken.get_text()) or one_line(text)
    note = one_line(f"{before.rstrip(_BETWEEN)} {_note(after)}")
    return ParsedEntry(title, None, note, broken, len(before), len(text) - len(after), linked=True)


def _parse_work(text: str) -> ParsedEntry | None:
    """Parse the text about a work, without a URL; None if it has no words."""
    if not any(character.isalnum() for character in text):
        return None
    citation = parse_citation(text)
    if citation is None:
        start = len(text) - len(text.lstrip())
        return ParsedEntry(one_line(text), None, "", start=start, end=len(text.rstrip()))
    start, end = citation.start, citation.end
    note = one_line(f"{text[:start].rstrip(_BETWEEN + _OPENING)} {_note(text[end:])}")
    title = one_line(text[start:end])
    return ParsedEntry(
        title, None, note, start=start, end=end, author=citation.author, date=citation.date
    )


def parse_term(term: Tag, part: Tag, dashes: str | None = None) -> ParsedEntry | None:
    """Parse a term of a definition list whose URL is in *part*, one of its descriptions."""
    parsed = parse_entry(part, dashes)
    work = _parse_work(own_text(term))
    if parsed is None or work is None or part is term:
        return parsed
    text = own_text(part)
    link = next((tag for tag in own_links(part) if str(tag.get("href")) == parsed.url), None)
    if link is not None:
        before, after = split_at(part, link)
        place = (len(before), len(text) - len(after))
    else:
        place = find_url(text) or (0, 0)
    note = one_line(f"{text[: place[0]].rstrip(_BETWEEN)} {_note(text[place[1] :])}")
    return replace(work, url=parsed.url, note=note, link=link, url_span=place)


def _leads_out(href: str) -> bool:
    if href.lower().startswith("mailto:"):
        return len(href) > len("mailto:")
    return is_web(href) and url_objection(href) is None


def _parse_bare_url(text: str, url: str, start: int, end: int) -> ParsedEntry:
    """Parse an entry whose URL is bare text, from *start* to *end*."""
    before = text[:start].rstrip(_BETWEEN)
    note_start = end
    if before[-1:] and text[end : end + 1] == _QUOTES.get(before[-1]):
        before = before[:-1].rstrip(_BETWEEN)
        note_start += 1
    while note_start < len(text) and text[note_start] in _AROUND:
        note_start += 1
    note = _note(text[note_start:])
    work = _parse_work(before)
    if work is not None:
        around = one_line(
            f"{text[: work.start].rstrip(_BETWEEN)} {_note(text[work.end : len(before)])} {note}"
        )
        return replace(work, url=url, note=around, url_span=(len(before), note_start))
    joint = _JOINT_AFTER_URL.match(text[end:])
    if joint and note and len(note) <= _LONGEST_TITLE:
        begin = end + joint.end()
        return ParsedEntry(one_line(text[begin:]), url, "", None, begin, len(text), (0, begin))
    return ParsedEntry(readable_url(url), url, note, None, 0, 0, (len(before), note_start))


def _is_own_url(words: str, url: str) -> bool:
    """Tell whether the text of a link is its URL, with or without the scheme."""
    return bool(words) and _bare(words).casefold() == _bare(url).casefold()


def _is_host(words: str) -> bool:
    return "/" not in words and not words.lower().startswith("www.")


def _note(text: str) -> str:
    """Return the note in *text*, without punctuation that joins it to a link."""
    note = one_line(text).lstrip(_JOINTS)
    return note if any(character.isalnum() for character in note) else ""


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


def _plain_punctuation(url: str, dashes: str) -> str:
    """Undo smart punctuation in a URL, which never contains those characters unencoded."""
    for smart, plain in (*_DASHES[dashes], ("…", "..."), ("’", "'"), ("‘", "'")):
        url = url.replace(smart, plain)
    return url
