"""Which terms of a site may be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..found import Found
from .candidate import candidate
from .suggest import Suggestion, suggestions


def suggested_in(contents: Iterable[Any], found: Found) -> list[Suggestion]:
    """Return the terms that may be one.

    Args:
        contents: the published articles and pages.
        found: what was met in them.
    """
    articles: dict[str, set[int]] = defaultdict(set)
    latest: dict[str, Any] = {}
    for number, content in enumerate(contents):
        for wrapper in getattr(content, found.kind.many, ()):
            articles[wrapper.slug].add(number)
            date = getattr(content, "date", None)
            if date is not None:
                latest[wrapper.slug] = max(date, latest.get(wrapper.slug, date))
    tags = []
    for term in found.taxonomy.terms:
        slug = found.slugs[term.name]
        on = frozenset(articles.get(slug, ()))
        tags.append(candidate(term.name, term.count, latest.get(slug), on))
    return suggestions(tags, found.vocabulary.different)
