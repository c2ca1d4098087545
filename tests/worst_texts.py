"""The worst texts for a regular expression, made from the expression itself.

What makes one slow is a repetition that must give back what it took, or an opener whose end is
looked for again at every place. So the texts are what the expression matches, begun again and
again, with each repetition made long, and with an end that does not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as kinds
from re import _parser as parser
from typing import Any

# What ends a text, so that no part of it matches to the end.
_ENDS = ("\x00", "a")
_MOST = 20


def worst_texts(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Yield texts of about *size* characters for a *pattern*."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    flags = pattern.flags & ~(re.DEBUG | re.LOCALE)
    tree = parser.parse(text, flags & ~re.UNICODE if isinstance(source, bytes) else flags)
    units = dict.fromkeys(_units(list(tree)))
    for before, unit in list(units)[:_MOST]:
        if unit:
            repeated = before + unit * (max(size - len(before), 0) // len(unit) + 1)
            yield from (repeated + end for end in _ENDS)


def _units(tree: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a beginning and what is repeated after it."""
    whole = _sample(tree, 1)
    # Each repetition, after what must stand before it.
    yield from _repetitions(tree, "")
    # Each beginning of a match, again and again, with and without what is optional.
    for sample in dict.fromkeys((whole, _sample(tree, 0), _sample(tree, 1, branch=-1))):
        starts = [sample[:length] for length in range(1, min(len(sample), 12) + 1)]
        yield from (("", start) for start in (*starts, sample) if start)


def _repetitions(tree: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for kind, value in tree:
        for inner in _inside(kind, value):
            if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
                if value[1] > 1:
                    unit = _sample(inner, 1)
                    yield before, unit
                    yield before + unit, before + unit
                    yield from ((before, other) for other in _others(inner, unit))
                yield from _repetitions(inner, before)
            else:
                yield from _repetitions(inner, before)
        before += _sample([(kind, value)], 1)


def _others(tree: list[Any], unit: str) -> Iterator[str]:
    """Yield what a repetition may take, too: white space, letters, digits, brackets."""
    if len(tree) == 1 and tree[0][0] in {kinds.IN, kinds.ANY, kinds.NOT_LITERAL}:
        yield from (c for c in _possible(tree[0]) if c != unit)


def _inside(kind: Any, value: Any) -> Iterator[list[Any]]:
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
        yield list(value[2])
    elif kind is kinds.SUBPATTERN:
        yield list(value[3])
    elif kind is kinds.ATOMIC_GROUP:
        yield list(value)
    elif kind is kinds.BRANCH:
        yield from map(list, value[1])
    elif kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
        yield list(value[1])
    elif kind is kinds.GROUPREF_EXISTS:
        yield from (list(each) for each in value[1:] if each)


def _sample(tree: Iterable[Any], least: int, branch: int = 0) -> str:
    """Return a text that a part of an expression matches, as far as that is plain.

    Args:
        tree: of `re`'s own parser.
        least: how often to repeat what may be missing.
        branch: which of several alternatives to take.
    """
    found = ""
    for kind, value in tree:
        if kind is kinds.LITERAL:
            found += chr(value)
        elif kind in {kinds.IN, kinds.ANY, kinds.NOT_LITERAL}:
            found += next(_possible((kind, value)), "")
        elif kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
            times = min(max(value[0], min(least, value[1])), 50)
            found += _sample(value[2], least, branch) * times
        elif kind is kinds.SUBPATTERN:
            found += _sample(value[3], least, branch)
        elif kind is kinds.ATOMIC_GROUP:
            found += _sample(value, least, branch)
        elif kind is kinds.BRANCH:
            found += _sample(value[1][branch], least, branch)
    return found


_CANDIDATES = " \t\na1-_.,;:/\\<>(){}[]\"'`*|#=&%!é“\u00a0\x01"
_CLASSES = {
    kinds.CATEGORY_DIGIT: r"\d",
    kinds.CATEGORY_NOT_DIGIT: r"\D",
    kinds.CATEGORY_SPACE: r"\s",
    kinds.CATEGORY_NOT_SPACE: r"\S",
    kinds.CATEGORY_WORD: r"\w",
    kinds.CATEGORY_NOT_WORD: r"\W",
}


def _possible(node: tuple[Any, Any]) -> Iterator[str]:
    """Yield characters that a class takes, of each sort one."""
    kind, value = node
    if kind is kinds.ANY:
        yield from 'a <"'
        return
    if kind is kinds.NOT_LITERAL:
        yield from (c for c in "a <\"'" if ord(c) != value)
        return
    refuses = value[0][0] is kinds.NEGATE
    listed = [chr(v) for k, v in value if k is kinds.LITERAL]
    listed += [chr(v[0]) for k, v in value if k is kinds.RANGE]
    seen = 0
    for character in (*listed, *_CANDIDATES):
        if _takes(value, character) != refuses:
            yield character
            seen += 1
            if seen == 5:
                return


def _takes(value: Any, character: str) -> bool:
    code = ord(character)
    for kind, each in value:
        if kind is kinds.LITERAL and code == each:
            return True
        if kind is kinds.RANGE and each[0] <= code <= each[1]:
            return True
        if kind is kinds.CATEGORY and re.match(_CLASSES[each], character):
            return True
    return False
