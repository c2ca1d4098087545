"""One entry of a feed as plain data, independent of the format.

Its bytes in each format are cached, so that an entry is written once for all feeds of a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from .._core.text import not_xml, xml_safe

Record = TypeVar("Record")

_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category or a tag.

    Attributes:
        name: plain text.
        scheme: absolute URL of its page, or empty (`domain` in RSS).
    """

    name: str
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """The featured image of an entry (Media RSS 1.5.1).

    Attributes:
        url: exactly as in the body.
        mime: media type, or empty.
        width: in px, or None.
        height: in px, or None.
        length: in bytes, or None.
        alt: alternative text, or empty.
    """

    url: str
    mime: str = ""
    width: int | None = None
    height: int | None = None
    length: int | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """An audio, video or document file attached to an entry.

    Attributes:
        url: absolute.
        mime: media type.
        length: in bytes; 0 if unknown (RSS Best Practices, `enclosure`).
    """

    url: str
    mime: str
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work that an entry cites.

    Attributes:
        title: plain text.
        url: absolute, or None.
        details: further bibliographic fields, such as `author`, by name.
        links: further pages, such as its PDF, each with `url`, `role` and `label`.
    """

    title: str
    url: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PodcastTag:
    """An element that podcast directories read.

    Attributes:
        name: with the usual prefix, such as `itunes:duration`.
        text: plain text, or empty.
        attributes: pairs of name and value.
    """

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article in a feed.

    Attributes:
        id: the GUID, which never changes.
        title: plain text.
        link: absolute URL of the article.
        published: with a time zone.
        updated: with a time zone; equals `published` if never changed.
        authors: names, in order.
        avatars: absolute URLs of portraits, by names of authors.
        categories: the category and the tags.
        summary: HTML.
        content: HTML with absolute URLs; empty if only the summary is wanted.
        language: BCP 47 tag; may be empty.
        media: the featured image.
        enclosures: RSS takes the first only.
        references: works it cites.
        podcast: what podcast directories read of an episode.
    """

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    avatars: tuple[tuple[str, str], ...] = ()
    categories: tuple[Category, ...] = ()
    summary: str = ""
    content: str = ""
    language: str = ""
    media: Media | None = None
    enclosures: tuple[Enclosure, ...] = ()
    references: tuple[Reference, ...] = ()
    podcast: tuple[PodcastTag, ...] = ()


def xml_safe_record(record: Record) -> Record:
    """Return *record* (a dataclass) without characters that XML forbids."""
    # There are nearly never any, and one scan of all strings is cheap.
    if not not_xml("".join(_texts(record))):
        return record
    values = {each.name: getattr(record, each.name) for each in fields(record)}  # type: ignore[arg-type]
    return replace(record, **{name: _clean(value) for name, value in values.items()})  # type: ignore[type-var]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return xml_safe(value)
    if isinstance(value, tuple):
        return tuple(map(_clean, value))
    return xml_safe_record(value) if is_dataclass(value) else value


def feed_time(moment: datetime) -> datetime:
    """Return *moment* in a time zone that every format can express, without fractions of a second.

    RFC 3339 offsets have no seconds, and readers of RFC 2822 expect full or half hours.
    """
    moment = moment.replace(microsecond=0)
    offset = moment.utcoffset()
    if offset is None or offset % _HALF_HOUR:
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            return moment.replace(tzinfo=UTC)
    return moment


def distinct_times(entries: Iterable[Entry]) -> list[datetime]:
    """Return a distinct `updated` time for each of *entries*.

    Readers may merge entries that share one (RFC 4287, section 4.1.1, on those of one id). The
    fraction of a second follows from the entry's id alone, so the time of an entry stays the same
    when another is added, edited or removed (section 4.2.15).
    """
    times: dict[datetime, None] = {}
    for entry in entries:
        updated = entry.updated.replace(microsecond=_fraction_of(entry.id))
        while updated in times:
            # One in a million.
            updated += timedelta(microseconds=1)
        times[updated] = None
    return list(times)


def _fraction_of(name: str) -> int:
    """Return microseconds from 1 to 999,999 for an id."""
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % 999_999 + 1


Text = TypeVar("Text", bytes, str)


class EntryCache(Generic[Text]):
    """The serialised entries of one format during one build."""

    def __init__(self) -> None:
        # The entry itself is kept, so that no other object can get its id.
        self._entries: dict[tuple[int, datetime], tuple[Entry, Text]] = {}

    def of(self, entry: Entry, updated: datetime, write: Callable[[Entry], Text]) -> Text:
        """Return *entry* as *write* serialises it.

        Args:
            entry: cached by identity.
            updated: its `updated` time in this feed.
            write: called on a cache miss.
        """
        key = id(entry), updated
        if key not in self._entries:
            moved = entry if updated == entry.updated else replace(entry, updated=updated)
            try:
                self._entries[key] = entry, write(moved)
            except ValueError:
                # lxml raises it for characters that XML forbids.
                self._entries[key] = entry, write(xml_safe_record(moved))
        return self._entries[key][1]
