"""Where a bare address begins and ends in a text: GFM 0.29, 6.9, Autolinks (extension)."""

from __future__ import annotations

import re
import unicodedata

_SCHEME = re.compile(r"(?<![A-Za-z])(?:https?|ftp)\Z")
_LONGEST_SCHEME = 6
_WHITE = re.compile(r"[ \t\n\r]")
_TRAILING = frozenset("?!.,:*_~'\"")


def find_bare_url(src: str, at: int, end: int) -> tuple[int, int, str] | None:
    """Return begin and end of the address that has its `:` or `www.` at a place.

    The third value is what the address lacks before it to be a URL.
    """
    if src.startswith("www.", at):
        if at and src[at - 1] not in " \t\n\r*_~([":
            return None
        stop = _end(src, at, at + 4, end)
        return (at, stop, "http://") if stop else None
    if not src.startswith("://", at):
        return None
    scheme = _SCHEME.search(src, max(0, at - _LONGEST_SCHEME), at)
    if scheme is None:
        return None
    stop = _end(src, at, at + 3, end)
    return (scheme.start(), stop, "") if stop else None


def _end(src: str, start: int, host: int, end: int) -> int | None:
    if not _is_host(src, host, end):
        return None
    white = _WHITE.search(src, host, end)
    return trim_url(src, start, white.start() if white else end)


def _is_host(src: str, start: int, end: int) -> bool:
    """Tell whether a name of two parts begins here, with no `_` in its last two."""
    dots = 0
    low = before = 0
    for at in range(start, end):
        char = src[at]
        if char == "_":
            low += 1
        elif char == ".":
            before, low = low, 0
            dots += 1
        elif char == "\\" and at < end - 1:
            continue
        elif char != "-" and not _in_host(char):
            return not before and not low and dots > 0
    return dots > 0 and (not (before or low) or dots > 10)  # noqa: PLR2004 - GitHub's number


def _in_host(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char)[0] not in "PS"


def trim_url(src: str, start: int, end: int) -> int:
    """Return where an address ends, when its sentence's punctuation is taken off it."""
    less_than = src.find("<", start, end)
    if less_than >= 0:
        end = less_than
    unopened = src.count(")", start, end) - src.count("(", start, end)
    while end > start:
        char = src[end - 1]
        if char in _TRAILING:
            end -= 1
        elif char == ";":
            end = _before_entity(src, start, end)
        elif char == ")" and unopened > 0:
            unopened -= 1
            end -= 1
        elif char == "\u2069":  # a direction's end, once
            return end - 1
        else:
            break
    return end


def _before_entity(src: str, start: int, end: int) -> int:
    """Return where the entity begins that ends with the `;` before `end`, or that `;`."""
    at = end - 2
    while at > start and src[at].isascii() and src[at].isalpha():
        at -= 1
    return at if src[at] == "&" and at < end - 2 else end - 1
