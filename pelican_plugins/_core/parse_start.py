"""Where a body may be begun to be parsed: what a reference list is in stands at its end."""

from __future__ import annotations

import re

# A tag as HTML writers write them; any other "<" but that of a comment ends the search. Without
# possessive quantifiers, which Python before 3.11.5 gets wrong.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "figure"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol"),
        *("p", "pre", "section", "table", "ul"),
    }
)
# Elements without an end, as the parser knows them (WHATWG HTML, 13.1.2).
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr"),
    }
)
# Within them a "<" is text.
_RAW = frozenset(
    {
        *("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "svg"),
        *("math", "template", "textarea", "title", "xmp"),
    }
)


def outset(html: str, position: int) -> int:
    """Return from where *html* may be parsed for all that stands behind *position*.

    What is left out is a run of whole blocks, of which each element is closed in its turn, so
    that the rest is read as it would be behind them.

    Returns:
        The offset of a block, *position* at most; 0 where nothing can be left out.
    """
    safe = cursor = 0
    open_elements: list[str] = []
    behind_block = True
    while (start := html.find("<", cursor, position + 1)) >= 0:
        behind_block = behind_block and not html[cursor:start].strip()
        if html.startswith("<!--", start):
            cursor = _end_of_comment(html, start)
            if cursor < 0:
                return safe
            continue
        token = _TAG.match(html, start)
        name = token["name"].lower() if token else ""
        if token is None or name in _RAW:
            return safe
        cursor = token.end()
        if token["end"]:
            if not open_elements or open_elements.pop() != name:
                return safe
            behind_block = name in _BLOCKS
            continue
        if not open_elements and behind_block and name in _BLOCKS:
            safe = start
        closes_itself = html[cursor - 2] == "/"
        if closes_itself and name not in _VOID:
            return safe
        if name not in _VOID:
            open_elements.append(name)
        behind_block = behind_block and name in _VOID & _BLOCKS
    return safe


def _end_of_comment(html: str, start: int) -> int:
    """Return where a comment ends; -1 where parsers may differ about that."""
    end = html.find("-->", start + 4)
    inner = html[start + 4 : end]
    odd = inner.startswith((">", "->")) or "<!--" in inner or "--!>" in inner
    return -1 if end < 0 or odd else end + 3
