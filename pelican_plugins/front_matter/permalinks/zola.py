"""The URLs of Zola.

What is a page and where it is: getzola.org/documentation/content/page/, section "Output paths";
languages: /documentation/content/multilingual/. What these leave open was read from its source
(`Page::parse` and `slugify_paths`, version 0.22).
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from unidecode import unidecode

from ..settings import FrontMatterSettings
from .source import Permalink, PermalinkSource

_DATED = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?"
    r"(?:\s?[_-](?P<slug>.+)$)?",
    re.ASCII,
)
_REFUSED = str.maketrans("", "", '<>:"/\\|?*')


def permalink(source: PermalinkSource, rules: FrontMatterSettings) -> Permalink:
    """Return where a post is.

    Folders are not changed; only the last part becomes a slug. A `_index.md` is its folder's page.
    """
    folder, file = posixpath.split(source.path)
    name, language = _language_in(posixpath.splitext(file)[0], rules)
    prefix = rules.url_prefixes.get(language, language)
    steps = [step for step in folder.split("/") if step]
    translation = "/".join([*steps, name])
    if name == "_index":
        url = _folder([prefix, *steps])
        return _permalink(url, language, translation, is_dated=False)
    named = steps.pop() if name == "index" and steps else name
    dated = _DATED.match(named)
    undated = dated["slug"] if dated and not rules.keep_file_dates else None
    slug = _text(source.values.get("slug")) or undated or named
    if own := _text(source.values.get("path")).strip():
        url = _folder(own.split("/"))
    elif name == "index" and not folder:
        url = _folder([prefix])
    else:
        url = _folder([prefix, *steps, slug_of(slug, rules)])
    return _permalink(url, language, translation, is_dated=bool(source.date or dated))


def slug_of(text: str, rules: FrontMatterSettings) -> str:
    """Return the last part of a URL, as `slugify.paths` says."""
    if rules.slug_characters == "all":
        return text
    if rules.slug_characters == "safe":
        return text.rstrip(" .").translate(_REFUSED)
    # Zola has its words from Unidecode's tables, too, and a hyphen for what they do not have.
    plain = "".join(unidecode(character) or "-" for character in text).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _language_in(stem: str, rules: FrontMatterSettings) -> tuple[str, str]:
    """Return a file's name without its language, and that; empty for the default language."""
    name, _, code = stem.partition(".")
    return (name, code) if code in rules.url_prefixes else (stem, "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _folder(steps: list[str]) -> str:
    return "".join(f"{step}/" for step in steps if step)


def _permalink(url: str, language: str, translation: str, *, is_dated: bool) -> Permalink:
    return Permalink(
        url=url,
        save_as=f"{url}index.html",
        slug=posixpath.basename(url.rstrip("/")),
        language=language,
        translation=translation,
        kind="article" if is_dated else "page",
    )
