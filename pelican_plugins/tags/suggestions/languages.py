"""Tell words of two languages from two spellings of one word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .normalize import without_accents

# With an accent, such a word is French or Spanish; without, English: élection, election.
_ENGLISH = re.compile(r"(?:tion|sion|gion|nion|al|(?<!m)ent|ance|ence|able|ible)s?")
# A word that ends so is as good in Spanish or Portuguese with one letter as in English with two.
_SHARED = re.compile(r"(?:al|or|ora|ble|ista|ivo|iva|ante|ente|nal|o|a)s?")
# What no Romance language has.
_GERMANIC = re.compile(r"th|sh|ck|w|ee|oo|gh|ing\b|ness\b|ly\b|tion|k|y")
# Pairs of letters by which cognates differ: gobernanza, governanza; música, musica, muzica.
_COGNATE = frozenset(
    frozenset(pair)
    for pair in ("bv", "cz", "sz", "ck", "cq", "iy", "fp", "td", "cg", "gj", "xs", "jx", "lr", "kq")
)
_ROMANCE = re.compile(r".*(?:[aeo]s?|nza|ncia|nça|dad|dade|tà|ción|cion|zione|ção|cao)", re.DOTALL)
_ACCENTED = re.compile(r"[^\W\d_a-zßäöü]")


def are_translations(one: str, other: str, languages: Iterable[str] = ()) -> bool:
    """Return whether two similar words are one word of two languages.

    Args:
        one: a folded word, with its accents.
        other: another one.
        languages: those of the articles with these tags. Where English is none of them, a word
            without accents is not an English word.
    """
    plain, second = without_accents(one), without_accents(other)
    if plain == second:
        english = not {*languages} or any(code.partition("-")[0] == "en" for code in languages)
        return english and _is_english_without_accents(one, other)
    short, long = sorted((plain, second), key=lambda word: (len(word), word))
    if len(short) == len(long):
        return _differ_as_cognates(short, long)
    return _differ_as_plurals(short, long) or _differ_as_doubled(short, long)


def _is_english_without_accents(one: str, other: str) -> bool:
    bare = [word for word in (one, other) if not _ACCENTED.search(word)]
    return len(bare) == 1 and re.fullmatch(rf".+?{_ENGLISH.pattern}", bare[0]) is not None


def _differ_as_cognates(one: str, other: str) -> bool:
    changed = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if len(changed) != 1 or changed[0] not in _COGNATE:
        return False
    return bool(_ROMANCE.fullmatch(one)) and not _GERMANIC.search(one + " " + other)


def _differ_as_plurals(short: str, long: str) -> bool:
    """Return whether one has the plural of English or French, the other of Spanish: mentor(e)s."""
    stem = short.removesuffix("s")
    return stem != short and long == f"{stem}es" and not stem.endswith(("s", "x", "z", "ch", "sh"))


def _differ_as_doubled(short: str, long: str) -> bool:
    doubled = any(
        long[at] == long[at - 1] and short == long[:at] + long[at + 1 :]
        for at in range(1, len(long))
    )
    return (
        doubled
        and re.fullmatch(rf".+?{_SHARED.pattern}", short) is not None
        and not _GERMANIC.search(short)
    )
