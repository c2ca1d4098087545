"""A feed as plain data, its metadata, and its archives (RFC 5005, section 4)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar
from urllib.parse import unquote

from .content.urls import encoded
from .entry import Entry, PodcastTag, xml_safe_record
from .published_files import PublishedFiles, image_size
from .settings import FeedsSettings

# For a feed without entries; any fixed time keeps builds deterministic.
_EPOCH = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedImage:
    """The image of a feed (RSS 2.0, `image`).

    Attributes:
        url: absolute.
        width: in px, or None.
        height: in px, or None.
    """

    url: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLinks:
    """The links of a feed or an archive to the others (RFC 5005, section 4).

    Attributes:
        current: URL of the subscription feed; empty in that feed itself.
        previous: URL of the archive with the next older entries, or empty.
        next: URL of the archive with the next newer entries, or empty.
    """

    current: str = ""
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed.

    Attributes:
        title: plain text.
        description: plain text; may be empty.
        link: absolute URL of the site.
        id: that of Atom, which never changes; `link` if it is empty.
        self_link: absolute URL of the feed itself.
        language: BCP 47 tag that all entries share; may be empty.
        entries: newest first.
        copyright: plain text; may be empty.
        image: for RSS; None for none.
        icon: URL of a small square image, or empty.
        logo: URL of a wide image, or empty.
        hubs: URLs of WebSub hubs.
        ttl: minutes between requests, or None.
        stylesheet: URL of its style sheet, relative to the feed, or empty.
        archive_links: to its archives.
        podcast: what podcast directories read of a show.
    """

    title: str
    description: str
    link: str
    self_link: str
    language: str
    entries: tuple[Entry, ...]
    id: str = ""
    copyright: str = ""
    image: FeedImage | None = None
    icon: str = ""
    logo: str = ""
    hubs: tuple[str, ...] = ()
    ttl: int | None = None
    stylesheet: str = ""
    archive_links: ArchiveLinks = ArchiveLinks()
    podcast: tuple[PodcastTag, ...] = ()

    @property
    def updated(self) -> datetime:
        """The newest change in the feed; independent of the clock, so builds are deterministic."""
        newest = max((entry.updated for entry in self.entries), default=_EPOCH)
        return newest.replace(microsecond=0)


def without_entries(feed: Feed) -> Feed:
    """Return the metadata of a feed, without characters that XML forbids."""
    return xml_safe_record(replace(feed, entries=()))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not empty, each once, in order."""
    return tuple(dict.fromkeys(name for name in names if name))


def common_language(languages: Iterable[str], default: str) -> str:
    """Return the language that all entries share; empty if they differ.

    Args:
        languages: of the entries.
        default: of the site, for a feed without entries; its capitalisation is preferred.
    """
    found = set(languages) or {default}
    if {language.lower() for language in found} == {default.lower()}:
        return default
    return found.pop() if len(found) == 1 else ""


def stylesheet_url(own: FeedsSettings, path: str) -> str:
    """Return the URL of the style sheet, relative to the feed at *path*; empty for none."""
    # Relative, since browsers only load a style sheet from the same host.
    name = own.stylesheet_save_as
    return encoded(name and posixpath.relpath(name, posixpath.dirname(path) or "."))


def feed_metadata(own: FeedsSettings, files: PublishedFiles) -> Feed:
    """Return a feed without title, entries and style sheet.

    Args:
        own: the plugin's settings.
        files: of the site.
    """
    return Feed(
        title="",
        description="",
        link="",
        self_link="",
        language="",
        entries=(),
        copyright=own.copyright,
        image=_feed_image(own.image, files),
        icon=_absolute_url(own.icon, files),
        logo=_absolute_url(own.logo or own.image, files),
        hubs=own.hubs,
        ttl=own.ttl,
    )


def _absolute_url(written: str, files: PublishedFiles) -> str:
    if not written or "://" in written:
        return encoded(written)
    below = files.find(written, "") or written
    return encoded(f"{files.site}/{below.lstrip('/')}")


def _feed_image(written: str, files: PublishedFiles) -> FeedImage | None:
    if not written:
        return None
    below = files.find(written, "") or ""
    width, height = image_size(files.sources.get(unquote(below), ""))
    return FeedImage(url=_absolute_url(written, files), width=width, height=height)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive document.

    Attributes:
        number: 1 is the oldest.
        start: index of its first entry in the list of all entries, newest first.
        end: index after its last entry.
    """

    number: int
    start: int
    end: int

    def of(self, entries: Sequence[T]) -> Sequence[T]:
        """Return its slice of all *entries*."""
        return entries[self.start : self.end]


def plan_archives(total: int, size: int) -> list[Archive]:
    """Return the archives of a feed with *total* entries, the oldest first.

    The members of an archive never change: entries are counted from the oldest, and only full
    archives are written. All others are among the *size* newest entries, in the feed itself.
    """
    return [
        Archive(number, total - number * size, total - (number - 1) * size)
        for number in range(1, total // size + 1)
    ]


def archive_path(path: str, number: int) -> str:
    """Return the path of an archive: `all-archive-1.atom.xml` for `all.atom.xml`."""
    folder, name = posixpath.split(path)
    stem, dot, extensions = name.partition(".")
    return posixpath.join(folder, f"{stem}-archive-{number}{dot}{extensions}")


def archive_links(url: str, number: int, newest: int) -> ArchiveLinks:
    """Return the links of archive *number* of the feed at *url*.

    Args:
        url: of the subscription feed.
        number: of the archive; 0 for the subscription feed itself.
        newest: number of the newest archive; 0 for none.
    """
    at = partial(archive_path, url)
    if not number:
        return ArchiveLinks(previous=at(newest) if newest else "")
    return ArchiveLinks(
        current=url,
        previous=at(number - 1) if number > 1 else "",
        next=at(number + 1) if number < newest else "",
    )
