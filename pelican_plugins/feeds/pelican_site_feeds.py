"""List all feeds of a site, and write what Pelican does not: JSON feeds and files next to feeds."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican.utils import sanitised_join
from pelican.writers import Writer

from .._core.contract import FRONT_PAGE_LANG
from .._core.diagnostics import report
from .._core.digests import digest_of
from .._core.pelican_compat import body_of, written_paths
from .._core.rules import BUILD
from .._core.text import plain_name
from .content.urls import encoded
from .entries import attachments_of, resolve_file
from .feed import Feed, feed_metadata, stylesheet_url
from .feed_list import (
    KnownFeed,
    discovery_links,
    feed_title,
    feed_url,
    known_feeds,
    named_feeds,
    one_format_per_feed,
)
from .pelican_writer_conflicts import report_writer_conflict
from .podcast import Podcast, missing_in_channel, read_channel
from .published_files import Attachment, PublishedFiles
from .settings import FeedsSettings
from .site_files import CSS, build_opml, server_files

_ADDED = {"FEED_ALL_RSS": "feeds/all.rss.xml", "FEED_ALL_JSON": "feeds/all.json"}
# Pelican's default; any other number was set by the site author.
_PELICANS_MAX_ITEMS = 100


class SiteFeeds:
    """The feeds of one build.

    Attributes:
        settings: `POUCH_FEEDS`.
        feeds: of the site.
        by_name: the same, with their places in the list, by what they are of.
        files: that the site publishes.
    """

    def __init__(self, settings: FeedsSettings, pelican: Any) -> None:
        self.settings = settings
        self.pelican = pelican
        self.feeds: list[KnownFeed] = []
        self._by_path: dict[str, list[KnownFeed]] = {}
        self.by_name: dict[str, list[tuple[int, KnownFeed]]] = {}
        self.files = PublishedFiles("", {}, {})
        self._metadata: Feed | None = None
        self._prepared_for: int | None = None
        # Not for sites without feeds; Pelican has no default for these.
        site = pelican.settings
        wanted = bool(site.get("FEED_ALL_ATOM"))
        for name, path in _ADDED.items():
            # The settings of a subsite are a copy that includes our additions.
            if site.get(name) is path:
                del site[name]
        self.added = [name for name in _ADDED if wanted and name not in site]
        site.update({name: _ADDED[name] for name in self.added})

    def set_feeds(self, feeds: list[KnownFeed]) -> None:
        """Set the feeds of the site."""
        self.feeds, self._by_path = feeds, {}
        # In place: templates' `feed_links()` holds it.
        self.by_name.clear()
        for number, feed in enumerate(feeds):
            self._by_path.setdefault(feed.path, []).append(feed)
            self.by_name.setdefault(feed.name, []).append((number, feed))

    def prepare(self, context: dict[str, Any]) -> None:
        """Collect the published files of the site, once their URLs are final."""
        if self._prepared_for == id(context):
            return
        self._prepared_for = id(context)
        # An {attach}ed file moves when the first post that links to it is rendered.
        for article in context.get("articles") or ():
            if any(mark in body_of(article) for mark in ("{attach}", "|attach|")):
                article.get_content(context["SITEURL"])
        self._metadata = None
        self.files = published_files(context)
        if urlsplit(self.files.site).scheme not in {"http", "https"}:
            report(
                BUILD(
                    "SITEURL is not set to an absolute address, so the links in feeds lead nowhere",
                    "set it to the address of the site, such as 'https://example.org'",
                )
            )

    def known(self, path: str | None, name: str | None, *, again: bool) -> KnownFeed | None:
        """Return the feed with this *path* and *name*.

        Args:
            path: in the output folder.
            name: of the category, author or tag.
            again: whether another feed was written to that path before.
        """
        here = self.at(path)
        named = [feed for feed in here if feed.name == (name or "")]
        if named:
            return named[-1] if again else named[0]
        # Other plugins write feeds to other paths, such as that of a tag's old name.
        likely = (named_feeds(self.by_name, [name]) if name else None) or here
        return likely[0] if likely else None

    def at(self, path: str | None) -> list[KnownFeed]:
        """Return all feeds with this path."""
        return self._by_path.get(posixpath.normpath(path), []) if path else []

    def items_of(self, kind: str) -> int:
        """Return the number of entries in a feed of this kind."""
        most = self.pelican.settings["FEED_MAX_ITEMS"]
        count = self.settings.items_of(kind)
        if not isinstance(most, int) or most == _PELICANS_MAX_ITEMS:
            return count
        explicit = self.pelican.settings.get("POUCH_FEEDS") or {}
        name = "items" if kind == "all" else f"{kind}_items"
        return min(count, most) if name in explicit else most

    def feed_metadata(self, path: str) -> Feed:
        """Return the metadata of the feed at *path*."""
        if self._metadata is None:
            found = self._podcast()
            for each in found.problems:
                report(BUILD(f"POUCH_FEEDS: {each.text}", each.fix))
            self._metadata = replace(
                feed_metadata(self.settings, self.files), podcast=tuple(found.tags)
            )
        return replace(self._metadata, stylesheet=stylesheet_url(self.settings, path))

    def _podcast(self) -> Podcast:
        resolve = partial(resolve_file, folder="", base=self.files.site, files=self.files)
        title = plain_name(str(self.pelican.settings.get("SITENAME") or ""))
        return read_channel(self.settings.podcast, title, resolve)

    def report_missing_podcast(self) -> None:
        """Report which settings of a show are missing, once per build of a site with episodes."""
        missing = missing_in_channel(self._podcast())
        if missing:
            example = '{"category": "Science", "explicit": False, "image": "images/cover.jpg"}'
            report(
                BUILD(
                    "posts have podcast:, and POUCH_FEEDS['podcast'] has no "
                    f"{', '.join(missing)}, without which directories refuse the feed",
                    f"set it, such as 'podcast': {example}",
                )
            )


def published_files(context: Mapping[str, Any]) -> PublishedFiles:
    """Return the static files of a site, given Pelican's context."""
    # Not file.url: once read, the file can no longer be moved by {attach}.
    static = [
        (str(file.get_url_setting("url")), key, file)
        for key, file in context["static_content"].items()
        if file
    ]
    return PublishedFiles(
        site=str(context["SITEURL"]).rstrip("/"),
        sources={unquote(url): str(file.source_path) for url, _, file in static},
        urls={posixpath.normpath(key): url for url, key, file in static},
    )


