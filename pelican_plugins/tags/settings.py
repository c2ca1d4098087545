"""`POUCH_TAGS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsSettings:
    """Which spellings stand for which tag, and what else is settled about tags.

    Attributes:
        file: a vocabulary in YAML, next to the settings; it need not be there.
        aliases: other spellings, each with the tag it stands for.
        drop: tags that are left out of every post.
        split: tags, each with those that stand in its place.
        implies: tags, each with those that a post with it has, too.
        parents: tags, each with broader ones, which its page names.
        descriptions: a sentence for the page of a tag.
        slugs: the slug of a tag, where it is not to be the one Pelican makes of its name.
        categories: whether categories are treated alike, with a vocabulary `categories.yaml`.
        authors: whether authors are, with `authors.yaml`.
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
