"""Read what the data files and layouts of an Eleventy site set for its posts.

11ty.dev/docs/data-template-dir/ and /docs/data-cascade/ say which files these are.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..permalinks.eleventy import pattern_for
from .eleventy_code import (
    arguments_of,
    as_template,
    has_key,
    is_set_to,
    strings_in,
    value_of,
    without_comments,
)
from .eleventy_folders import CODE, TEMPLATES, EleventyFolders
from .values import at, config_of, front_matter_of, string_at

_DATA_FILE = re.compile(r"(?P<stem>.+?)(?P<mark>\.11tydata|\.data)?\.(?P<kind>json|[cm]?js|ts)$")
# What means something here when said of a folder. Its tags are the names of lists there.
_DEFAULTS = (
    *("draft", "published", "eleventyExcludeFromCollections", "author", "authors", "category"),
    *("categories", "lang", "locale"),
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_SITE = {"site", "meta", "metadata", "config", "global", "globals", "siteconfig", "sitemeta"}
_BY_CODE: Any = object()
_MOST_LAYOUTS = 5


@dataclass(frozen=True, slots=True)
class EleventyData:
    """The values in data files.

    Attributes:
        permalinks: patterns, by folder or by text without its extension, relative to the input
            folder; `""` for all.
        by_code: the names of files that make permalinks in a way that only running them shows.
        private: folders and posts that have no pages.
        defaults: lines of front matter for all posts in a folder.
        languages: by folder; empty if there are not several.
    """

    permalinks: Mapping[str, str]
    by_code: tuple[tuple[str, str], ...]
    private: tuple[str, ...]
    defaults: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, str]


def data_of(folders: EleventyFolders, texts: Mapping[str, Mapping[str, Any]]) -> EleventyData:
    """Return what the data files of a site say.

    Args:
        folders: of the site.
        texts: the front matter of its posts, by path.
    """
    data: dict[str, dict[str, Any]] = {}
    names: dict[str, str] = {}
    for stem, path, values in _data_files(folders):
        data.setdefault(stem, {}).update(values)
        names[stem] = path
    found = [*_in_config(folders), *_in_data(folders, data, names)]
    permalinks = {stem: url for stem, url, _ in found if isinstance(url, str)}
    return EleventyData(
        permalinks={**_in_layouts(folders, texts, permalinks), **permalinks},
        by_code=tuple((stem, name) for stem, url, name in found if url is _BY_CODE),
        private=tuple(
            stem for stem, values in data.items() if stem and values.get("permalink") is False
        ),
        defaults={
            folders.in_input(stem): lines
            for stem, values in data.items()
            if (lines := tuple(_lines(values)))
        },
        languages=_languages(folders, data),
    )


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    for key in _DEFAULTS:
        value = values.get(key)
        plain = value if isinstance(value, list) else [value]
        if value and all(isinstance(one, str | bool) for one in plain):
            yield f"{key}: {json.dumps(value, ensure_ascii=False)}"
        elif value is False:
            yield f"{key}: false"


def site_values(folders: EleventyFolders) -> tuple[str, Mapping[str, Any]]:
    """Return the name of the file with the site's title and URL, and its values."""
    for path in folders.files.paths:
        stem, ending = posixpath.splitext(posixpath.basename(path))
        if posixpath.dirname(path) != folders.data or stem.lower() not in _SITE:
            continue
        if ending == ".json":
            return path, config_of(path, folders.files.read(path)) or {}
        if ending in CODE:
            code = without_comments(folders.files.read(path))
            keys = ("title", "name", "url", "baseUrl", "base", "siteURL", "language", "lang")
            return path, {key: value for key in keys if (value := value_of(code, key))}
    return "", {}


def _data_files(folders: EleventyFolders) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what each data file is of, its path and its values, the weakest file first."""
    # `.json` is weaker than `.11tydata.json`, and that than `.11tydata.js`.
    for path in sorted(folders.files.paths, key=lambda p: (p.endswith(CODE), ".11tydata." in p, p)):
        found = _DATA_FILE.match(path)
        if not found or folders.reason_not_built(path):
            continue
        is_code = found["kind"] != "json"
        if is_code and not found["mark"]:
            continue
        stem = found["stem"]
        folder, name = posixpath.split(stem)
        is_of_folder = name == posixpath.basename(folder)
        if not (is_of_folder or found["mark"] or f"{stem}.md" in folders.files.paths):
            continue
        of = folder if is_of_folder else stem
        of = "" if of == folders.input else folders.below_input(of)
        text = folders.files.read(path)
        values = _values_in(without_comments(text)) if is_code else config_of(path, text)
        yield of, path, values or {}


def _values_in(code: str) -> dict[str, Any]:
    """Return what a data file in JavaScript says of permalinks and publication."""
    values: dict[str, Any] = {
        key: found for key in ("layout", "lang", "locale") if (found := value_of(code, key))
    }
    values |= {
        key: value
        for key, value in (("draft", True), ("published", False), ("permalink", False))
        if is_set_to(code, key, str(value).lower())
    }
    if "permalink" not in values and has_key(code, "permalink"):
        values["permalink"] = value_of(code, "permalink") or _BY_CODE
    return values


def _in_config(folders: EleventyFolders) -> Iterator[tuple[str, Any, str]]:
    for call in arguments_of(folders.config, "addGlobalData"):
        if strings_in(call)[:1] == ["permalink"]:
            literals = re.findall(r"`[^`]*`|\"[^\"]*\"|'[^']*'", call)
            pattern = as_template(literals[-1]) if len(literals) > 1 else None
            yield "", pattern or _BY_CODE, "the settings"


def _in_data(
    folders: EleventyFolders, data: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]
) -> Iterator[tuple[str, Any, str]]:
    for stem, values in data.items():
        found = at(values, "eleventyComputed", "permalink") or values.get("permalink")
        if isinstance(found, Mapping):
            found = found.get("build")
        yield stem, found or _in_layout(folders, string_at(values, "layout")) or None, names[stem]


def _in_layouts(
    folders: EleventyFolders,
    texts: Mapping[str, Mapping[str, Any]],
    permalinks: Mapping[str, str],
) -> dict[str, str]:
    """Return the permalinks that layouts set for posts; data files override them."""
    stems = {posixpath.splitext(folders.below_input(path))[0]: path for path in texts}
    return {
        stem: found
        for stem, path in stems.items()
        if "permalink" not in texts[path]
        and pattern_for(stem, permalinks) is None
        and (found := _in_layout(folders, string_at(texts[path], "layout")))
    }


def _in_layout(folders: EleventyFolders, layout: str) -> str:
    """Return the permalink that a layout, or that layout's own, has for all that use it."""
    for _ in range(_MOST_LAYOUTS):
        stems = [posixpath.join(folder, layout) for folder in folders.layouts if layout]
        names = (f"{stem}{ending}" for stem in stems for ending in ("", *TEMPLATES))
        name = next((name for name in names if name in folders.files.paths), None)
        if name is None:
            break
        values = front_matter_of(folders.files.read(name))
        if found := string_at(values, "permalink"):
            return found
        layout = string_at(values, "layout")
    return ""


def _languages(
    folders: EleventyFolders, data: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, str]:
    """Return the languages of the topmost folders."""
    found = {}
    for stem, values in data.items():
        code = string_at(values, "lang") or string_at(values, "locale")
        is_text = f"{folders.in_input(stem)}.md" in folders.files.paths
        if stem and "/" not in stem and not is_text and _LANGUAGE.fullmatch(code):
            found[stem] = code
    return found if len(set(found.values())) > 1 else {}
