"""Pelican's three taxonomies: tags, categories and authors."""

from __future__ import annotations

from dataclasses import dataclass


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
