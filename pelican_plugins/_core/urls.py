"""URLs as browsers parse them, and hosts as readers read them."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

_LIKE_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Scripts that are written together (UTS #39, section 5.2, "highly restrictive").
_TOGETHER = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"},
    {"LATIN", "CJK", "HANGUL"},
    {"LATIN", "CJK", "BOPOMOFO"},
)
# Letters of other scripts that a reader takes for Latin ones.
_LIKE_LATIN = frozenset("асԁеһіјӏорԛѕԝхуԍьʏοναιѵ")


def split(url: str) -> SplitResult | None:
    """Return the parts of *url*; None if it is invalid (a bad port, say)."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def looks_like_scheme(url: str) -> bool:
    """Return whether a program that joins URLs would take *url* for an absolute one."""
    return _LIKE_SCHEME.match(url) is not None


def in_path(text: str) -> str:
    """Return *text* as a part of a path, which a `#` or `?` would end (RFC 3986, section 3.3)."""
    return text.replace("#", "%23").replace("?", "%3F")


def is_web(url: str) -> bool:
    """Return whether *url* is an absolute `http` or `https` URL with a host."""
    parts = split(url)
    return parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname)


def reader_host(url: str) -> str:
    """Return the host of *url* for display: no `www.`, no port, IDN in Unicode; may be empty.

    A label that mixes scripts, or consists of letters that look like Latin ones, stays in ASCII
    (UTS #39, sections 4 and 5.1).
    """
    parts = split(url)
    host = (parts.hostname if parts else None) or ""
    return ".".join(_shown(label) for label in host.split(".")).removeprefix("www.")


@lru_cache(maxsize=4096)
def _shown(label: str) -> str:
    # Where it is not valid punycode, what is in the address is the best name there is.
    with suppress(UnicodeError):
        plain = label.encode("ascii").decode("idna") if label.isascii() else label
        if not _may_deceive(plain):
            return plain
        return label if label.isascii() else label.encode("idna").decode("ascii")
    return label


def _may_deceive(label: str) -> bool:
    letters = [character for character in label if character.isalpha()]
    scripts = {_script(character) for character in letters}
    if scripts and not scripts - {"LATIN"}:
        return False
    if all(character in _LIKE_LATIN for character in letters):
        return bool(letters)
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)


def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split()[0].removesuffix("-UNIFIED").rstrip("-")
