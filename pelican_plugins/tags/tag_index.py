"""Everything a build knows about the terms of one taxonomy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .taxonomies import TermKind
from .taxonomy import Taxonomy
from .vocabulary.vocabulary import Vocabulary


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
