"""A Hugo site, and the settings that reproduce it here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..no_posts import is_section_page, why_text_is_no_post
from ..permalinks.hugo_tokens import selected
from ..settings import FrontMatterSettings
from .covering import without
from .hugo_config import HugoConfig, read_config, strings
from .hugo_files import LANGUAGE_OFF, READ_HERE, HugoFiles, HugoText, closed_folders, is_public
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
# The second name is that of Hugo 0.146 and later.
_SHORTCODES = re.compile(r"(?:themes/[^/]+/)?layouts/(?:shortcodes|_shortcodes)(?=/)")
_SECTIONS = re.compile(r":sections(?:lugs)?(\[[^\]]+\])?(?!\w)")


def old_site(files: SiteFiles) -> OldSite | None:
    """Return what is known of a site; None if it is not a Hugo site."""
    config = read_config(files)
    if config is None:
        return None
    found = HugoFiles(files, config, content_folders(config))
    texts = tuple(found.texts())
    ignored = found.ignored()
    closed = closed_folders(texts, config)
    ignored |= {
        text.path: reason
        for text in texts
        for folder, reason in closed.items()
        if text.path.startswith((f"{folder}/", f"{folder}."))
    }
    ignored |= {
        text.path: "it describes a term, and term pages show no text of their own"
        for text in texts
        if text.is_section and text.inner.partition("/")[0] in plurals(config)
    }
    # These are left out without a setting, too.
    no_posts = {
        text.path: reason
        for text in texts
        if (text.has_words or not text.is_section)
        and (reason := why_text_is_no_post(text.inner, files.read(text.path), "hugo"))
    }
    left_out = {path for path in no_posts if not is_section_page(path)} | ignored.keys()
    built = [text for text in texts if text.path not in left_out]
    reading = replace(
        _reading(config, found, built), shortcode_paths=tuple(_shortcode_folders(files))
    )
    public = [text for text in built if is_public(text)]
    out = _left_out(found, ignored, closed)
    lists = lists_of(config, public, reading)
    reading = replace(reading, redirects=lists.redirects)
    return OldSite(
        generator="Hugo",
        because=config.because,
        settings=tuple(_settings(config, found, ignored, out, lists)),
        reading=reading,
        posts=tuple(text.path for text in built if not text.is_section),
        ignored=tuple(sorted((no_posts | ignored).items())),
        term_url=lists.term_url,
        notes=(*_notes(config, files), *_read_all_the_same(out)),
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


def _shortcode_folders(files: SiteFiles) -> list[str]:
    """Return the folders of shortcodes, those of themes last."""
    found = {match.group() for path in files.paths if (match := _SHORTCODES.match(path))}
    return sorted(found, key=lambda folder: (folder.startswith("themes/"), folder))


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
    """Yield patterns for folders that are not sections, since they have no `_index.md`."""
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
    ignored: Collection[str],
    out: _LeftOut,
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
    yield from _folders(found, ignored, out)
    yield from _paths(config, found, lists)
    if not config.is_true("buildfuture"):
        reason = "posts with a future date are drafts, as in Hugo without buildFuture"
        yield Setting("WITH_FUTURE_DATES", value=False, reason=reason)
    if config.is_true("markup", "goldmark", "renderer", "hardwraps"):
        yield Setting("MARKDOWN", {"extensions": ["nl2br"]}, "line breaks are kept")
    yield from lists.settings


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """Settings that leave out the posts that Hugo does not build.

    Attributes:
        bundles: folders in which only named posts are read.
        folders: all folders that are not read as others are.
        names: patterns of names.
        rest: paths of posts that Pelican cannot leave out, since it looks at names alone.
    """

    bundles: tuple[str, ...]
    folders: tuple[str, ...]
    names: tuple[str, ...]
    rest: tuple[str, ...]


def _left_out(found: HugoFiles, ignored: Mapping[str, str], closed: Iterable[str]) -> _LeftOut:
    parts = {posixpath.dirname(path) for path in ignored}
    bundles = sorted(b for b in found.bundles() if any(_is_in(part, b) for part in parts))
    read = [path for path, _ in found.content() if path.endswith(READ_HERE) and path not in ignored]
    folders = sorted({*bundles, *closed, *without(read, ignored)})
    codes = {
        posixpath.basename(path).lower().split(".")[-2]
        for path, reason in ignored.items()
        if reason == LANGUAGE_OFF
    }
    names = [f"*.{code}{ending}" for code in sorted(codes) for ending in READ_HERE]
    taken = {posixpath.basename(path) for path in read}
    single = [
        path
        for path, reason in sorted(ignored.items())
        if path.endswith(READ_HERE)
        and reason != LANGUAGE_OFF
        and not any(_is_in(path, folder) for folder in folders)
    ]
    names += sorted({posixpath.basename(path) for path in single} - taken)
    rest = tuple(path for path in single if posixpath.basename(path) in taken)
    return _LeftOut(tuple(bundles), tuple(folders), tuple(names), rest)


def _folders(found: HugoFiles, ignored: Collection[str], out: _LeftOut) -> Iterator[Setting]:
    reason = "what Hugo builds and copies; anything with a date is an article, the rest are pages"
    named = [
        path
        for path in found.files.paths
        if posixpath.dirname(path) in out.bundles
        and path not in ignored
        and posixpath.basename(path).split(".")[0] == "index"
    ]
    for kind in ("ARTICLE", "PAGE"):
        yield Setting(f"{kind}_PATHS", [*sorted(found.folders), *named], reason)
        if out.folders:
            yield Setting(f"{kind}_EXCLUDES", list(out.folders), reason)
    if out.names:
        yield Setting("IGNORE_FILES", [".*", *out.names], "files that Hugo does not build")


def _paths(config: HugoConfig, found: HugoFiles, lists: Lists) -> Iterator[Setting]:
    folders = sorted(found.folders)
    static = [f for f in static_folders(config) if any(_is_in(p, f) for p in found.files.paths)]
    reason = "the original paths; a post's category is its section" if lists.by_section else ""
    yield Setting("STATIC_PATHS", [*folders, *static], reason or "the original paths")
    section = "(?:(?=(?P<category>[^/]+)/[^/]))?" if lists.by_section else ""
    inside = f"(?:{_either(folders)})/{section}"
    pattern = f"(?:{inside}|(?:{_either(static)})/)" if static else inside
    yield Setting("PATH_METADATA", f"{pattern}(?P<path>.+)", reason or "the original paths")
    yield Setting("USE_FOLDER_AS_CATEGORY", value=False, reason=reason or "the original paths")
    # Pelican takes a date at its beginning for that of the text.
    yield Setting("FILENAME_METADATA", "", reason or "the original paths")


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


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


def _read_all_the_same(out: _LeftOut) -> Iterator[str]:
    for path in out.rest:
        yield f"Hugo does not build {path}, but Pelican would: add `draft: true` to it"


def _notes(config: HugoConfig, files: SiteFiles) -> Iterator[str]:
    for name in config.broken:
        yield (
            f"{name} is not valid, so none of its settings were used; correct it, and import again"
        )
    if not config.values and not config.broken:
        yield (
            "no hugo.toml was found, so title, URL, languages and permalinks are unknown; set"
            " SITEURL, and POUCH_FRONT_MATTER['permalinks'] if the site had any"
        )
    if config.values and not _site_url(config):
        yield f"baseURL in {config.because} is not a web URL; set SITEURL, which feeds need"
    if config.is_true("builddrafts"):
        yield (
            "buildDrafts was on, but drafts stay drafts here: delete `draft: true` to publish one"
        )
    for handler in strings(config.get("frontmatter", "date")):
        if handler.lower() in {":git", ":gitauthordate", ":filemodtime"}:
            source = "mtime" if "file" in handler.lower() else "git"
            yield (
                f"{handler} in [frontmatter] dates posts without a date; to do the same, set"
                f" POUCH_FRONT_MATTER['date_fallback'] = '{source}'"
            )
    yield from unusual_mounts(config)
    if ".gitmodules" in files.paths and "content" in files.read(".gitmodules"):
        yield "part of the content is a git submodule; fetch it before you import"
    hosts = {
        string_at(values, "baseurl")
        for values in config.mapping("languages").values()
        if string_at(values, "baseurl")
    }
    if len(hosts) > 1:
        yield (
            "each language has a baseURL, but Pelican has one SITEURL, so import them one by one"
        )
