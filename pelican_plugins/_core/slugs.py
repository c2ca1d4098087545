"""Slugs of names that have none of their own: without a letter, or too long for a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

from .output_paths import shortened

LONGEST_SLUG = 150
"""Bytes of a slug: a file is named by it, with room for an extension and a page's number."""

_SIGNS = "+ plus # sharp . dot & and @ at % percent / slash * star ! bang ? query = equals $ dollar"
_WORDS = dict(zip(_SIGNS.split()[::2], _SIGNS.split()[1::2], strict=True))
_NOT_SLUG = re.compile(r"[^\w]+")


def other_slugs(name: str, slug: str = "", *, fallback: str) -> Iterator[str]:
    """Yield slugs for a name that cannot have the one that is made of its letters, best first.

    They spell out its punctuation (`c-sharp`), then stand in its own script, then name its
    symbols as Unicode does (`fire`), and at last have a number.

    Args:
        name: a title, or the name of a tag, a category or an author.
        slug: what is made of its letters; empty where it has none.
        fallback: the slug where nothing can be said of it.
    """
    spelt_out = "".join(f"-{_WORDS[c]}-" if c in _WORDS else c for c in name.casefold())
    told = _NOT_SLUG.sub("-", spelt_out).strip("-_")
    if told.isascii() and told:
        yield short_slug(told)
    own_script = _NOT_SLUG.sub("-", unicodedata.normalize("NFC", name.casefold())).strip("-_")
    symbols = ""
    if own_script:
        yield short_slug(own_script)
    elif not told:
        signs = [unicodedata.name(c, "") for c in name if not c.isspace()]
        symbols = _NOT_SLUG.sub("-", "-".join(filter(None, signs)).lower()) or fallback
        yield short_slug(symbols)
    for number in count(2):
        yield f"{short_slug(slug or told or symbols)}-{number}"


def short_slug(slug: str) -> str:
    """Return a slug that a file can be named by; a long one ends in a checksum of all of it."""
    return shortened(slug, LONGEST_SLUG)
