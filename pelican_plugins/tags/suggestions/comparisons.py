"""Comparisons by which two tags may be duplicates, and the forms of a tag that they compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..spelling import folded_name, tag_key
from .normalize import american_spelling, singulars, transliterated, without_accents
from .word_lists import ACCENT_SENSITIVE, SYNONYMS

_SMALL = frozenset("a an and da das de del della den der des di die do du of the".split())  # noqa: SIM905
_SHORTEST = 4
_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """One way in which tags may be duplicates.

    Attributes:
        reason: how two tags that share a form differ.
        score: how likely such tags are duplicates, from 0 to 1.
        forms: returns the forms of a tag; tags that share one are similar.
        derived: returns further forms, compared with the `forms` of other tags only.
    """

    reason: str
    score: float
    forms: Callable[[TagForms], Iterator[str]]
    derived: Callable[[TagForms], Iterator[str]] | None = None


def _unpunctuated(tag: TagForms) -> Iterator[str]:
    yield "".join(tag.words)


def _unaccented(tag: TagForms) -> Iterator[str]:
    joined = "".join(tag.words)
    plain = without_accents(joined)
    # In short words, an accent makes another word: `thé`, `año`, `ısı`.
    short = len(joined) < _SHORTEST and plain.isascii()
    if not short and plain not in ACCENT_SENSITIVE:
        yield plain
        yield transliterated(joined)


def _american(tag: TagForms) -> Iterator[str]:
    if not {*tag.plain} & ACCENT_SENSITIVE:
        # With its accents: in a short word, one makes another word.
        yield "".join(american_spelling(word) for word in tag.words)


def _plurals(tag: TagForms) -> Iterator[str]:
    # `CRDTs` is the plural of `CRDT`, but `OGRS` is another acronym than `OGR`.
    if not tag.plain or (tag.name.isupper() and len(tag.name) <= _ACRONYM):
        return
    *others, last = tag.plain
    alone = [singulars(word)[:1] or (word,) for word in others]
    for singular in singulars(last):
        yield "".join((*others, singular))
        yield "".join((*(word for (word,) in alone), singular))


def _without_small_words(tag: TagForms) -> Iterator[str]:
    words = [word for word in tag.plain if word not in _SMALL]
    if len(words) > 1 or tag.plain[:1] == ("the",):
        joined = "".join(words)
        if len(joined) >= _SHORTEST:
            yield joined


def _joined(tag: TagForms) -> Iterator[str]:
    yield "".join(tag.plain)


def _in_order(tag: TagForms) -> Iterator[str]:
    words = sorted(word for word in tag.plain if word not in _SMALL)
    if len(words) > 1:
        yield " ".join(words)


def _other_names(tag: TagForms) -> Iterator[str]:
    for name in (" ".join(tag.plain), "-".join(tag.plain), "".join(tag.plain)):
        if name in SYNONYMS:
            yield SYNONYMS[name]
            return


COMPARISONS = (
    Comparison("only punctuation differs", 0.95, _unpunctuated),
    Comparison("only accents differ", 0.9, _unaccented),
    Comparison("singular and plural", 0.9, _joined, _plurals),
    Comparison("British and American spelling", 0.85, _american),
    Comparison("only small words differ", 0.85, _joined, _without_small_words),
    Comparison("two names for the same thing", 0.8, _other_names),
    Comparison("same words in a different order", 0.75, _in_order),
)
"""In order of precedence: the first that applies is the reason given."""


# A dot or apostrophe after a letter, unless a number follows: `U.S.`, but not `.net`, `v1.0`.
_SLIGHT = re.compile(r"(?<=[^\W\d_])[.'](?![0-9])")


@dataclass(frozen=True, slots=True)
class TagForms:
    """A tag in the forms that are compared.

    Attributes:
        name: its canonical name.
        count: the number of its uses.
        latest: date of its newest article, or None.
        articles: numbers of the articles with it.
        key: from `tag_key`.
        words: folded, without minor punctuation.
        plain: the same without accents.
        languages: of the articles with it.
    """

    name: str
    count: int
    latest: datetime | None
    articles: frozenset[int]
    key: str
    words: tuple[str, ...]
    plain: tuple[str, ...]
    languages: frozenset[str] = frozenset()


def tag_forms_of(
    name: str,
    count: int,
    latest: datetime | None = None,
    articles: frozenset[int] = frozenset(),
    languages: frozenset[str] = frozenset(),
) -> TagForms:
    """Return the forms of the tag *name*."""
    separated = _SLIGHT.sub("", folded_name(name)).replace("&", "and")
    words = tuple(filter(None, separated.split("-")))
    return TagForms(
        name,
        count,
        latest,
        articles,
        tag_key(name),
        words,
        tuple(without_accents(word) for word in words),
        languages,
    )
