"""Abbreviations: `*[HTML]: Hypertext Markup Language`, as PHP Markdown Extra has them."""

from __future__ import annotations

import re
from html import escape

from .markup import in_prose, plain_text

_PARAGRAPH = re.compile(
    r'<p data-sourcepos="[^"]*">(?:(?!</p>)[^*]|\*(?!\[))*+\*\[.*?</p>\n?', re.DOTALL
)
_DEFINITION = re.compile(
    r"(?:(?<=>)|\n|^)\*\[(?P<short>[^\]\n]{1,100})\]:[ \t]*(?P<long>[^\n]*?)(?=\n\*\[|</p>|\n|$)"
)
_EMPTY = re.compile(r'<p data-sourcepos="[^"]*">\s*</p>\n?')


def write_abbreviations(html: str) -> str:
    """Return *html* without the definitions, and each use as `<abbr>`."""
    if "*[" not in html:
        return html
    meanings: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        meanings.setdefault(plain_text(match["short"]), plain_text(match["long"]).strip())
        return ""

    def define(match: re.Match[str]) -> str:
        return _EMPTY.sub("", _DEFINITION.sub(take, match.group()))

    html = _PARAGRAPH.sub(define, html)
    if not meanings:
        return html
    longest = sorted((escape(short, quote=False) for short in meanings), key=len, reverse=True)
    word = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    def explained(match: re.Match[str]) -> str:
        title = meanings.get(match.group()) or meanings[plain_text(match.group())]
        return f'<abbr title="{escape(title)}">{match.group()}</abbr>'

    return in_prose(html, lambda text: word.sub(explained, text))
