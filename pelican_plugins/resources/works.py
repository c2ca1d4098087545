"""The works a site cites, each once, with the articles that cite it.

From Pelican's contents to the plain data that exports are made of.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import chain, groupby, islice
from typing import Any

from .._core.contract import PelicanContent, resources_of
from .._core.output_paths import OutputPaths
from .._core.text import one_line, xml_safe
from .canonical_url import canonical_doi_url, canonical_url
from .resource import Resource, isbn13, resource_dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article or page that cites.

    Attributes:
        title: plain text.
        url: address below the site's root.
        resources: what it cites.
        anchors: whether the entries have their ids in the article's text.
        family: the same text for all translations of one article; they count as one.
    """

    title: str
    url: str
    resources: tuple[Resource, ...]
    anchors: bool = True
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCitation:
    """A place where a work is cited.

    Attributes:
        title: that of the article, plain text.
        url: that of the article, below the site's root.
        anchor: the id of the entry in the article; empty where it has none.
    """

    title: str
    url: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work and the articles that cite it.

    Attributes:
        id: a name of ASCII letters, digits and hyphens, unique in a site, which stays while
            the work's address does.
        resource: the entry that says most about the work.
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
        works: those cited by most articles first.
    """

    host: str
    works: tuple[CitedWork, ...]


def cited_works(articles: Iterable[Article]) -> list[CitedWork]:
    """Return every work that *articles* cite, once, cited most first.

    Works cited equally often stand in the order of their hosts and titles. The order of
    *articles* makes no difference, except that of translations the first one is named.
    """
    found: dict[str, list[tuple[Article, Resource]]] = {}
    for article in articles:
        for resource in article.resources:
            found.setdefault(_key(resource), []).append((article, resource))
    works = [_work(key, places) for key, places in found.items()]
    return sorted(works, key=lambda work: (-len(work.citations), *_place(work)))


def by_host(works: Iterable[CitedWork]) -> list[HostGroup]:
    """Return *works* by host: the most cited host first, works without a link last.

    Those of one host stay in their order, as `cited_works` gives it.
    """
    groups = _groups(sorted(works, key=_host))
    return sorted(groups, key=lambda group: (not group.host, -_count(group), group.host))


def part_of(groups: Iterable[HostGroup], first: int, most: int) -> list[HostGroup]:
    """Return at most so many works of *groups*, from the one at the place *first* on."""
    works = chain.from_iterable(group.works for group in groups)
    return list(_groups(islice(works, first, first + most)))


def _groups(works: Iterable[CitedWork]) -> Iterator[HostGroup]:
    for host, members in groupby(works, key=_host):
        yield HostGroup(host=host, works=tuple(members))


def _host(work: CitedWork) -> str:
    return work.resource.host


def title_key(text: str) -> str:
    """Return what two titles have in common that differ in case, marks and spaces alone."""
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
    best = min(entries, key=_poverty) if entries[1:] else entries[0]
    return CitedWork(id=_id(key), resource=_clean(best), citations=tuple(ordered))


def _clean(resource: Resource) -> Resource:
    """Return an entry whose texts every format can hold: one line of what XML allows."""
    changed: dict[str, Any] = {
        name: plain
        for name, text in resource_dict(resource).items()
        if isinstance(text, str) and text and (plain := _plain(text)) != text
    }
    return replace(resource, **changed) if changed else resource


def _plain(text: str) -> str:
    return one_line(xml_safe(text)).strip()


def _poverty(resource: Resource) -> tuple[int, list[str]]:
    """Order entries of one work: the one that says most first, and always the same one."""
    values = [str(value or "") for value in resource_dict(resource).values()]
    return -sum(map(bool, values)), values


def _id(key: str) -> str:
    # Made of the key alone: in the file of one article a work has the id it has in all others.
    host = re.split(r"[/?#]", key.removeprefix("https://"), maxsplit=1)[0]
    name = re.sub(r"[^a-zA-Z0-9]+", "-", host).strip("-") or "work"
    digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()[:10]
    return f"{name}-{digest}"


def _place(work: CitedWork) -> tuple[str, str, str]:
    # Works without a link last, as their group.
    return work.resource.host or "\U0010ffff", title_key(work.resource.title), work.id


def _count(group: HostGroup) -> int:
    return sum(len(work.citations) for work in group.works)


_TAG = re.compile(r"<!--.*?-->|<[a-zA-Z/!?][^>]*>", re.DOTALL)


def article_of(content: PelicanContent) -> Article:
    """Return what counts of *content*, an article or a page that went through the pipeline."""
    settings = content.settings.get("POUCH_RESOURCES") or {}
    return Article(
        title=plain_title(str(content.title)),
        url=content.url,
        resources=resources_of(content),
        # A list that is left alone gets no ids.
        anchors=settings.get("placement") != "none",
        family=_family(content),
    )


def originals_first(contents: Iterable[Any]) -> list[Any]:
    """Return *contents* by their files, what is in the site's language before translations."""
    return sorted(contents, key=lambda c: (not c.in_default_lang, str(c.relative_source_path)))


def reserved_paths(
    contents: Iterable[Any], static: Mapping[str, Any], settings: Mapping[str, Any]
) -> OutputPaths:
    """Return the paths below the output folder that are an owner's, each with whose it is."""
    taken = OutputPaths()
    for name in settings["DIRECT_TEMPLATES"]:
        path = settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html")
        if path:
            taken.reserve(path, f"the page of {name!r}")
    for name, path in settings["TEMPLATE_PAGES"].items():
        taken.reserve(str(path), f"the page of {name!r}")
    for file in (*contents, *filter(None, static.values())):
        # Not .save_as: Pelican no longer lets a page attach a file that was asked for its own.
        path = file.get_url_setting("save_as")
        if path:
            taken.reserve(path, f"the place of {file.relative_source_path}")
    return taken


def plain_title(html: str) -> str:
    """Return the text of a title, which is HTML to Pelican."""
    return unescape(_TAG.sub("", html))


def _family(content: PelicanContent) -> str:
    paths = [str(other.source_path) for other in getattr(content, "translations", ())]
    return min([*paths, str(content.source_path)])
