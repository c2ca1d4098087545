"""URLs as Pelican looks for them, where CommonMark writes them percent-encoded."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

_MARKED = re.compile(
    r'(?P<head>\s(?:href|src)=")(?:%7B(?P<what>\w+)%7D|%7C(?P<old>\w+)%7C)(?P<path>[^"]*)'
)
_NOT_ASCII = re.compile(r"(?:%[89A-F][0-9A-F])+")


def restore_markers(html: str) -> str:
    """Return *html* with `{static}` and the like before the URLs that were written with them."""
    return _MARKED.sub(_restored, html) if "%7" in html else html


def _restored(match: re.Match[str]) -> str:
    marker = f"{{{match['what']}}}" if match["what"] else f"|{match['old']}|"
    # Pelican compares with the names of files, and knows `%20` alone.
    return f"{match['head']}{marker}{_NOT_ASCII.sub(_decoded, match['path'])}"


def _decoded(match: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(match.group()).decode()
    except UnicodeDecodeError:
        return match.group()
