"""Words that a space or a capital makes into other words, as far as tags go."""

from __future__ import annotations

from collections.abc import Callable

_IN_ONE_PIECE = """
    anyone blackbird coop darkroom everyday everyone greenhouse hotdog manslaughter maybe
    nowhere recover recovers recovered recovery recreate recreation redress reform reforms
    relay represent resent reserve resign resigned resigning resort resound retreat sometime
    therapist therapists unionised unionized
"""
SPACE_PARTS = frozenset(_IN_ONE_PIECE.split())
"""Keys of words that mean one thing in one piece and another in two: `therapist`, `re-form`."""

_ACRONYMS = ("aids", "it", "us", "who")
_NAMES = ("august", "job", "lent", "march", "may", "mobile", "nice", "polish", "reading")


def _acronym(key: str, name: str) -> str:
    return key.upper() if name.isupper() else key


def _proper_name(key: str, name: str) -> str:
    return key if name.islower() else key.capitalize()


CASE_PARTS: dict[str, Callable[[str, str], str]] = {
    **dict.fromkeys(_ACRONYMS, _acronym),
    **dict.fromkeys(_NAMES, _proper_name),
}
"""For keys of words in which case is meaning: from the key and the name, what tells `WHO` from
`who` and `Polish` from `polish`."""
