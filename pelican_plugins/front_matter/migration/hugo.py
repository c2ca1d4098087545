"""A site of Hugo's, and the settings with which it is the same here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..permalinks.hugo_tokens import selected
from ..settings import FrontMatterSettings
from .covering import without
from .hugo_config import HugoConfig, read_config, strings
from .hugo_files import READ_HERE, HugoFiles, HugoText, closed_folders, is_public
from .hugo_languages import (
    content_folders,
    default_language,
    languages,
    page_language,
    static_folders,
    unusual_mounts,
    url_prefixes,
)
from .hugo_lists import Lists, lists_of, plurals
from .site import OldSite, Setting, SiteFiles
from .values import at, string_at

# https://gohugo.io/configuration/front-matter/
_ALIASES = {
    "publishdate": ("publishDate", "pubdate", "published"),
    "lastmod": ("lastmod", "modified"),
    "expirydate": ("expiryDate", "unpublishdate"),
}
_DEFAULT_DATES = ("date", "publishdate", "lastmod")
_SECTIONS = re.compile(r":sections(?:lugs)?(\[[^\]]+\])?(?!\w)")


def old_site(files: SiteFiles) -> OldSite | None:
    """Return what is known of a site; None if it is none of Hugo's."""
    config = read_config(files)
    if config is None:
        return None
    found = HugoFiles(files, config, content_folders(config))
    texts = tuple(found.texts())
    ignored = found.ignored()
    closed = closed_folders(iter(texts))
    ignored |= {
        text.path: reason
        for text in texts
        for folder, reason in closed.items()
        if text.path.startswith(f"{folder}/")
    }
    ignored |= {
        text.path: "it is about a term, whose page has none of its words"
        for text in texts
        if text.is_section and text.inner.partition("/")[0] in plurals(config)
    }
    built = [text for text in texts if text.path not in ignored]
    reading = _reading(config, found, built)
    public = [text for text in built if is_public(text)]
    lists = lists_of(config, public, reading)
    reading = replace(reading, redirects=lists.redirects)
    return OldSite(
        generator="Hugo",
        because=config.because,
        settings=tuple(_settings(config, found, set(ignored), set(closed), lists)),
        reading=reading,
        posts=tuple(text.path for text in built if not text.is_section),
        ignored=tuple(sorted(ignored.items())),
        term_url=lists.term_url,
        notes=tuple(_notes(config, files)),
    )


def _reading(
    config: HugoConfig, found: HugoFiles, built: Iterable[HugoText]
) -> FrontMatterSettings:
    typographer = config.get("markup", "goldmark", "extensions", "typographer")
    keeps_expired = config.is_true("buildexpired")
    ugly = config.get("uglyurls")
    return FrontMatterSettings(
        date_keys=tuple(_date_keys(config)),
        url_keys="all",
        slug_source="file_name",
        expired="published" if keeps_expired else "draft",
        markdown="commonmark",
        smart_punctuation=typographer is not False and at(typographer, "disable") is not True,
        permalink_style="hugo",
        permalinks=dict(_permalinks(config, built)),
        content_folders=dict(found.folders),
        url_prefixes=url_prefixes(config),
        ugly_urls=config.is_true("uglyurls"),
        ugly_url_folders=tuple(
            section
            for section, value in (ugly.items() if isinstance(ugly, Mapping) else ())
            if str(value).lower() == "true"
        ),
        lower_case_urls=not config.is_true("disablepathtolower"),
        remove_accents=config.is_true("removepathaccents"),
        undated="page",
    )


def _date_keys(config: HugoConfig) -> Iterator[str]:
    """Yield the keys that state a date, the most trusted first."""
    seen = set()
    stated = list(strings(config.get("frontmatter", "date"))) or [":default"]
    for handler in stated:
        names = _DEFAULT_DATES if handler.lower() == ":default" else (handler.lower(),)
        for name in names:
            for key in _ALIASES.get(name, (name,)):
                # Times of git and of the file system are `date_fallback` here.
                if key not in seen and (key == ":filename" or not key.startswith(":")):
                    seen.add(key)
                    yield key


def _permalinks(config: HugoConfig, built: Iterable[HugoText]) -> Iterator[tuple[str, str]]:
    """Yield the patterns of pages, by section; those of a language have it before a colon."""
    sections = {posixpath.dirname(text.inner) for text in built if text.is_section}
    folders = sorted({text.folder for text in built if text.folder})
    default = default_language(config)
    scopes = [("", config.mapping("permalinks"))]
    scopes += [
        ("" if code == default else f"{code}:", config.mapping("languages", code, "permalinks"))
        for code in languages(config)
    ]
    for language, scope in scopes:
        patterns = scope.get("page") if isinstance(scope.get("page"), Mapping) else None
        for section, pattern in {**scope, **(patterns or {})}.items():
            if not isinstance(pattern, str):
                continue
            yield f"{language}{section.strip('/') or '/'}", pattern
            if _SECTIONS.search(pattern):
                for folder, own in _of_folders(section.strip("/"), pattern, folders, sections):
                    yield f"{language}{folder}", own


