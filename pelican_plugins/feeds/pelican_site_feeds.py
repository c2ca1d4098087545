"""Know all feeds of a site, and write what stands beside those that Pelican asks for."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable
from itertools import chain
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican.utils import sanitised_join
from pelican.writers import Writer

from .._core.diagnostics import report
from .._core.pelican_compat import body_of, written_paths
from .._core.rules import BUILD
from .content.urls import encoded
from .feed import Feed, feed_metadata
from .feed_list import (
    KnownFeed,
    discovery_links,
    feed_title,
    feed_url,
    known_feeds,
    one_format_per_feed,
)
from .pelican_writer_conflicts import report_writer_conflict
from .published_files import PublishedFiles
from .settings import FeedsSettings
from .site_files import CSS, Subscription, apache_snippet, build_opml, headers_file, nginx_snippet

_ADDED = {"FEED_ALL_RSS": "feeds/all.rss.xml", "FEED_ALL_JSON": "feeds/all.json"}
# Pelican's own default is far more than a reader needs; any other number is the owner's.
_PELICANS_MAX_ITEMS = 100


class SiteFeeds:
    """The feeds of one build.

    Attributes:
        settings: of feeds.
        feeds: all that the site has.
        files: that it publishes.
    """

    def __init__(self, settings: FeedsSettings, pelican: Any) -> None:
        self.settings = settings
        self.pelican = pelican
        self.feeds: list[KnownFeed] = []
        self.files = PublishedFiles("", {}, {})
        self._prepared_for: int | None = None
        # Pelican has no default for these; whoever turned feeds off stays without.
        site = pelican.settings
        wanted = bool(site.get("FEED_ALL_ATOM"))
        for name, path in _ADDED.items():
            # A site within this one's build has our own addition in its copy of the settings.
            if site.get(name) is path:
                del site[name]
        self.added = [name for name in _ADDED if wanted and name not in site]
        site.update({name: _ADDED[name] for name in self.added})

    def prepare(self, context: dict[str, Any]) -> None:
        """Look at the files of the site, once they have their addresses."""
        if self._prepared_for == id(context):
            return
        self._prepared_for = id(context)
        # An {attach}ed file moves when the first text that links to it is rendered.
        for article in context.get("articles") or ():
            if any(mark in body_of(article) for mark in ("{attach}", "|attach|")):
                article.get_content(context["SITEURL"])
        # Not file.url: being asked for it, a file could no longer be moved by {attach}.
        static = [
            (str(file.get_url_setting("url")), key, file)
            for key, file in context["static_content"].items()
            if file
        ]
        self.files = PublishedFiles(
            site=str(context["SITEURL"]).rstrip("/"),
            sources={unquote(url): str(file.source_path) for url, _, file in static},
            urls={posixpath.normpath(key): url for url, key, file in static},
        )
        if urlsplit(self.files.site).scheme not in {"http", "https"}:
            report(
                BUILD(
                    "SITEURL is not set to an absolute address, so the links in feeds lead nowhere",
                    "set it to the address of the site, such as 'https://example.org'",
                )
            )

    def known(self, path: str | None, name: str | None, *, again: bool) -> KnownFeed | None:
        """Return the feed that is written to *path* under a *name*.

        Args:
            path: in the output folder.
            name: of the category, author or tag.
            again: another feed was written there before.
        """
        here = self.at(path)
        named = [feed for feed in here if feed.name == (name or "")]
        if named:
            return named[-1] if again else named[0]
        # Other plugins write feeds to paths of their own, such as that of a tag's old name.
        likely = [feed for feed in self.feeds if name and feed.name == name] or here
        return likely[0] if likely else None

    def at(self, path: str | None) -> list[KnownFeed]:
        """Return all feeds that want a path."""
        return [feed for feed in self.feeds if path and feed.path == posixpath.normpath(path)]

    def items_of(self, kind: str) -> int:
        """Return how many entries a feed of this kind has."""
        most = self.pelican.settings["FEED_MAX_ITEMS"]
        count = self.settings.items_of(kind)
        if not isinstance(most, int) or most == _PELICANS_MAX_ITEMS:
            return count
        explicit = self.pelican.settings.get("POUCH_FEEDS") or {}
        name = "items" if kind == "all" else f"{kind}_items"
        return min(count, most) if name in explicit else most

    def feed_metadata(self, path: str) -> Feed:
        """Return what all feeds say of themselves; *path* is where one is written."""
        return feed_metadata(self.settings, self.files, path)


def plan_feeds(site: SiteFeeds, generator: Any) -> None:
    """Find all feeds of the site, and take our own back where another has its path."""
    languages = dict.fromkeys(a.lang for a in chain(generator.articles, generator.translations))
    # Pelican has some of them in the order of a set.
    groups = {
        "CATEGORY": sorted((each.name, each.slug) for each, _ in generator.categories),
        "AUTHOR": sorted((each.name, each.slug) for each, _ in generator.authors),
        "TAG": sorted((tag.name, tag.slug) for tag in generator.tags),
        "TRANSLATION": sorted((lang, lang) for lang in languages),
    }
    for name in site.added:
        # Settled in every build, since autoreload builds again with the same settings.
        settings = {**generator.settings, name: None}
        theirs = {feed.path for feed in known_feeds(settings, groups)}
        ours = None if _ADDED[name] in theirs else _ADDED[name]
        generator.settings[name] = generator.context[name] = ours
    site.feeds = known_feeds(generator.settings, groups)


def add_feed_links(site: SiteFeeds, generator: Any) -> None:
    """Give templates `feed_links()`: the links of a page's head to its feeds."""
    name = str(Markup(generator.context.get("SITENAME", "")).striptags())  # noqa: S704

    @pass_context
    def feed_links(page: Context) -> Markup:
        wanted = [("all", "")]
        article = page.get("article")
        listed = article is None or article in (page.get("articles") or ())
        for kind in ("category", "tag", "author"):
            value = page.get(kind)
            if value and (kind != "category" or listed):
                wanted.append((kind, str(value)))
        lang = getattr(article or page.get("page"), "lang", None) or page.get("DEFAULT_LANG")
        wanted.append(("translation", str(lang)))
        domain = page.get("FEED_DOMAIN") or page.get("SITEURL") or ""
        # Escaped where it is made.
        return Markup(discovery_links(site.feeds, wanted, name, domain))  # noqa: S704

    # Not into the context: Pelican's cache of contents pickles that.
    generator.env.globals["feed_links"] = feed_links


