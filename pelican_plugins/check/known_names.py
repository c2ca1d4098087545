"""Which names of settings anything may read: what the code and the templates mention."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_WORD = re.compile(rb"\b[A-Z][A-Z0-9_]{2,}\b")
_ENDINGS = {".py", ".html", ".htm", ".xml", ".jinja", ".jinja2", ".j2", ".txt", ".css"}
# A theme may have fonts and pictures below it, a plugin its tests; no program is as large.
_MOST_BYTES = 1 << 20


def words_in(places: Iterable[Path]) -> frozenset[str]:
    """Return all words in capitals in the files at, or below, some *places*."""
    found: set[bytes] = set()
    for place in places:
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.suffix in _ENDINGS:
                found.update(_WORD.findall(_read(file)))
    return frozenset(word.decode("ascii") for word in found)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()[:_MOST_BYTES]
    except OSError:
        return b""
