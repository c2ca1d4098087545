"""The end of an article: the previous and next ones, and related ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Any

from .._core.digests import digest_of
from .._core.pelican_compat import body_of
from .settings import ThemeSettings


@dataclass(frozen=True, slots=True)
class ArticleEnd:
    """The articles to link below an article.

    Attributes:
        older: the article before it; None for the first.
        newer: the article after it; None for the last.
        related: those about the same, the nearest first.
    """

    older: Any = None
    newer: Any = None
    related: tuple[Any, ...] = ()


_NOTHING = ArticleEnd()


@dataclass(slots=True)
class ArticleEnds:
    """`pouch_end(article)` in templates.

    Attributes:
        settings: of the theme.
    """

    settings: ThemeSettings
    _published: Sequence[Any] = ()
    _ends: dict[int, ArticleEnd] = field(default_factory=dict)

    def collect(self, generator: Any) -> None:
        """Note what a run publishes; nothing is computed before a page asks."""
        everything = chain(generator.articles, generator.translations)
        self._published = [article for article in everything if article.save_as]
        self._ends = {}

    def __call__(self, article: Any) -> ArticleEnd:
        """Return what follows an article; nothing after one that no list has."""
        if self._published and not self._ends:
            self._ends = _ends_of(self._published, self.settings)
        return self._ends.get(id(article), _NOTHING)

    def digest_on_page(self, context: Mapping[str, Any]) -> str:
        """Return what a page shows: the end of its own article alone."""
        end = self(context.get("article"))
        paths = [each and each.source_path for each in (end.older, end.newer, *end.related)]
        return digest_of(paths)


def _ends_of(articles: Iterable[Any], settings: ThemeSettings) -> dict[int, ArticleEnd]:
    ordered = sorted(articles, key=_order)
    older, newer = _neighbours(ordered, settings.previous_next)
    alike = _related(ordered, settings.related)
    return {
        id(each): ArticleEnd(older.get(id(each)), newer.get(id(each)), alike.get(id(each), ()))
        for each in ordered
    }


def _order(article: Any) -> tuple[Any, str, str]:
    return article.date, str(article.title), str(article.source_path)


def _neighbours(ordered: Sequence[Any], within: str) -> tuple[dict[int, Any], dict[int, Any]]:
    older: dict[int, Any] = {}
    newer: dict[int, Any] = {}
    last: dict[Any, Any] = {}
    for article in ordered if within != "none" else ():
        category = str(getattr(article, "category", "")) if within == "category" else ""
        before = last.get((article.lang, category))
        if before is not None:
            older[id(article)] = before
            newer[id(before)] = article
        last[article.lang, category] = article
    return older, newer


def _related(ordered: Sequence[Any], most: int) -> dict[int, tuple[Any, ...]]:
    if not most:
        return {}
    # Only a build that renders an article needs it.
    from .related import Subject, related

    by_language: dict[str, list[Any]] = defaultdict(list)
    # A sort is stable: newest first, and those of one date by title.
    for article in sorted(ordered, key=attrgetter("date"), reverse=True):
        by_language[article.lang].append(article)
    found: dict[int, tuple[Any, ...]] = {}
    for articles in by_language.values():
        subjects = [
            Subject(
                title=str(each.title),
                tags=[str(tag) for tag in getattr(each, "tags", ())],
                text=f"{each.metadata.get('summary') or ''} {body_of(each)}",
            )
            for each in articles
        ]
        for article, places in zip(articles, related(subjects, most), strict=True):
            found[id(article)] = tuple(articles[place] for place in places)
    return found
