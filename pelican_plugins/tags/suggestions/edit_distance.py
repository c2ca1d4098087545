"""Find misspelt tags with an index of deletions, in linear time.

Words at an edit distance of one have a form in common if a letter is deleted from each
(symmetric delete spelling correction).
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
# No real word has so many neighbours, but serial numbers in letters have.
_CROWD = 50

_Position = tuple[str, ...]
_PositionedWord = tuple[_Position, str, TagForms]


def misspelt_pairs(tags: Iterable[TagForms]) -> Iterator[tuple[TagForms, TagForms, str]]:
    """Yield pairs of tags of which one may be misspelt, and the kind of typo."""
    words = [(place, word, tag) for tag in tags for place, word in _words_in_place(tag)]
    yield from _one_letter_apart(words)
    yield from _two_letters_apart(words)


def _one_letter_apart(words: list[_PositionedWord]) -> Iterator[tuple[TagForms, TagForms, str]]:
    shortened: dict[tuple[_Position, str], list[tuple[TagForms, str]]] = defaultdict(list)
    for place, word, tag in words:
        for form in {word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))}:
            shortened[place, form].append((tag, word))
    for (place, _), sharing in shortened.items():
        for (one, word), (other, second) in combinations(sharing[:_CROWD], 2):
            in_phrase = len(place) > 1
            told = typo_between(word, second, in_phrase=in_phrase) if one is not other else ""
            if told:
                yield one, other, told


def _two_letters_apart(words: list[_PositionedWord]) -> Iterator[tuple[TagForms, TagForms, str]]:
    unchanged: dict[tuple[_Position, str], list[TagForms]] = defaultdict(list)
    for place, word, tag in words:
        unchanged[place, word].append(tag)
    for place, word, tag in words:
        if len(word) < _SHORTEST_TWICE:
            continue
        within = combinations(range(1, len(word) - 1), 2)
        for form in {word[:i] + word[i + 1 : j] + word[j + 1 :] for i, j in within}:
            for other in unchanged.get((place, form), ()):
                if other is not tag and (told := typo_between(form, word)):
                    yield other, tag, told


def _words_in_place(tag: TagForms) -> Iterator[tuple[_Position, str]]:
    """Yield each word that may be misspelt, with the rest of the tag, which must be equal."""
    for number, word in enumerate(tag.plain):
        if _may_have_typo(word, _SHORTEST - bool(tag.plain[1:])):
            yield (*tag.plain[:number], "\0", *tag.plain[number + 1 :]), word
    # The words joined, which may be misspelt, too.
    joined = "".join(tag.plain)
    if _may_have_typo(joined, _SHORTEST_JOINED):
        yield ("joined",), joined


def _may_have_typo(word: str, shortest: int) -> bool:
    return shortest <= len(word) <= _LONGEST and word.isalpha()
