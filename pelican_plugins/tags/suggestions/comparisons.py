"""The ways in which two tags may be one, each with how sure it is and how it is said.

A tag in the forms that the rules compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..spelling import folded, tag_key
from .normalize import american, plain, singulars, transliterated
from .word_lists import ACCENTS_PART, SYNONYMS

_SMALL = frozenset("a an and da das de del della den der des di die do du of the".split())  # noqa: SIM905
_SHORTEST = 4
_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """One of them.

    Attributes:
        reason: what is the matter between two tags that share a form, for their owner.
        score: how likely such tags are one, from 0 to 1.
        forms: the forms of a tag; two that share one resemble each other.
        derived: further forms, which only meet the `forms` of others.
    """

    reason: str
    score: float
    forms: Callable[[TagForms], Iterator[str]]
    derived: Callable[[TagForms], Iterator[str]] | None = None


def _unpunctuated(tag: TagForms) -> Iterator[str]:
    yield "".join(tag.words)


def _unaccented(tag: TagForms) -> Iterator[str]:
    joined = "".join(tag.words)
    if plain(joined) not in ACCENTS_PART:
        yield plain(joined)
        yield transliterated(joined)


def _american(tag: TagForms) -> Iterator[str]:
    if not {*tag.plain} & ACCENTS_PART:
        yield "".join(american(word) for word in tag.plain)


def _plurals(tag: TagForms) -> Iterator[str]:
    # `OGRS` is an acronym and no plural of `OGR`, as `CRDTs` is one of `CRDT`.
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


RULES = (
    Rule("only punctuation differs", 0.95, _unpunctuated),
    Rule("only accents differ", 0.9, _unaccented),
    Rule("singular and plural", 0.9, _joined, _plurals),
    Rule("British and American spelling", 0.85, _american),
    Rule("the same but for small words", 0.85, _joined, _without_small_words),
    Rule("two names of one thing", 0.8, _other_names),
    Rule("the same words in another order", 0.75, _in_order),
)
"""In the order in which they are tried: the first that applies is told."""


# A dot or an apostrophe behind a letter, unless a number follows: `U.S.`, but not `.net`, `v1.0`.
_SLIGHT = re.compile(r"(?<=[^\W\d_])[.'](?![0-9])")


@dataclass(frozen=True, slots=True)
class TagForms:
    """One tag.

    Attributes:
        name: its canonical name.
        count: the number of its uses.
        latest: date of its newest article; None where it has none.
        articles: what it is used on, to see which tags an author uses side by side.
        key: as `tag_key` returns it.
        words: folded, without slight punctuation.
        plain: the same in plain letters.
    """

    name: str
    count: int
    latest: datetime | None
    articles: frozenset[int]
    key: str
    words: tuple[str, ...]
    plain: tuple[str, ...]


def tag_forms_of(
    name: str, count: int, latest: datetime | None = None, articles: frozenset[int] = frozenset()
) -> TagForms:
    """Return the tag *name* with its forms."""
    separated = _SLIGHT.sub("", folded(name)).replace("&", "and")
    words = tuple(filter(None, separated.split("-")))
    return TagForms(
        name,
        count,
        latest,
        articles,
        tag_key(name),
        words,
        tuple(plain(word) for word in words),
    )
