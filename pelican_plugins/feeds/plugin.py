"""Have Pelican write its feeds with us: the same calls, addresses and GUIDs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican import signals
from pelican.utils import get_relative_path, path_to_url, sanitised_join, set_date_tzinfo
from pelican.writers import Writer

from .._core import hooks
from .._core.errors import Problem
from .._core.text import not_xml, one_line
from .body import absolute
from .build import build_atom, build_rss
from .entry import Entry, Feed, common_language, unique
from .paths import feed_paths
from .settings import FeedsSettings

logger = logging.getLogger(__name__)

_RSS_PATH = "feeds/all.rss.xml"


class FeedWriter(Writer):  # type: ignore[misc]
    """Pelican's writer with feeds of whole articles."""

    feeds_settings = FeedsSettings()
    adds_rss = False

    def write_feed(  # noqa: PLR0913, PLR0917 (the parameters are Pelican's)
        self,
        elements: list[Any],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        """Write one feed.

        Returns:
            Pelican's own feed object, as plugins that listen to `feed_written` expect it.
        """
        self.site_url = context.get("SITEURL", path_to_url(get_relative_path(path)))
        self.feed_domain = context.get("FEED_DOMAIN")
        self.feed_url = self.urljoiner(self.feed_domain, url or path)
        articles = elements[: self.settings["FEED_MAX_ITEMS"]]
        theirs = self._create_new_feed(feed_type, feed_title, context)
        for article in articles:
            self._add_item_to_the_feed(theirs, article)
        signals.feed_generated.send(context, feed=theirs)
        if not path:
            return theirs
        feed = self._feed(theirs, articles)
        data = build_rss(feed) if feed_type == "rss" else build_atom(feed)
        complete_path = sanitised_join(self.output_path, path)
        Path(complete_path).parent.mkdir(parents=True, exist_ok=True)
        with self._open_w(complete_path, "utf-8", override_output) as file:
            file.write(data.decode("utf-8"))
        logger.info('Writing "%s"', complete_path)
        signals.feed_written.send(complete_path, context=context, feed=theirs)
        return theirs

    def _feed(self, theirs: Any, articles: list[Any]) -> Feed:
        """Return the data of Pelican's feed object, with what it has no room for.

        Its items are asked first, since other plugins may have changed them.
        """
        by_link = {self._link(article): article for article in articles}
        return Feed(
            title=one_line(str(theirs.feed["title"])),
            description=_plain(theirs.feed["description"]),
            link=theirs.feed["link"],
            self_link=theirs.feed["feed_url"],
            language=common_language(
                [article.lang for article in articles], self.settings.get("DEFAULT_LANG", "")
            ),
            entries=tuple(self._entry(item, by_link.get(item["link"])) for item in theirs.items),
        )

    def _entry(self, item: dict[str, Any], article: Any) -> Entry:
        link = item["link"]
        published = set_date_tzinfo(item["pubdate"], "UTC")
        authors = [author.name for author in getattr(article, "authors", ())]
        summary, content = item["description"] or "", item.get("content") or ""
        if article is not None:
            summary = article.summary
            content = content or article.get_content(self.site_url)
            _warn_of_control_characters(article, f"{item['title']}{content}")
        if self.feeds_settings.content == "summary":
            content = ""
        return Entry(
            id=item["unique_id"],
            title=one_line(str(item["title"])),
            link=link,
            published=published,
            updated=set_date_tzinfo(item["updateddate"] or published, "UTC"),
            authors=unique(authors or [str(item["author_name"] or "")]),
            categories=unique(str(category) for category in item["categories"] or ()),
            summary=absolute(str(summary), link),
            content=absolute(str(content), link),
        )

    def _link(self, article: Any) -> str:
        link = str(self.urljoiner(self.site_url, article.url))
        return f"{link}?ref=feed" if self.settings["FEED_APPEND_REF"] else link


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    signals.initialized.connect(_configure)
    signals.article_generator_finalized.connect(_settle_rss)
    signals.get_writer.connect(_offer_writer)


def _configure(pelican: Any) -> None:
    FeedWriter.feeds_settings = hooks.configure(pelican, FeedsSettings, "POUCH_FEEDS")
    # Pelican has no default for FEED_ALL_RSS; whoever turned feeds off stays without.
    FeedWriter.adds_rss = bool(
        pelican.settings.get("FEED_ALL_ATOM") and "FEED_ALL_RSS" not in pelican.settings
    )
    if FeedWriter.adds_rss:
        pelican.settings["FEED_ALL_RSS"] = _RSS_PATH


def _settle_rss(generator: Any) -> None:
    """Take our own feed back where another is to be written to its path."""
    if not FeedWriter.adds_rss:
        return
    groups = {
        "TAG": {tag.slug for tag in generator.tags},
        "CATEGORY": {category.slug for category, _ in generator.categories},
        "AUTHOR": {author.slug for author, _ in generator.authors},
        "TRANSLATION": {article.lang for article in [*generator.articles, *generator.translations]},
    }
    theirs = feed_paths(generator.settings, groups)
    # Settled in every build, since autoreload builds again with the same settings.
    ours = None if _RSS_PATH in theirs else _RSS_PATH
    generator.settings["FEED_ALL_RSS"] = generator.context["FEED_ALL_RSS"] = ours


def _warn_of_control_characters(article: Any, text: str) -> None:
    character = not_xml(text)
    if character:
        problem = Problem(
            f"the character U+{ord(character):04X} is left out of feeds, where XML forbids it",
            "delete it from the text",
            character,
        )
        hooks.warn(article, problem)


def _plain(html: str | None) -> str:
    # Pelican's own way from HTML to text; what comes out is no Markup.
    return one_line(Markup(html or "").striptags())  # noqa: S704


def _offer_writer(_pelican: Any) -> type[FeedWriter]:
    return FeedWriter
