"""Web addresses in the lines of a source, whatever markup stands around them."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+")
# What stands behind an address and is no part of it, in a sentence or in markup.
_BEHIND = ".,;:!?)]}*_|"


def addresses_in(line: str) -> list[str]:
    """Return the addresses of a line, as they are written."""
    return [found.rstrip(_BEHIND) for found in _ADDRESS.findall(line)]


def spans_of(line: str, url: str) -> list[tuple[int, int]]:
    """Return where an address begins and ends in a line."""
    return [
        (found.start(), found.start() + len(url))
        for found in _ADDRESS.finditer(line)
        if found.group().rstrip(_BEHIND) == url
    ]
