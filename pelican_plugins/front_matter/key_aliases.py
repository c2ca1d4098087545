"""Values of front matter, and the Pelican key for each key of other generators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from .._core.errors import DiagnosticError, unreadable

# Python reads no more than 4300 digits, since the time for it grows with their square.
_MANY_DIGITS = re.compile(r"[0-9A-Fa-f_]{3000,}")


@dataclass(frozen=True, slots=True)
class MetadataValue:
    """One value of front matter.

    Attributes:
        typed: as its format types it: in YAML `2024` is a number, `no` is False.
        written: the same, but every scalar is the string in the file, and None an empty one; lists
            are lists and mappings are dicts.
        line: where it begins, from 1.
    """

    typed: Any
    written: Any
    line: int


def written_of(typed: Any) -> Any:
    """Return a value whose types are certain (TOML, JSON) with its scalars as strings."""
    if isinstance(typed, Mapping):
        return {str(key): written_of(value) for key, value in typed.items()}
    if isinstance(typed, list):
        return [written_of(item) for item in typed]
    if isinstance(typed, bool):
        return "true" if typed else "false"
    if isinstance(typed, datetime | date | time):
        return typed.isoformat()
    return None if typed is None else str(typed)


def too_deep(line: int) -> DiagnosticError:
    """Return the error for front matter that is nested too deeply for any parser."""
    return unreadable("the front matter is nested too deeply", "flatten it", line=line)


def too_many_digits(text: str, first_line: int) -> DiagnosticError:
    """Return the error for *text* that holds a number too long to be read."""
    match = _MANY_DIGITS.search(text)
    return unreadable(
        "a number in the front matter has too many digits",
        "shorten it, or put it in quotes",
        line=first_line + text.count("\n", 0, match.start() if match else 0),
    )


def _named(*stems: str) -> tuple[str, ...]:
    """Return the names of keys of an image that begin with each of *stems*."""
    return tuple(f"{stem}_{word}" for stem in stems for word in ("image", "img"))


PERHAPS = frozenset(
    (
        *("photo", "picture", "poster", "eyecatch", "splash", "background", "header", "imgs"),
        *("photos", "resources", "thumb", "teaser"),
    )
)
"""Names that may mean anything: they name an image only if their value is its file."""

MEANINGS: dict[str, tuple[str, ...]] = {
    "title": ("title", "name", "link_title"),
    "date": (
        *("date", "pub_date", "published_at", "published_on", "publish_date", "published_date"),
        *("date_published", "created", "created_at", "created_on", "date_created", "datum"),
        *("date.created", "date.published", "day", "published", "publish"),
    ),
    "modified": (
        *("modified", "lastmod", "updated", "last_modified_at", "updated_at", "last_modified"),
        *("last_updated", "updated_date", "date.updated", "date.modified", "date_updated"),
        *("date_modified", "modified_at", "modified_date", "updated_on", "last_updated_at"),
        *("last_update", "last_update.date"),
    ),
    "summary": ("summary", "excerpt"),
    "description": ("description",),
    "slug": ("slug",),
    "address": ("permalink", "url"),
    "redirects": ("aliases", "alias", "redirect_from", "redirects_from"),
    "category": ("category", "categories", "taxonomies.category", "taxonomies.categories"),
    "tags": ("tags", "tag", "taxonomies.tags", "taxonomies.tag", "keywords"),
    "authors": ("authors", "author", "taxonomies.authors"),
    "lang": ("lang", "language", "locale"),
    "template": ("template",),
    "publish_from": (
        *("publish_date", "pub_date", "published_at", "published_on", "published_date"),
        *("publish_at", "publish_on", "scheduled", "scheduled_at", "scheduled_for"),
        *("schedule", "embargo", "embargo_until", "go_live_date", "available_from", "not_before"),
    ),
    "publish_until": (
        *("expiry_date", "expires", "expires_at", "expires_on", "expire_date", "expiration_date"),
        *("unpublish_date", "unpublish_at", "unpublish_on", "publish_until", "not_after"),
    ),
    "picture": (
        # Those for the article itself, small ones, and those for links.
        *("image", "images", "cover", *_named("cover", "featured", "feature")),
        *("header.image", "header.overlay_image", "header_cover", *_named("header", "hero")),
        *("banner", *_named("banner"), "hero", "feature", "img", *_named("lead", "main", "post")),
        *("article_header.image", "article_header.background_image", *_named("article", "top")),
        *(*_named("title", "mast", "big", "index", "background"), "photo", "picture", "poster"),
        *("eyecatch", "splash", "background", "header", "imgs", "photos", "resources"),
        *("thumbnail", *_named("thumbnail", "teaser", "preview", "thumb"), "header.teaser"),
        *("thumb", "teaser", *_named("og", "social", "share", "twitter", "seo", "meta")),
        *("header.og_image", "og.image", "seo.image", "meta.image", "twitter.image"),
        *("opengraph.image", "open_graph.image"),
    ),
}
"""The meanings of keys, each with its names.

