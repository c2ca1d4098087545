"""Names of people, tags and categories in all the ways they are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_SPACE = re.compile(r"\s")


def names_in(written: Any) -> list[str]:
    """Return the names in a list, in a text with commas or semicolons, or in a mapping.

    A semicolon lets names hold commas, as in Pelican's own headers.
    """
    if isinstance(written, str):
        names = re.split(";" if ";" in written else ",", written)
        return [name.strip() for name in names if name.strip()]
    return [name for name, _ in _entries(written)]


def padded_in(written: Any) -> list[str]:
    """Return the names of a list that have white space around them, as they are."""
    if not isinstance(written, list):
        return []
    texts = (item for item in written if isinstance(item, str))
    return [text for text in texts if text.strip() and text != text.strip()]


def authors_in(written: Any) -> tuple[list[str], list[dict[str, str]]]:
    """Return the names of authors, and what else is known of those that come as mappings.

    A comma parts two full names ("Ada Ferris, Björn Ström"); in "Ferris, Ada" it does not.
    """
    if isinstance(written, str):
        parts = names_in(written)
        whole = ";" in written or all(_SPACE.search(part) for part in parts)
        return (parts if whole else [written.strip()]), []
    entries = list(_entries(written))
    return [name for name, _ in entries], [details for _, details in entries if details]


def _entries(written: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(written, list):
        for item in written:
            yield from _entries(item)
    elif isinstance(written, Mapping):
        name = written.get("name") or written.get("title")
        if isinstance(name, str) and name.strip():
            yield name.strip(), {key: str(v) for key, v in written.items() if v is not None}
    elif isinstance(written, str) and written.strip():
        yield written.strip(), {}
