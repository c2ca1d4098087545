"""Pelican's three taxonomies: tags, categories and authors.

The tags of a whole site: what each is called, and what became of every spelling.

Everything a build knows about the terms of one taxonomy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .spelling import display_name, tag_key
from .vocabulary import Vocabulary, VocabularyEntry


@dataclass(frozen=True, slots=True)
class TermKind:
    """One taxonomy of Pelican's.

    Attributes:
        word: the singular, as in messages, templates and, in capitals, Pelican's settings.
        many: the plural; a generator's attribute has that name.
        file: the name of its vocabulary file, next to the settings.
    """

    word: str
    many: str
    file: str


TAG = TermKind("tag", "tags", "tags.yaml")
CATEGORY = TermKind("category", "categories", "categories.yaml")
AUTHOR = TermKind("author", "authors", "authors.yaml")


@dataclass(frozen=True, slots=True)
class TagUse:
    """One tag on one article, as it was written.

    Attributes:
        written: the tag, to the letter.
        date: of the article, with its time zone.
    """

    written: str
    date: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A tag as the site shows it.

    Attributes:
        name: the canonical name.
        aliases: the other spellings met, by code point.
        written: every spelling met, to the letter, with the number of its uses.
        first: date of the oldest article with it; None where none has it.
        entry: what the owner says of it.
    """

    name: str
    aliases: tuple[str, ...] = ()
    written: Mapping[str, int] = field(default_factory=dict)
    first: datetime | None = None
    entry: VocabularyEntry | None = None

    @property
    def count(self) -> int:
        """The number of its uses."""
        return sum(self.written.values())


class Taxonomy:
    """The terms of a site.

    Args:
        uses: every tag of every published article; they decide how a tag is spelt.
        vocabulary: what the owner has settled.
    """

    def __init__(self, uses: Iterable[TagUse], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        spellings: dict[str, dict[str, list[TagUse]]] = defaultdict(lambda: defaultdict(list))
        self.dropped: dict[str, int] = {}
        self.split: dict[str, tuple[str, ...]] = {}
        for use in uses:
            name = display_name(use.written)
            stands_for = vocabulary.expand(name) if name else ()
            if not stands_for:
                self.dropped[use.written] = self.dropped.get(use.written, 0) + 1
            elif len(stands_for) > 1:
                self.split[use.written] = stands_for
            for each in stands_for:
                # Of a tag that was parted, each part is as the owner spells it.
                whole = len(stands_for) == 1
                one = use if whole else TagUse(each, use.date)
                spellings[self._group(each)][name if whole else each].append(one)
        self._terms = {group: self._term(group, found) for group, found in spellings.items()}

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that are met, by name."""
        return tuple(sorted(self._terms.values(), key=lambda term: term.name))

    def terms_of(self, written: Iterable[str]) -> tuple[Term, ...]:
        """Return the terms of one article, without those that are only implied.

        Args:
            written: its tags as they were written; they need not be among the uses.
        """
        names = filter(None, map(display_name, written))
        parts = (part for name in names for part in self._vocabulary.expand(name))
        return self._found(parts)

    def implied_by(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """Return the further terms that an article with *terms* gets."""
        terms = tuple(terms)
        own = {term.name for term in terms}
        names = (name for term in terms for name in self._vocabulary.implied(term.name))
        return tuple(term for term in self._found(names) if term.name not in own)

    def parents_of(self, term: Term) -> tuple[Term, ...]:
        """Return the broader terms of a term."""
        return self._found(self._vocabulary.parents.get(term.name, ()))

    def _found(self, names: Iterable[str]) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        for name in names:
            group = self._group(name)
            term = self._terms.get(group)
            if term is None:
                entry = self._vocabulary.entry(name)
                term = Term(name=entry.name if entry else name, entry=entry)
            found.setdefault(term.name, term)
        return tuple(found.values())

    def _group(self, name: str) -> str:
        entry = self._vocabulary.entry(name)
        # No key holds a line break, so no name can be taken for one.
        return f"{entry.name}\n" if entry else tag_key(name)

    def _term(self, group: str, spellings: Mapping[str, list[TagUse]]) -> Term:
        entry = self._vocabulary.entry(group[:-1]) if group.endswith("\n") else None
        name = entry.name if entry else _most_used(spellings)
        written: dict[str, int] = defaultdict(int)
        for use in (use for uses in spellings.values() for use in uses):
            written[use.written] += 1
        return Term(
            name=name,
            aliases=tuple(sorted(spellings.keys() - {name})),
            written=dict(sorted(written.items())),
            first=min(use.date for uses in spellings.values() for use in uses),
            entry=entry,
        )


def _most_used(spellings: Mapping[str, list[TagUse]]) -> str:
    """Return the spelling of most uses; of equals that of the newest article, then the first."""

    def rank(name: str) -> tuple[int, datetime]:
        uses = spellings[name]
        return len(uses), max(use.date for use in uses)

    return max(sorted(spellings), key=rank)


@dataclass(frozen=True, slots=True)
class TagIndex:
    """The terms of one taxonomy of a site.

    Attributes:
        kind: the taxonomy.
        vocabulary: what the site author has decided.
        taxonomy: what the site uses.
        slugs: the slug of each term by its name.
        slugify: the slug that Pelican makes of a name; it may be empty.
    """

    kind: TermKind
    vocabulary: Vocabulary
    taxonomy: Taxonomy
    slugs: Mapping[str, str]
    slugify: Callable[[str], str]

    @property
    def has_languages(self) -> bool:
        """Whether a term has names in other languages."""
        return any(entry.names for entry in self.vocabulary.entries)
