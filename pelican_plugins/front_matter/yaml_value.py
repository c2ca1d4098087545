"""One value in one line of YAML, put in quotation marks where it needs them."""

from __future__ import annotations

import re

from .yaml_flow import (
    TEMPLATE,
    UnsureError,
    end_of_brackets,
    end_of_quoted,
    meant_by_quoted,
    mended_flow,
    quoted,
)

_COMMENT = re.compile(r"[ \t]+#")
# YAML 1.2.2, 7.3.3: a plain value cannot begin with these, nor with `-`, `?` and a blank.
_CANNOT_BEGIN = ("@", "`", "%", "*", "&", "|", ">", "]", "}", ",", "!", "- ", "? ", "-\t", "?\t")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}")


def mended_value(value: str, anchors: frozenset[str], *, in_names: bool) -> str | None:
    """Return a value of one line in quotation marks, what is a comment behind them.

    None stands for a value that lacks none, or goes on in another line.

    Args:
        value: from its first character to the end of the line.
        anchors: see `yaml_flow.mended_flow`.
        in_names: whether it stands for a list, of tags or the like.

    Raises:
        UnsureError: it may be meant in several ways.
    """
    first = value[0]
    if first in "'\"":
        end = max(end_of_quoted(value, 0), 0)
        text, comment = _parted(value, end)
        return None if len(text) == end else quoted(meant_by_quoted(text)) + comment
    if first in "[{" and not TEMPLATE.match(value):
        end = end_of_brackets(value, 0)
        if end < 0:
            return None
        text, comment = _parted(value, end)
        if len(text) == end:
            return mended_flow(text, anchors) + comment
        if in_names or text[end] == ",":
            raise UnsureError
        return quoted(text) + comment
    text, comment = _parted(value, end_of_brackets(value, 0) if first == "{" else 0)
    if _BLOCK.fullmatch(text) or text.startswith("!!") or text[1:] in anchors:
        return None
    wanting = text.startswith((*_CANNOT_BEGIN, "{")) or text in {"-", "?"} or _has_colon(text)
    return quoted(text) + comment if wanting else None


def _has_colon(text: str) -> bool:
    return ": " in text or ":\t" in text or text.endswith(":")


def _parted(value: str, start: int) -> tuple[str, str]:
    """Return a value and the comment behind it, which is looked for from *start*."""
    match = _COMMENT.search(value, max(start, 0))
    end = match.start() if match else len(value)
    return value[:end], value[end:]
