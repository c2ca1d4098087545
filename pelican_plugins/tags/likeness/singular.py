"""Singulars of words, in the languages that make plurals with an s, or as French does."""

from __future__ import annotations

from .known import NO_PLURALS

_SHORTEST = 3
_HISSING = ("s", "x", "z", "ch", "sh", "o")
_NOT_S = ("ss", "us", "is", "ics")
_SIGNED = 5


def singulars(word: str) -> tuple[str, ...]:
    """Return what *word*, plain letters in lower case, may be the plural of; none for most.

    Several are possible: which of them is a word, only those who use them know.
    """
    if word in NO_PLURALS or word.endswith(_NOT_S):
        return ()
    found = []
    if word.endswith("ies") and len(word) >= _SIGNED:
        found.append(f"{word[:-3]}y")
    if word.endswith("eaux"):
        found.append(word[:-1])
    elif word.endswith("aux"):
        found.append(f"{word[:-3]}al")
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        found.append(word[:-2])
    elif word.endswith("es") and word[-3:-2] in "lnrd" and len(word) > _SIGNED:
        # Spanish and Portuguese: flores, crisis apart.
        found.append(word[:-2])
    if word.endswith("s"):
        found.append(word[:-1])
    return tuple(dict.fromkeys(one for one in found if len(one) >= _SHORTEST))
