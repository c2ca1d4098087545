"""The lines that the reader of a text knows: an engine with source positions need not search."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from .contract import SOURCE_LINES, PelicanContent
from .paths import line_of


def line_in(content: PelicanContent, needle: str, *, last: bool = False) -> int:
    """Return the line of a content's file that *needle* stands on; 1 where none does.

    Args:
        content: of Pelican's.
        needle: a URL, with or without its fragment, a heading or any text.
        last: whether the last such line is wanted.
    """
    known = _known(content.metadata.get(SOURCE_LINES) or {}, needle)
    if known:
        return max(known) if last else min(known)
    return line_of(content.source_path, needle, last=last)


def _known(lines: Mapping[str, tuple[int, ...]], needle: str) -> list[int]:
    if needle in lines:
        return list(lines[needle])
    wanted = unquote(needle)
    return [
        line
        for url, places in lines.items()
        if unquote(url) == wanted or unquote(url.partition("#")[0].partition("?")[0]) == wanted
        for line in places
    ]
