"""The index of all works that a site cites, made when somebody reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property

from .._core.digests import digest_of
from .._core.kept_outputs import KeptOutputs
from .works import (
    Article,
    CitedWork,
    HostGroup,
    LateGroups,
    by_host,
    cited_works,
    part_of,
    plain_article,
)


class SourceIndex:
    """All works that a site cites, found when somebody needs them.

    Args:
        articles: that cite them.
        name: of the index among those of all sites.
        outputs: what earlier builds wrote.

    Attributes:
        articles: that cite them.
        made_of: the digest of it; empty if unknown.
    """

    def __init__(self, articles: list[Article], name: str, outputs: KeptOutputs | None) -> None:
        self.articles = articles
        self.made_of = digest_of_articles(articles) if outputs else ""
        self._name = name
        self._outputs = outputs if self.made_of else None

    @cached_property
    def groups(self) -> list[HostGroup]:
        """The works by host."""
        return by_host(cited_works(self.articles))

    @cached_property
    def works(self) -> list[CitedWork]:
        """The works, grouped by host."""
        return [work for group in self.groups for work in group.works]

    @cached_property
    def count(self) -> int:
        """Number of works."""
        outputs = self._outputs
        known = outputs.value(self._name, self.made_of) if outputs else None
        if known is not None and known.isdecimal():
            return int(known)
        if outputs:
            outputs.note_value(self._name, self.made_of, str(len(self.works)))
        return len(self.works)

    def part(self, first: int, most: int) -> Sequence[HostGroup]:
        """Return the groups of a part of all works."""
        if self.made_of:
            return LateGroups(self.made_of, first, most, lambda: self.works)
        return part_of(self.works, first, most)


def digest_of_articles(articles: Iterable[Article]) -> str:
    """Return the digest of what articles cite; empty if it is not plain data."""
    with suppress(ValueError):
        return digest_of([plain_article(article) for article in articles])
    return ""
