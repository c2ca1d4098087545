"""From Pelican's contents to the plain data that exports are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from .works import Article

_TAG = re.compile(r"<!--.*?-->|<[a-zA-Z/!?][^>]*>", re.DOTALL)


def article_of(content: Any) -> Article:
    """Return what counts of *content*, an article or a page that went through the pipeline."""
    settings = content.settings.get("POUCH_RESOURCES") or {}
    return Article(
        title=plain_title(str(content.title)),
        url=content.url,
        resources=getattr(content, "resources", ()),
        # A list that is left alone gets no ids.
        anchors=settings.get("placement") != "none",
        family=_family(content),
    )


def originals_first(contents: Iterable[Any]) -> list[Any]:
    """Return *contents* by their files, what is in the site's language before translations."""
    return sorted(contents, key=lambda c: (not c.in_default_lang, str(c.relative_source_path)))


def plain_title(html: str) -> str:
    """Return the text of a title, which is HTML to Pelican."""
    return unescape(_TAG.sub("", html))


def _family(content: Any) -> str:
    paths = [str(other.source_path) for other in getattr(content, "translations", ())]
    return min([*paths, str(content.source_path)])
