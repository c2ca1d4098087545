"""What a build has found out about the tags of its site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .taxonomies import Kind
from .taxonomy import Taxonomy
from .vocabulary.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """All about tags, or about categories or authors.

    Attributes:
        kind: which of them.
        vocabulary: what the owner has settled.
        taxonomy: what is met in the site.
        slugs: the slug of each term by its name.
        slugify: the slug that Pelican makes of a name; it may be empty.
    """

    kind: Kind
    vocabulary: Vocabulary
    taxonomy: Taxonomy
    slugs: Mapping[str, str]
    slugify: Callable[[str], str]

    @property
    def has_languages(self) -> bool:
        """Whether a term has names in other languages."""
        return any(entry.names for entry in self.vocabulary.entries)
