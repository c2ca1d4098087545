"""The URLs of Astro.

Files of `src/pages` are pages (docs.astro.build/en/guides/routing/). Those of a collection are
where the name of the page that shows them says, and are named by their path, of which each part is
made a slug as on GitHub (/en/reference/content-loader-reference/, `generateId`).
"""

from __future__ import annotations

import posixpath
import re
from datetime import datetime

from ..._core.github_slugs import github_slug
from ..settings import FrontMatterSettings
from ..slugs_and_urls import UnusableUrlError
from .source import Permalink, PermalinkSource

_PARAMETER = re.compile(r"\[(?:\.\.\.)?(\w+)\]")
_LANGUAGES = {"lang", "locale", "language"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
_DATES = {"year", "month", "day"}
_DATED = re.compile(r"^\d{4}-\d{2}-\d{2}-(?=.)")


def permalink(source: PermalinkSource, rules: FrontMatterSettings) -> Permalink:
    """Return where a text is.

    `rules.permalinks` has, by the folder of a collection, the path of its page, such as
    `/blog/[...slug]/`. Where that has `[year]`, `[month]` or `[day]`, these are of the date, and
    the slug is the last part of a text's name, without a date that it begins with.
    """
    stem = posixpath.splitext(source.path)[0]
    folder = stem
    while folder and folder not in rules.permalinks:
        folder = posixpath.dirname(folder)
    if pattern := rules.permalinks.get(folder):
        url = _filled(pattern, entry_id(stem[len(folder) :].lstrip("/"), source), source.date)
    else:
        url = stem.removesuffix("index").strip("/") if _is_index(stem) else stem
    url = url.strip("/")
    file = f"{url}.html" if rules.ugly_urls and url else posixpath.join(url, "index.html")
    return Permalink(
        url=url if rules.ugly_urls or not url else f"{url}/",
        save_as=file,
        slug=posixpath.basename(url),
        translation=stem,
        kind="article" if source.date else "page",
    )


def entry_id(path: str, source: PermalinkSource) -> str:
    """Return the name that Astro gives a text of a collection.

    Args:
        path: below the collection's folder, without extension.
        source: of the text, whose `slug` counts more than its path.
    """
    own = source.values.get("slug")
    if isinstance(own, str) and own:
        return own
    name = "/".join(github_slug(step) for step in path.split("/"))
    return name.removesuffix("/index")


def _is_index(stem: str) -> bool:
    return posixpath.basename(stem) == "index"


def _filled(pattern: str, name: str, date: datetime | None) -> str:
    """Return a page's path with its parameters filled in; a language is the name's first part.

    Raises:
        UnusableUrlError: it needs a date, and there is none.
    """
    parameters = _PARAMETER.findall(pattern)
    values = dict.fromkeys(_LANGUAGES, "")
    if parameters[:1] != parameters[-1:] and parameters[0] in _LANGUAGES and "/" in name:
        first, _, rest = name.partition("/")
        if _LANGUAGE.fullmatch(first):
            values[parameters[0]], name = first, rest
    if _DATES & set(parameters):
        if date is None:
            raise UnusableUrlError(f"{pattern} needs a date")
        name = _DATED.sub("", posixpath.basename(name))
        values |= {"year": f"{date:%Y}", "month": f"{date:%m}", "day": f"{date:%d}"}
    return _PARAMETER.sub(lambda found: values.get(found[1], name), pattern)
