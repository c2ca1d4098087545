"""Pelican's writer with feeds of complete articles: the same calls, URLs and GUIDs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import Writer

from .._core import pelican_console
from .._core.build import build_of
from .._core.diagnostics import Severity, report
from .._core.digests import digest_of
from .._core.output_paths import FileKind, WrittenFiles
from .._core.paths import shown
from .._core.pelican_compat import (
    adds_as_pelican,
    new_feed,
    open_to_write,
    overridden_paths,
    replaced,
    written_paths,
)
from .._core.pelican_kept_outputs import find_kept, note_made
from .._core.pelican_output import impossible_path_told
from .._core.rules import BUILD
from .._core.text import one_line, plain_name
from .content.urls import encoded
from .entry import EntryCache
from .feed import ArchiveLinks, Feed, archive_links, archive_path, common_language, plan_archives
from .feed_list import KnownFeed
from .pelican_entries import ArticleEntries
from .pelican_site_feeds import SiteFeeds

logger = logging.getLogger(__name__)

_FORMS = ("rss", "atom", "json")
_LARGE = 512 * 1024
# Inputs of the summary that Pelican cuts from a body, and of the dates of an entry.
_SETTINGS = ("SUMMARY_MAX_LENGTH", "SUMMARY_MAX_PARAGRAPHS", "SUMMARY_END_SUFFIX", "TIMEZONE")


class FeedWriter(Writer):  # type: ignore[misc]
    """Pelican's writer; its feeds hold complete articles, and unchanged files are not touched."""

    feed_types = _FORMS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._articles = ArticleEntries(self)
        self._serialised: dict[str, Any] = {form: EntryCache() for form in _FORMS}
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
            Pelican's own feed object, as plugins that listen to `feed_written` expect it; where
            none does, it has no items.
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
            elements = self._articles.newest_first(elements)
        count = self.site.items_of(kind)
        archived = path and count and kind == "all" and self.site.settings.archives
        archives = plan_archives(len(elements), count) if archived else []
        url = self._absolute_url(url or path or "")
        theirs = None
        # Here Pelican leaves the way from the latest page to the front page (RELATIVE_URLS), and an
        # article's summary depends on it.
        with replaced(context, "localsiteurl", self.site_url):
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

    def _write_one(  # noqa: PLR0913, PLR0917 (Pelican's parameters, and two more)
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
        # Pelican takes `List<T>` for a tag.
        name = plain_name(str(context["SITENAME"]))
        theirs.feed["title"] = f"{name} - {one_line(str(feed_title))}" if feed_title else name
        # Pelican's own items take long, so they are made only where somebody may see them.
        is_heard = bool(signals.feed_generated.receivers or signals.feed_written.receivers)
        is_heard |= not adds_as_pelican(self)
        if is_heard or not path:
            theirs.items = [*self._articles.items(theirs, articles, feed_type)]
        before = [dict(item) for item in theirs.items]
        signals.feed_generated.send(context, feed=theirs)
        if not path:
            return theirs
        complete_path = sanitised_join(self.output_path, path)
        self._feeds += 1
        feed = self._without_entries(theirs, articles, path, links)
        made_of = self._made_of(feed, articles, kind, feed_type) if theirs.items == before else ""
        if not self.keeps(complete_path, made_of, override_output, FileKind.FEED):
            entries = (
                self._articles.changed(theirs, articles, before, kind)
                if is_heard
                else self._articles.build(articles, kind)
            )
            feed = replace(feed, entries=tuple(entries))
            data = _builder(feed_type)(feed, self._serialised[feed_type])
            if self._articles.are_flawed(articles):
                # Its problems are reported in each build.
                made_of = ""
            self.write_bytes(complete_path, data, made_of, override_output, FileKind.FEED)
        signals.feed_written.send(complete_path, context=context, feed=theirs)
        return theirs

    def _without_entries(
        self, theirs: Any, articles: Sequence[Any], path: str, links: ArchiveLinks
    ) -> Feed:
        metadata, default = self.site.feed_metadata(path), self.settings.get("DEFAULT_LANG", "")
        language = common_language([article.lang for article in articles], default)
        # Apple requires one of a show.
        language = language or (default if metadata.podcast else "")
        return replace(
            metadata,
            title=one_line(str(theirs.feed["title"])),
            description=plain_name(str(theirs.feed["description"] or "")),
            # Its own "link" has an internationalised host percent-encoded.
            link=encoded(theirs.feed["id"]),
            id=theirs.feed["id"],
            self_link=theirs.feed["feed_url"],
            language=language,
            archive_links=links,
        )

    def _made_of(self, feed: Feed, articles: Iterable[Any], kind: str, feed_type: str) -> str:
        """Return the digest of a feed's inputs; empty if unknown."""
        own, entries = self.site.settings, self._articles.digests(articles)
        if entries is None:
            return ""
        return digest_of(
            *(feed_type, own.content_of(kind), own.iframes, self.site.files.site, repr(feed)),
            [repr(self.settings.get(name)) for name in _SETTINGS],
            entries,
        )

    def _absolute_url(self, url: str) -> str:
        return encoded(url if "://" in url else str(self.urljoiner(self.feed_domain or "", url)))

    def keeps(
        self,
        path: str,
        made_of: str,
        override: bool = False,
        kind: FileKind = FileKind.FILE,
    ) -> bool:
        """Return whether a file need not be rebuilt; see `find_kept`."""
        # A receiver may change a feed so soon that its modification time stays the same.
        by_time = not signals.feed_written.receivers
        kept = find_kept(self, path, made_of, kind, by_time=by_time, override=override)
        if kept is not None:
            self._note_large(path, kept.size)
        return kept is not None

    def _note_large(self, path: str, size: int) -> None:
        if size > _LARGE:
            self._large.append((size, path))

    def write_bytes(
        self,
        path: str,
        data: bytes,
        made_of: str = "",
        override: bool = False,
        kind: FileKind = FileKind.FILE,
    ) -> None:
        """Write a file, unless it has the same bytes: servers send its modification time.

        Args:
            path: absolute.
            data: its bytes.
            made_of: the digest of its inputs; empty if unknown.
            override: it may replace another file.
            kind: what it is.
        """
        with impossible_path_told(shown(path)):
            self._note_large(path, len(data))
            build_of(self).outermost.state(WrittenFiles).note(path, kind)
            file = Path(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = path not in written_paths(self) | overridden_paths(self)
            if fresh and file.is_file() and file.read_bytes() == data:
                written_paths(self).add(path)
                if override:
                    overridden_paths(self).add(path)
            else:
                with open_to_write(self, path, override=override) as text:
                    text.buffer.write(data)
                logger.info('Writing "%s"', path)
            note_made(self, path, made_of, data)

    def report_totals(self) -> None:
        """Log the number of feeds, and once per build the largest of those that are too large."""
        pelican_console.tell("feeds", f"feeds: {self._feeds:,} written")
        if self._articles.has_podcast:
            self.site.report_missing_podcast()
        if self._large:
            size, path = max(self._large)
            more = (
                f", and {len(self._large) - 1} others are too large as well"
                if self._large[1:]
                else ""
            )
            report(
                BUILD(
                    f"the feed is {size // 1024} kB{more}, and feed readers download it often",
                    "reduce the number of items, or set the content to 'summary' in POUCH_FEEDS",
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
                f"the feed of the {kind} “{title or ''}” was not written, because the one"
                f" {other} has the same path",
                f"set another pattern for {setting}, such as 'feeds/{kind}/{{slug}}.xml', or"
                " change one of the slugs",
                path=path,
                severity=Severity.ERROR,
            )
        )


def _builder(feed_type: str) -> Callable[..., bytes]:
    # Loading feedgen takes longer than feeds that are kept.
    if feed_type == "rss":
        from .rss import build_rss

        return build_rss
    if feed_type == "atom":
        from .atom import build_atom

        return build_atom
    from .json_feed import build_json

    return build_json
