"""The inputs from which a generator builds a URL, and the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class PermalinkSource:
    """A post as its generator sees it.

    Attributes:
        path: relative to its content folder, with `/`.
        language: that of its folder; empty if it is in no folder of a language.
        title: as typed; empty if there is none.
        date: of publication, with a zone or without; None if there is none.
        slug: as typed; None if the front matter has none.
        address: the value of `url`, `permalink` or `path`, as typed; None if there is none.
        categories: as typed.
        values: all values of the front matter, with keys as typed.
        zone: of the site.
    """

    path: str
    language: str = ""
    title: str = ""
    date: datetime | None = None
    slug: str | None = None
    address: str | None = None
    categories: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    zone: tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Permalink:
    """Where a post is.

    Attributes:
        url: relative to the site, as Pelican's `url`: not percent-encoded; may be empty.
        save_as: the path of the file.
        slug: the last part of the URL without an extension.
        language: of the text; empty for the default language.
        translation: the same string for all translations of one text.
        kind: whether the generator lists it by date (an article) or not (a page).
        date: of publication as the generator reads it; None if nothing is special about that.
        feed_id: the path in the id of its feed entry, which is a URL of the site; that of its page
            if empty.
        left_out: why the generator ignores it, as a sentence; empty if it does not.
    """

    url: str
    save_as: str
    slug: str
    language: str = ""
    translation: str
    kind: Literal["article", "page"]
    date: datetime | None = None
    feed_id: str = ""
    left_out: str = ""
