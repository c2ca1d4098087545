"""A feed as plain data, whatever format it is written in.

What every feed of a site says of itself.

Documents that hold the rest of a feed (RFC 5005, section 4: archived feeds).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar
from urllib.parse import unquote

from .content.urls import encoded
from .entry import Entry, xml_safe_record
from .published_files import PublishedFiles, image_size
from .settings import FeedsSettings

# The time of a feed without entries: any fixed one keeps two builds alike.
_EPOCH = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedImage:
    """The picture of a feed (RSS 2.0, `image`).

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
    """Where the rest of a feed is (RFC 5005, section 4: archived feeds).

    Attributes:
        current: address of the feed one subscribes to; empty in that feed itself.
        previous: address of the archive with the entries before these, or empty.
        next: address of the archive with the entries behind these, or empty.
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
        link: absolute address of the site.
        self_link: absolute address of the feed itself.
        language: BCP 47 tag of the feed as a whole; may be empty.
        entries: newest first.
        copyright: plain text; may be empty.
        image: for RSS; None for none.
        icon: address of a small square picture, or empty.
        logo: address of a wide picture, or empty.
        hubs: addresses of WebSub hubs that tell subscribers of news.
        ttl: minutes that readers may wait before they ask again, or None.
        stylesheet: address of its style sheet, seen from the feed, or empty.
        pages: where the rest is.
        podcast: what directories of podcasts ask for (`category`, `image`), by name.
    """

    title: str
    description: str
    link: str
    self_link: str
    language: str
    entries: tuple[Entry, ...]
    copyright: str = ""
    image: FeedImage | None = None
    icon: str = ""
    logo: str = ""
    hubs: tuple[str, ...] = ()
    ttl: int | None = None
    stylesheet: str = ""
    archive_links: ArchiveLinks = ArchiveLinks()
    podcast: tuple[tuple[str, str], ...] = ()

    @property
    def updated(self) -> datetime:
        """The newest change in the feed: no clock, so that two builds give the same bytes."""
        newest = max((entry.updated for entry in self.entries), default=_EPOCH)
        return newest.replace(microsecond=0)


def without_entries(feed: Feed) -> Feed:
    """Return what a feed says of itself, without characters that no XML document may hold."""
    return xml_safe_record(replace(feed, entries=()))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(name for name in names if name))


def common_language(languages: Iterable[str], default: str) -> str:
    """Return the language that all entries of a feed are in; an empty text where they differ.

    Args:
        languages: of the entries.
        default: of the site, for a feed without entries, and for its own way with capitals.
    """
    found = set(languages) or {default}
    if {language.lower() for language in found} == {default.lower()}:
        return default
    return found.pop() if len(found) == 1 else ""


def feed_metadata(own: FeedsSettings, files: PublishedFiles, path: str) -> Feed:
    """Return a feed without title and entries.

    Args:
        own: what the owner has set.
        files: of the site.
        path: where the feed is written.
    """
    # Seen from the feed: a browser takes a style sheet of the same host only.
    stylesheet = own.stylesheet and posixpath.relpath(
        own.stylesheet, posixpath.dirname(path) or "."
    )
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
        stylesheet=encoded(stylesheet),
        podcast=tuple(sorted(own.podcast.items())),
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
        number: from 1, the oldest.
        start: of its entries, in the list of all from the newest on.
        end: behind its entries in that list.
    """

    number: int
    start: int
    end: int

    def of(self, entries: Sequence[T]) -> Sequence[T]:
        """Return those of all *entries* that it holds."""
        return entries[self.start : self.end]


def plan_archives(total: int, size: int) -> list[Archive]:
    """Return the archives of a feed with *total* entries, the oldest first.

    An archive that is there never gets other members: they are counted from the oldest entry
    on, and only full archives are made. What is in none is among the *size* newest entries,
    which the feed itself holds.
    """
    return [
        Archive(number, total - number * size, total - (number - 1) * size)
        for number in range(1, total // size + 1)
    ]


def archive_path(path: str, number: int) -> str:
    """Return where archive *number* of the feed at *path* is: `all.atom.xml`, `all-1.atom.xml`."""
    folder, name = posixpath.split(path)
    stem, dot, endings = name.partition(".")
    return posixpath.join(folder, f"{stem}-archive-{number}{dot}{endings}")


def archive_links(address: str, number: int, newest: int) -> ArchiveLinks:
    """Return where the rest of the feed at *address* is.

    Args:
        address: of the feed one subscribes to.
        number: of the archive that asks; 0 for that feed itself.
        newest: number of the newest archive; 0 where there is none.
    """
    at = partial(archive_path, address)
    if not number:
        return ArchiveLinks(previous=at(newest) if newest else "")
    return ArchiveLinks(
        current=address,
        previous=at(number - 1) if number > 1 else "",
        next=at(number + 1) if number < newest else "",
    )
