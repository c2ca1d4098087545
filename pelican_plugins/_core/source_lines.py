"""The lines that the reader of a text knows: an engine with source positions need not search."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote

from .contract import SOURCE_LINES, PelicanContent
from .diagnostics import Diagnostic
from .paths import line_of, shown
from .text import excerpt


def in_content(content: PelicanContent, diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic with the file of a content of Pelican's, and the line in it."""
    line = diagnostic.line or line_in(content, diagnostic.needle, last=diagnostic.last)
    return in_file(content.source_path, replace(diagnostic, line=line))


def in_file(path: str | os.PathLike[str], diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic with its file, and the line in it: 1 where its needle is not found."""
    line = diagnostic.line or line_of(path, diagnostic.needle, last=diagnostic.last)
    return replace(diagnostic, text=excerpt(diagnostic.text)).at(shown(path), line)


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
