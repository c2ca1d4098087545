"""URLs as Hugo makes them: https://gohugo.io/content-management/urls/.

They are those of the versions before 0.123, which changed few: ` & ` in a file's name is one hyphen
here. A setting that these ignore, such as the pattern of a folder in a folder, has the meaning that
newer ones give it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import unquote_plus

from ..._core.urls import in_path
from ..dates_in_names import FILE_NAME, date_in_file_name, keys_before_name
from ..settings import FrontMatterSettings
from .hugo_tokens import formatted, sanitised, selected
from .source import Permalink, PermalinkSource

_TOKEN = re.compile(r":(\w+(?:\[[^\]]+\])?)", re.ASCII)
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)(?:-\d\d-\d\d-\d\d(?![^-]))?(.*)", re.ASCII | re.DOTALL)
# Go's zero time.
_NO_DATE = datetime(1, 1, 1)  # noqa: DTZ001


def permalink(source: PermalinkSource, rules: FrontMatterSettings) -> Permalink:
    """Return where Hugo puts a post."""
    text = _read(source, rules)
    prefix = rules.url_prefixes.get(text.language, rules.url_prefixes.get("", "")).strip("/")
    if source.address and (text.base or text.folder):
        url = _of_address(source.address, prefix)
    else:
        url = _of_file(text, prefix, rules)
    last = posixpath.basename(url.rstrip("/"))
    slug = last if url.endswith("/") else posixpath.splitext(last)[0]
    dated = text.date is not _NO_DATE or rules.undated == "article"
    return Permalink(
        url=url if source.address else in_path(url),
        save_as=f"{url}index.html" if not url or url.endswith("/") else url,
        slug=slug or "index",
        language="" if _is_default(text.language, rules) else text.language,
        translation=text.translation,
        kind="article" if text.folder and dated and text.base else "page",
    )


def old_url(alias: str, link: Permalink, rules: FrontMatterSettings) -> str:
    """Return the URL of one of a post's `aliases`: a relative one begins at the post's URL."""
    folder = "" if alias.startswith("/") else posixpath.dirname(link.url.rstrip("/"))
    path = posixpath.normpath(f"/{folder}/{alias}").lstrip("/")
    if "://" in alias or not path or posixpath.splitext(path)[1]:
        return alias if "://" in alias else path
    return f"{path}.html" if rules.ugly_urls else f"{path}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What Hugo sees in a path and front matter.

    Attributes:
        folder: without that of a bundle.
        base: name of the file, or of the bundle's folder; empty for a list.
        language: empty where neither the name nor the folder has one.
        translation: see `Permalink`.
        title, slug: as typed; empty for none.
        date: Go's zero time for none.
    """

    folder: str
    base: str
    language: str
    translation: str
    title: str
    slug: str
    date: datetime


def _read(source: PermalinkSource, rules: FrontMatterSettings) -> _Text:
    folder, name = posixpath.split(source.path)
    stem, language = _without_language(name, source.language, rules.url_prefixes)
    base, translation = stem, posixpath.join(folder, stem)
    if stem == "_index":
        base = ""
    elif stem == "index":
        folder, base = posixpath.split(folder)
    said = next((v for key, v in source.values.items() if key.lower() == "translationkey"), None)
    moment, slug = _date_and_slug(source, base, rules)
    return _Text(
        folder=folder,
        base=base,
        language=language,
        translation=f"translationKey {said}" if said else translation,
        title=source.title,
        slug=(source.slug or "").strip("-") or slug,
        date=moment,
    )


def _without_language(name: str, of_folder: str, known: Iterable[str]) -> tuple[str, str]:
    """Return a file's name without extension and language, and the language of the text."""
    stem = posixpath.splitext(name)[0]
    before, dot, code = stem.rpartition(".")
    if dot and before and code.lower() in {language.lower() for language in known}:
        return before, code.lower()
    return stem, of_folder


def _is_default(language: str, rules: FrontMatterSettings) -> bool:
    prefixes = rules.url_prefixes
    return language not in prefixes or prefixes[language] == prefixes.get("", "")


