"""Abbreviations: `*[HTML]: Hypertext Markup Language`, as PHP Markdown Extra has them."""

from __future__ import annotations

import re
from html import escape

from .markup import in_prose, plain_text

_PARAGRAPH = re.compile(
    r'<p data-sourcepos="[^"]*">(?:(?!</p>)[^*]|\*(?!\[))*+\*\[.*?</p>\n?', re.DOTALL
)
_ABBREVIATION = re.compile(
    r"(?:(?<=>)|\n|^)\*\[(?P<short>[^\]\n]{1,100})\]:[ \t]*(?P<long>[^\n]*?)(?=\n\*\[|</p>|\n|$)"
)
# Where an abbreviation may begin: a word, or a sign that none stands before.
_WORD = re.compile(r"\w+|(?<!\w)[^\w\s]")
_LETTER = re.compile(r"\w")
_EMPTY = re.compile(r'<p data-sourcepos="[^"]*">\s*</p>\n?')


def write_abbreviations(html: str) -> str:
    """Return *html* without the definitions, and each use as `<abbr>`."""
    if "*[" not in html:
        return html
    meanings: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        short = plain_text(match["short"]).strip()
        if not short:
            return match.group()
        meanings.setdefault(short, plain_text(match["long"]).strip())
        return ""

    def define(match: re.Match[str]) -> str:
        return _EMPTY.sub("", _ABBREVIATION.sub(take, match.group()))

    html = _PARAGRAPH.sub(define, html)
    if not meanings:
        return html
    return in_prose(html, _Explainer(meanings).explain)


class _Explainer:
    """Puts `<abbr>` around words; they are found by their beginnings, so many cost no more."""

    def __init__(self, meanings: dict[str, str]) -> None:
        self._titles = {escape(short, quote=False): escape(meanings[short]) for short in meanings}
        self._by_begin: dict[str, list[str]] = {}
        for short in sorted(self._titles, key=len, reverse=True):
            begin = _WORD.match(short)
            assert begin is not None
            self._by_begin.setdefault(begin.group(), []).append(short)

    def explain(self, text: str) -> str:
        """Return *text* with each abbreviation as `<abbr>`."""
        pieces: list[str] = []
        cursor = 0
        for begin in _WORD.finditer(text):
            start = begin.start()
            if start < cursor or begin.group() not in self._by_begin:
                continue
            for short in self._by_begin[begin.group()]:
                end = start + len(short)
                if text.startswith(short, start) and not _LETTER.match(text, end):
                    pieces += [text[cursor:start], f'<abbr title="{self._titles[short]}">', short]
                    pieces.append("</abbr>")
                    cursor = end
                    break
        return "".join([*pieces, text[cursor:]])
