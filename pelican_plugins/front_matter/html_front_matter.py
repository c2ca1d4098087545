"""Files of HTML with a front matter, which Hugo, Jekyll and Eleventy make pages of."""

from __future__ import annotations

import json
import re

from .._core.errors import DiagnosticError
from .._core.rules import UNREADABLE
from .split import decode, split

_BEGIN = re.compile(r"<body(?:\s[^<>]*)?>", re.IGNORECASE)
_END = re.compile(r"</body", re.IGNORECASE)


def has_front_matter(data: bytes) -> bool:
    """Tell whether a file of HTML begins with a front matter, or with one that has no end."""
    try:
        parts = split(decode(data))
    except DiagnosticError as error:
        # What is not UTF-8 has none, and Pelican's own reader says what is wrong with it.
        return error.diagnostic.code == UNREADABLE.code and data.lstrip()[:1] in {b"-", b"+", b";"}
    if parts.kind == "json":
        try:
            return isinstance(json.loads(parts.front_matter), dict)
        except ValueError:
            return False
    return parts.kind is not None


def inner_html(text: str) -> str:
    """Return what is to be shown of a text in HTML: what is between the tags of its body."""
    begin = _BEGIN.search(text)
    ends = [match.start() for match in _END.finditer(text)]
    return text[begin.end() : ends[-1]] if begin and ends and begin.end() <= ends[-1] else text