def _date_and_slug(
    source: PermalinkSource, base: str, rules: FrontMatterSettings
) -> tuple[datetime, str]:
    """Return the date, and the slug that Hugo takes from a name that decides it."""
    # What follows the last dot is an extension to it.
    parts = _DATED.fullmatch(posixpath.splitext(base)[0])
    stated = {key.lower() for key, value in source.values.items() if value}
    first = {key.lower() for key in keys_before_name(rules.date_keys, source.path)}
    is_of_name = FILE_NAME in rules.date_keys and not stated & first
    if parts is None or not is_of_name or date_in_file_name(source.path) is None:
        return source.date or _NO_DATE, ""
    day = date.fromisoformat(parts[1])
    return datetime(day.year, day.month, day.day), parts[2].strip(" -_")  # noqa: DTZ001


def _of_address(address: str, prefix: str) -> str:
    """Return the URL for the front matter's `url`: as typed, below the language if relative.

    It is a file's name if there is a dot in it, and no slash at its end.
    """
    folder = "" if address.startswith("/") else prefix
    path = posixpath.normpath(f"/{folder}/{address}").lstrip("/")
    if path.rpartition("/")[2] == "index.html":
        return path.removesuffix("index.html")
    return path if "." in address and not address.endswith("/") else _as_folder(path)


def _of_file(text: _Text, prefix: str, rules: FrontMatterSettings) -> str:
    pattern = _pattern(text, rules) if text.base else None
    if pattern is None:
        path = f"{text.folder}/{(text.slug or text.base) if text.base else ''}"
    else:
        path = _expanded(pattern, text, rules)
    is_ugly = text.base != "" and _is_ugly(text.folder, rules)
    path = posixpath.normpath(f"/{prefix}/{path}").rstrip("/")
    # With what follows, since a gap before it becomes a hyphen.
    path = sanitised(f"{path}.html" if is_ugly else f"{path}/", rules)
    return posixpath.normpath(path).lstrip("/") + ("" if is_ugly or path == "/" else "/")


def _as_folder(path: str) -> str:
    return f"{path}/" if path else ""


def _is_ugly(folder: str, rules: FrontMatterSettings) -> bool:
    return rules.ugly_urls or folder.partition("/")[0] in rules.ugly_url_folders


def _pattern(text: _Text, rules: FrontMatterSettings) -> str | None:
    """Return the pattern of the nearest folder that has one, for the text's language first."""
    known = {_folder_key(folder): pattern for folder, pattern in rules.permalinks.items()}
    steps = sanitised(text.folder, rules).split("/") if text.folder else []
    folders = ["/".join(steps[:number]) for number in range(len(steps), 0, -1)] or ["/"]
    languages = [f"{text.language}:", ""] if text.language else [""]
    keys = [f"{language}{folder}" for language in languages for folder in folders]
    return next((known[key.lower()] for key in keys if key.lower() in known), None)


def _folder_key(folder: str) -> str:
    language, colon, path = folder.rpartition(":")
    path = path.strip("/").lower().replace(" ", "-")
    return f"{language.lower()}{colon}{path or '/'}"


def _expanded(pattern: str, text: _Text, rules: FrontMatterSettings) -> str:
    def value(token: re.Match[str]) -> str:
        return _value(token[1], text, rules)

    return unquote_plus(_TOKEN.sub(value, pattern))


def _value(token: str, text: _Text, rules: FrontMatterSettings) -> str:
    name, bracket, slice_of = token.partition("[")
    sections = [step for step in text.folder.split("/") if step]
    if name in {"sections", "sectionslugs"}:
        return "/".join(selected(sections, slice_of[:-1]) if bracket else sections)
    if name in {"section", "sectionslug"}:
        return sections[0] if sections else ""
    if name in {"filename", "contentbasename"}:
        return _urlized(text.base, rules)
    if name in {"slugorfilename", "slugorcontentbasename"}:
        return _urlized(text.slug or text.base, rules)
    if name in {"title", "slug"}:
        return _urlized((text.slug if name == "slug" else "") or text.title, rules)
    return formatted(text.date, name) or f":{token}"


def _urlized(words: str, rules: FrontMatterSettings) -> str:
    clean = sanitised(words, rules)
    # An empty fragment does not count.
    return clean if clean.count("#") > 1 else clean.removesuffix("#")
