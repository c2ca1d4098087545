"""Serialised entries, each written once for all feeds of a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Generic, TypeVar

from .entry import Entry, xml_safe_record

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
