"""Which headings announce a list of references, and how surely."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum

from . import vocabulary


class Promise(IntEnum):
    """What a heading promises of what stands below it."""

    LINKS = 1
    """Something with links, which may be anything."""
    RESOURCES = 2
    """Links or works."""
    CITATIONS = 3
    """Works, with links or without."""


Headings = dict[str, Promise]
"""The promises of phrases, by their keys."""

# A number in front ("12. References"), a mark or an emoji around, a permalink sign behind.
_BEGIN = re.compile(r"[\W\d_]+")
# How many there are ("References (12)"), as some editors write.
_COUNT = re.compile(r"[(\[][0-9]{1,4}[)\]][\W_]*\Z")
_WORDS = re.compile(r"[^\W_]+")
# Scripts without spaces between words: Han, kana and, often enough, hangul.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_LONGEST = 90


def heading_key(text: str) -> str:
    """Return what two headings have in common that say the same words.

    Compatibility forms (UAX #15, NFKC) and case are folded, as are numbering, emoji and
    punctuation around the words, and a count behind them.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if "(" in folded or "[" in folded:
        folded = _COUNT.sub("", folded)
    begin = _BEGIN.match(folded)
    folded = folded[begin.end() :] if begin else folded
    end = len(folded)
    while end and not folded[end - 1].isalnum():
        end -= 1
    return " ".join(folded[:end].split())


def _phrases(text: str) -> set[str]:
    return {" ".join(_WORDS.findall(heading_key(phrase))) for phrase in re.split(r"[|\n]", text)}


def _known() -> Headings:
    known: Headings = {}
    for promise, text in (
        (Promise.LINKS, vocabulary.LINKS),
        (Promise.RESOURCES, vocabulary.RESOURCES),
        (Promise.CITATIONS, vocabulary.CITATIONS),
    ):
        known.update(dict.fromkeys(_phrases(text) - {""}, promise))
    return known


KNOWN = _known()
"""The phrases known without any setting."""

_MODIFIERS = {heading_key(word) for word in vocabulary.MODIFIERS.split()} | {"l", "d"}
_TOPIC = {heading_key(word) for word in vocabulary.TOPIC.split()}


def known_headings(own: Iterable[str]) -> Headings:
    """Return all phrases that count, with the owner's *own* words, which promise works."""
    phrases = (" ".join(_WORDS.findall(heading_key(word))) for word in own)
    return KNOWN | dict.fromkeys((phrase for phrase in phrases if phrase), Promise.CITATIONS)


def promise_of(text: str, headings: Headings) -> Promise | None:
    """Return what a heading with the words *text* promises, or None for nothing.

    Every word must be part of a known phrase or go with one, as "additional" does. What a
    list is about may follow, as in "Further reading on tides"; such a heading may as well
    stand above a chapter, so it only promises links.
    """
    if len(text) > _LONGEST:
        return None
    key = heading_key(text)
    words = tuple(_WORDS.findall(key))
    if _UNSPACED.search(key):
        words = tuple(piece for word in words for piece in _pieces(word, headings))
    best: Promise | None = None
    open_end = False
    position = 0
    while position < len(words):
        end = _longest_phrase(words, position, headings)
        if end is not None:
            best = max(best or Promise.LINKS, headings[_key(words, position, end)])
            # "Mehr zum Thema", "Больше о": what it is about must follow.
            open_end = not _TOPIC.isdisjoint(words[position:end])
            position = end
        elif words[position] in _TOPIC and best is not None and position + 1 < len(words):
            rest = words[position + 1 :]
            known = all(word in _MODIFIERS for word in rest)
            return best if known else Promise.LINKS
        elif words[position] in _MODIFIERS:
            position += 1
        else:
            return Promise.LINKS if open_end else None
    return best


def holds_promise(text: str, headings: Headings) -> bool:
    """Tell whether a sentence holds such words, as "Here are some links to read:" does."""
    words = tuple(_WORDS.findall(heading_key(text)))
    return any(_longest_phrase(words, start, headings) for start in range(len(words)))


def _longest_phrase(words: tuple[str, ...], start: int, headings: Headings) -> int | None:
    for end in range(min(len(words), start + 6), start, -1):
        if _key(words, start, end) in headings:
            return end
    return None


def _key(words: tuple[str, ...], start: int, end: int) -> str:
    return " ".join(words[start:end])


def _pieces(word: str, headings: Headings) -> list[str]:
    """Return *word*, or the words it is made of where they are written together."""
    if word in headings or word in _MODIFIERS or not _UNSPACED.search(word):
        return [word]
    pieces = []
    start = 0
    while start < len(word):
        ends = range(len(word), start, -1)
        known = (
            end for end in ends if word[start:end] in headings or word[start:end] in _MODIFIERS
        )
        end = next(known, len(word))
        pieces.append(word[start:end])
        start = end
    return pieces
