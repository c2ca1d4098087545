"""Recognise a site of Zola, and state its settings as Pelican's.

Keys and defaults are those of getzola.org/documentation/getting-started/configuration/.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any

from ..dates_in_names import FILE_NAME
from ..no_posts import why_text_is_no_post
from ..permalinks.source import PermalinkSource
from ..permalinks.zola import permalink, slug_of
from ..settings import FrontMatterSettings
from .site import OldSite, Setting, SiteFiles
from .values import (
    at,
    brace_alternatives,
    config_of,
    front_matter_of,
    mappings_in,
    string_at,
    strings_at,
)

_CONTENT = "content/"
_OURS = {"tags": "TAG", "categories": "CATEGORY", "category": "CATEGORY", "authors": "AUTHOR"}
_PARTS = r"(?:content/|static/)?(?P<path>.+)$"
_CASES = {"on": "ascii", "safe": "safe", "off": "all"}
_SLUG = ((r"[^a-z0-9]+", "-"), (r"\A-+|-+\Z", ""))
_BASE_URL = re.compile(r"^\s*base_url\s*=", re.MULTILINE)


def old_site(files: SiteFiles) -> OldSite | None:
    """Return what is known of a site of Zola; None if it is not one."""
    present = set(files.paths)
    name = next((name for name in ("zola.toml", "config.toml") if name in present), "")
    if not name:
        return None
    text = files.read(name)
    # Hugo's has this name, too, and `baseURL`.
    if name == "config.toml" and not _BASE_URL.search(text):
        return None
    config = config_of(name, text)
    return _Zola(files, name, config or {}, is_valid=config is not None).site()


class _Zola:
    def __init__(
        self, files: SiteFiles, name: str, config: Mapping[str, Any], *, is_valid: bool
    ) -> None:
        self._config_name, self._config, self._is_valid = name, config, is_valid
        self._paths, self._read = files.paths, files.read
        self._language = string_at(config, "default_language") or "en"
        languages = at(config, "languages")
        self._others = [
            code
            for code in (languages if isinstance(languages, Mapping) else {})
            if code != self._language
        ]
        self._texts = {
            path: front_matter_of(files.read(path))
            for path in files.paths
            if path.startswith(_CONTENT) and path.endswith(".md")
        }
        self._sections = {
            path: values
            for path, values in self._texts.items()
            if posixpath.basename(path).split(".")[0] == "_index"
        }
        self._reading = FrontMatterSettings(
            date_keys=("date", FILE_NAME),
            url_keys="all",
            slug_source="file_name",
            markdown="commonmark",
            smart_punctuation=at(config, "markdown", "smart_punctuation") is True,
            permalink_style="zola",
            content_folders={"content": ""},
            url_prefixes={code: code for code in self._others},
            slug_characters=self._characters("paths"),
            keep_file_dates=at(config, "slugify", "paths_keep_dates") is True,
            undated="page",
        )
        self._closed = sorted(
            f"{posixpath.dirname(path)}/"
            for path, values in self._sections.items()
            if values.get("draft") is True and path != "content/_index.md"
        )

    def site(self) -> OldSite:
        """Return all that is known."""
        ignored = dict(self._ignored())
        return OldSite(
            generator="Zola",
            because=self._config_name,
            settings=tuple(self._settings()),
            reading=replace(
                self._reading, redirects={**dict(self._terms()), **dict(self._redirects())}
            ),
            posts=tuple(p for p in self._texts if p not in ignored and p not in self._sections),
            ignored=tuple(ignored.items()),
            term_url=self._term_url,
            notes=tuple(self._notes()),
        )

    def _settings(self) -> Iterator[Setting]:
        config, here = self._config, self._config_name
        yield Setting("SITENAME", string_at(config, "title") or "My site", f"title in {here}")
        yield Setting("SITEURL", string_at(config, "base_url").rstrip("/"), f"base_url in {here}")
        if author := string_at(config, "author"):
            yield Setting("AUTHOR", author, f"author in {here}")
        yield Setting("TIMEZONE", "UTC", "Zola dates have no other time zone")
        yield Setting("DEFAULT_LANG", self._language, f"default_language in {here}")
        reason = "posts, pages and files; anything without a date is a page"
        yield Setting("ARTICLE_PATHS", ["content"], reason)
        yield Setting("PAGE_PATHS", ["content"], reason)
        static = ["static"] if any(p.startswith("static/") for p in self._paths) else []
        yield Setting("STATIC_PATHS", ["content", *static], reason)
        yield Setting("PATH_METADATA", _PARTS, reason)
        yield Setting("USE_FOLDER_AS_CATEGORY", value=False, reason=reason)
        if self._closed:
            closed = [folder.rstrip("/") for folder in self._closed]
            for kind in ("ARTICLE", "PAGE", "STATIC"):
                yield Setting(f"{kind}_EXCLUDES", closed, "sections that are drafts")
        yield from self._ignored_files()
        yield from self._taxonomy_settings()
        yield from self._feeds()
        if menu := list(self._menu()):
            yield Setting("MENUITEMS", menu, f"the menu in {here}")

    def _ignored_files(self) -> Iterator[Setting]:
        patterns = [
            posixpath.basename(one).strip()
            for key in ("ignored_content", "ignored_static")
            for pattern in strings_at(self._config, key)
            for one in brace_alternatives(pattern)
        ]
        # Pelican looks at names alone.
        if named := sorted({pattern for pattern in patterns if pattern.strip("*")}):
            reason = f"ignored_content and ignored_static in {self._config_name}"
            yield Setting("IGNORE_FILES", [".*", *named], reason)

    def _taxonomy_settings(self) -> Iterator[Setting]:
        reason = f"taxonomies in {self._config_name}"
        declared = self._taxonomies(self._config)
        for name, taxonomy in declared.items():
            if name not in _OURS:
                continue
            kind, folder = _OURS[name], self._folder_of(name)
            plural = "CATEGORIES" if kind == "CATEGORY" else f"{kind}S"
            yield Setting(f"{kind}_URL", f"{folder}{{slug}}/", reason)
            yield Setting(f"{kind}_SAVE_AS", f"{folder}{{slug}}/index.html", reason)
            yield Setting(f"{plural}_URL", folder, reason)
            yield Setting(f"{plural}_SAVE_AS", f"{folder}index.html", reason)
            if taxonomy.get("feed") is True:
                for format_, file in self._feed_files():
                    yield Setting(f"{kind}_FEED_{format_}", f"{folder}{{slug}}/{file}", reason)
            if self._characters("taxonomies") == "ascii":
                yield Setting(f"{kind}_REGEX_SUBSTITUTIONS", list(_SLUG), reason)
        if declared and self._characters("taxonomies") != "ascii":
            for setting in ("SLUGIFY_USE_UNICODE", "SLUGIFY_PRESERVE_CASE"):
                yield Setting(setting, value=True, reason=f"[slugify] in {self._config_name}")

    def _feeds(self) -> Iterator[Setting]:
        if self._has_feed(self._config):
            for format_, file in self._feed_files():
                yield Setting(f"FEED_ALL_{format_}", file, f"feeds in {self._config_name}")
            return
        with_feed = [path for path, values in self._sections.items() if self._has_feed(values)]
        if len(with_feed) == 1:
            folder = posixpath.dirname(with_feed[0]).removeprefix("content").lstrip("/")
            for format_, file in self._feed_files():
                feed = posixpath.join(folder, file)
                yield Setting(f"FEED_ALL_{format_}", feed, f"generate_feeds in {with_feed[0]}")

    def _feed_files(self) -> list[tuple[str, str]]:
        """Return the format and the name of each feed, one of a format."""
        names = strings_at(self._config, "feed_filenames")
        names = names or strings_at(self._config, "feed_filename") or ["atom.xml"]
        formats: dict[str, str] = {}
        for name in names:
            formats.setdefault("RSS" if "rss" in name.lower() else "ATOM", name)
        return list(formats.items())

    def _menu(self) -> Iterator[tuple[str, str]]:
        """Yield names and URLs of the menu that many themes read from `[extra]`."""
        extra = at(self._config, "extra")
        for key, value in (extra if isinstance(extra, Mapping) else {}).items():
            if "menu" in key.lower() or "nav" in key.lower():
                for item in mappings_in(value):
                    name = string_at(item, "name") or string_at(item, "title")
                    url = string_at(item, "url") or string_at(item, "link")
                    if name and url:
                        yield name, re.sub(r"^\$BASE_URL", "", url) or "/"
                return

    def _ignored(self) -> Iterator[tuple[str, str]]:
        """Yield the Markdown files of which Zola makes no page, with the reason."""
        for path in self._paths:
            if not path.endswith(".md"):
                continue
            if not path.startswith(_CONTENT):
                yield path, "outside content/"
            elif path.startswith(tuple(self._closed)):
                yield path, "its section is a draft"
            elif self._texts[path].get("render") is False:
                yield path, "render = false"

    def _term_url(self, kind: str, name: str) -> str | None:
        """Return the URL of a term's page in the default language."""
        for taxonomy, declared in self._taxonomies(self._config).items():
            if _OURS.get(taxonomy, "").lower() == kind:
                is_shown = declared.get("render") is not False
                return f"{self._folder_of(taxonomy)}{self._term_slug(name)}/" if is_shown else None
        return None

    def _term_slug(self, name: str) -> str:
        rules = FrontMatterSettings(slug_characters=self._characters("taxonomies"))
        return slug_of(name, rules)

    def _terms(self) -> Iterator[tuple[str, str]]:
        """Yield the URLs of terms of which Pelican makes no page, and where they lead."""
        for path, values in self._texts.items():
            if values.get("draft") is True or path.startswith(tuple(self._closed)):
                continue
            code = posixpath.basename(path).split(".")[-2]
            code = code if code in self._others else ""
            scope = at(self._config, "languages", code) if code else self._config
            for name, taxonomy in self._taxonomies(scope).items():
                if taxonomy.get("render") is False:
                    continue
                for number, term in enumerate(strings_at(values, "taxonomies", name)):
                    last = f"{self._term_slug(term)}/"
                    url = f"{code}/{self._folder_of(name)}{last}".lstrip("/")
                    if name not in _OURS:
                        yield url, "index.html"
                    elif _OURS[name] == "CATEGORY" and number:
                        # Pelican has one for each post, and makes tags of the others.
                        yield url, f"{self._folder_of('tags')}{last}"
                    elif code:
                        yield url, f"{self._folder_of(name)}{last}"

    def _redirects(self) -> Iterator[tuple[str, str]]:
        """Yield the URLs of lists of sections, of which Pelican has none, and their old ones."""
        for path, values in self._sections.items():
            if path.startswith(tuple(self._closed)):
                continue
            inner = path.removeprefix(_CONTENT)
            source = PermalinkSource(path=inner, values=values, zone=UTC)
            link = permalink(source, self._reading)
            lead = string_at(values, "redirect_to").strip("/")
            target = f"{lead}/" if lead else "archives.html"
            if link.url.strip("/") in ("", *self._others):
                target = "index.html"
            # A section with its own text is a page here.
            has_words = why_text_is_no_post(inner, self._read(path), "zola") is None
            if link.url and values.get("render") is not False and not (has_words and not lead):
                yield link.url, target
            for alias in strings_at(values, "aliases"):
                yield alias.lstrip("/"), target

    def _notes(self) -> Iterator[str]:
        if not self._is_valid:
            yield (f"{self._config_name} is not valid TOML, so its values are unknown; correct it")
        names = {n for scope in self._scopes() for n in self._taxonomies(scope)} - {*_OURS}
        for name in sorted(names):
            yield (
                f"Pelican has no taxonomy {name!r}; its old URLs redirect to the front page,"
                " and posts keep its values in their metadata"
            )
        if theme := string_at(self._config, "theme"):
            yield (
                f"templates and the theme {theme!r} were not imported; THEME names a Pelican theme"
            )

    def _scopes(self) -> list[Any]:
        return [self._config, *(at(self._config, "languages", code) for code in self._others)]

    def _characters(self, what: str) -> Any:
        # Before 0.12 these were true and false.
        return _CASES.get(str(at(self._config, "slugify", what)), "ascii")

    def _folder_of(self, taxonomy: str) -> str:
        root = string_at(self._config, "taxonomy_root").strip("/")
        return f"{root}/{taxonomy}/" if root else f"{taxonomy}/"

    @staticmethod
    def _taxonomies(scope: Any) -> dict[str, Mapping[str, Any]]:
        listed = mappings_in(at(scope, "taxonomies"))
        return {item["name"]: item for item in listed if isinstance(item.get("name"), str)}

    @staticmethod
    def _has_feed(values: Mapping[str, Any]) -> bool:
        return values.get("generate_feeds") is True or values.get("generate_feed") is True
