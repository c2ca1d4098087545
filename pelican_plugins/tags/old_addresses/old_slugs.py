"""Which slugs a site had before its tags were merged, and which it has in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..found import Found

# A page with a longer name could not be written, so there was none.
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class OldSlug:
    """The slug of a page that is no more.

    Attributes:
        old: the slug.
        new: the slug of the page that stands in its place.
        name: of the tag that has that page.
        uses: how many articles the old page listed.
        written: a spelling that had it.
    """

    old: str
    new: str
    name: str
    uses: int
    written: str


def old_slugs(found: Found) -> list[OldSlug]:
    """Return the old slugs of a site, by slug.

    They are those of every spelling that is met under another name, and of every alias an
    owner has settled, used or not: posts are mended, links to old addresses stay.

    Args:
        found: what is known of the tags.
    """
    present = set(found.slugs.values())
    gone: dict[str, OldSlug] = {}
    for term in found.taxonomy.terms:
        new = found.slugs[term.name]
        declared = found.vocabulary.aliases(term.name) if term.entry else ()
        for written in _spellings(term.name, term.written, declared):
            old = found.slugify(written.strip())
            if not old or old in present or len(old.encode()) > _LONGEST:
                continue
            before = gone.get(old)
            uses = term.written.get(written, 0) + (before.uses if before else 0)
            gone[old] = OldSlug(old, new, term.name, uses, written)
    for written, names in sorted(found.taxonomy.split.items()):
        old = found.slugify(written.strip())
        if old and old not in present and old not in gone:
            gone[old] = OldSlug(old, found.slugs[names[0]], names[0], 1, written)
    return sorted(gone.values(), key=lambda one: one.old)


def _spellings(name: str, written: Iterable[str], declared: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*sorted(written), *declared, name]))
