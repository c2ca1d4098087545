"""Decide whether a section is a reference list and what its entries are, or why it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bs4 import Tag

from ..._core.diagnostics import Diagnostic
from ..._core.text import one_line
from ..rules import LIST_UNREAD
from .entry_parser import ParsedEntry
from .headings import Promise
from .links import is_internal_link
from .markup import heading_text, own_links, own_text, split_at
from .section import LEVELS, Section
from .shapes.shape import ListEntry

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-h]?\b")
_QUOTED = re.compile(
    r"""[“„«"‘‚《『「][^\s“„«"‘‚《『「][^”“»"’》』」]{2,200}[”“»"’》』」](?!\s*[:：])"""
)
_BY = re.compile(
    r"[,\s]*\(?(?:by|von|par|d[eiu]|da|d[’']|del|por|door|av|af|från|przez|od|от|автор)"
    r"(?:(?<=[’'])|\s+)[^\W\d_]",
    re.IGNORECASE,
)
_LONGEST_LINE = 300
_FEWEST = 3
# A citation may go over some lines of the source; more of them are prose or code.
_MOST_LINES = 4
_SHORT = 5
_WORD_AT_START = re.compile(r"[\w’-]+")
# What a site says of itself, where others have sources: by the first word of each entry.
_ABOUT_THE_SITE = frozenset(
    [
        "share",
        "tweet",
        "subscribe",
        "follow",
        "donate",
        "rss",
        "atom",
        "feed",
        "newsletter",
        "mastodon",
        "bluesky",
        "twitter",
        "x",
        "facebook",
        "instagram",
        "linkedin",
        "youtube",
        "telegram",
        "whatsapp",
        "reddit",
        "email",
        "e-mail",
        "mail",
        "contact",
        "about",
        "home",
        "imprint",
        "privacy",
        "patreon",
        "paypal",
        "ko-fi",
        "teilen",
        "abonnieren",
        "folgen",
        "spenden",
        "kontakt",
        "impressum",
        "datenschutz",
        "startseite",
        "partager",
        "s’abonner",
        "suivre",
        "contact",
        "accueil",
        "compartir",
        "suscribirse",
        "seguir",
        "donar",
        "contacto",
        "inicio",
        "condividi",
        "iscriviti",
        "seguici",
        "dona",
        "contatti",
        "partilhar",
        "subscrever",
        "поделиться",
        "подписаться",
        "контакты",
    ]
)
_LEAST = {Promise.LINKS: 0.4, Promise.RESOURCES: 0.3, Promise.CITATIONS: 0.0}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A parsed candidate for an entry."""

    entry: ListEntry
    parsed: ParsedEntry

    @property
    def linked(self) -> bool:
        """Whether it has a link, even a broken one."""
        return self.parsed.url is not None or self.parsed.link is not None


def accept_entries(
    candidates: list[Candidate], promise: Promise, *, sentence: bool, inline: bool = False
) -> list[Candidate]:
    """Return the entries among *candidates*; none if this is not a reference list.

    Args:
        candidates: those of one section, in order.
        promise: that of the section.
        sentence: whether the label is a sentence that only contains such words.
        inline: whether the entries are in the paragraph of the label.
    """
    if _is_about_the_site(candidates):
        return []
    items = [c for c in candidates if c.entry.shape.is_list]
    linked = [c for c in items if c.linked]
    if promise is Promise.LINKS:
        # Such words may be above anything: a link in the midst of a sentence is not an entry.
        linked = [c for c in linked if not _is_in_prose(c)]
    if promise is Promise.RESOURCES and items and all(_is_work(c) for c in items if not c.linked):
        # Works are citations, whatever the heading.
        promise = Promise.CITATIONS
    if items and len(linked) < len(items) * (1.0 if sentence else _LEAST[promise]):
        return []
    if 2 * sum(map(_is_sentence, items)) > len(items):
        # A chapter that says how references are written.
        return []
    lines = [c for c in candidates if not c.entry.shape.is_list]
    good = {id(c) for c in lines if _is_entry(c, promise, next_to_list=bool(linked))}
    if not linked and not good and promise is not Promise.CITATIONS:
        return []
    if good and sum(id(c) in good for c in lines) >= len(lines) / 2:
        good |= {id(c) for c in lines if _is_work_between(c) or _is_among(c, len(good))}
    if inline and len(lines) == 1 and not items and not lines[0].entry.marked:
        # "Source: a paper that somebody mentions" is a sentence.
        good = {
            id(c)
            for c in lines
            if id(c) in good
            and (c.parsed.templates or _ends_with_url(c, one_line(own_text(c.entry.part))))
            and not _goes_on(c)
        }
    good |= {id(c) for c in items}
    return [c for c in candidates if id(c) in good]


