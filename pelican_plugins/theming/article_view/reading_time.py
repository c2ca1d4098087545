"""The reading time of an article."""

from __future__ import annotations

import re
from html import unescape

# Elements that do not count.
_NOT_COUNTED = re.compile(
    r"<(pre|script|style|section class=\"resources\"|div class=\"footnote\")(?=[\s>])"
)
# Not past the next "<", which would take quadratic time.
_TAG = re.compile(r"<[^<>]*>")
# Scripts without spaces (UAX #24: Han, Hiragana, Katakana, Hangul).
_CHARACTER = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0002ffff]"
)
_CHARACTERS_PER_WORD = 2


def reading_time(html: str, words_per_minute: int) -> int:
    """Return the reading time of a body in minutes, at least 1.

    Args:
        html: a body. Code, footnotes and the reference list do not count.
        words_per_minute: reading speed; 0 returns 0.
    """
    if not words_per_minute:
        return 0
    text = unescape(_TAG.sub(" ", "".join(_counted_parts(html))))
    characters = len(_CHARACTER.findall(text)) if not text.isascii() else 0
    words = len((_CHARACTER.sub(" ", text) if characters else text).split())
    return max(1, round((words + characters / _CHARACTERS_PER_WORD) / words_per_minute))


def _counted_parts(html: str) -> list[str]:
    kept = []
    cursor = 0
    while found := _NOT_COUNTED.search(html, cursor):
        kept.append(html[cursor : found.start()])
        end = html.find(f"</{found[1].partition(' ')[0]}>", found.end())
        if end < 0:
            return kept
        cursor = end
    return [*kept, html[cursor:]]
