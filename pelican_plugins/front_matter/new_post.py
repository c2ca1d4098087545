"""The text of a new post or page, and the name of its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import yaml

from .addresses import device_in
from .dates import Order, read_moment

# In bytes: with folders and endings around it, every file system takes it.
_LONGEST = 120
# In the name of a file, on one system or another.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What its front matter says.

    Attributes:
        title: one line of text.
        slug: the last part of its address, where that does not follow from the title.
        date: of a post; a page has none.
        tags: of a post, by their canonical names.
        category: its own, if not that of its folder or the site.
    """

    title: str
    slug: str = ""
    date: date | None = None
    tags: Sequence[str] = ()
    category: str = ""


def text_of(draft: Draft) -> str:
    """Return the text of the file: a front matter, ready to be written below."""
    lines = [_yaml("title", draft.title)]
    if draft.date is not None:
        # As text, YAML would put it in quotation marks.
        lines.append(f"date: {draft.date.isoformat()}\n")
    lines.append("draft: true\n")
    if draft.slug:
        lines.append(_yaml("slug", draft.slug))
    if draft.category:
        lines.append(_yaml("category", draft.category))
    if draft.date is not None or draft.tags:
        lines.append(_yaml("tags", list(draft.tags)))
    return "".join(["---\n", *lines, "---\n\n"])


def stem_of(slug: str, now: date) -> str:
    """Return a name for the file of a text with that *slug*, without its ending.

    Args:
        slug: as the site makes it of the title; empty where the title has no letters.
        now: names the file of a text that nothing else does.
    """
    stem = _FORBIDDEN.sub("-", slug).strip(". ")
    if not stem:
        return now.strftime("%Y-%m-%d")
    if len(stem.encode()) > _LONGEST:
        cut = stem.encode()[:_LONGEST].decode("utf-8", "ignore")
        stem = cut.rpartition("-")[0] or cut
    return f"{stem}-text" if device_in(stem) else stem


def date_of(text: str, now: datetime, order: Order | None = None) -> date:
    """Return the moment or the day that an owner asks for, or *now* for an empty text.

    Args:
        text: in any form a front matter takes.
        now: with the site's time zone, which counts where the text names none.
        order: what stands first in a date such as 08/03/2019.

    Raises:
        DateOrderError: the order matters, and is not known.
        DateError: it is no date.
    """
    if not text:
        return now.replace(microsecond=0)
    moment = read_moment(text, order)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=now.tzinfo)
    return moment


def _yaml(key: str, value: object) -> str:
    # Of endless width, so that no value is broken into lines.
    return yaml.safe_dump({key: value}, allow_unicode=True, width=float("inf"))
