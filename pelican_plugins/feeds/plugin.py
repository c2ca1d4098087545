"""Have Pelican write its feeds with `FeedWriter`, and add what belongs to them."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.pelican_compat import FEEDS, is_met
from .pelican_site_feeds import (
    SiteFeeds,
    add_attachments,
    add_feed_links,
    plan_feeds,
    write_site_files,
)
from .pelican_writer import FeedWriter
from .settings import FeedsSettings, check_paths


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect("feedgen", "bs4")
    signals.initialized.connect(_configure)
    if not is_met(FEEDS):
        return
    signals.generator_init.connect(_add_feed_links)
    signals.article_generator_finalized.connect(_plan_feeds)
    signals.all_generators_finalized.connect(add_attachments)
    signals.get_writer.connect(_offer_writer)
    signals.article_writer_finalized.connect(_write_site_files)


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, FeedsSettings, "POUCH_FEEDS")
    check_paths(settings)
    if is_met(FEEDS):
        build_of(pelican).keep(SiteFeeds(settings, pelican))


def _add_feed_links(generator: Any) -> None:
    add_feed_links(build_of(generator).state(SiteFeeds), generator)


def _plan_feeds(generator: Any) -> None:
    plan_feeds(build_of(generator).state(SiteFeeds), generator)


def _offer_writer(_pelican: Any) -> type[FeedWriter]:
    return FeedWriter


def _write_site_files(generator: Any, writer: Any) -> None:
    write_site_files(build_of(generator).state(SiteFeeds), generator, writer, FeedWriter)