def add_attachments(generators: Iterable[Any]) -> None:
    """Set `attachments` on the articles whose front matter names files."""
    files = None
    for generator in generators:
        lists = ("articles", "translations", "hidden_articles", "drafts", "drafts_translations")
        for article in chain(*(getattr(generator, name, ()) for name in lists)):
            found: tuple[Attachment, ...] = ()
            if article.metadata.get("enclosure") or article.metadata.get("enclosures"):
                files = files or published_files(generator.context)
                found = attachments_of(article, files)
            if "attachments" not in article.metadata:
                article.attachments = found


def plan_feeds(site: SiteFeeds, generator: Any) -> None:
    """List all feeds of the site; drop our additions if another feed has the path."""
    languages = dict.fromkeys(a.lang for a in chain(generator.articles, generator.translations))
    # Sorted, since some are in the order of a set.
    groups = {
        "CATEGORY": sorted((each.name, each.slug) for each, _ in generator.categories),
        "AUTHOR": sorted((each.name, each.slug) for each, _ in generator.authors),
        "TAG": sorted((tag.name, tag.slug) for tag in generator.tags),
        "TRANSLATION": sorted((lang, lang) for lang in languages),
    }
    for name in site.added:
        # In every build, since autoreload reuses the settings.
        settings = {**generator.settings, name: None}
        theirs = {feed.path for feed in known_feeds(settings, groups)}
        ours = None if _ADDED[name] in theirs else _ADDED[name]
        generator.settings[name] = generator.context[name] = ours
    site.set_feeds(known_feeds(generator.settings, groups))


def add_feed_links(site: SiteFeeds, generator: Any) -> None:
    """Add the template global `feed_links()`: links in the head of a page to its feeds."""
    name = plain_name(str(generator.context.get("SITENAME", "")))
    # Not in the context, which Pelican's content cache pickles.
    generator.env.globals["feed_links"] = _FeedLinks(site.by_name, name)


