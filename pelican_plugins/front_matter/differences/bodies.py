"""The part of a file that is read as Markdown, on the lines that it has there.

Change a file so that Python-Markdown shows what others do, and others see no change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..._core.diagnostics import Replacement
from ..._core.errors import DiagnosticError
from ..._core.source_lines import Lines
from ..post import has_pelican_headers
from ..split import split
from .compare import same_blocks

# Python-Markdown's extension `meta`, which reads Pelican's headers.
_HEADER = re.compile(r" {0,3}[A-Za-z0-9_-]+:|[ ]{4,}\S")
# What Hugo and Jekyll take as it is, or not at all: all readers get what becomes of it.
_TAG = re.compile(
    r"\{[{%][<%]?-?\s*(?P<end>/|end)?\s*(?P<name>highlight|codeblock|code|raw|comment|verbatim)\b"
)
_TEXT = re.compile(r"[^\s].*|^$", re.MULTILINE)
_MASK = "\ufffd"


def body_in_place(text: str) -> str:
    """Return the text of a file with blank lines for what is no Markdown.

    Args:
        text: with plain line ends.
    """
    try:
        parts = split(text)
    except DiagnosticError:
        return ""
    if parts.kind is None:
        return _without_headers(text) if has_pelican_headers(text) else text
    return "\n" * (parts.body_line - 1) + parts.body


def masked(body: str) -> str:
    """Return a body with a word for each line of shortcodes that hold code, or what is hidden."""
    if "{{" not in body and "{%" not in body:
        return body
    pieces, done = [], 0
    for start, end in _hidden(body):
        pieces += [body[done:start], _TEXT.sub(_MASK, body[start:end])]
        done = end
    return "".join([*pieces, body[done:]])


def is_masked(line: str) -> bool:
    """Tell whether something stands in a line for what its author wrote."""
    return _MASK in line


def _hidden(body: str) -> Iterator[tuple[int, int]]:
    name, start = "", 0
    for tag in _TAG.finditer(body):
        if not name and not tag["end"]:
            name, start = tag["name"], tag.start()
        elif name and tag["end"] and tag["name"] == name:
            yield start, tag.end()
            name = ""


def _without_headers(text: str) -> str:
    lines = text.split("\n")
    end = 0
    while end < len(lines) and not lines[end].strip():
        end += 1
    while end < len(lines) and _HEADER.match(lines[end]):
        end += 1
    return "\n".join([*[""] * end, *lines[end:]])


def fixed(text: str, line: int, change: Replacement) -> str | None:
    """Return the text of a file with a change; None where it has other lines by now.

    Args:
        text: with its own line ends.
        line: the first that is to change, from 1.
        change: whole lines.
    """
    lines = Lines(text)
    before = lines.plain
    old = change.old.split("\n")
    start = line - 1
    if lines.contents[start : start + len(old)] != old:
        return None
    lines.replace(start, len(old), change.new.split("\n"))
    same = same_blocks(masked(body_in_place(before)), masked(body_in_place(lines.plain)))
    return str(lines) if same else None
