"""The URLs of Eleventy.

Where a template is written to: 11ty.dev/docs/permalinks/; what `page` holds:
/docs/data-eleventy-supplied/. Each rule was tried with Eleventy 3.1.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..settings import FrontMatterSettings
from ..slugs_and_urls import UnusableUrlError
from .eleventy_template import render
from .source import Permalink, PermalinkSource

_NAME = re.compile(r"[A-Za-z_]\w*")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-(.*)")


def permalink(source: PermalinkSource, rules: FrontMatterSettings) -> Permalink:
    """Return where a post is.

    Raises:
        UnusableUrlError: its permalink is made by code that only Eleventy can run.
    """
    prefix = rules.url_prefixes.get(source.language, source.language)
    path = posixpath.join(prefix, source.path)
    stem = posixpath.splitext(path)[0]
    written = _permalink_of(source.values, rules.permalinks, stem)
    if isinstance(written, str) and written:
        url = _url(_rendered(written, source, path))
    else:
        folder, name = posixpath.split(stem)
        # A template with the name of its folder is that folder's page.
        url = f"{folder if name in {'index', posixpath.basename(folder)} else stem}/".lstrip("/")
    return Permalink(
        url=url,
        save_as=f"{url}index.html" if url.endswith("/") or not url else url,
        slug=posixpath.splitext(posixpath.basename(url.rstrip("/")))[0],
        language=source.language,
        translation=posixpath.splitext(source.path)[0],
        kind="article" if source.date else "page",
    )


def pattern_for(stem: str, permalinks: Mapping[str, str]) -> str | None:
    """Return the pattern of a data file for a post: its own, or the nearest folder's."""
    while stem:
        if stem in permalinks:
            return permalinks[stem]
        stem = posixpath.dirname(stem)
    return permalinks.get("")


def _permalink_of(values: Mapping[str, Any], permalinks: Mapping[str, str], stem: str) -> Any:
    # The reader has the keys of front matter in lower case.
    computed = values.get("eleventycomputed")
    if isinstance(computed, Mapping) and computed.get("permalink") is not None:
        return computed["permalink"]
    # Without a value it sets aside that of a data file.
    found = values["permalink"] if "permalink" in values else pattern_for(stem, permalinks)
    return found.get("build") if isinstance(found, Mapping) else found


def _rendered(template: str, source: PermalinkSource, path: str) -> str:
    stem = posixpath.splitext(path)[0]
    folder, name = posixpath.split(stem)
    slug = _undated(name)
    page = {
        "date": _in_utc(source.date),
        "inputPath": f"./{path}",
        "fileSlug": _undated(posixpath.basename(folder)) if slug == "index" else slug,
        "filePathStem": f"/{posixpath.join(folder, slug)}",
        "outputFileExtension": "html",
        "lang": source.language or None,
    }
    if source.values.get("dynamicpermalink") is False:
        return template
    named = {name: source.values.get(name.lower()) for name in _NAME.findall(template)}
    known = {name: value for name, value in named.items() if value is not None}
    return render(template, {**known, "page": page})


def _undated(name: str) -> str:
    found = _DATED.search(name)
    return found[1] if found else name


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC)


def _url(path: str) -> str:
    """Return the URL of an output path.

    Raises:
        UnusableUrlError: it leads out of the output folder.
    """
    path = path.strip()
    is_folder = path.endswith("/") or not path
    steps = posixpath.normpath(f"/{path}").split("/")
    depth = 0
    for step in path.split("/"):
        depth += {"": 0, ".": 0, "..": -1}.get(step, 1)
        if depth < 0:
            raise UnusableUrlError("it points outside its folder")
    url = "/".join(step for step in steps if step)
    if url == "index.html" or url.endswith("/index.html"):
        return url.removesuffix("index.html")
    # Servers show a file without an extension as the page of its folder.
    if url and (is_folder or "." not in posixpath.basename(url)):
        return f"{url}/"
    return url
