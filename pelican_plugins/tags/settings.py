"""`POUCH_TAGS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsSettings:
    """The vocabulary of tags, in settings instead of a file.

    Attributes:
        file: a vocabulary in YAML, next to the settings; optional.
        aliases: maps other spellings to tags.
        drop: tags to remove from every post.
        split: maps a tag to the tags that replace it.
        implies: maps a tag to further tags for every post that has it.
        parents: maps a tag to broader tags, shown on its page.
        descriptions: maps a tag to a sentence for its page.
        slugs: maps a tag to its slug, if different from the one Pelican derives from its name.
        categories: treat categories in the same way, with a vocabulary `categories.yaml`.
        authors: treat authors in the same way, with a vocabulary `authors.yaml`.
    """

    file: str = "tags.yaml"
    aliases: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    implies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    slugs: Mapping[str, str] = field(default_factory=dict)
    categories: bool = False
    authors: bool = False
