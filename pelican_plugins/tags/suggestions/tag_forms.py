"""A tag in the forms that the rules compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ..spelling import folded, tag_key
from .normalize import plain

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
