"""Entries as they stand in a feed, each written once for all feeds of a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Generic, TypeVar

from .entry import Entry, xml_safe_record

Text = TypeVar("Text", bytes, str)


class EntryCache(Generic[Text]):
    """The entries of one format; it lasts as long as the build it is for."""

    def __init__(self) -> None:
        # With the entry, so that no other can get its id while this is kept.
        self._entries: dict[tuple[int, datetime], tuple[Entry, Text]] = {}

    def of(self, entry: Entry, updated: datetime, write: Callable[[Entry], Text]) -> Text:
        """Return *entry* as *write* writes it.

        Args:
            entry: what is asked for again must be the very same object.
            updated: its time of change in this feed.
            write: called where it was not written yet.
        """
        key = id(entry), updated
        if key not in self._entries:
            moved = entry if updated == entry.updated else replace(entry, updated=updated)
            try:
                self._entries[key] = entry, write(moved)
            except ValueError:
                # lxml's word for a character that no XML document may hold.
                self._entries[key] = entry, write(xml_safe_record(moved))
        return self._entries[key][1]