class _FeedLinks:
    """`feed_links()` in templates.

    Args:
        by_name: see `SiteFeeds`.
        site: the name of the site, as plain text.
    """

    def __init__(self, by_name: Mapping[str, list[tuple[int, KnownFeed]]], site: str) -> None:
        self._by_name = by_name
        self._site = site

    @pass_context
    def __call__(self, page: Context | Mapping[str, Any]) -> Markup:
        """Return the links of a page, given its context."""
        wanted = [("all", "")]
        article = page.get("article")
        listed = article is None or article in (page.get("articles") or ())
        for kind in ("category", "tag", "author"):
            value = page.get(kind)
            if value and (kind != "category" or listed):
                wanted.append((kind, str(value)))
        lang = getattr(article or page.get("page"), "lang", None)
        lang = lang or page.get(FRONT_PAGE_LANG) or page.get("DEFAULT_LANG")
        wanted.append(("translation", str(lang)))
        domain = page.get("FEED_DOMAIN") or page.get("SITEURL") or ""
        feeds = named_feeds(self._by_name, (each for _, each in wanted))
        return Markup(discovery_links(feeds, wanted, self._site, domain))  # noqa: S704

    def digest_on_page(self, context: Mapping[str, Any]) -> str:
        """Return what a page shows: not the feeds of other tags."""
        return str(self(context))


def write_site_files(site: SiteFeeds, generator: Any, writer: Any, ours: type[Writer]) -> None:
    """Write JSON feeds, the style sheet, OPML and server configuration."""
    report_writer_conflict(site.pelican, writer, ours)
    if not isinstance(writer, ours) or not site.feeds:
        return
    site.prepare(generator.context)
    _write_json(site, generator, writer)
    settings = site.settings
    name = plain_name(str(generator.context.get("SITENAME", "")))
    domain = generator.context.get("FEED_DOMAIN") or site.files.site

    def write(path: str, made_of: str, make: Callable[[], bytes]) -> None:
        place = sanitised_join(writer.output_path, path)
        if place not in written_paths(writer) and not writer.keeps(place, made_of):
            writer.write_bytes(place, make(), made_of)

    if settings.stylesheet_save_as:
        write(settings.stylesheet_save_as, digest_of(CSS), CSS.encode)
    if settings.opml_save_as:
        subscriptions = [
            (feed_title(feed, name), encoded(feed_url(feed, domain)))
            for feed in one_format_per_feed(site.feeds)
        ]
        opml = (name, f"{site.files.site}/", subscriptions)
        write(settings.opml_save_as, digest_of(*opml), lambda: build_opml(*opml))
    if settings.server_config_path:
        path = urlsplit(site.files.site).path.rstrip("/")
        folder = settings.server_config_path.strip("/")
        for file, text in server_files(site.feeds, settings.hubs, path).items():
            write(f"{folder}/{file}", digest_of(text), partial(text.encode, "utf-8", "replace"))
    writer.report_totals()


def _write_json(site: SiteFeeds, generator: Any, writer: Any) -> None:
    everything = [*generator.articles, *chain(*(a.translations for a in generator.articles))]
    by_language: dict[str, list[Any]] = defaultdict(list)
    for article in chain(generator.articles, generator.translations):
        by_language[article.lang].append(article)
    groups: dict[str, Callable[[], dict[str, list[Any]]]] = {
        "category": lambda: {c.name: articles for c, articles in generator.categories},
        "author": lambda: {a.name: articles for a, articles in generator.authors},
        "tag": lambda: {t.name: articles for t, articles in generator.tags.items()},
        "translation": lambda: by_language,
    }
    made: dict[str, dict[str, list[Any]]] = {}
    for feed in [feed for feed in site.feeds if feed.form == "JSON"]:
        articles = everything
        if feed.setting == "FEED_JSON":
            articles = generator.articles
        elif feed.kind != "all":
            if feed.kind not in made:
                made[feed.kind] = groups[feed.kind]()
            articles = made[feed.kind][feed.name]
        title = feed.name if feed.kind not in {"all", "translation"} else None
        writer.write_feed(
            *(articles, generator.context, feed.path, feed.url),
            feed_type="json",
            feed_title=title,
        )
