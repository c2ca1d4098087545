"""From Pelican's contents to the plain data that exports are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from .._core.contract import PelicanContent, resources_of
from .._core.output_paths import OutputPaths
from .works import Article

_TAG = re.compile(r"<!--.*?-->|<[a-zA-Z/!?][^>]*>", re.DOTALL)


def article_of(content: PelicanContent) -> Article:
    """Return what counts of *content*, an article or a page that went through the pipeline."""
    settings = content.settings.get("POUCH_RESOURCES") or {}
    return Article(
        title=plain_title(str(content.title)),
        url=content.url,
        resources=resources_of(content),
        # A list that is left alone gets no ids.
        anchors=settings.get("placement") != "none",
        family=_family(content),
    )


def originals_first(contents: Iterable[Any]) -> list[Any]:
    """Return *contents* by their files, what is in the site's language before translations."""
    return sorted(contents, key=lambda c: (not c.in_default_lang, str(c.relative_source_path)))


def taken_paths(
    contents: Iterable[Any], static: Mapping[str, Any], settings: Mapping[str, Any]
) -> OutputPaths:
    """Return the paths below the output folder that are an owner's, each with whose it is."""
    taken = OutputPaths()
    for name in settings["DIRECT_TEMPLATES"]:
        path = settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html")
        if path:
            taken.reserve(path, f"the page of {name!r}")
    for name, path in settings["TEMPLATE_PAGES"].items():
        taken.reserve(str(path), f"the page of {name!r}")
    for file in (*contents, *filter(None, static.values())):
        # Not .save_as: Pelican no longer lets a page attach a file that was asked for its own.
        path = file.get_url_setting("save_as")
        if path:
            taken.reserve(path, f"the place of {file.relative_source_path}")
    return taken


def plain_title(html: str) -> str:
    """Return the text of a title, which is HTML to Pelican."""
    return unescape(_TAG.sub("", html))


def _family(content: PelicanContent) -> str:
    paths = [str(other.source_path) for other in getattr(content, "translations", ())]
    return min([*paths, str(content.source_path)])
