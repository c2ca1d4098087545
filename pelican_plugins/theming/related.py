"""Find related articles, by shared tags and by words that few others use."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from html import unescape
from math import log, sqrt

_MOST_WORDS = 20
"""The number of words that represent an article: those most specific to it."""

_NEAREST = 40
"""How many articles with a word or tag are compared on each side, by date. It bounds the time."""

_LONGEST = 4_000
"""Characters of a body that are read."""

_TAG, _TITLE = 3.0, 2
"""How much more a shared tag, and a word of the title, says than a word of the body."""

_LEAST = 0.08
"""The similarity, from 0 to 1, below which articles that share no tag are unrelated."""

_LEAST_WORDS = 2
"""Words that articles without a common tag must share."""

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|pre|code|math|svg)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
# Signs of Arabic and of Indian scripts belong to their words, and `\w` has them not.
_WORD = re.compile(r"[^\W\d_](?:\w|[\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff])*")
# Scripts without spaces, and Korean, whose particles join the word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_SHORTEST, _STEM, _ENDING = 3, 5, 2
# What a word counts for that is used so many times; no article has room for more.
_TIMES = (0.0, *(1 + log(count) for count in range(1, 2 * _LONGEST)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The title, tags and text of an article.

    Attributes:
        title: plain text.
        tags: their canonical names.
        text: HTML of the summary and the body.
    """

    title: str
    tags: Sequence[str]
    text: str


def related(subjects: Sequence[Subject], most: int) -> list[list[int]]:
    """Return for each of some articles the places of those that are most like it.

    A tag or word counts the more the fewer articles have it. Time and memory are linear in the
    number of articles.

    Args:
        subjects: articles in one language, the newest first, and those of one date by title.
            Of equally similar ones the first comes first.
        most: how many are returned of each.
    """
    profiles = _profiles(subjects)
    places: dict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        for feature in profile:
            places[feature].append(place)
    return [_most_alike(place, profiles, places, most) for place in range(len(profiles))]


def _most_alike(
    place: int,
    profiles: Sequence[Mapping[str, float]],
    places: Mapping[str, list[int]],
    most: int,
) -> list[int]:
    scores: dict[int, float] = defaultdict(float)
    words: Counter[int] = Counter()
    tagged: set[int] = set()
    for feature, weight in profiles[place].items():
        others = places[feature]
        if len(others) > 2 * _NEAREST:
            middle = bisect_left(others, place)
            others = others[max(0, middle - _NEAREST) : middle + _NEAREST + 1]
        for other in others:
            scores[other] += weight * profiles[other][feature]
        if feature.startswith("#"):
            tagged.update(others)
        else:
            words.update(others)
    scores.pop(place, None)
    alike = [
        (-score, other)
        for other, score in scores.items()
        if other in tagged or (score >= _LEAST and words[other] >= _LEAST_WORDS)
    ]
    return [other for _, other in nsmallest(most, alike)]


def _profiles(subjects: Sequence[Subject]) -> list[dict[str, float]]:
    """Return the weights of the tags and words of each article, as a vector of length 1."""
    stems = _Stems()
    counted = [_words(subject, stems) for subject in subjects]
    having: Counter[str] = Counter()
    for words in counted:
        having.update(words.keys())
    total = len(subjects)
    # A word in one article links nothing, and a word in all of them distinguishes nothing.
    rarity = {word: log(total / many) for word, many in having.items() if 1 < many < total}
    tags = [sorted({f"#{tag.casefold()}" for tag in subject.tags}) for subject in subjects]
    tagged = Counter(tag for each in tags for tag in each)
    found = []
    for words, own in zip(counted, tags, strict=True):
        weights = [
            (-rarity[word] * _TIMES[count], word) for word, count in words.items() if word in rarity
        ]
        profile = {tag: _TAG * log(1 + total / tagged[tag]) for tag in own}
        profile |= {word: -weight for weight, word in nsmallest(_MOST_WORDS, weights)}
        length = sqrt(sum(weight * weight for weight in profile.values())) or 1.0
        found.append({feature: weight / length for feature, weight in profile.items()})
    return found


class _Stems(dict[str, str]):
    """A cache of words without their endings; empty for words that mean little."""

    def __missing__(self, word: str) -> str:
        stem = word[: max(_STEM, len(word) - _ENDING)] if len(word) >= _SHORTEST else ""
        self[word] = stem
        return stem


def _words(subject: Subject, stems: _Stems) -> Counter[str]:
    """Return how often each word without its ending is in an article.

    Of scripts without spaces, a word is each pair of characters.
    """
    counts: Counter[str] = Counter()
    for text, weight in ((subject.text[:_LONGEST], 1), (subject.title[: _LONGEST // 4], _TITLE)):
        plain = unescape(_MARKUP.sub(" ", text)).casefold()
        runs = () if plain.isascii() else _UNSPACED.findall(plain)
        if runs:
            plain = _UNSPACED.sub(" ", plain)
        # Without a loop of Python's own: this is done for every word of a site.
        words = [*map(stems.__getitem__, _WORD.findall(plain))]
        words += [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
        counts.update(words * weight)
    counts.pop("", None)
    return counts