def _is_sentence(candidate: Candidate) -> bool:
    """Return whether an item is a long sentence that neither links nor cites anything."""
    text = one_line(own_text(candidate.entry.part))
    is_long = len(text) > _LONGEST_LINE / 3 and text.endswith((".", ";", "。", "．"))
    cites = candidate.linked or candidate.parsed.author or _is_work(candidate)
    return is_long and not cites


def _is_in_prose(candidate: Candidate) -> bool:
    """Return whether the link of an item is in the midst of a sentence."""
    if not candidate.parsed.linked or candidate.parsed.link is None:
        return False
    before, after = split_at(candidate.entry.part, candidate.parsed.link)
    words = before.split()
    return len(words) > 1 and words[0][:1].islower() and len(after.split()) > _SHORT


def _is_about_the_site(candidates: list[Candidate]) -> bool:
    """Return whether most entries are ways to follow, share or pay for the site."""
    linked = [c for c in candidates if c.linked]
    words = (_WORD_AT_START.match(c.parsed.title.casefold()) for c in linked)
    own = sum(word is not None and word[0] in _ABOUT_THE_SITE for word in words)
    short = all(len(c.parsed.title.split()) <= _SHORT for c in linked)
    return len(linked) > 1 and short and 2 * own > len(linked)


def _is_entry(  # noqa: PLR0911
    candidate: Candidate, promise: Promise, *, next_to_list: bool
) -> bool:
    """Return whether a line of a paragraph is an entry and not prose."""
    if candidate.parsed.templates:
        return True
    part = candidate.entry.part
    text = " ".join(own_text(part).split())
    if own_text(part).strip().count("\n") > _MOST_LINES or (candidate.parsed.url or "").startswith(
        "mailto:"
    ):
        return False
    if not candidate.linked:
        cites = promise is Promise.CITATIONS and _has_year(candidate)
        return cites and not next_to_list and "," in text
    if text.endswith((":", "：")) and candidate.parsed.linked:
        return False
    # Next to a list, a paragraph with a link is about the list or its author.
    if candidate.entry.marked or next_to_list:
        return candidate.entry.marked
    if len(text) <= _LONGEST_LINE and _begins_with_link(part, text):
        return True
    if promise is Promise.CITATIONS and _has_year(candidate):
        return True
    return len(text) <= _LONGEST_LINE and _ends_with_url(candidate, text)


def _goes_on(candidate: Candidate) -> bool:
    """Return whether a sentence continues after a bare URL."""
    rest = own_text(candidate.entry.part)[candidate.parsed.url_span[1] :]
    bare = candidate.parsed.url is not None and candidate.parsed.link is None
    goes_on = rest.lstrip(' ])"”»').strip()[:1].islower() or len(rest.split()) > _SHORT
    return bare and not candidate.parsed.templates and goes_on


def _is_work_between(candidate: Candidate) -> bool:
    """Return whether a short line without a link is an entry among others of its paragraph."""
    if candidate.linked or (candidate.entry.lines == 1 and not candidate.entry.marked):
        return False
    text = own_text(candidate.entry.part).strip()
    if candidate.entry.marked:
        return True
    return len(text) <= _LONGEST_LINE / 3 and not text.endswith((":", "：", ".", "!", "。"))


