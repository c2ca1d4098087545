"""Decide whether one word is a typo of another."""

from __future__ import annotations

from .word_lists import DISTINCT_WORDS, KNOWN_WORDS

_SHORTEST = 6
_SHORTEST_CHANGED = 10
_SHORTEST_VOWEL = 9
_SHORTEST_TWICE = 8
_VOWELS = frozenset("aeiou")
# Letters that sound alike, or are neighbours on keyboards.
_NEAR = frozenset(
    frozenset(pair)
    for pair in """
    bp bv ck cs dt fv gk gj iy kq mn sz as sd df fg gh hj jk kl qw we er rt ty yu ui io op zx xc cv
    vb bn nm az sx dc gb hn jm
    """.split()  # noqa: SIM905
)
_IDEOGRAPHS = "\u2e80"

# Suffixes of one word in several languages, or of related words: not typos.
_FAMILIES = (
    ("tion", "cion", "cao", "zione", "tie", "cio"),
    ("ance", "anza", "ancia", "anz", "ence", "encia", "enza", "enz"),
    ("ity", "idad", "ite", "ita", "itat", "idade", "itate", "itet"),
    ("dad", "dade", "tad", "tade", "ta", "te"),
    ("y", "ie", "ia", "io", "o", "i", "ja"),
    ("al", "ale", "el", "elle", "ell"),
    ("ic", "ico", "ique", "isch", "ica", "ik", "ics", "ie", "y", "ia"),
    ("ist", "ista", "iste", "istas", "ism", "isme", "ismo", "ismus"),
    ("able", "abel", "avel", "abile"),
    ("ter", "tre", "tro"),
    ("or", "eur", "ore", "ador", "er", "ar"),
    ("ive", "ivo", "iva", "if", "iv"),
    ("ent", "ente", "ant", "ante"),
    ("a", "e", "o", "as", "os", "es"),
)
_DERIVING = frozenset("ranyoiltsmx")


def typo_between(one: str, other: str, *, in_phrase: bool = False) -> str:
    """Return the kind of typo between two plain words; empty if they are distinct words.

    Args:
        one: a word.
        other: another one.
        in_phrase: all other words are equal, so these may be shorter.

    A missing, doubled or swapped letter is a typo in words that are long enough; a changed letter
    only in longer ones, since most such pairs are distinct words (`python`, `cython`). A typo is
    never in the first letter, and seldom in the last, where it makes other words (`drive`,
    `driver`).
    """
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if len(short) < _SHORTEST - in_phrase or short[0] != long[0] or max(long) >= _IDEOGRAPHS:
        return ""
    if (one in DISTINCT_WORDS and other in DISTINCT_WORDS) or _one_family(short, long):
        return ""
    start, end = _same_start(short, long), 0
    while end < len(short) - start and short[-1 - end] == long[-1 - end]:
        end += 1
    missing, extra = short[start : len(short) - end], long[start : len(long) - end]
    if len(missing) == len(extra) == 1:
        changed = _is_changed(short, long, start, in_phrase=in_phrase)
        return "one letter changed" if changed else ""
    return _describe(short, long, start, missing, extra)


def _describe(short: str, long: str, start: int, missing: str, extra: str) -> str:
    if not missing and len(extra) == 1:
        at_end = start == len(short)
        if at_end and not _is_typo_at_end(short, extra):
            return ""
        return "one letter missing" if extra != long[start - 1] else "one letter doubled"
    if len(missing) == 2 and missing == extra[::-1]:  # noqa: PLR2004 (two letters)
        return "two letters swapped"
    longer = len(long) - len(short)
    if longer == 2 and len(short) >= _SHORTEST_TWICE and short[-1] == long[-1]:  # noqa: PLR2004
        return "two letters missing" if _is_within(short, long) else ""
    return ""


def _is_changed(one: str, other: str, start: int, *, in_phrase: bool) -> bool:
    letters = frozenset((one[start], other[start]))
    near = letters <= _VOWELS or letters in _NEAR
    if (one in KNOWN_WORDS) != (other in KNOWN_WORDS):
        return near
    if start >= len(one) - 2 or one in KNOWN_WORDS:
        return False
    if in_phrase and near:
        return True
    return len(one) >= (_SHORTEST_VOWEL if letters <= _VOWELS else _SHORTEST_CHANGED)


def _is_typo_at_end(word: str, letter: str) -> bool:
    if letter == word[-1]:
        return True
    return letter not in _DERIVING and not (letter == "d" and word[-1] == "e")


def _one_family(short: str, long: str) -> bool:
    for family in _FAMILIES:
        for mine in family:
            if not short.endswith(mine):
                continue
            stem = short.removesuffix(mine)
            if any(long == stem + theirs for theirs in family if theirs != mine):
                return True
    return False


def _same_start(short: str, long: str) -> int:
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    return start


def _is_within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