def _of_folders(
    section: str, pattern: str, folders: Iterable[str], sections: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield patterns for folders that are no sections, since they have no `_index.md`."""
    for folder in folders:
        steps = folder.split("/")
        if steps[0].lower() != section.lower():
            continue
        real = [
            step
            for number, step in enumerate(steps)
            if number == 0 or "/".join(steps[: number + 1]) in sections
        ]
        if real != steps:

            def chosen(token: re.Match[str], real: list[str] = real) -> str:
                return "/".join(selected(real, token[1][1:-1]) if token[1] else real)

            yield folder, _SECTIONS.sub(chosen, pattern)


def _settings(
    config: HugoConfig,
    found: HugoFiles,
    ignored: set[str],
    closed: set[str],
    lists: Lists,
) -> Iterator[Setting]:
    here = config.because
    yield Setting("SITENAME", _site_text(config, "title") or "My site", f"from {here}")
    yield Setting("SITEURL", _site_url(config), f"from {here}")
    yield Setting("TIMEZONE", config.text("timezone") or "UTC", f"from {here}")
    yield Setting("DEFAULT_LANG", page_language(config), f"from {here}")
    if author := _author(config):
        yield Setting("AUTHOR", author, f"from {here}")
    if about := _site_text(config, "params", "description"):
        yield Setting("SITESUBTITLE", about, f"from {here}")
    yield from _folders(found, ignored, closed)
    yield from _paths(config, found, lists)
    if not config.is_true("buildfuture"):
        reason = "posts with a future date are drafts, as without buildFuture"
        yield Setting("WITH_FUTURE_DATES", value=False, reason=reason)
    if config.is_true("markup", "goldmark", "renderer", "hardwraps"):
        yield Setting("MARKDOWN", {"extensions": ["nl2br"]}, "each line ends where it ends")
    yield from lists.settings


def _folders(found: HugoFiles, ignored: set[str], closed: set[str]) -> Iterator[Setting]:
    reason = "what Hugo builds and copies; a text with a date is an article, another a page"
    folders = sorted(found.folders)
    parts = {posixpath.dirname(path) for path in ignored}
    bundles = sorted(b for b in found.bundles() if any(_is_in(part, b) for part in parts))
    names = [
        path
        for path in found.files.paths
        if posixpath.dirname(path) in bundles
        and path not in ignored
        and posixpath.basename(path).split(".")[0] == "index"
    ]
    read = [path for path, _ in found.content() if path.endswith(READ_HERE) and path not in ignored]
    excluded = sorted({*bundles, *closed, *without(read, ignored)})
    for kind in ("ARTICLE", "PAGE"):
        yield Setting(f"{kind}_PATHS", [*folders, *names], reason)
        if excluded:
            yield Setting(f"{kind}_EXCLUDES", excluded, reason)
    if patterns := [
        f"*.{code}{ending}"
        for code in sorted(_turned_off(ignored, found))
        for ending in (".md", ".markdown", ".html")
    ]:
        yield Setting("IGNORE_FILES", [".*", *patterns], "languages that are turned off")


def _paths(config: HugoConfig, found: HugoFiles, lists: Lists) -> Iterator[Setting]:
    folders = sorted(found.folders)
    static = [f for f in static_folders(config) if any(_is_in(p, f) for p in found.files.paths)]
    reason = "where files were; a post's category is its section" if lists.by_section else ""
    yield Setting("STATIC_PATHS", [*folders, *static], reason or "where files were")
    section = "(?:(?=(?P<category>[^/]+)/[^/]))?" if lists.by_section else ""
    inside = f"(?:{_either(folders)})/{section}"
    pattern = f"(?:{inside}|(?:{_either(static)})/)" if static else inside
    yield Setting("PATH_METADATA", f"{pattern}(?P<path>.+)", reason or "where files were")
    yield Setting("USE_FOLDER_AS_CATEGORY", value=False, reason=reason or "where files were")
    # Pelican takes a date at its beginning for that of the text.
    yield Setting("FILENAME_METADATA", "", reason or "where files were")


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _turned_off(ignored: set[str], found: HugoFiles) -> Iterator[str]:
    reasons = found.ignored()
    for path in ignored:
        if reasons.get(path, "").startswith("a language"):
            yield posixpath.basename(path).lower().split(".")[-2]


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _site_text(config: HugoConfig, *path: str) -> str:
    of_language = string_at(config.mapping("languages"), default_language(config), *path)
    return (of_language or config.text(*path)).strip()


def _site_url(config: HugoConfig) -> str:
    url = config.text("baseurl") or string_at(
        config.mapping("languages"), default_language(config), "baseurl"
    )
    return url.rstrip("/") if "://" in url and "//localhost" not in url else ""


def _author(config: HugoConfig) -> str:
    for path in (("params", "author"), ("author",)):
        found = config.get(*path)
        name = found if isinstance(found, str) else string_at(found, "name")
        if name.strip():
            return name.strip()
    return ""


def _notes(config: HugoConfig, files: SiteFiles) -> Iterator[str]:
    for name in config.broken:
        yield f"{name} is not valid, so none of its settings is used; correct it, and import again"
    if not config.values and not config.broken:
        yield (
            "there is no hugo.toml, so title, URL, languages and permalinks are not known; set"
            " SITEURL, and POUCH_FRONT_MATTER['permalinks'] if the site had some"
        )
    if config.values and not _site_url(config):
        yield f"baseURL in {config.because} is no web address; set SITEURL, which feeds need"
    if config.is_true("builddrafts"):
        yield "buildDrafts is on; drafts are drafts here: delete `draft: true` to publish one"
    for handler in strings(config.get("frontmatter", "date")):
        if handler.lower() in {":git", ":gitauthordate", ":filemodtime"}:
            source = "mtime" if "file" in handler.lower() else "git"
            yield (
                f"{handler} in [frontmatter] dates posts that state no date; set"
                f" POUCH_FRONT_MATTER['date_fallback'] = '{source}' for that"
            )
    yield from unusual_mounts(config)
    if ".gitmodules" in files.paths and "content" in files.read(".gitmodules"):
        yield "a part of the content is a submodule of git; fetch it before the import"
    hosts = {
        string_at(values, "baseurl")
        for values in config.mapping("languages").values()
        if string_at(values, "baseurl")
    }
    if len(hosts) > 1:
        yield "each language has a baseURL; Pelican has one SITEURL, so import them one by one"
