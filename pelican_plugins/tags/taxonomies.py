"""Pelican's taxonomies (tags, categories and authors), their terms, and the index of a build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .spelling import display_name, in_capitals, tag_key, with_turkic_case
from .vocabulary import Vocabulary, VocabularyEntry


@dataclass(frozen=True, slots=True)
class TermKind:
    """One of Pelican's taxonomies.

    Attributes:
        word: the singular, as in messages, templates and the prefix of Pelican's settings.
        many: the plural, also the name of a generator's attribute.
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
    """One tag on one article.

    Attributes:
        written: the tag as written.
        date: of the article, with its time zone.
    """

    written: str
    date: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A tag with all its spellings.

    Attributes:
        name: the canonical name.
        aliases: the other display names used, by code point.
        written: every spelling as written, with the number of its uses.
        first: date of the oldest article with it; None if there is none.
        entry: in the vocabulary.
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
        uses: every tag of every published article; they decide the spelling.
        vocabulary: of the site author.
        language: of the site, as in `DEFAULT_LANG`.
    """

    def __init__(self, uses: Iterable[TagUse], vocabulary: Vocabulary, language: str = "") -> None:
        self._vocabulary = vocabulary
        self._turkic = language.partition("-")[0].lower() in {"tr", "az"}
        uses = tuple(uses)
        self._written_small = self._small_forms({display_name(use.written) for use in uses})
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
                # The parts of a split tag are spelt as in the vocabulary.
                unsplit = len(stands_for) == 1
                one = use if unsplit else TagUse(each, use.date)
                spellings[self._group(each)][name if unsplit else each].append(one)
        self._terms = {group: self._term(group, found) for group, found in spellings.items()}

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms in use, by name."""
        return tuple(sorted(self._terms.values(), key=lambda term: term.name))

    def terms_of(self, written: Iterable[str]) -> tuple[Term, ...]:
        """Return the terms of one article, without implied ones.

        Args:
            written: its tags as written; not necessarily among the uses.
        """
        names = filter(None, map(display_name, written))
        parts = (part for name in names for part in self._vocabulary.expand(name))
        return self._found(parts)

    def implied_by(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """Return the additional terms that *terms* imply."""
        terms = tuple(terms)
        own = {term.name for term in terms}
        names = (name for term in terms for name in self._vocabulary.implied(term.name))
        return tuple(term for term in self._found(names) if term.name not in own)

    def parents_of(self, term: Term) -> tuple[Term, ...]:
        """Return the broader terms of *term*."""
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
        # Keys have no line break, so names and keys cannot be confused.
        return f"{entry.name}\n" if entry else self._key(name)

    def _key(self, name: str) -> str:
        key = tag_key(name)
        if self._turkic:
            key = with_turkic_case(key)
        return self._written_small.get(key, key) if name.isupper() else key

    def _small_forms(self, names: set[str]) -> dict[str, str]:
        """Return, by the key of a name in capitals, that of the only name it can mean.

        `STRASSE` is `Straße` where nobody writes `Strasse`.
        """
        small = {tag_key(name) for name in names if not name.isupper()}
        forms: dict[str, set[str]] = defaultdict(set)
        for key in small:
            forms[in_capitals(key)].add(key)
        return {
            capitals: next(iter(keys))
            for capitals, keys in forms.items()
            if capitals not in small and len(keys) == 1
        }

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
    """Return the most used spelling; of equals that of the newest article, then the first."""

    def rank(name: str) -> tuple[int, datetime]:
        uses = spellings[name]
        return len(uses), max(use.date for use in uses)

    return max(sorted(spellings), key=rank)


@dataclass(frozen=True, slots=True)
class TagIndex:
    """The terms of one taxonomy of a site.

    Attributes:
        kind: the taxonomy.
        vocabulary: of the site author.
        taxonomy: the terms in use.
        slugs: the slug of each term by its name.
        slugify: returns the slug that Pelican derives from a name; may be empty.
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
