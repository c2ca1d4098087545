"""The inputs of each page, as strings for the cache."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from ..cache import Store
from ..digests import digest_of


@dataclass(frozen=True, slots=True)
class Shape:
    """Inputs that many pages share.

    Attributes:
        names: of the context, sorted.
        templates: their names, sorted; the page's own is the first.
    """

    names: tuple[str, ...]
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """The inputs of a page.

    Attributes:
        shape: the names and templates that it touched.
        contents: the paths of the sources whose metadata it touched.
        parts: what it read of lists: key, sort, and detail, as JSON has them.
        late: those of which it touched the body, in the order of the first touch.
        early_digest: of all but the bodies.
        late_digest: of the bodies; known only when they are.
        size: of its file, in bytes.
        mtime: of its file, in nanoseconds.
    """

    shape: Shape
    contents: tuple[str, ...]
    parts: tuple[tuple[str, str, Any], ...]
    late: tuple[str, ...]
    early_digest: str
    late_digest: str
    size: int = 0
    mtime: int = 0

    def of_file(self, size: int, mtime: int) -> PageRecord:
        """Return the record with size and modification time of the file."""
        return replace(self, size=size, mtime=mtime)


class PageRecords:
    """Records of pages by the absolute path of the file. A shape is stored once.

    Args:
        store: of strings.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shapes: dict[str, Shape] = {}

    def get(self, path: str) -> PageRecord | None:
        """Return the record of a page; None if there is none, or it cannot be read."""
        try:
            values = json.loads(self._store.get(f"page {path}") or "")
            key, contents, parts, late, early_digest, late_digest, size, mtime = values
            parts = tuple((name, sort, detail) for name, sort, detail in parts)
            shape = self._shape(key)
        except (ValueError, TypeError, KeyError):
            return None
        facts = early_digest, late_digest, size, mtime
        return PageRecord(shape, tuple(contents), parts, tuple(late), *facts)

    def put(self, path: str, record: PageRecord) -> None:
        """Store the record of a page."""
        shape = json.dumps([record.shape.names, record.shape.templates])
        key = digest_of(shape)
        if key not in self._shapes:
            self._shapes[key] = record.shape
            self._store.put(f"shape {key}", shape)
        values: list[Any] = [key, record.contents, record.parts, record.late]
        values += [record.early_digest, record.late_digest, record.size, record.mtime]
        self._store.put(f"page {path}", json.dumps(values))

    def _shape(self, key: str) -> Shape:
        """Return a shape.

        Raises:
            ValueError: it is not there, or damaged.
        """
        if key not in self._shapes:
            names, templates = json.loads(self._store.get(f"shape {key}") or "")
            self._shapes[key] = Shape(tuple(names), tuple(templates))
        return self._shapes[key]
