"""What an owner says of one tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ..._core.errors import SettingsError
from ..._core.slugs import LONGEST_SLUG

_SLUG = re.compile(r"\w[\w-]*(\.[\w-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyEntry:
    """One tag of the vocabulary.

    Attributes:
        name: the canonical name, as `display_name` returns it.
        aliases: spellings that stand for it.
        drop: whether it is left out of every post.
        split: names of the tags that it stands for instead of itself.
        implies: names of tags that a post with it has, too.
        parents: names of broader tags; a post does not get them.
        different: names of tags that resemble it and are not it.
        description: a sentence on its page; empty for none.
        slug: of its page; empty for the one that Pelican makes of the name.
        names: its name in other languages, by their code.
        place: where it is written, for messages: `tags.yaml:3`.
    """

    name: str
    aliases: tuple[str, ...] = ()
    drop: bool = False
    split: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    description: str = ""
    slug: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    place: str = ""

    @property
    def says_more(self) -> bool:
        """Whether it holds more than a name and other spellings of it."""
        bare = VocabularyEntry(name=self.name, aliases=self.aliases, place=self.place)
        return self != replace(bare, different=self.different)


def is_slug(text: str) -> bool:
    """Tell whether *text* can be one step of an address and the name of a file, on any disk."""
    return bool(_SLUG.fullmatch(text)) and len(text.encode()) <= LONGEST_SLUG


def joined(entries: Iterable[VocabularyEntry]) -> dict[str, VocabularyEntry]:
    """Return the entries by name, those of one name made one.

    Raises:
        SettingsError: two of them say different things where only one can be true.
    """
    by_name: dict[str, VocabularyEntry] = {}
    for entry in entries:
        first = by_name.get(entry.name)
        by_name[entry.name] = _both(first, entry) if first else entry
    return by_name


def _both(one: VocabularyEntry, other: VocabularyEntry) -> VocabularyEntry:
    values: dict[str, Any] = {}
    for name in (each.name for each in fields(VocabularyEntry)):
        mine, theirs = getattr(one, name), getattr(other, name)
        if isinstance(mine, tuple):
            values[name] = tuple(dict.fromkeys(mine + theirs))
        elif isinstance(mine, Mapping):
            values[name] = {**mine, **theirs}
        elif mine and theirs and mine != theirs and name != "place":
            raise SettingsError(
                f"{other.place}: the {name} of {one.name!r} is {theirs!r}, but in {one.place} it"
                f" is {mine!r}",
                "keep one",
            )
        else:
            values[name] = mine or theirs
    return replace(one, **values)
