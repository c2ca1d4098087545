"""Contents of all readers: which image they name, and what must stay private."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pelican import signals
from pelican.contents import Article, Page

from .._core.build import build_of
from .._core.contract import LEAD_PICTURE, READ_ANEW
from .._core.diagnostics import report
from .._core.source_lines import in_content
from .key_aliases import may_mean
from .settings import FrontMatterSettings


def connect_other_readers() -> None:
    """Connect to Pelican's signals."""
    signals.content_object_init.connect(_look_at)


def _look_at(content: Any) -> None:
    if not isinstance(content, Article | Page):
        return
    now = datetime.now(UTC)
    if content.metadata.get("reader") != "frontmatter":
        _keep_private(content, now)
    named = isinstance(content.metadata.get(LEAD_PICTURE), dict)
    if not named and may_mean("picture", content.metadata):
        # What reads front matter is loaded only where it is read.
        from .metadata import lead_picture
        from .pelican_reader_metadata import keys_in_metadata

        picture = lead_picture(keys_in_metadata(content.metadata))
        if picture is not None:
            content.lead_picture = content.metadata[LEAD_PICTURE] = picture
    _hold_back_future(content, now)


def _keep_private(content: Any, now: datetime) -> None:
    from .pelican_reader_metadata import publication_in_metadata

    settings = build_of(content).state(FrontMatterSettings)
    publication = publication_in_metadata(content.metadata, settings, content.settings, now)
    for problem in publication.problems:
        report(in_content(content, problem))
    if publication.problems or publication.changes_with_time:
        content.metadata[READ_ANEW] = True
    if publication.status is not None:
        # It is too late for Pelican to skip it.
        _set_status(content, "draft" if publication.status == "skip" else publication.status)


def _hold_back_future(content: Any, now: datetime) -> None:
    """Apply `WITH_FUTURE_DATES = False` to pages, too, as Pelican's manual says."""
    date = getattr(content, "date", None)
    if content.settings["WITH_FUTURE_DATES"] or not isinstance(date, datetime) or date <= now:
        return
    content.metadata[READ_ANEW] = True
    if isinstance(content, Page) and content.status != "skip":
        _set_status(content, "draft")


def _set_status(content: Any, status: str) -> None:
    content.status = content.metadata["status"] = status
