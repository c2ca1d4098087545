"""Old slugs of merged tags, and server rules that redirect their URLs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from .taxonomies import TagIndex

# A page with a longer name could not be written, so there was none.
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class OldSlug:
    """The slug of a page that no longer exists.

    Attributes:
        old: the slug.
        new: the slug of the page that replaces it.
        uses: how many articles the old page listed.
        written: a spelling that had this slug.
    """

    old: str
    new: str
    uses: int
    written: str


def old_slugs(index: TagIndex) -> list[OldSlug]:
    """Return the old slugs of a site, by slug.

    These are the slugs of every spelling used for a term of another name, and of every alias
    in the vocabulary, used or not: posts get corrected, but links to old URLs stay.

    Args:
        index: the terms of the site.
    """
    present = set(index.slugs.values())
    gone: dict[str, OldSlug] = {}
    for term in index.taxonomy.terms:
        new = index.slugs[term.name]
        declared = index.vocabulary.aliases(term.name) if term.entry else ()
        for written in dict.fromkeys([*sorted(term.written), *declared, term.name]):
            old = index.slugify(written.strip())
            if not old or old in present or len(old.encode()) > _LONGEST:
                continue
            before = gone.get(old)
            uses = term.written.get(written, 0) + (before.uses if before else 0)
            gone[old] = OldSlug(old, new, uses, written)
    for written, names in sorted(index.taxonomy.split.items()):
        old = index.slugify(written.strip())
        if old and old not in present and old not in gone:
            gone[old] = OldSlug(old, index.slugs[names[0]], 1, written)
    return sorted(gone.values(), key=lambda one: one.old)


_UNSAFE = re.compile(r"[\"\\\s;{}$]")


def redirect_rules(index: TagIndex, context: dict[str, Any], form: str) -> list[str]:
    """Return redirect rules for a server, one per line.

    Args:
        index: the terms of the site.
        context: the site's settings.
        form: one of `FORMATS`.
    """
    word = index.kind.word.upper()
    base = urlsplit(context.get("SITEURL") or "").path.rstrip("/")
    lines = []
    for one in old_slugs(index):
        for pattern in _patterns(context, word):
            old, new = (f"{base}/{quote(pattern.format(slug=s))}" for s in (one.old, one.new))
            if not _UNSAFE.search(old + new):
                lines.append(FORMATS[form](old, new))
    return lines


def _patterns(context: dict[str, Any], word: str) -> Iterator[str]:
    """Yield the URL pattern of a page and of each feed, with `{slug}` in it."""
    yield str(context[f"{word}_URL"])
    for kind in ("ATOM", "RSS", "JSON"):
        feed = context.get(f"{word}_FEED_{kind}")
        if feed:
            yield str(context.get(f"{word}_FEED_{kind}_URL") or feed)


FORMATS: dict[str, Callable[[str, str], str]] = {
    "netlify": lambda old, new: f"{old} {new} 301!",
    "cloudflare": lambda old, new: f"{old} {new} 301",
    "nginx": lambda old, new: f"{old} {new};",
    "apache": lambda old, new: f"Redirect permanent {old} {new}",
}
"""For `_redirects` of Netlify or Cloudflare, an nginx `map $uri $pouch_redirect { … }`, and
Apache's `.htaccess`."""
