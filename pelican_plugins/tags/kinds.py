"""The three things that Pelican files articles under, which are all spelt carelessly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One of them.

    Attributes:
        word: its name in messages, templates and, in capitals, in Pelican's settings.
        many: several of them; the name of what a generator keeps them in.
        file: name of its vocabulary, next to the settings.
    """

    word: str
    many: str
    file: str


TAG = Kind("tag", "tags", "tags.yaml")
CATEGORY = Kind("category", "categories", "categories.yaml")
AUTHOR = Kind("author", "authors", "authors.yaml")
