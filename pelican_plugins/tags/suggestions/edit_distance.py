"""Find tags with a misspelt word without comparing each with each.

Two words that differ by one letter have a form in common when a letter is taken from each
(the symmetric deletions of spelling correctors), so an index of such forms finds all pairs in a
time that grows with the number of tags and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from .comparisons import TagForms
from .typos import typo_between

_SHORTEST = 6
_SHORTEST_JOINED = 10
_SHORTEST_TWICE = 10
_LONGEST = 40
# No spelling has so many neighbours; a list of serial numbers in letters has.
_CROWD = 50

_Position = tuple[str, ...]
_PositionedWord = tuple[_Position, str, TagForms]


def misspelt_pairs(tags: Iterable[TagForms]) -> Iterator[tuple[TagForms, TagForms, str]]:
    """Yield pairs of tags of which one may be the other, misspelt, and what slipped."""
    words = [(place, word, tag) for tag in tags for place, word in _words_in_place(tag)]
    yield from _one_letter_apart(words)
    yield from _two_letters_apart(words)


def _one_letter_apart(words: list[_PositionedWord]) -> Iterator[tuple[TagForms, TagForms, str]]:
    shortened: dict[tuple[_Position, str], list[tuple[TagForms, str]]] = defaultdict(list)
    for place, word, tag in words:
        for form in {word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))}:
            shortened[place, form].append((tag, word))
    for sharing in shortened.values():
        for (one, word), (other, second) in combinations(sharing[:_CROWD], 2):
            if one is not other and (told := typo_between(word, second)):
                yield one, other, told


def _two_letters_apart(words: list[_PositionedWord]) -> Iterator[tuple[TagForms, TagForms, str]]:
    whole: dict[tuple[_Position, str], list[TagForms]] = defaultdict(list)
    for place, word, tag in words:
        whole[place, word].append(tag)
    for place, word, tag in words:
        if len(word) < _SHORTEST_TWICE:
            continue
        within = combinations(range(1, len(word) - 1), 2)
        for form in {word[:i] + word[i + 1 : j] + word[j + 1 :] for i, j in within}:
            for other in whole.get((place, form), ()):
                if other is not tag and (told := typo_between(form, word)):
                    yield other, tag, told


def _words_in_place(tag: TagForms) -> Iterator[tuple[_Position, str]]:
    """Yield each word that may be misspelt, with all that must be the same."""
    for number, word in enumerate(tag.plain):
        if _may_slip(word, _SHORTEST):
            yield (*tag.plain[:number], "\0", *tag.plain[number + 1 :]), word
    # Two words in one, and misspelt besides.
    joined = "".join(tag.plain)
    if _may_slip(joined, _SHORTEST_JOINED):
        yield ("joined",), joined


def _may_slip(word: str, shortest: int) -> bool:
    return shortest <= len(word) <= _LONGEST and word.isalpha()