The first name that has a value counts. A dot leads into a mapping. Case, and how the words of a
name are joined, do not matter: see `joined`.
"""

# Hugo's and Zola's mappings for custom keys, which themes read.
BELOW = ("params", "extra")
"""Mappings in which dates, authors and images are looked up, too."""

_ALSO_BELOW = {"authors", "date", "modified", "picture", "publish_from", "publish_until"}

# These are read from the keys above and are not copied as well: they would overwrite Pelican's
# attributes of the same name.
_TAKEN_NAMES = (
    *("title", "name", "link_title", "date", "modified", "slug", "permalink", "url", "aliases"),
    *("alias", "redirect_from", "redirects_from", "category", "categories", "tags", "tag"),
    *("authors", "author", "lang", "language", "locale", "template", "draft", "published"),
    *("hidden", "unlisted", "status", "summary", "excerpt", "_build"),
    *("_draft", "_hidden", "_published"),
)

_JOINTS = re.compile(r"(?<=[^\W_])[-_\s]+")
_DIGIT, _YEAR = re.compile(r"\d"), re.compile(r"\d{4}")
# Not 1 and 0, which may be file names.
_TRUTHS = {"true", "false", "yes", "no", "on", "off"}


@lru_cache(maxsize=4096)
def joined(name: str) -> str:
    """Return what all spellings of a key have in common.

    `publish-date`, `publish_date`, `publish date`, `publishDate` and `PublishDate` are one key. A
    leading underscore stays, since such names are Pelican's own.
    """
    return _JOINTS.sub("", name.strip()).casefold()


_TAKEN = frozenset(map(joined, _TAKEN_NAMES))
_PATHS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    meaning: tuple(
        (name, tuple(map(joined, name.split("."))))
        for name in (
            *names,
            *(f"{below}.{name}" for below in BELOW for name in names if "." not in name),
        )
        if meaning in _ALSO_BELOW or name in names
    )
    for meaning, names in MEANINGS.items()
}

_OUTER = {meaning: frozenset(parts[0] for _, parts in paths) for meaning, paths in _PATHS.items()}
_KNOWN = frozenset(parts[0] for paths in _PATHS.values() for _, parts in paths if len(parts) == 1)

_Index = dict[str, list[tuple[str, MetadataValue]]]


def may_mean(meaning: str, keys: Iterable[str]) -> bool:
    """Return whether one of *keys*, or a value in a mapping below it, may have a *meaning*."""
    return not _OUTER[meaning].isdisjoint(map(joined, keys))


def means(key: str) -> bool:
    """Return whether *key*, in any spelling, has a meaning here."""
    return joined(key) in _KNOWN


class Keys:
    """The values of one front matter, by their meaning."""

    def __init__(self, values: Mapping[str, MetadataValue]) -> None:
        self._values = values
        self._index = _index_of(values)
        self._inner: dict[str, _Index] = {}

    def get(self, meaning: str) -> MetadataValue | None:
        """Return the first non-empty value with this *meaning*."""
        return next(self.all(meaning), None)

    def all(self, meaning: str) -> Iterator[MetadataValue]:
        """Yield every non-empty value with this *meaning*, the most trusted first."""
        return (value for _, value in self.named(meaning))

    def named(self, meaning: str) -> Iterator[tuple[str, MetadataValue]]:
        """Yield what `all` does, each with its name in the file."""
        if _OUTER[meaning].isdisjoint(self._index):
            return
        for path, parts in _PATHS[meaning]:
            for name, value in self.at(*parts):
                if _is_meant(meaning, path, value.written):
                    yield name, value

    def first_of(self, names: Iterable[str]) -> MetadataValue | None:
        """Return the first non-empty value under one of *names*, in any spelling."""
        values = (value for name in names for _, value in self.at(joined(name)))
        return next((value for value in values if value.written not in (None, "", [], {})), None)

    def said(self, key: str) -> MetadataValue | None:
        """Return the value under *key* itself, even if it is empty."""
        return self._values.get(key)

    def at(self, key: str, inner: str = "") -> Iterable[tuple[str, MetadataValue]]:
        """Return the values of a `joined` key, or those within it, with their names in the file."""
        # Hundreds of keys are looked up, and front matter has few.
        if not inner or key not in self._index:
            return self._index.get(key, ())
        if key not in self._inner:
            self._inner[key] = {}
            for outer, value in self._index.get(key, ()):
                for name, entries in _index_of(_inside(value)).items():
                    named = [(f"{outer}.{own}", entry) for own, entry in entries]
                    self._inner[key].setdefault(name, []).extend(named)
        return self._inner[key].get(inner, ())

    def rest(self) -> Iterator[tuple[str, MetadataValue]]:
        """Yield the values that stay in the metadata unchanged, by key."""
        for key, value in self._values.items():
            if joined(key) not in _TAKEN and value.written is not None:
                yield key, value


def _index_of(values: Mapping[str, MetadataValue]) -> _Index:
    index: _Index = {}
    for key, value in values.items():
        index.setdefault(joined(key), []).append((key, value))
    return index


def _inside(value: MetadataValue) -> dict[str, MetadataValue]:
    """Return the values of a mapping by key; empty for anything else."""
    if not isinstance(value.written, Mapping):
        return {}
    typed = value.typed if isinstance(value.typed, Mapping) else {}
    return {
        str(key): MetadataValue(typed.get(key, written), written, value.line)
        for key, written in value.written.items()
    }


def _is_meant(meaning: str, path: str, written: Any) -> bool:
    """Return whether a value may have this meaning, and does not only share its name."""
    if written in (None, "", [], {}):
        return False
    if meaning == "picture":
        return not (isinstance(written, str) and written.strip().lower() in _TRUTHS)
    if meaning in {"date", "modified"}:
        if path == meaning:
            # A mapping of dates (`date: {created: …}`).
            return meaning == "modified" or not isinstance(written, Mapping)
        # Neither `published: true` nor `lastUpdated: false` is a date.
        pattern = _YEAR if path in {"published", "publish"} else _DIGIT
        return isinstance(written, str) and pattern.search(written) is not None
    return True
