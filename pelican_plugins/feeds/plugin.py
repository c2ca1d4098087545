"""Have Pelican write its feeds with us: the same calls, addresses and GUIDs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from pelican import signals
from pelican.utils import get_relative_path, path_to_url, sanitised_join

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.diagnostics import report
from .._core.paths import shown
from .._core.pelican_compat import FEEDS, is_met
from .._core.rules import BUILD
from .._core.source_lines import in_content, in_file
from .._core.text import not_xml, one_line
from .atom import build_atom
from .content.urls import encoded
from .entries import Telling, changed_entry, entry_of, foreign_entry, newest_first
from .entry import Entry
from .entry_cache import Written
from .feed import Feed, Pages, archive_path, common_language, pages_of, plan_archives
from .json_feed import build_json
from .pelican_site_feeds import Site, offer_discovery, settle_feeds, write_rest
from .pelican_writer import PelicanItems
from .rss import build_rss
from .rules import FEED_ID, FEED_TEXT
from .settings import FeedsSettings, check

_BUILD: dict[str, Any] = {"rss": build_rss, "atom": build_atom, "json": build_json}


class FeedWriter(PelicanItems):
    """Pelican's writer with feeds of whole articles."""

    feed_types = tuple(_BUILD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the id of the article; the site keeps all of them until the end of a build.
        self._entries: dict[int, Entry] = {}
        self._summaries: dict[int, Entry] = {}
        self._ids: dict[str, str] = {}
        self._written: dict[str, Any] = {form: Written() for form in _BUILD}

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
        """Write one feed; besides Pelican's formats *feed_type* may be `json`.

        Returns:
            Pelican's own feed object, as plugins that listen to `feed_written` expect it.
        """
        self.site_url = context.get("SITEURL", path_to_url(get_relative_path(path)))
        self.feed_domain = context.get("FEED_DOMAIN")
        self.site.prepare(context)
        taken = bool(path and not override_output and self.is_written(path))
        known = self.site.known(path, feed_title, again=taken)
        if taken and known in self.site.at(path):
            self.refuse(str(path), feed_title, known)
            return None
        kind = known.kind if known else "all"
        if self.settings["ARTICLE_ORDER_BY"] == "reversed-date":
            elements = newest_first(elements, self.url_of)
        count = self.site.items_of(kind)
        archives = plan_archives(len(elements), count) if self._archives(kind, path, count) else []
        address = self._address(url or path or "")
        theirs = None
        for archive in (None, *archives):
            members = elements[:count] if archive is None else archive.of(elements)
            number = archive.number if archive else 0
            pages = pages_of(address, number, len(archives))
            place = archive_path(path, number) if path and number else path
            self.feed_url = archive_path(address, number) if number else address
            written = self._write_one(
                members, context, place, feed_type, override_output, feed_title, kind, pages
            )
            theirs = theirs or written
        return theirs

    def _write_one(  # noqa: PLR0913, PLR0917 (what Pelican hands on, and two of ours)
        self,
        articles: Sequence[Any],
        context: dict[str, Any],
        path: str | None,
        feed_type: str,
        override_output: bool,
        feed_title: str | None,
        kind: str,
        pages: Pages,
    ) -> Any:
        theirs = self.new_feed(feed_type, feed_title, context)
        for article in articles:
            theirs.items.append(self.item(theirs, article, feed_type))
        before = [dict(item) for item in theirs.items]
        signals.feed_generated.send(context, feed=theirs)
        if not path:
            return theirs
        feed = self._feed(theirs, articles, before, kind, path, pages)
        complete_path = sanitised_join(self.output_path, path)
        self.write_one(
            complete_path, _BUILD[feed_type](feed, self._written[feed_type]), override_output
        )
        signals.feed_written.send(complete_path, context=context, feed=theirs)
        return theirs

    def _archives(self, kind: str, path: str | None, count: int) -> bool:
        return bool(path and count and kind == "all" and self.site.settings.archives)

    def _address(self, url: str) -> str:
        address = url if "://" in url else str(self.urljoiner(self.feed_domain or "", url))
        return encoded(address)

    def _feed(  # noqa: PLR0913, PLR0917 (the feed, and what it was before others saw it)
        self,
        theirs: Any,
        articles: Sequence[Any],
        before: list[dict[str, Any]],
        kind: str,
        path: str,
        pages: Pages,
    ) -> Feed:
        settings = self.site.settings
        originals = {item["link"]: index for index, item in enumerate(before)}
        entries = []
        for item in theirs.items:
            index = originals.get(item["link"])
            if index is None:
                entries.append(foreign_entry(item, self._telling))
                continue
            entry = self._entry(articles[index], before[index], settings.content_of(kind))
            old = before[index]
            changes = {key: item[key] for key in item if item[key] != old.get(key)}
            entries.append(changed_entry(entry, changes, self._telling) if changes else entry)
        return replace(
            self.site.channel(path),
            title=one_line(str(theirs.feed["title"])),
            description=_plain(theirs.feed["description"]),
            link=encoded(theirs.feed["link"]),
            self_link=theirs.feed["feed_url"],
            language=common_language(
                [article.lang for article in articles], self.settings.get("DEFAULT_LANG", "")
            ),
            entries=tuple(entries),
            pages=pages,
        )

    def _entry(self, article: Any, item: dict[str, Any], content: str) -> Entry:
        key = id(article)
        if key not in self._entries:
            html = article.get_content(self.site_url)
            _warn_of_control_characters(article, f"{item['title']}{html}")
            self._entries[key] = self._with_own_id(
                article, entry_of(article, item, html, self._telling), item
            )
        if content == "full":
            return self._entries[key]
        return self._summaries.setdefault(key, replace(self._entries[key], content=""))

    def _with_own_id(self, article: Any, entry: Entry, item: dict[str, Any]) -> Entry:
        first = self._ids.setdefault(entry.id, article.source_path)
        if first == article.source_path:
            return entry
        problem = FEED_ID(
            f"its guid {entry.id} is that of {shown(first)}, and readers would show one",
            "give each its own guid",
            entry.id,
        )
        report(in_file(article.source_path, problem))
        return replace(entry, id=encoded(str(item["unique_id"])))

    @property
    def _telling(self) -> Telling:
        keep = self.site.settings.iframes == "keep"
        return Telling(files=self.site.files, keep_iframes=keep, problem=_tell)


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect()
    signals.initialized.connect(_configure)
    if not is_met(FEEDS):
        return
    signals.generator_init.connect(_offer_links)
    signals.article_generator_finalized.connect(_settle)
    signals.get_writer.connect(_offer_writer)
    signals.article_writer_finalized.connect(_finish)


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, FeedsSettings, "POUCH_FEEDS")
    check(settings)
    if is_met(FEEDS):
        build_of(pelican).keep(Site(settings, pelican))


def _settle(generator: Any) -> None:
    settle_feeds(build_of(generator).state(Site), generator)


def _offer_links(generator: Any) -> None:
    offer_discovery(build_of(generator).state(Site), generator)


def _finish(generator: Any, writer: Any) -> None:
    write_rest(build_of(generator).state(Site), generator, writer, FeedWriter)


def _offer_writer(_pelican: Any) -> type[FeedWriter]:
    return FeedWriter


def _tell(article: Any, text: str, mend: str, needle: str) -> None:
    if article is None:
        report(BUILD(f"An entry that another plugin adds to feeds: {text}", mend))
    else:
        report(in_content(article, FEED_TEXT(text, mend, needle)))


def _warn_of_control_characters(article: Any, text: str) -> None:
    character = not_xml(text)
    if character:
        text = f"the character U+{ord(character):04X} is left out of feeds, where XML forbids it"
        mend = "delete it from the text"
        report(in_content(article, FEED_TEXT(text, mend, character)))


def _plain(html: str | None) -> str:
    # Pelican's own way from HTML to text; what comes out is no Markup.
    return one_line(Markup(html or "").striptags())  # noqa: S704