def _is_among(candidate: Candidate, others: int) -> bool:
    """Return whether a long paragraph with a link is an entry among *others*."""
    text = " ".join(own_text(candidate.entry.part).split())
    if others < _FEWEST - 1 or not candidate.linked or text.endswith((":", "：")):
        return False
    return _begins_with_link(candidate.entry.part, text) or bool(candidate.parsed.author)


def _has_year(candidate: Candidate) -> bool:
    return _YEAR.search(own_text(candidate.entry.part)) is not None


def _is_work(candidate: Candidate) -> bool:
    """Return whether an entry has a year, or begins with a title that is set as one."""
    if _has_year(candidate) or candidate.parsed.templates:
        return True
    part = candidate.entry.part
    text = " ".join(own_text(part).split())
    if _QUOTED.match(text):
        return True
    first = next((node for node in part.children if str(node).strip()), None)
    if not isinstance(first, Tag):
        return False
    rest = text.removeprefix(" ".join(first.get_text().split()))
    if first.name in {"em", "i", "cite"}:
        return not rest.startswith((":", "："))
    # In bold there are features and terms, too.
    return first.name in {"strong", "b"} and _BY.match(rest) is not None


def _begins_with_link(part: Tag, text: str) -> bool:
    first = next(own_links(part), None)
    words = " ".join(first.get_text().split()) if first is not None else ""
    start = text.find(words)
    return bool(words) and start in range(6) and not any(c.isalpha() for c in text[:start])


def _ends_with_url(candidate: Candidate, text: str) -> bool:
    parsed = candidate.parsed
    if parsed.link is None:
        return not parsed.note or parsed.start > 0
    words = " ".join(parsed.link.get_text().split())
    return bool(words) and text.rstrip(" .;,)]").endswith(words.rstrip(" .;,)]"))


def rejection_of(
    section: Section, candidates: list[Candidate], accepted: list[Candidate]
) -> Diagnostic | None:
    """Return why a section is not a list; None if nobody would expect one.

    Args:
        section: with a label that promises one.
        candidates: what may be its entries.
        accepted: which of them are entries; if any, the section cannot be rewritten.
    """
    words = heading_text(section.label)[:80]
    if section.sentence or (section.promise is Promise.LINKS and section.label.name not in LEVELS):
        return None
    if accepted:
        text = (
            f"the list under {words!r} is left as written, because an element in it is never closed"
        )
        return LIST_UNREAD(text, "close it", words)
    items = [c for c in candidates if c.entry.shape.is_list]
    if items:
        linked = sum(c.linked for c in items)
        if not linked and section.promise is Promise.LINKS:
            return None
        have = "have" if linked > 1 else "has"
        text = f"{linked or 'none'} of the {len(items)} entries under {words!r} {have} a link"
        if len(items) == 1:
            text = f"the entry under {words!r} has no link"
        fix = "add a link or a year to each, or move entries that are not sources above the list"
        return LIST_UNREAD(f"{text}, so this is not treated as a reference list", fix, words)
    # A single link may be part of a sentence; several lines with links are meant as a list.
    linked = sum(c.linked for c in candidates)
    tables = (node for node in _tags(section) if node.name == "table" or node.find("table"))
    if linked < _FEWEST and not any(_leads_out(a) for table in tables for a in table.find_all("a")):
        return None
    text = f"the text under {words!r} has links, but is not a list"
    return LIST_UNREAD(text, "write one entry per line, each starting with `* `", words)


def rejected_lists(
    doubtful: Iterable[tuple[Section, Diagnostic | None]], covered: AbstractSet[int]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of sections that do not contain another, accepted list.

    Args:
        doubtful: rejected sections with their diagnostics.
        covered: the `id()` of each element of an accepted list.
    """
    for section, why in doubtful:
        below = (id(tag) for node in _tags(section) for tag in (node, *node.find_all()))
        if why is not None and covered.isdisjoint(below):
            yield why


def _tags(section: Section) -> Iterator[Tag]:
    return (node for node in section.nodes if isinstance(node, Tag))


def _leads_out(link: Tag) -> bool:
    href = str(link.get("href", "")).strip()
    return bool(href) and not is_internal_link(href)
