"""The vocabulary of a taxonomy: what the site author has decided about each tag."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from .._core.errors import SettingsError
from .._core.slugs import LONGEST_SLUG
from .spelling import tag_key


class Vocabulary:
    """Maps names to tags.

    Args:
        entries: of all tags; several may be about one tag.

    Raises:
        SettingsError: they contradict each other, or are circular.
    """

    def __init__(self, entries: Iterable[VocabularyEntry] = ()) -> None:
        self._entries = merge_entries(entries)
        self._named = {tag_key(name): name for name in reversed(self._entries)}
        owners = self._owners()
        self._exact: dict[str, VocabularyEntry] = {}
        self._keys: dict[str, VocabularyEntry] = {}
        for alias in owners:
            entry = self._entries[_home_of(alias, owners)]
            self._exact[alias] = entry
            self._keys[tag_key(alias)] = entry
        for name, entry in self._entries.items():
            home = self._entries[_home_of(name, owners)]
            if home is not entry and entry.says_more:
                raise SettingsError(
                    f"{entry.place}: {name!r} is an alias of {home.name!r} ({home.place}), so"
                    " it cannot have an entry of its own",
                    "move its settings there",
                )
            self._exact[name] = home
            if self._named[tag_key(name)] == name:
                self._keys[tag_key(name)] = home
        self._aliases: dict[str, list[str]] = defaultdict(list)
        for alias, entry in self._exact.items():
            if alias != entry.name:
                self._aliases[entry.name].append(alias)
        self._splits = {e.name: self._home_names(e.split) for e in self._entries.values()}
        self._implied = {e.name: self._home_names(e.implies) for e in self._entries.values()}
        parents = {e.name: self._home_names(e.parents) for e in self._entries.values()}
        for what, links in (
            ("is split into", self._splits),
            ("implies", self._implied),
            ("is below", parents),
        ):
            _refuse_circles(what, links)
        self.parents: Mapping[str, tuple[str, ...]] = parents

    @property
    def entries(self) -> tuple[VocabularyEntry, ...]:
        """All entries that are not aliases, in order."""
        return tuple(e for name, e in self._entries.items() if self._exact[name] is e)

    def entry(self, name: str) -> VocabularyEntry | None:
        """Return the entry for a display name, if there is one.

        Exact spellings come first: `Turkey` and `turkey`, if both are listed, are two tags.
        """
        return self._exact.get(name) or self._keys.get(tag_key(name))

    def aliases(self, name: str) -> tuple[str, ...]:
        """Return all declared aliases of the entry *name*, also indirect ones."""
        return tuple(self._aliases.get(name, ()))

    def expand(self, name: str) -> tuple[str, ...]:
        """Return the names that replace *name*: none, one, or several."""
        entry = self.entry(name)
        if entry is None:
            return (name,)
        if entry.drop:
            return ()
        if not entry.split:
            return (entry.name,)
        parts = (part for one in self._splits[entry.name] for part in self.expand(one))
        return tuple(dict.fromkeys(parts))

    def implied(self, name: str) -> tuple[str, ...]:
        """Return the names of all tags that the tag *name* implies, nearest first."""
        found: dict[str, None] = {}
        waiting = list(self._implied.get(name, ()))
        while waiting:
            one = waiting.pop(0)
            if one not in found:
                found[one] = None
                waiting += self._implied.get(one, ())
        return tuple(part for one in found for part in self.expand(one))

    def different(self, one: str, other: str) -> bool:
        """Return whether the vocabulary says that two names are different tags."""
        return self._differs(one, other) or self._differs(other, one)

    def _differs(self, one: str, other: str) -> bool:
        entry = self.entry(one)
        return entry is not None and tag_key(other) in map(tag_key, entry.different)

    def _home_names(self, names: Sequence[str]) -> tuple[str, ...]:
        homes = ((self.entry(name), name) for name in names)
        return tuple(dict.fromkeys(home.name if home else name for home, name in homes))

    def _owners(self) -> dict[str, str]:
        """Return the name for each alias; it may be an alias itself."""
        owners: dict[str, str] = {}
        spelt: dict[str, str] = {}
        for entry in self._entries.values():
            for alias in entry.aliases:
                written = self._as_named(alias)
                key = tag_key(written)
                if key == tag_key(entry.name):
                    continue
                first = owners.get(spelt.get(key, written))
                if first is not None and first != entry.name:
                    raise SettingsError(
                        f"{entry.place}: {alias!r} is an alias of both {first!r}"
                        f" ({self._entries[first].place}) and {entry.name!r}",
                        "keep only one",
                    )
                owners[written] = entry.name
                spelt[key] = written
        return owners

    def _as_named(self, alias: str) -> str:
        return alias if alias in self._entries else self._named.get(tag_key(alias), alias)


def _home_of(name: str, owners: Mapping[str, str]) -> str:
    passed = [name]
    while passed[-1] in owners:
        following = owners[passed[-1]]
        if following in passed:
            round_trip = passed[passed.index(following) :]
            first = round_trip.index(min(round_trip))
            around = [*round_trip[first:], *round_trip[:first], round_trip[first]]
            circle = " -> ".join(around)
            raise SettingsError(f"the aliases of tags form a circle: {circle}", "remove one")
        passed.append(following)
    return passed[-1]


def _refuse_circles(what: str, links: Mapping[str, Sequence[str]]) -> None:
    """Raise an error for circular links."""
    done: set[str] = set()
    for start in links:
        path: list[str] = []
        waiting = [iter((start,))]
        while waiting:
            name = next(waiting[-1], None)
            if name is None:
                waiting.pop()
                if path:
                    done.add(path.pop())
            elif name in path:
                circle = f" {what} ".join(map(repr, [*path[path.index(name) :], name]))
                raise SettingsError(f"tags form a circle: {circle}", "remove one of these")
            elif name not in done:
                path.append(name)
                waiting.append(iter(links.get(name, ())))


_SLUG = re.compile(r"\w[\w-]*(\.[\w-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyEntry:
    """One tag of the vocabulary.

    Attributes:
        name: the canonical name, from `display_name`.
        aliases: other spellings.
        drop: whether to remove it from every post.
        split: names of the tags that replace it.
        implies: names of further tags for every post that has it.
        parents: names of broader tags; a post does not get them.
        different: names of similar but different tags.
        description: a sentence on its page; empty for none.
        slug: of its page; empty for the one that Pelican derives from the name.
        names: its name in other languages, by their code.
        place: where it is defined, for messages: `tags.yaml:3`.
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
    """Return whether *text* can be a path segment of a URL and a file name on any system."""
    return bool(_SLUG.fullmatch(text)) and len(text.encode()) <= LONGEST_SLUG


def merge_entries(entries: Iterable[VocabularyEntry]) -> dict[str, VocabularyEntry]:
    """Return the entries by name; merge those of the same name.

    Raises:
        SettingsError: they contradict each other.
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
                "keep only one",
            )
        else:
            values[name] = mine or theirs
    return replace(one, **values)
