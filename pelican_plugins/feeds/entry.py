"""A feed and its entries as plain data, whatever format they are written in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from .._core.text import xml_safe

# The time of a feed without entries: any fixed one keeps two builds alike.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


Record = TypeVar("Record", "Entry", "Feed")


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
        categories: names of the category and the tags.
        summary: HTML.
        content: HTML with absolute addresses; empty where only the summary is wanted.
    """

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""


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
    """

    title: str
    description: str
    link: str
    self_link: str
    language: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """The newest change in the feed: no clock, so that two builds give the same bytes."""
        return max((entry.updated for entry in self.entries), default=_EPOCH)

    def cleaned(self) -> Feed:
        """Return the feed without characters that no XML document may hold."""
        entries = tuple(_cleaned(entry) for entry in self.entries)
        return replace(_cleaned(self), entries=entries)


def _cleaned(record: Record) -> Record:
    return replace(
        record, **{each.name: _clean(getattr(record, each.name)) for each in fields(record)}
    )


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return xml_safe(value)
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return tuple(map(xml_safe, value))
    return value


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
