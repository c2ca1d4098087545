"""Give articles and pages their canonical tags before Pelican makes pages of them."""

from __future__ import annotations

import logging
from itertools import chain
from typing import Any

from pelican import signals
from pelican.contents import Tag

from .._core import hooks
from .settings import TagsSettings
from .vocabulary import Canonical, Use, Vocabulary, check_aliases, tell_of_slug

logger = logging.getLogger(__name__)

_aliases: dict[str, str] = {}

# In capitals, which no reader gives to a header's key.
_AS_WRITTEN = "POUCH_TAGS_AS_WRITTEN"

_PUBLISHED = ("articles", "translations")
_UNLISTED = ("hidden_articles", "hidden_translations", "drafts", "drafts_translations")
_PAGES = (
    "pages",
    "translations",
    "hidden_pages",
    "hidden_translations",
    "draft_pages",
    "draft_translations",
)


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    signals.initialized.connect(_configure)
    signals.article_generator_pretaxonomy.connect(_name_tags_of_articles)
    signals.page_generator_finalized.connect(_name_tags_of_pages)


def _configure(pelican: Any) -> None:
    settings = hooks.configure(pelican, TagsSettings, "POUCH_TAGS")
    _aliases.clear()
    _aliases.update(check_aliases(settings.aliases))


def _name_tags_of_articles(generator: Any) -> None:
    # What is published decides how a tag is spelt; drafts and pages only follow.
    published = _contents(generator, _PUBLISHED)
    uses = [Use(name, article.date) for article in published for name in _written(article)]
    vocabulary = Vocabulary(uses, _aliases)
    generator.context["pouch_vocabulary"] = vocabulary
    _rename([*published, *_contents(generator, _UNLISTED)], vocabulary, generator.context)


def _name_tags_of_pages(generator: Any) -> None:
    vocabulary = generator.context.get("pouch_vocabulary") or Vocabulary((), _aliases)
    _rename(_contents(generator, _PAGES), vocabulary, generator.context)


def _contents(generator: Any, names: tuple[str, ...]) -> list[Any]:
    return list(chain.from_iterable(getattr(generator, name) for name in names))


def _written(content: Any) -> tuple[str, ...]:
    """Return a content's tags as written, also when Pelican's cache kept it renamed."""
    if _AS_WRITTEN not in content.metadata:
        tags = tuple(tag.name for tag in getattr(content, "tags", ()))
        content.metadata[_AS_WRITTEN] = tags
    return content.metadata[_AS_WRITTEN]  # type: ignore[no-any-return]


def _rename(contents: list[Any], vocabulary: Vocabulary, context: dict[str, Any]) -> None:
    shared: dict[str, Tag] = {}
    dropped: dict[str, set[str]] = {}
    for content in contents:
        names = [vocabulary.canonical(name) for name in _written(content)]
        if not names:
            continue
        tags = [_tag(shared, name, content.settings) for name in dict.fromkeys(names)]
        content.tags = _with_own_slugs(tags, dropped)
        content.metadata["tags"] = content.tags
    # Pages come after the articles: what was told of those is not told again.
    told: set[str] = context.setdefault("pouch_shared_slugs", set())
    for slug in sorted(dropped.keys() - told):
        logger.warning("%s", tell_of_slug(slug, dropped[slug]))
    told.update(dropped)


def _with_own_slugs(tags: list[Tag], dropped: dict[str, set[str]]) -> list[Tag]:
    """Return the tags that have a page each, and note in *dropped* the others by their slug."""
    kept: dict[str, Tag] = {}
    for tag in tags:
        first = kept.setdefault(tag.slug, tag)
        if first is not tag or not tag.slug:
            dropped.setdefault(tag.slug, set()).update((first.name, tag.name))
    kept.pop("", None)
    return list(kept.values())


def _tag(shared: dict[str, Tag], canonical: Canonical, settings: Any) -> Tag:
    if canonical.name not in shared:
        tag = Tag(canonical.name, settings)
        tag.aliases = canonical.aliases
        shared[canonical.name] = tag
    return shared[canonical.name]
