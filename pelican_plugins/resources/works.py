"""The works a site cites, each once, with the articles that cite it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, replace
from functools import cached_property
from html import unescape
from itertools import groupby
from operator import attrgetter
from typing import Any, overload

from .._core.contract import PelicanContent, resources_of
from .._core.text import one_line, xml_safe
from .canonical_url import canonical_doi_url, canonical_url
from .resource import RESOURCE_FIELDS, Resource, ResourceLink, isbn13, resource_dict

_values = attrgetter(*RESOURCE_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article or page with its resources.

    Attributes:
        title: plain text.
        url: relative to the site's root.
        resources: what it cites.
        anchors: whether the entries have ids in the article's HTML.
        family: the same string for all translations of one article, which count as one.
    """

    title: str
    url: str
    resources: tuple[Resource, ...]
    anchors: bool = True
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCitation:
    """An article that cites a work.

    Attributes:
        title: plain text.
        url: relative to the site's root.
        anchor: the id of the entry in the article; empty if it has none.
    """

    title: str
    url: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work and the articles that cite it.

    Attributes:
        id: of ASCII letters, digits and hyphens, unique in a site, and stable as long as the
            work's URL is.
        resource: the most complete entry for the work.
        citations: one for each article.
    """

    id: str
    resource: Resource
    citations: tuple[WorkCitation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostGroup:
    """The cited works of one host.

    Attributes:
        host: as in `Resource.host`; empty for works without a link.
        works: most cited first.
    """

    host: str
    works: tuple[CitedWork, ...]


def cited_works(articles: Iterable[Article]) -> list[CitedWork]:
    """Return every work that *articles* cite, once, most cited first, then by host and title.

    The order of *articles* makes no difference, except that the first of several translations
    is the one named.
    """
    found: dict[str, list[tuple[Article, Resource]]] = {}
    for article in articles:
        for resource in article.resources:
            found.setdefault(_key(resource), []).append((article, resource))
    works = [_work(key, places) for key, places in found.items()]
    return sorted(works, key=lambda work: (-len(work.citations), *_sort_key(work)))


def by_host(works: Iterable[CitedWork]) -> list[HostGroup]:
    """Group *works* by host, each in the given order: most cited host first, no host last."""
    groups = _groups(sorted(works, key=_host))
    return sorted(groups, key=lambda group: (not group.host, -_count(group), group.host))


def part_of(works: Sequence[CitedWork], first: int, most: int) -> list[HostGroup]:
    """Return the groups of at most so many *works*, which are grouped, from index *first* on."""
    return list(_groups(works[first : first + most]))


@dataclass(eq=False)
class LateGroups(Sequence[HostGroup]):
    """The groups on one page of the index, made when somebody reads them.

    Attributes:
        made_of: the digest of all that is cited.
        first: index of the first work.
        most: how many works there are at most.
        works: returns all works, grouped.
    """

    made_of: str
    first: int
    most: int
    works: InitVar[Callable[[], Sequence[CitedWork]]]

    def __post_init__(self, works: Callable[[], Sequence[CitedWork]]) -> None:
        # No field: whether two pages are alike depends on the digest only.
        self._works = works

    @cached_property
    def _part(self) -> list[HostGroup]:
        return part_of(self._works(), self.first, self.most)

    @overload
    def __getitem__(self, index: int) -> HostGroup: ...

    @overload
    def __getitem__(self, index: slice) -> list[HostGroup]: ...

    def __getitem__(self, index: int | slice) -> HostGroup | list[HostGroup]:
        return self._part[index]

    def __len__(self) -> int:
        return len(self._part)


def plain_article(article: Article) -> list[Any]:
    """Return an article as plain data."""
    # A link is a named tuple, which is not plain data.
    cited = [
        [
            tuple(map(tuple, resource.links)) if value is resource.links else value
            for value in _values(resource)
        ]
        for resource in article.resources
    ]
    return [article.title, article.url, article.anchors, article.family, cited]


def _groups(works: Iterable[CitedWork]) -> Iterator[HostGroup]:
    for host, members in groupby(works, key=_host):
        yield HostGroup(host=host, works=tuple(members))


def _host(work: CitedWork) -> str:
    return work.resource.host


def title_key(text: str) -> str:
    """Return a key that ignores case, punctuation and white space."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", letters)) or one_line(letters)


