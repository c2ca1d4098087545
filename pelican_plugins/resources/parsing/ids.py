"""Ids of elements, each once in a page."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from ..._core.html_document import Document
from .markup import tags_in

# An id within a start tag of the part that is not parsed.
_ID = re.compile(
    r"""<[a-zA-Z][^<>]*?\sid\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)


class Ids:
    """The ids that stand in a page."""

    def __init__(self, document: Document) -> None:
        self._taken = {str(tag["id"]) for tag in tags_in(document.soup) if tag.has_attr("id")}
        self._taken |= {
            unescape(match[1] or match[2] or match[3] or "")
            for match in _ID.finditer(document.head)
        }
        # How often a wish came, so that the next number is not counted up from one again.
        self._wished: Counter[str] = Counter()

    def free(self, wish: str) -> str:
        """Return *wish*, or with a number behind it where it is taken, and take it."""
        name = wish
        while name in self._taken:
            self._wished[wish] += 1
            name = f"{wish}-{self._wished[wish] + 1}"
        self._taken.add(name)
        return name
