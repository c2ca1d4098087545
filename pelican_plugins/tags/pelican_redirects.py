"""Write what stands at the old addresses of merged tags: pages that lead on, and feeds."""

from __future__ import annotations

import logging
from typing import Any

from .._core.pelican_output import numbered_paths, taken_paths, write_redirect
from .redirects import OldSlug, old_slugs
from .tag_index import TagIndex

logger = logging.getLogger(__name__)

_PELICANS_FEED_TYPES = ("atom", "rss")


def write_old_addresses(found: TagIndex, generator: Any, writer: Any) -> None:
    """Keep every address of a page or a feed alive that a merge took away."""
    gone = old_slugs(found)
    if not gone:
        return
    word = found.kind.word
    groups = getattr(generator, found.kind.many)
    articles = {group.slug: (group, its) for group, its in dict(groups).items()}
    taken = taken_paths(generator, writer)
    for one in gone:
        if one.new not in articles:
            continue
        group, listed = articles[one.new]
        for path in _old_pages(word, one, group, listed):
            problem = write_redirect(writer, path, group.url, group.name, taken)
            if problem:
                logger.info("%s (of the %s %r)", problem, word, one.written)
        _write_feeds(one, group, listed, generator, writer)


def _old_pages(word: str, one: OldSlug, group: Any, articles: list[Any]) -> list[str]:
    old = type(group)(one.written, group.settings)
    old.slug = one.old
    listed = articles[: max(one.uses, 1)]
    return numbered_paths(word, old.save_as, old.url, listed, group.settings)


def _write_feeds(
    one: OldSlug, group: Any, articles: list[Any], generator: Any, writer: Any
) -> None:
    """Have the old feeds go on with all that the tag holds now: nobody subscribes anew."""
    settings = generator.settings
    for kind in getattr(writer, "feed_types", _PELICANS_FEED_TYPES):
        name = f"{type(group).__name__.upper()}_FEED_{kind.upper()}"
        if not settings.get(name):
            continue
        path = str(settings[name])
        try:
            writer.write_feed(
                articles,
                generator.context,
                path.format(slug=one.old),
                settings.get(f"{name}_URL", path).format(slug=one.old),
                feed_type=kind,
                feed_title=group.name,
            )
        except (OSError, RuntimeError) as error:
            logger.info("the old feed of %r is not written (%s)", one.written, error)
