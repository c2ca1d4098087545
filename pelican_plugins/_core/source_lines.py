"""Lines of source files: to change some of them, and to find that of a diagnostic."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from urllib.parse import unquote

from .contract import SOURCE_LINES, PelicanContent
from .diagnostics import Diagnostic
from .paths import line_of, shown
from .text import excerpt

_END = re.compile(r"(\r\n|\r|\n)")
_MARK = "\ufeff"


class Lines:
    """The lines of a file, which keeps its line ends and byte order marks.

    Args:
        text: of the file.

    Attributes:
        contents: the lines, without ends and byte order marks.
    """

    def __init__(self, text: str) -> None:
        plain = text.lstrip(_MARK)
        self._mark = text[: len(text) - len(plain)]
        self.contents, self._ends = _parted(plain)

    @property
    def plain(self) -> str:
        """The text with plain line ends, as Pelican's readers get it."""
        return "\n".join(self.contents)

    def delete(self, number: int) -> None:
        """Delete a line with its end, counted from 1."""
        del self.contents[number - 1]
        if self._ends:
            # The last line may have no end; then delete that of the line before.
            del self._ends[min(number, len(self._ends)) - 1]

    def replace(self, start: int, count: int, lines: list[str]) -> None:
        """Replace *count* lines from *start* (from 0) by *lines*, with the same line ends."""
        ends = self._ends[start : start + count]
        end = next(iter(ends or self._ends[-1:]), "\n")
        last = start + count == len(self.contents)
        self.contents[start : start + count] = lines
        new = [*ends, *[end] * len(lines)][: len(lines) - last]
        self._ends[start : start + count] = new

    def __str__(self) -> str:
        pairs = zip_longest(self.contents, self._ends, fillvalue="")
        return self._mark + "".join(f"{content}{end}" for content, end in pairs)


def _parted(text: str) -> tuple[list[str], list[str]]:
    pieces = _END.split(text)
    return pieces[::2], pieces[1::2]


def in_content(content: PelicanContent, diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic with the file of a content, and the line in it."""
    line = diagnostic.line or line_in(content, diagnostic.needle, last=diagnostic.last)
    return in_file(content.source_path, replace(diagnostic, line=line))


def in_file(path: str | os.PathLike[str], diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic with its file, and the line in it: 1 where its needle is not found."""
    line = diagnostic.line or line_of(path, diagnostic.needle, last=diagnostic.last)
    return replace(diagnostic, text=excerpt(diagnostic.text)).at(shown(path), line)


def line_in(content: PelicanContent, needle: str, *, last: bool = False) -> int:
    """Return the first (or *last*) line of a content's file that holds *needle*; else 1.

    Args:
        content: an article or page.
        needle: a URL, with or without its fragment, a heading or any string.
        last: whether to return the last such line.
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


# How many lines in a row may have been removed before rendering.
_AHEAD = 60


def lines_in_file(
    found: Mapping[str, list[int]], body: str, text: str
) -> dict[str, tuple[int, ...]]:
    """Return line numbers in a body as line numbers in its file, without those of changed lines.

    Args:
        found: line numbers in *body*, from 1, by what was found.
        body: what was rendered.
        text: of the file.
    """
    if not found:
        return {}
    if text.endswith(body):
        before = text.count("\n") - body.count("\n")
        return {what: tuple(before + line for line in lines) for what, lines in found.items()}
    places = _places(body.split("\n"), text.split("\n"))
    result = {}
    for what, lines in found.items():
        if known := tuple(places[line] for line in lines if line in places):
            result[what] = known
    return result


def _places(body: list[str], file: list[str]) -> dict[int, int]:
    """Return the line in the file for lines in the body, from 1.

    Matched from the end, since mostly lines at the beginning are removed.
    """
    places: dict[int, int] = {}
    place = len(file) - 1
    for number in range(len(body), 0, -1):
        line = body[number - 1]
        for ahead in range(place, max(-1, place - _AHEAD), -1):
            if file[ahead] == line:
                places[number] = ahead + 1
                place = ahead - 1
                break
    return places
