"""The files of a site that Hugo builds.

https://gohugo.io/content-management/page-bundles/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..dates import read_date
from ..dates_in_names import FILE_NAME, date_in_file_name
from ..permalinks.hugo import permalink
from ..permalinks.source import Permalink, PermalinkSource
from ..settings import FrontMatterSettings
from .hugo_config import HugoConfig, strings
from .site import SiteFiles
from .values import at, front_matter_of, string_at, strings_at

READ_HERE = (".md", ".markdown", ".mkd", ".mdown", ".html", ".htm")
LANGUAGE_OFF = "its language is disabled"
"""The reason for leaving a post out."""

_NOT_READ = (".org", ".adoc", ".asciidoc", ".asc", ".ad", ".rst", ".pandoc", ".pdc", ".mmark")
_INDEX = re.compile(r"index(?:\.[\w-]+)?\.\w+", re.ASCII)
_SECTION = re.compile(r"_index(?:\.[\w-]+)?\.\w+", re.ASCII)
_NEVER = {"never", "false", "link"}


@dataclass(frozen=True, slots=True)
class HugoText:
    """A post.

    Attributes:
        path: relative to the folder that is imported.
        inner: relative to its content folder.
        values: of its front matter, with keys in lower case.
        language: that of its folder; empty for the default language.
        has_words: whether there is anything below the front matter.
    """

    path: str
    inner: str
    values: Mapping[str, Any]
    language: str
    has_words: bool

    @property
    def is_section(self) -> bool:
        """Whether it states what is above a list."""
        return _SECTION.fullmatch(posixpath.basename(self.path)) is not None

    @property
    def folder(self) -> str:
        """Its folder below the content folder; for a bundle, the one that the bundle is in."""
        folder, name = posixpath.split(self.inner)
        return posixpath.dirname(folder) if _INDEX.fullmatch(name) else folder


@dataclass(frozen=True, slots=True)
class HugoFiles:
    """The content folders of a site.

    Attributes:
        files: of the folder that is imported.
        config: of the site.
        folders: its content folders, and the language of each; empty for the default language.
    """

    files: SiteFiles
    config: HugoConfig
    folders: Mapping[str, str]

    def content(self) -> Iterator[tuple[str, str]]:
        """Yield the files in content folders, and the folder of each."""
        for path in self.files.paths:
            inside = [name for name in self.folders if path.startswith(f"{name}/")]
            if inside:
                yield path, max(inside, key=len)

    def bundles(self) -> set[str]:
        """Return the folders that are one text with its pictures and parts."""
        return {
            posixpath.dirname(path)
            for path, folder in self.content()
            if _INDEX.fullmatch(posixpath.basename(path))
            and path.lower().endswith((*READ_HERE, *_NOT_READ))
            and posixpath.dirname(path) != folder
        }

    def ignored(self) -> dict[str, str]:
        """Return the posts that are not built, with the reason."""
        bundles = self.bundles()
        never = [re.compile(one) for one in _patterns(self.config)]
        found = {}
        for path, _ in self.content():
            name = posixpath.basename(path)
            if path.lower().endswith(_NOT_READ):
                found[path] = "unsupported format"
            if not path.lower().endswith(READ_HERE):
                continue
            bundle = next((b for b in _parents(path) if b in bundles), None)
            if any(pattern.search(path) for pattern in never):
                found[path] = "ignoreFiles in its settings"
            elif bundle and not (_INDEX.fullmatch(name) and posixpath.dirname(path) == bundle):
                found[path] = "part of the bundle in its folder"
            elif self._is_of_disabled(name):
                found[path] = LANGUAGE_OFF
        return found

    def _is_of_disabled(self, name: str) -> bool:
        words = name.lower().split(".")
        return len(words) > 2 and words[-2] in disabled_languages(self.config)  # noqa: PLR2004

    def texts(self) -> Iterator[HugoText]:
        """Yield all posts that are read here, including unpublished ones."""
        ignored = self.ignored()
        for path, folder in self.content():
            if path.lower().endswith(READ_HERE) and path not in ignored:
                yield self._text(path, folder)

    def _text(self, path: str, folder: str) -> HugoText:
        whole = self.files.read(path)
        values = {key.lower(): value for key, value in front_matter_of(whole).items()}
        body = re.sub(r"\A(\+\+\+|---).*?^\1[ \t]*$", "", whole, flags=re.DOTALL | re.MULTILINE)
        return HugoText(
            path, path[len(folder) + 1 :], values, self.folders[folder], bool(body.strip())
        )


def link_of(text: HugoText, reading: FrontMatterSettings) -> Permalink:
    """Return where a post is."""
    values = text.values
    return permalink(
        PermalinkSource(
            path=text.inner,
            language=text.language,
            title=string_at(values, "title"),
            date=date_of(text, reading),
            slug=string_at(values, "slug") or None,
            address=string_at(values, "url") or None,
            values=values,
            zone=UTC,
        ),
        reading,
    )


def date_of(text: HugoText, reading: FrontMatterSettings) -> datetime | None:
    """Return the date of a post; None if it states none."""
    for key in reading.date_keys:
        if key == FILE_NAME:
            if found := date_in_file_name(text.inner):
                return found[0]
        elif value := text.values.get(key.lower()):
            try:
                return value if isinstance(value, datetime) else read_date(str(value))
            except ValueError:
                return None
    return None


def is_public(text: HugoText) -> bool:
    """Return whether a post has a page, as far as its front matter states that without a date."""
    build = text.values.get("build", text.values.get("_build"))
    if text.values.get("draft") is True or text.values.get("headless") is True:
        return False
    return str(at(build, "render")).lower() not in _NEVER


def closed_folders(texts: Iterable[HugoText], config: HugoConfig) -> dict[str, str]:
    """Return folders whose posts `cascade` keeps from being built, with the reason.

    Args:
        texts: of the site.
        config: of the site, which may have a cascade of its own.
    """
    found = {}
    for text in texts:
        content = text.path[: -len(text.inner)].rstrip("/")
        if text.is_section:
            for folder in _closed(text.values.get("cascade"), posixpath.dirname(text.inner)):
                found[posixpath.join(content, folder)] = f"cascade in {text.path}"
        for folder in _closed(config.get("cascade"), ""):
            found[posixpath.join(content, folder)] = f"cascade in {config.because}"
    return found


def _closed(cascade: Any, folder: str) -> Iterator[str]:
    """Yield the folders, below the content folder, whose posts a value of `cascade` hides."""
    for values in cascade if isinstance(cascade, list) else [cascade]:
        if not isinstance(values, Mapping):
            continue
        low = {str(key).lower(): value for key, value in values.items()}
        params = low.get("params")
        low |= {str(k).lower(): v for k, v in params.items()} if isinstance(params, Mapping) else {}
        build = low.get("build", low.get("_build"))
        if low.get("draft") is not True and str(at(build, "render")).lower() not in _NEVER:
            continue
        target = low.get("target", low.get("_target"))
        pattern, kind = string_at(target, "path"), string_at(target, "kind")
        if string_at(target, "environment") not in {"", "production"} or kind not in {"", "page"}:
            continue
        # What a pattern means besides a folder is hidden with it.
        place = pattern.partition("*")[0].strip("/{") if pattern else folder
        if place:
            yield place


def terms_of(text: HugoText, key: str) -> list[str]:
    """Return the terms that a post states for a taxonomy: a string is one."""
    found = [term.strip() for term in strings_at(text.values, key) if term.strip()]
    return list(dict.fromkeys(found))


def disabled_languages(config: HugoConfig) -> set[str]:
    """Return the languages that are not built."""
    off = {code.lower() for code in strings(config.get("disablelanguages"))}
    for code, values in config.mapping("languages").items():
        if str(at(values, "disabled")).lower() == "true":
            off.add(code)
    return off


def _patterns(config: HugoConfig) -> Iterator[str]:
    for pattern in strings(config.get("ignorefiles")):
        try:
            re.compile(pattern)
        except re.error:
            continue
        yield pattern


def _parents(path: str) -> Iterator[str]:
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
