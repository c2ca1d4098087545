"""Pelican's writer with feeds of complete articles: the same calls, URLs and GUIDs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican import signals
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import Writer

from .._core import pelican_console
from .._core.build import build_of
from .._core.diagnostics import Severity, report
from .._core.output_paths import FileKind, WrittenFiles
from .._core.paths import shown
from .._core.pelican_compat import (
    add_item,
    new_feed,
    open_to_write,
    overridden_paths,
    written_paths,
)
from .._core.pelican_output import impossible_path_told
from .._core.rules import BUILD
from .._core.source_lines import in_content, in_file
from .._core.text import not_xml, one_line
from .atom import build_atom
from .content.urls import encoded
from .entries import (
    EntryContext,
    build_entry,
    changed_entry,
    foreign_entry,
    item_bodies,
    newest_first,
)
from .entry import Entry, EntryCache
from .feed import ArchiveLinks, Feed, archive_links, archive_path, common_language, plan_archives
from .feed_list import KnownFeed
from .json_feed import build_json
from .pelican_site_feeds import SiteFeeds
from .rss import build_rss
from .rules import FEED_ID, FEED_TEXT

logger = logging.getLogger(__name__)

_BUILD: dict[str, Any] = {"rss": build_rss, "atom": build_atom, "json": build_json}
_LARGE = 512 * 1024


class FeedWriter(Writer):  # type: ignore[misc]
    """Pelican's writer; its feeds hold complete articles, and unchanged files are not touched."""

    feed_types = tuple(_BUILD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the id of the article; the site keeps all of them until the end of a build.
        self._entries: dict[int, Entry] = {}
        self._summaries: dict[int, Entry] = {}
        self._items: dict[tuple[int, str], dict[str, Any]] = {}
        self._urls: dict[int, str] = {}
        self._ids: dict[str, str] = {}
        self._serialised: dict[str, Any] = {form: EntryCache() for form in _BUILD}
        self._large: list[tuple[int, str]] = []
        self._feeds = 0

    @property
    def site(self) -> SiteFeeds:
        """The feeds of the current build."""
        return build_of(self).state(SiteFeeds)

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
        """Write one feed and its archives; *feed_type* may also be `json`.

        Returns:
            Pelican's own feed object, as plugins that listen to `feed_written` expect it.
        """
        self.site_url = context.get("SITEURL", path_to_url(get_relative_path(path)))
        self.feed_domain = context.get("FEED_DOMAIN")
        self.site.prepare(context)
        taken = bool(
            path
            and not override_output
            and sanitised_join(self.output_path, path) in written_paths(self)
        )
        known = self.site.known(path, feed_title, again=taken)
        if taken and known in self.site.at(path):
            self._report_path_conflict(str(path), feed_title, known)
            return None
        kind = known.kind if known else "all"
        if self.settings["ARTICLE_ORDER_BY"] == "reversed-date":
            elements = newest_first(elements, self._url_of)
        count = self.site.items_of(kind)
        archived = path and count and kind == "all" and self.site.settings.archives
        archives = plan_archives(len(elements), count) if archived else []
        url = self._absolute_url(url or path or "")
        theirs = None
        for archive in (None, *archives):
            members = elements[:count] if archive is None else archive.of(elements)
            number = archive.number if archive else 0
            links = archive_links(url, number, len(archives))
            place = archive_path(path, number) if path and number else path
            self.feed_url = archive_path(url, number) if number else url
            written = self._write_one(
                members, context, place, feed_type, override_output, feed_title, kind, links
            )
            theirs = theirs or written
        return theirs

    def _write_one(  # noqa: PLR0913, PLR0917 (Pelican's parameters, and two of ours)
        self,
        articles: Sequence[Any],
        context: dict[str, Any],
        path: str | None,
        feed_type: str,
        override_output: bool,
        feed_title: str | None,
        kind: str,
        links: ArchiveLinks,
    ) -> Any:
        # feedgenerator has no JSON; an Atom feed stands in for it.
        form = "atom" if feed_type == "json" else feed_type
        theirs = new_feed(self, form, feed_title, context)
        for article in articles:
            theirs.items.append(self._item(theirs, article, feed_type))
        before = [dict(item) for item in theirs.items]
        signals.feed_generated.send(context, feed=theirs)
        if not path:
            return theirs
        feed = self._feed(theirs, articles, before, kind, path, links)
        complete_path = sanitised_join(self.output_path, path)
        self._feeds += 1
        data = _BUILD[feed_type](feed, self._serialised[feed_type])
        self.write_bytes(complete_path, data, override_output, FileKind.FEED)
        signals.feed_written.send(complete_path, context=context, feed=theirs)
        return theirs

    def _feed(  # noqa: PLR0913, PLR0917 (the feed, and what it was before others changed it)
        self,
        theirs: Any,
        articles: Sequence[Any],
        before: list[dict[str, Any]],
        kind: str,
        path: str,
        links: ArchiveLinks,
    ) -> Feed:
        settings = self.site.settings
        context = EntryContext(
            files=self.site.files,
            keep_iframes=settings.iframes == "keep",
            problem=_report_entry,
        )
        originals = {item["link"]: index for index, item in enumerate(before)}
        entries = []
        for item in theirs.items:
            index = originals.get(item["link"])
            if index is None:
                entries.append(foreign_entry(item, context))
                continue
            old = before[index]
            entry = self._entry(articles[index], old, settings.content_of(kind), context)
            changes = {key: item[key] for key in item if item[key] != old.get(key)}
            entries.append(changed_entry(entry, changes, context) if changes else entry)
        return replace(
            self.site.feed_metadata(path),
            title=one_line(str(theirs.feed["title"])),
            # Pelican's own way from HTML to text; the result is not used as Markup.
            description=one_line(Markup(theirs.feed["description"] or "").striptags()),  # noqa: S704
            link=encoded(theirs.feed["link"]),
            self_link=theirs.feed["feed_url"],
            language=common_language(
                [article.lang for article in articles], self.settings.get("DEFAULT_LANG", "")
            ),
            entries=tuple(entries),
            archive_links=links,
        )

    def _item(self, theirs: Any, article: Any, feed_type: str) -> dict[str, Any]:
        """Return Pelican's own item for *article*, a dict that may be changed."""
        form = "rss" if feed_type == "rss" else "atom"
        key = id(article), form
        if key not in self._items:
            add_item(self, theirs, article)
            item = theirs.items.pop()
            content, summary = article.get_content(self.site_url), article.summary
            # Between formats, Pelican's items differ in their bodies only.
            for other in ("rss", "atom"):
                short = other == "rss" and bool(self.settings.get("RSS_FEED_SUMMARY_ONLY"))
                bodies = item_bodies(other, content, summary, short=short)
                self._items[id(article), other] = item | bodies
        return dict(self._items[key])

    def _entry(
        self, article: Any, item: dict[str, Any], content: str, context: EntryContext
    ) -> Entry:
        key = id(article)
        if key not in self._entries:
            html = article.get_content(self.site_url)
            _report_control_characters(article, f"{item['title']}{html}")
            entry = build_entry(article, item, html, context)
            first = self._ids.setdefault(entry.id, article.source_path)
            if first != article.source_path:
                problem = FEED_ID(
                    f"its guid {entry.id} is that of {shown(first)}, and readers would show one",
                    "give each its own guid",
                    entry.id,
                )
                report(in_file(article.source_path, problem))
                entry = replace(entry, id=encoded(str(item["unique_id"])))
            self._entries[key] = entry
        if content == "full":
            return self._entries[key]
        return self._summaries.setdefault(key, replace(self._entries[key], content=""))

    def _absolute_url(self, url: str) -> str:
        return encoded(url if "://" in url else str(self.urljoiner(self.feed_domain or "", url)))

    def _url_of(self, article: Any) -> str:
        # Pelican computes it again each time.
        if id(article) not in self._urls:
            self._urls[id(article)] = str(article.url)
        return self._urls[id(article)]

    def write_bytes(
        self, path: str, data: bytes, override: bool = False, kind: FileKind = FileKind.FILE
    ) -> None:
        """Write a file, unless it has the same bytes: servers send its modification time."""
        with impossible_path_told(shown(path)):
            if len(data) > _LARGE:
                self._large.append((len(data), path))
            build_of(self).outermost.state(WrittenFiles).note(path, kind)
            file = Path(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = path not in written_paths(self) | overridden_paths(self)
            if fresh and file.is_file() and file.read_bytes() == data:
                written_paths(self).add(path)
                if override:
                    overridden_paths(self).add(path)
                return
            with open_to_write(self, path, override=override) as text:
                text.buffer.write(data)
            logger.info('Writing "%s"', path)

    def report_totals(self) -> None:
        """Log the number of feeds, and once per build the largest of those that are too large."""
        pelican_console.tell("feeds", f"feeds: {self._feeds:,} written")
        if self._large:
            size, path = max(self._large)
            more = f", and {len(self._large) - 1} others are large, too" if self._large[1:] else ""
            report(
                BUILD(
                    f"the feed has {size // 1024} kB{more}, and every reader fetches it again and"
                    " again",
                    "lower the number of items or set the content to 'summary' in POUCH_FEEDS",
                    path=shown(path),
                    topic=f"the feed is large{more}",
                )
            )

    def _report_path_conflict(self, path: str, title: str | None, known: KnownFeed | None) -> None:
        others = [
            f"of the {feed.kind} “{feed.name}”" for feed in self.site.at(path) if feed is not known
        ]
        kind = known.kind if known else "page"
        other = others[0] if others else "of another page"
        setting = known.setting if known else "its setting"
        report(
            BUILD(
                f"the feed of the {kind} “{title or ''}” is not written, as that {other} has the"
                " same path",
                f"give {setting} another pattern, such as 'feeds/{kind}/{{slug}}.xml', or one of"
                " the two another slug",
                path=path,
                severity=Severity.ERROR,
            )
        )


def _report_entry(article: Any, text: str, fix: str, needle: str) -> None:
    if article is None:
        report(BUILD(f"An entry that another plugin adds to feeds: {text}", fix))
    else:
        report(in_content(article, FEED_TEXT(text, fix, needle)))


def _report_control_characters(article: Any, text: str) -> None:
    character = not_xml(text)
    if character:
        problem = f"the character U+{ord(character):04X} is left out of feeds, where XML forbids it"
        report(in_content(article, FEED_TEXT(problem, "delete it from the text", character)))
