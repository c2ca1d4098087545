"""HTML in one form, so that two programs that write the same elements and words agree."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

_BLOCK = (
    "aside|blockquote|div|figcaption|figure|h[1-6]|iframe|img|li|main|ol|p|pre|table|tbody|td|th|thead"
    "|tr|ul"
)
_AROUND_BLOCK = re.compile(rf"\s*(</?(?:{_BLOCK})\b[^>]*>)\s*")
# Each program has its own.
_IGNORED = ("id", "class", "tabindex")


def normalized(html: str) -> str:
    """Return *html* with one block on a line, and without how code is coloured."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select("pre, code, .highlight, h2"):
        for attribute in _IGNORED:
            element.attrs.pop(attribute, None)
    for box in soup.select("pre span, div:has(> pre)"):
        box.unwrap()
    text = re.sub(r"\s+", " ", str(soup))
    return re.sub(r"\n+", "\n", _AROUND_BLOCK.sub(r"\n\1\n", text)).strip() + "\n"
