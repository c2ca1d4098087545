"""Keep private what other readers have read and its author has not published, as in a post.

Pelican's readers for reST and HTML know `status` alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pelican import signals
from pelican.contents import Article, Page

from .._core.build import build_of
from .._core.contract import LEAD_PICTURE, READ_ANEW
from .._core.diagnostics import report
from .._core.source_lines import in_content
from .lead_picture import lead_picture
from .reader_metadata import keys_of, wish_in
from .settings import FrontMatterSettings


def connect_other_readers() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(_look_at)


def _look_at(content: Any) -> None:
    if not isinstance(content, Article | Page):
        return
    now = datetime.now(UTC)
    if content.metadata.get("reader") != "frontmatter":
        _keep_private(content, now)
    if not isinstance(content.metadata.get(LEAD_PICTURE), dict):
        picture = lead_picture(keys_of(content.metadata))
        if picture is not None:
            content.lead_picture = content.metadata[LEAD_PICTURE] = picture
    _hold_back_future(content, now)


def _keep_private(content: Any, now: datetime) -> None:
    settings = build_of(content).state(FrontMatterSettings)
    wish = wish_in(content.metadata, settings, content.settings, now)
    for problem in wish.problems:
        report(in_content(content, problem))
    if wish.problems or wish.changes_later:
        content.metadata[READ_ANEW] = True
    if wish.status is not None:
        # It is too late to have Pelican skip it.
        _set_status(content, "draft" if wish.status == "skip" else wish.status)


def _hold_back_future(content: Any, now: datetime) -> None:
    """Have `WITH_FUTURE_DATES = False` mean pages, too, as Pelican's manual says it does."""
    date = getattr(content, "date", None)
    if content.settings["WITH_FUTURE_DATES"] or not isinstance(date, datetime) or date <= now:
        return
    content.metadata[READ_ANEW] = True
    if isinstance(content, Page) and content.status != "skip":
        _set_status(content, "draft")


def _set_status(content: Any, status: str) -> None:
    content.status = content.metadata["status"] = status
