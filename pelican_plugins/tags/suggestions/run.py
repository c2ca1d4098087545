"""Suggest terms of a site that may be duplicates, for the site author to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, zip_longest
from typing import Any

from ..taxonomies import TagIndex
from .comparisons import COMPARISONS, Comparison, TagForms, tag_forms_of
from .edit_distance import misspelt_pairs
from .languages import are_translations

# Up to this size all pairs; in larger groups, each with the most used one.
_FEW = 6
# Tags used on the same articles, or both often, are distinct.
_TOGETHER = 2
_OFTEN = 5
_SLIP_SCORE = {"one letter changed": 0.6, "two letters missing": 0.65}
_SLIP = 0.7


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two terms that may be duplicates.

    Attributes:
        alias: the less used term.
        canonical: the term it may be a spelling of.
        score: how likely, from 0 to 1.
        reason: how they differ, in a few words.
    """

    alias: str
    canonical: str
    score: float
    reason: str


def find_suggestions(
    tags: Iterable[TagForms], settled: Callable[[str, str], bool]
) -> list[Suggestion]:
    """Return the pairs of tags that may be duplicates, the likeliest first.

    Args:
        tags: of a site.
        settled: returns whether the vocabulary says that two names are different tags.
    """
    tags = sorted(tags, key=lambda tag: tag.name)
    found: dict[tuple[str, str], Suggestion] = {}
    for one, other, score, reason in _pairs(tags):
        alias, canonical = sorted((one, other), key=_usage_rank)
        pair = alias.name, canonical.name
        if pair in found or _are_distinct(alias, canonical) or settled(*pair):
            continue
        if _are_of_two_languages(alias, canonical):
            continue
        # The rarer one is, relative to the other, the likelier it is a mistake.
        certain = score + (1 - score) * 0.5 * (1 - alias.count / canonical.count)
        found[pair] = Suggestion(*pair, round(certain, 3), reason)
    return sorted(found.values(), key=lambda one: (-one.score, one.alias, one.canonical))


def _pairs(tags: list[TagForms]) -> Iterator[tuple[TagForms, TagForms, float, str]]:
    for rule in COMPARISONS:
        for one, other in _sharing(rule, tags):
            yield one, other, rule.score, rule.reason
    for one, other, told in misspelt_pairs(tags):
        if min(one.count, other.count) < _OFTEN:
            yield one, other, _SLIP_SCORE.get(told, _SLIP), told


def _sharing(rule: Comparison, tags: list[TagForms]) -> Iterator[tuple[TagForms, TagForms]]:
    """Yield the pairs of tags that share a form of *rule*."""
    groups: dict[str, list[TagForms]] = defaultdict(list)
    for tag in tags:
        for form in dict.fromkeys(filter(None, rule.forms(tag))):
            groups[form].append(tag)
    if rule.derived is not None:
        for tag in tags:
            for form in dict.fromkeys(rule.derived(tag)):
                yield from ((tag, other) for other in groups.get(form, ()) if other is not tag)
        return
    for group in groups.values():
        if len(group) <= _FEW:
            yield from combinations(group, 2)
        else:
            first = max(group, key=_usage_rank)
            yield from ((tag, first) for tag in group if tag is not first)


def _are_distinct(one: TagForms, other: TagForms) -> bool:
    same_letters = one.key.replace("-", "").lower() == other.key.replace("-", "").lower()
    # `tag_key` distinguishes these on purpose: `WHO` and `who`, `re-form` and `reform`.
    return same_letters or len(one.articles & other.articles) >= _TOGETHER


def _are_of_two_languages(one: TagForms, other: TagForms) -> bool:
    if one.languages and other.languages and not one.languages & other.languages:
        return True
    languages = one.languages | other.languages
    differing = [pair for pair in zip_longest(one.words, other.words) if pair[0] != pair[1]]
    return len(differing) == 1 and all(differing[0]) and are_translations(*differing[0], languages)


def _usage_rank(tag: TagForms) -> tuple[int, bool, float, str]:
    return (
        tag.count,
        tag.latest is not None,
        tag.latest.timestamp() if tag.latest else 0.0,
        tag.name,
    )


def suggestions_for(contents: Iterable[Any], found: TagIndex) -> list[Suggestion]:
    """Return the terms of a site that may be duplicates, the likeliest first.

    Args:
        contents: the published articles and pages.
        found: the terms used in them.
    """
    articles: dict[str, set[int]] = defaultdict(set)
    latest: dict[str, Any] = {}
    languages: dict[str, set[str]] = defaultdict(set)
    for number, content in enumerate(contents):
        for wrapper in getattr(content, found.kind.many, ()):
            articles[wrapper.slug].add(number)
            languages[wrapper.slug].add(str(getattr(content, "lang", "") or ""))
            date = getattr(content, "date", None)
            if date is not None:
                latest[wrapper.slug] = max(date, latest.get(wrapper.slug, date))
    tags = []
    for term in found.taxonomy.terms:
        slug = found.slugs[term.name]
        on = frozenset(articles.get(slug, ()))
        spoken = frozenset(languages.get(slug, ())) - {""}
        tags.append(tag_forms_of(term.name, term.count, latest.get(slug), on, spoken))
    return find_suggestions(tags, found.vocabulary.different)