def write_site_files(site: SiteFeeds, generator: Any, writer: Any, ours: type[Writer]) -> None:
    """Write JSON feeds, the style sheet, the list of feeds and what servers need."""
    report_writer_conflict(site.pelican, writer, ours)
    if not isinstance(writer, ours) or not site.feeds:
        return
    site.prepare(generator.context)
    _write_json(site, generator, writer)
    settings = site.settings
    name = str(Markup(generator.context.get("SITENAME", "")).striptags())  # noqa: S704
    domain = generator.context.get("FEED_DOMAIN") or site.files.site

    def write(path: str, text: str | bytes) -> None:
        data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
        place = sanitised_join(writer.output_path, path)
        if place not in written_paths(writer):
            writer.write_bytes(place, data)

    if settings.stylesheet:
        write(settings.stylesheet, CSS)
    if settings.opml:
        subscriptions = [
            Subscription(
                title=feed_title(feed, name),
                url=encoded(feed_url(feed, domain)),
                home=f"{site.files.site}/",
            )
            for feed in one_format_per_feed(site.feeds)
        ]
        write(settings.opml, build_opml(name, subscriptions))
    if settings.snippets:
        path = urlsplit(site.files.site).path.rstrip("/")
        folder = settings.snippets.strip("/")
        write(f"{folder}/_headers", headers_file(site.feeds, settings.hubs, path))
        write(f"{folder}/nginx.conf", nginx_snippet(site.feeds, settings.hubs, path))
        write(f"{folder}/htaccess", apache_snippet(site.feeds, settings.hubs))
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
    for feed in [feed for feed in site.feeds if feed.form == "JSON"]:
        articles = everything
        if feed.setting == "FEED_JSON":
            articles = generator.articles
        elif feed.kind != "all":
            articles = groups[feed.kind]()[feed.name]
        title = feed.name if feed.kind not in {"all", "translation"} else None
        writer.write_feed(
            *(articles, generator.context, feed.path, feed.url),
            feed_type="json",
            feed_title=title,
        )
