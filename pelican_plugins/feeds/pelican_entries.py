"""The entries of a site's articles, each built once for all feeds of a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from inspect import getattr_static
from typing import Any

from pelican.contents import Content
from pelican.utils import set_date_tzinfo
from pelican.writers import get_tag_uri

from .._core.build import build_of
from .._core.diagnostics import report
from .._core.digests import digest_of
from .._core.paths import shown
from .._core.pelican_compat import add_item
from .._core.rules import BUILD
from .._core.settings import BuildSettings
from .._core.source_lines import in_content, in_file
from .._core.text import not_xml, plain_name
from .entries import (
    EntryContext,
    build_entry,
    changed_entry,
    entry_id,
    entry_inputs,
    foreign_entry,
    item_bodies,
    newest_first,
    term_name,
)
from .entry import Entry
from .episode_keys import episode_of
from .pelican_site_feeds import SiteFeeds
from .published_files import may_enclose
from .rules import FEED_ID, FEED_TEXT


@dataclass(frozen=True, slots=True)
class _Inputs:
    """The inputs of an entry.

    Attributes:
        id: its GUID, which no other article has.
        digest: of all the rest; empty if it is not known.
    """

    id: str
    digest: str


class ArticleEntries:
    """The entries of the articles in the feeds of one build.

    Args:
        writer: Pelican's, which writes the feeds.
    """

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        # By the id of the article; the site keeps all of them until the end of a build.
        self._inputs: dict[int, _Inputs] = {}
        self._entries: dict[int, Entry] = {}
        self._summaries: dict[int, Entry] = {}
        self._items: dict[tuple[int, str], dict[str, Any]] = {}
        self._ids: dict[str, str] = {}
        self._urls: dict[int, str] = {}
        self._newness: dict[int, Any] = {}
        self._short_items: dict[int, dict[str, Any]] = {}
        self._terms: dict[int, tuple[Any, tuple[str, str]]] = {}
        # Classes of articles whose summaries Pelican makes.
        self._usual: dict[type, bool] = {}
        self._reported: set[tuple[int, str]] = set()
        # Articles with problems that only building an entry shows.
        self._flawed: set[int] = set()
        self.has_podcast = False

    @property
    def _site(self) -> SiteFeeds:
        return build_of(self._writer).state(SiteFeeds)

    @cached_property
    def _context(self) -> EntryContext:
        site = self._site
        return EntryContext(
            files=site.files,
            keep_iframes=site.settings.iframes == "keep",
            problem=self._report,
            named=self._term_name,
        )

    @cached_property
    def _keeps(self) -> bool:
        return bool(build_of(self._writer).state(BuildSettings).incremental)

    @cached_property
    def _enclosable(self) -> list[tuple[str, int | None]]:
        return self._site.files.enclosable()

    def url(self, article: Any) -> str:
        """Return the URL of an article, which Pelican computes again each time."""
        key = id(article)
        if key not in self._urls:
            self._urls[key] = str(article.url)
        return self._urls[key]

    def newest_first(self, articles: Iterable[Any]) -> list[Any]:
        """Return *articles* sorted by date, the newest first, then by URL."""
        return sorted(articles, key=self._newness_of)

    def _newness_of(self, article: Any) -> Any:
        key = id(article)
        if key not in self._newness:
            self._newness[key] = newest_first(article, self.url)
        return self._newness[key]

    def digests(self, articles: Iterable[Any]) -> list[tuple[str, str]] | None:
        """Return each entry's GUID and the digest of its inputs; None if unknown.

        Problems with the articles are reported, but for those that only building an entry shows.
        """
        found = [self._inputs_of(article) for article in articles]
        is_known = all(each.digest for each in found)
        return [(each.id, each.digest) for each in found] if is_known else None

    def are_flawed(self, articles: Iterable[Any]) -> bool:
        """Return whether building one of these entries has shown a problem."""
        return not self._flawed.isdisjoint(map(id, articles))

    def build(self, articles: Iterable[Any], kind: str) -> Iterator[Entry]:
        """Yield the entries of *articles* in a feed of a *kind*."""
        content = self._site.settings.content_of(kind)
        for article in articles:
            yield self._entry(article, self._short_item(article), content)

    def changed(
        self, theirs: Any, articles: Sequence[Any], before: list[dict[str, Any]], kind: str
    ) -> Iterator[Entry]:
        """Yield the entries of a feed, with what others have changed in Pelican's own items.

        Args:
            theirs: Pelican's own feed.
            articles: in it.
            before: its items before others have changed it.
            kind: of the feed.
        """
        content = self._site.settings.content_of(kind)
        originals = {item["link"]: index for index, item in enumerate(before)}
        for item in theirs.items:
            index = originals.get(item["link"])
            if index is None:
                yield foreign_entry(item, self._context)
                continue
            old = before[index]
            entry = self._entry(articles[index], old, content)
            changes = {key: item[key] for key in item if item[key] != old.get(key)}
            yield changed_entry(entry, changes, self._context) if changes else entry

    def items(
        self, theirs: Any, articles: Iterable[Any], feed_type: str
    ) -> Iterator[dict[str, Any]]:
        """Yield Pelican's own items, dicts that may be changed.

        They take long.
        """
        for article in articles:
            yield self._item(theirs, article, feed_type)

    def _item(self, theirs: Any, article: Any, feed_type: str) -> dict[str, Any]:
        form = "rss" if feed_type == "rss" else "atom"
        key = id(article), form
        if key not in self._items:
            add_item(self._writer, theirs, article)
            item = theirs.items.pop()
            item["title"] = plain_name(str(article.title))
            content, summary = article.get_content(self._writer.site_url), article.summary
            # Between formats, Pelican's items differ in their bodies only.
            for other in ("rss", "atom"):
                short = other == "rss" and bool(self._writer.settings.get("RSS_FEED_SUMMARY_ONLY"))
                bodies = item_bodies(other, content, summary, short=short)
                self._items[id(article), other] = item | bodies
        return dict(self._items[key])

    def _report(self, article: Any, text: str, fix: str, needle: str) -> None:
        if article is None:
            report(BUILD(f"An entry that another plugin adds to feeds: {text}", fix))
            return
        key = id(article)
        if (key, text) not in self._reported:
            self._reported.add((key, text))
            report(in_content(article, FEED_TEXT(text, fix, needle)))
            if key in self._inputs:
                self._flawed.add(key)

    def _inputs_of(self, article: Any) -> _Inputs:
        key = id(article)
        if key not in self._inputs:
            item = self._short_item(article)
            html = article.get_content(self._writer.site_url)
            _report_control_characters(article, f"{item['title']}{html}")
            name = self._id(article, item)
            digest = ""
            if self._keeps:
                # An object of another plugin may have less than an article.
                with suppress(AttributeError, TypeError, ValueError):
                    inputs = entry_inputs(article, item, html, self._context)
                    files = self._enclosable if self._enclosable and may_enclose(html) else []
                    digest = digest_of(inputs, files, self._summary_inputs(article))
            self.has_podcast |= isinstance(episode_of(article.metadata), Mapping)
            self._inputs[key] = _Inputs(name, digest)
        return self._inputs[key]

    def _term_name(self, term: Any) -> tuple[str, str]:
        # The term itself is kept, so that no other can get its id.
        key = id(term)
        if key not in self._terms:
            self._terms[key] = term, term_name(term)
        return self._terms[key][1]

    def _summary_inputs(self, article: Any) -> list[str]:
        """Return the inputs of a summary other than the body and the settings."""
        kind = type(article)
        if kind not in self._usual:
            self._usual[kind] = all(_is_pelicans(kind, name) for name in ("get_summary", "summary"))
        if not self._usual[kind] or "get_summary" in vars(article):
            return [str(article.summary)]
        if "summary" in article.metadata:
            return [str(article.metadata["summary"])]
        return ["", str(article.get_siteurl())]

    def _short_item(self, article: Any) -> dict[str, Any]:
        """Return Pelican's own item for *article*, without bodies and categories."""
        key = id(article)
        if key in self._short_items:
            return self._short_items[key]
        link = self._writer.urljoiner(self._writer.site_url, self.url(article))
        if self._writer.settings["FEED_APPEND_REF"]:
            link += "?ref=feed"
        zone, changed = self._writer.settings.get("TIMEZONE"), getattr(article, "modified", None)
        item = {
            "title": plain_name(str(article.title)),
            "link": link,
            "unique_id": get_tag_uri(link, article.date),
            "author_name": getattr(article, "author", ""),
            "pubdate": set_date_tzinfo(article.date, zone),
            "updateddate": set_date_tzinfo(changed, zone) if changed else None,
        }
        return self._short_items.setdefault(key, item)

    def _id(self, article: Any, item: dict[str, Any]) -> str:
        """Return the GUID of an article."""
        name = entry_id(article, str(item["unique_id"]))
        first = self._ids.setdefault(name, article.source_path)
        if first == article.source_path:
            return name
        problem = FEED_ID(
            f"it has the same guid {name} as {shown(first)}, so feed readers would show only"
            " one of them",
            "give each its own guid",
            name,
        )
        report(in_file(article.source_path, problem))
        return str(item["unique_id"])

    def _entry(self, article: Any, item: dict[str, Any], content: str) -> Entry:
        key = id(article)
        if key not in self._entries:
            name = self._inputs_of(article).id
            html = article.get_content(self._writer.site_url)
            entry = build_entry(article, item, html, self._context)
            self._entries[key] = entry if entry.id == name else replace(entry, id=name)
        if content == "full":
            return self._entries[key]
        if key not in self._summaries:
            self._summaries[key] = replace(self._entries[key], content="")
        return self._summaries[key]


def _is_pelicans(kind: type, name: str) -> bool:
    """Return whether a method or property is Pelican's, and nobody has replaced it."""
    value = getattr_static(kind, name, None)
    function = getattr(value, "func", None) or getattr(value, "fget", None) or value
    return bool(getattr(function, "__module__", "") == Content.__module__)


def _report_control_characters(article: Any, text: str) -> None:
    character = not_xml(text)
    if character:
        problem = (
            f"the character U+{ord(character):04X} was removed from feeds, since XML forbids it"
        )
        report(in_content(article, FEED_TEXT(problem, "delete it from the post", character)))
