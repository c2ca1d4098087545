"""One entry of a feed as plain data, whatever format it is written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from .._core.text import not_xml, xml_safe

Record = TypeVar("Record")

_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category or a tag.

    Attributes:
        name: plain text.
        scheme: absolute address of its page, or empty (`domain` in RSS).
    """

    name: str
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """The picture that stands for an entry (Media RSS 1.5.1).

    Attributes:
        url: the very address that the body shows.
        mime: its media type, or empty.
        width: in px, or None.
        height: in px, or None.
        length: in bytes, or None.
        alt: its alternative text, or empty.
    """

    url: str
    mime: str = ""
    width: int | None = None
    height: int | None = None
    length: int | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A recording, film or document that comes with an entry.

    Attributes:
        url: absolute.
        mime: its media type.
        length: in bytes; 0 where it is not known (RSS Best Practices, `enclosure`).
    """

    url: str
    mime: str
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work that an entry refers to.

    Attributes:
        title: plain text.
        url: absolute, or None for a work without an address.
        facts: what else is known of it, such as `author`, by name.
    """

    title: str
    url: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article in a feed.

    Attributes:
        id: the GUID, which never changes.
        title: plain text.
        link: absolute address of the article.
        published: with a time zone.
        updated: with a time zone; `published` where it was never changed.
        authors: names, in the author's order.
        categories: the category and the tags.
        summary: HTML.
        content: HTML with absolute addresses; empty where only the summary is wanted.
        language: BCP 47 tag; may be empty.
        media: the picture that stands for it.
        enclosures: the first is the one that RSS has room for.
        references: works it refers to.
        podcast: what directories of podcasts ask for (`duration`, `episode`), by name.
    """

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    summary: str = ""
    content: str = ""
    language: str = ""
    media: Media | None = None
    enclosures: tuple[Enclosure, ...] = ()
    references: tuple[Reference, ...] = ()
    podcast: tuple[tuple[str, str], ...] = ()


def xml_safe_record(record: Record) -> Record:
    """Return *record* (a dataclass) without characters that no XML document may hold."""
    # Nearly always there are none, and one look at all of it is cheap.
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
    """Return *moment* in a zone that every format can write, without fractions of a second.

    RFC 3339 has no seconds in an offset, and RFC 2822 readers know whole and half hours.
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
    """Return a time of change for each of *entries* that no other of them has.

    RFC 4287, section 4.1.1 lets only entries with one id share it, and a reader may take two for
    one. Later ones get a millisecond each, so that what leaves the end of a feed moves nothing.
    """
    # Kept in their order.
    times: dict[datetime, None] = {}
    for entry in entries:
        updated = entry.updated
        while updated in times:
            updated += timedelta(milliseconds=1)
        times[updated] = None
    return list(times)