def _key(resource: Resource) -> str:
    if resource.url:
        return canonical_url(resource.url)
    if resource.doi:
        return canonical_doi_url(resource.doi)
    if resource.isbn:
        return f"isbn/{isbn13(resource.isbn)}"
    return f"title/{title_key(resource.title)}"


def _work(key: str, places: Sequence[tuple[Article, Resource]]) -> CitedWork:
    citations: dict[str, WorkCitation] = {}
    for article, resource in places:
        title = _plain(article.title)
        place = WorkCitation(
            title=title, url=article.url, anchor=resource.anchor if article.anchors else ""
        )
        citations.setdefault(article.family or article.url, place)
    ordered = list(citations.values())
    if ordered[1:]:
        ordered.sort(key=lambda place: (title_key(place.title), place.url))
    entries = [resource for _, resource in places]
    best = min(entries, key=_by_completeness) if entries[1:] else entries[0]
    return CitedWork(id=_id(key), resource=_clean(best), citations=tuple(ordered))


def _clean(resource: Resource) -> Resource:
    """Return an entry whose strings any format can hold: one line of XML characters."""
    changed: dict[str, Any] = {
        name: plain
        for name, text in resource_dict(resource).items()
        if isinstance(text, str) and text and (plain := _plain(text)) != text
    }
    if resource.links:
        changed["links"] = tuple(
            ResourceLink(_plain(link.url), link.role, _plain(link.label)) for link in resource.links
        )
    return replace(resource, **changed) if changed else resource


def _plain(text: str) -> str:
    return one_line(xml_safe(text)).strip()


def _by_completeness(resource: Resource) -> tuple[int, list[str]]:
    """Sort key for the entries of one work: most complete first, and deterministic."""
    values = [str(value or "") for value in resource_dict(resource).values()]
    return -sum(map(bool, values)), values


def _id(key: str) -> str:
    # Derived from the key alone, so that a work has the same id in every file.
    host = re.split(r"[/?#]", key.removeprefix("https://"), maxsplit=1)[0]
    name = re.sub(r"[^a-zA-Z0-9]+", "-", host).strip("-") or "work"
    digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()[:10]
    return f"{name}-{digest}"


def _sort_key(work: CitedWork) -> tuple[str, str, str]:
    # Works without a link last, like their group.
    return work.resource.host or "\U0010ffff", title_key(work.resource.title), work.id


def _count(group: HostGroup) -> int:
    return sum(len(work.citations) for work in group.works)


_TAG = re.compile(r"<!--(?:(?!<!--).)*?-->|<[a-zA-Z/!?][^<>]*>", re.DOTALL)


def article_of(content: PelicanContent) -> Article:
    """Return the data of *content*, an article or a page that went through the pipeline."""
    settings = content.settings.get("POUCH_RESOURCES") or {}
    return Article(
        title=plain_title(str(content.title)),
        url=content.url,
        resources=resources_of(content),
        # An unchanged list has no ids.
        anchors=settings.get("placement") != "none",
        family=_family(content),
    )


def originals_first(contents: Iterable[Any]) -> list[Any]:
    """Return *contents* sorted by source path, translations last."""
    return sorted(contents, key=lambda c: (not c.in_default_lang, str(c.relative_source_path)))


def plain_title(html: str) -> str:
    """Return the plain text of a title, which is HTML in Pelican."""
    return unescape(_TAG.sub("", html))


def _family(content: PelicanContent) -> str:
    paths = [str(other.source_path) for other in getattr(content, "translations", ())]
    return min([*paths, str(content.source_path)])
