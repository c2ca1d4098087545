"""Which spellings are one tag, and what that tag is called."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from .._core.errors import SettingsError
from .._core.text import one_line


@dataclass(frozen=True, slots=True)
class Use:
    """One tag on one article, as it was written.

    Attributes:
        name: the tag.
        date: of the article, with its time zone.
    """

    name: str
    date: datetime


@dataclass(frozen=True, slots=True)
class Canonical:
    """A tag as the site shows it.

    Attributes:
        name: the canonical name.
        aliases: the other spellings met, by code point.
    """

    name: str
    aliases: tuple[str, ...]


def tag_key(name: str) -> str:
    """Return what the spellings of one tag have in common.

    Compatibility forms (UAX #15, NFKC), case and white space are folded. Punctuation stays:
    `c`, `c++` and `c#` are three tags.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return one_line(unicodedata.normalize("NFKC", folded))


def check_aliases(aliases: Mapping[str, str]) -> dict[str, str]:
    """Return the name each alias leads to in the end, by the alias's key.

    Raises:
        SettingsError: an alias or a name is empty, one alias leads to two names, or aliases
            lead in a circle.
    """
    direct: dict[str, str] = {}
    for alias, name in aliases.items():
        key, target = tag_key(alias), one_line(name)
        if not key or not target:
            raise SettingsError(f"POUCH_TAGS['aliases'] maps {alias!r} to {name!r}; fill in both")
        if direct.get(key, target) != target:
            raise SettingsError(
                f"POUCH_TAGS['aliases'] leads {alias!r} to both {direct[key]!r} and {target!r};"
                " keep one"
            )
        direct[key] = target
    return {key: _end_of(key, direct) for key in direct}


def tell_of_slug(slug: str, names: Iterable[str]) -> str:
    """Return what to say of tags that have one slug, and so but one page, or none at all."""
    *others, last = map(repr, sorted(names))
    listed = f"{', '.join(others)} and {last}" if others else last
    if not slug:
        return (
            f"no address can be made of {listed}, so no post has such a tag; write another name,"
            " or lead it to one in POUCH_TAGS['aliases']"
        )
    return (
        f"the tags {listed} have one address, {slug!r}, so a post with several of them keeps the"
        " first; make them one in POUCH_TAGS['aliases'], or tell them apart with"
        " TAG_REGEX_SUBSTITUTIONS"
    )


class Vocabulary:
    """The tags of a site.

    Args:
        uses: every tag of every published article; they decide how a tag is spelt.
        aliases: as `check_aliases` returns them.
    """

    def __init__(self, uses: Iterable[Use], aliases: Mapping[str, str]) -> None:
        self._aliases = aliases
        dates: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
        for use in uses:
            dates[self._key(use.name)][one_line(use.name)].append(use.date)
        # Case means something to whoever wrote an alias: its target is taken to the letter.
        self._fixed = {tag_key(name): name for name in aliases.values()}
        self._tags = {}
        for key, spellings in dates.items():
            name = self._fixed.get(key) or _most_used(spellings)
            self._tags[key] = Canonical(name, tuple(sorted(set(spellings) - {name})))

    def canonical(self, name: str) -> Canonical:
        """Return the tag that the spelling *name* belongs to; a new one is its own."""
        key = self._key(name)
        return self._tags.get(key) or Canonical(self._fixed.get(key) or one_line(name), ())

    def _key(self, name: str) -> str:
        key = tag_key(name)
        return tag_key(self._aliases[key]) if key in self._aliases else key


def _most_used(spellings: Mapping[str, list[datetime]]) -> str:
    return max(sorted(spellings), key=lambda name: (len(spellings[name]), max(spellings[name])))


def _end_of(key: str, direct: Mapping[str, str]) -> str:
    """Follow the aliases from *key*; one that only mends its own case leads no further."""
    passed = [key]
    name = direct[key]
    while (following := tag_key(name)) in direct and following != passed[-1]:
        if following in passed:
            circle = " -> ".join([*passed[passed.index(following) :], following])
            raise SettingsError(f"POUCH_TAGS['aliases'] lead in a circle: {circle}; remove one")
        passed.append(following)
        name = direct[following]
    return name
