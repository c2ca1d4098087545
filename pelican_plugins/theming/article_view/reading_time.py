"""How long a text takes to read."""

from __future__ import annotations

import re
from html import unescape

# What is looked at, and not read along.
_APART = re.compile(
    r"<(pre|script|style|section class=\"resources\"|div class=\"footnote\")(?=[\s>])"
)
# Not over the next "<": a long run of them would take the square of its length.
_TAG = re.compile(r"<[^<>]*>")
# A sign of these scripts is about a word (UAX #24: Han, Hiragana, Katakana, Hangul).
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0002ffff]")
_SIGNS_FOR_A_WORD = 2


def reading_time(html: str, words_per_minute: int) -> int:
    """Return how many minutes a body takes to read, at least 1; 0 where nobody wants to know.

    Args:
        html: a body. Code, notes and the list of references are not counted.
        words_per_minute: how fast it is read.
    """
    if not words_per_minute:
        return 0
    text = unescape(_TAG.sub(" ", "".join(_read_along(html))))
    signs = len(_SIGN.findall(text)) if not text.isascii() else 0
    words = len((_SIGN.sub(" ", text) if signs else text).split())
    return max(1, round((words + signs / _SIGNS_FOR_A_WORD) / words_per_minute))


def _read_along(html: str) -> list[str]:
    kept = []
    cursor = 0
    while found := _APART.search(html, cursor):
        kept.append(html[cursor : found.start()])
        end = html.find(f"</{found[1].partition(' ')[0]}>", found.end())
        if end < 0:
            return kept
        cursor = end
    return [*kept, html[cursor:]]
