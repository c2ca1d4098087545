"""Assign one slug to each tag, so that no published URL moves when a tag is added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime

from .._core.diagnostics import Diagnostic
from .._core.rules import BUILD
from .._core.slugs import other_slugs, short_slug
from .taxonomies import Term

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def slugs_of(
    terms: Iterable[Term],
    slugify: Callable[[str], str],
    reserved: Collection[str] = (),
) -> dict[str, str]:
    """Return a unique slug for each term, by its name.

    If Pelican derives one slug for several terms, the one used longest keeps it, so that
    published URLs stay; of several used since the same day, the one that loses least of its name
    in it (`f` before `F#`). The others get one that spells out their punctuation (`c-sharp`), or
    one in their own script, or a number.

    Args:
        terms: all terms of a site, in any order.
        slugify: returns the slug that Pelican derives from a name; may be empty.
        reserved: slugs whose URLs are taken by something else.
    """
    wished = defaultdict(list)
    for term in sorted(terms, key=lambda term: (term.first or _END_OF_TIME, term.name)):
        own = term.entry.slug if term.entry else ""
        wished[short_slug(own or slugify(term.name))].append(term)
    taken = {*reserved, *filter(None, wished)}
    slugs = {}
    for slug, sharing in wished.items():
        # A slug from the vocabulary comes before age.
        sharing.sort(key=lambda term: (not (term.entry and term.entry.slug), *_age(term, slug)))
        for number, term in enumerate(sharing):
            if number == 0 and slug and slug not in reserved:
                slugs[term.name] = slug
            else:
                others = other_slugs(term.name, slug, fallback="tag")
                slugs[term.name] = next(one for one in others if one not in taken)
                taken.add(slugs[term.name])
    return slugs


def shared_slugs(
    slugs: Iterable[tuple[str, str]],
    slugify: Callable[[str], str],
    reserved: Collection[str] = (),
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each tag that could not get the slug Pelican derives from its name.

    Args:
        slugs: pairs of name and slug.
        slugify: returns the slug that Pelican derives from a name.
        reserved: as for `slugs_of`.
    """
    pairs = sorted(slugs)
    names = {slug: name for name, slug in pairs}
    for name, slug in pairs:
        plain = slugify(name)
        if slug != plain and plain in reserved:
            yield BUILD(
                f"the tag {name!r} would have the address of a further page of another tag,"
                f" {plain!r}, so it has {slug!r}",
                "to choose, give it a `slug`",
            )
        elif slug != plain and names.get(plain, name) != name:
            yield BUILD(
                f"the tags {names[plain]!r} and {name!r} would have one address, {plain!r}, so"
                f" {name!r} has {slug!r}",
                "to choose, give it a `slug`, or make them one",
            )


def _age(term: Term, slug: str) -> tuple[datetime, int, str]:
    lost = abs(len(term.name) - len(slug))
    return term.first or _END_OF_TIME, lost, term.name
