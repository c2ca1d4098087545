"""Recognise a site of Eleventy, and state its settings as Pelican's.

Its settings and many of its data files are code, which is not run: 11ty.dev/docs/config/ and
/docs/copy/ say what is looked for in them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..no_posts import why_text_is_no_post
from ..permalinks.eleventy import pattern_for
from ..permalinks.eleventy_template import slug, slugify
from ..settings import FrontMatterSettings
from ..slugs_and_urls import UnusableUrlError
from ..split import body_html
from .eleventy_code import arguments_of, is_set_to, strings_in, value_of
from .eleventy_data import EleventyData, data_of, site_values
from .eleventy_folders import IN_IGNORE_FILE, EleventyFolders, folders_of
from .left_out import not_left_out, settings_to_leave_out
from .site import OldSite, Setting, SiteFiles
from .values import at, config_of, front_matter_of, matches_glob, string_at

_CONFIGS = (
    *(".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"),
    "eleventy.config.ts",
)
_TEMPLATE_CODE = re.compile(r"\{[{%]")
_TERM_PAGE = re.compile(
    r"^/?(?P<folder>[\w./-]*?)\{\{-?\s*\w+(?:\s*\|\s*(?P<filter>\w+))?\s*-?\}\}/?$"
)
_FEEDS = {"<feed": "ATOM", "<rss": "RSS", "jsonfeed.org": "JSON"}
_SAYS_ITSELF = "permalink: false"
_IN_DATA = "not published, according to its data file"
_GLOB = re.compile(r"[*?{]")
_MOST_FILES = 50


def old_site(files: SiteFiles) -> OldSite | None:
    """Return what is known of a site of Eleventy; None if it is not one."""
    present = set(files.paths)
    name = next((name for name in _CONFIGS if name in present), "")
    # It runs without settings, too.
    if not name and "package.json" in present and _is_needed(files.read("package.json")):
        name = "package.json"
    return _site(files, name) if name else None


def _is_needed(package: str) -> bool:
    values = config_of("package.json", package)
    needed = (at(values, key) for key in ("dependencies", "devDependencies"))
    return any(isinstance(names, Mapping) and "@11ty/eleventy" in names for names in needed)


def _site(files: SiteFiles, name: str) -> OldSite:
    folders = folders_of(files, name)
    texts = {
        path: front_matter_of(files.read(path))
        for path in files.paths
        if path.endswith(".md") and not folders.reason_not_built(path)
    }
    data = data_of(folders, texts)
    ignored = {
        path: reason
        for path in files.paths
        if path.endswith(".md") and (reason := _reason_ignored(path, folders, data, texts))
    }
    reading = FrontMatterSettings(
        url_keys="all",
        slug_source="file_name",
        markdown="commonmark",
        smart_punctuation=is_set_to(folders.config, "typographer", "true"),
        permalink_style="eleventy",
        permalinks=data.permalinks,
        front_matter_defaults=data.defaults,
        content_folders={
            folders.input: "",
            **{folders.in_input(folder): code for folder, code in data.languages.items()},
        },
        url_prefixes={code: folder for folder, code in data.languages.items()},
        undated="page",
        redirects=dict(_lists(folders, data)),
    )
    return OldSite(
        generator="Eleventy",
        because=name,
        settings=tuple(_settings(folders, texts, ignored, name)),
        reading=reading,
        posts=tuple(path for path in texts if path not in ignored),
        ignored=tuple(ignored.items()),
        term_url=_term_url(folders),
        notes=(*_notes(folders, data, name), *_open(folders, texts, ignored)),
    )


def _reason_ignored(
    path: str,
    folders: EleventyFolders,
    data: EleventyData,
    texts: Mapping[str, Mapping[str, Any]],
) -> str:
    if path not in texts:
        return folders.reason_not_built(path)
    stem = posixpath.splitext(folders.below_input(path))[0]
    if any(stem == private or stem.startswith(f"{private}/") for private in data.private):
        return _IN_DATA
    if texts[path].get("permalink") is False:
        return _SAYS_ITSELF
    return (
        why_text_is_no_post(folders.below_input(path), folders.files.read(path), "eleventy") or ""
    )


def _settings(
    folders: EleventyFolders,
    texts: Mapping[str, Mapping[str, Any]],
    ignored: Mapping[str, str],
    name: str,
) -> Iterator[Setting]:
    yield from _of_the_site(folders)
    reason = "posts, pages and files; anything without a date is a page"
    places = [folders.input] if folders.input else sorted({path.split("/")[0] for path in texts})
    yield Setting("ARTICLE_PATHS", places, reason)
    yield Setting("PAGE_PATHS", places, reason)
    copies = list(_copies(folders))
    yield Setting("STATIC_PATHS", sorted({source for source, _ in copies}), reason)
    to_root = {source for source, target in copies if not target}
    prefixes = sorted({*to_root, folders.input} - {""})
    strip = "|".join(re.escape(f"{prefix}/") for prefix in prefixes)
    yield Setting(
        "PATH_METADATA", f"(?:{strip})?(?P<path>.+)$" if strip else "(?P<path>.+)$", reason
    )
    if moved := _moved(folders, copies):
        yield Setting("EXTRA_PATH_METADATA", moved, f"addPassthroughCopy in {name}")
    yield Setting("USE_FOLDER_AS_CATEGORY", value=False, reason=reason)
    yield from settings_to_leave_out(*_split(folders, texts, ignored), folders.hidden)
    if not _has_html_posts(folders):
        yield Setting("READERS", {"html": None}, "HTML files are templates")
    yield from _feeds(folders, name)
    yield from _term_pages(folders)


def _split(
    folders: EleventyFolders, texts: Iterable[str], ignored: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the posts in the input folder to leave out, and those to read."""
    away = [
        path
        for path, reason in ignored.items()
        # What a post itself says is read with it.
        if reason in {IN_IGNORE_FILE, _IN_DATA} and path.startswith(folders.in_input("") or "")
    ]
    return away, [path for path in texts if path not in away]


def _open(
    folders: EleventyFolders, texts: Iterable[str], ignored: Mapping[str, str]
) -> Iterator[str]:
    for path in not_left_out(*_split(folders, texts, ignored)):
        yield f"Eleventy did not publish {path}, but Pelican would; add `draft: true` to it"


def _of_the_site(folders: EleventyFolders) -> Iterator[Setting]:
    where, values = site_values(folders)
    reason = f"values in {where}" if where else ""
    named = (string_at(values, key) for key in ("url", "baseUrl", "base", "siteURL"))
    url = next((url for url in named if url.startswith("http")), "").rstrip("/")
    prefix = (value_of(folders.config, "pathPrefix") or "").strip("/")
    language = string_at(values, "language") or string_at(values, "lang")
    title = string_at(values, "title") or string_at(values, "name")
    yield Setting("SITENAME", title or "My site", reason)
    yield Setting("SITEURL", f"{url}/{prefix}".rstrip("/") if url else "", reason)
    yield Setting("DEFAULT_LANG", language.split("-")[0] or "en", reason)
    yield Setting("TIMEZONE", "UTC", "Eleventy dates have no other time zone")


def _copies(folders: EleventyFolders) -> Iterator[tuple[str, str]]:
    """Yield the folders and files that are copied, and where to; empty for the site's root."""
    for call in arguments_of(folders.config, "addPassthroughCopy"):
        strings = strings_in(call)
        is_mapping = call.startswith("{")
        pairs = (
            zip(strings[::2], strings[1::2], strict=False)
            if is_mapping
            else [(s, None) for s in strings[:1]]
        )
        for given, target in pairs:
            for source in _matched(folders.files.paths, posixpath.normpath(given).strip("/")):
                where = folders.below_input(source) if target is None else target
                if target is not None and source != given.strip("/") and "*" in given:
                    where = posixpath.join(target, posixpath.basename(source))
                yield source, posixpath.normpath(where).strip("./")


def _matched(paths: Iterable[str], pattern: str) -> list[str]:
    """Return the folder or the file of that name, or the files that a glob matches."""
    if not _GLOB.search(pattern):
        is_there = any(p == pattern or p.startswith(f"{pattern}/") for p in paths)
        return [pattern] if is_there else []
    found = [path for path in paths if matches_glob(path, pattern)]
    return found if len(found) <= _MOST_FILES else []


def _moved(folders: EleventyFolders, copies: list[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return the paths in the output of files that are copied under another name."""
    moved = {
        path: {"path": f"{target}{path[len(source) :]}"}
        for source, target in copies
        if target and target != folders.below_input(source)
        for path in folders.files.paths
        if path == source or path.startswith(f"{source}/")
    }
    return moved if len(moved) <= _MOST_FILES else {}


def _has_html_posts(folders: EleventyFolders) -> bool:
    return any(
        path.endswith(".html") and values and not _TEMPLATE_CODE.search(body_html(text))
        for path, values, text in folders.templates()
    )


def _feeds(folders: EleventyFolders, name: str) -> Iterator[Setting]:
    for call in arguments_of(folders.config, "addPlugin"):
        if feed := value_of(call, "outputPath"):
            kind = (value_of(call, "type") or "atom").upper()
            if kind in _FEEDS.values():
                yield Setting(f"FEED_ALL_{kind}", feed.lstrip("/"), f"a feed in {name}")
    for path, values, text in folders.templates():
        url = string_at(values, "permalink").lstrip("/")
        kind = next((kind for sign, kind in _FEEDS.items() if sign in text), "")
        if kind and url.endswith((".xml", ".json", ".rss", ".atom")) and "{" not in url:
            yield Setting(f"FEED_ALL_{kind}", url, f"the feed in {path}")


def _term_pages(folders: EleventyFolders) -> Iterator[Setting]:
    for path, folder, _ in _of_tags(folders):
        yield Setting("TAG_URL", f"{folder}{{slug}}/", f"permalink in {path}")
        yield Setting("TAG_SAVE_AS", f"{folder}{{slug}}/index.html", f"permalink in {path}")
        return


def _term_url(folders: EleventyFolders) -> Callable[[str, str], str | None]:
    """Return `OldSite.term_url`."""
    pages = next(_of_tags(folders), None)

    def url(kind: str, name: str) -> str | None:
        if pages is None or kind != "tag":
            return None
        _, folder, change = pages
        try:
            return f"{folder}{change(name)}/"
        except UnusableUrlError:
            return None

    return url


def _of_tags(folders: EleventyFolders) -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """Yield the template with a page for each tag, its folder, and how tags are spelled."""
    for path, values, _ in folders.templates():
        found = _TERM_PAGE.match(string_at(values, "permalink"))
        data = string_at(values, "pagination", "data")
        if found and (data == "collections" or "tag" in data.lower()):
            change = {"slugify": slugify, "slug": slug}.get(found["filter"] or "", str)
            yield path, found["folder"].lstrip("/"), change


def _lists(folders: EleventyFolders, data: EleventyData) -> Iterator[tuple[str, str]]:
    """Yield the URLs of pages that are templates: lists, mostly."""
    for path, values, text in folders.templates():
        if path.endswith(".html") and not _TEMPLATE_CODE.search(body_html(text)):
            continue
        stem = posixpath.splitext(folders.below_input(path))[0]
        url = values.get("permalink", pattern_for(stem, data.permalinks))
        if url is None and "." not in posixpath.basename(stem):
            folder, name = posixpath.split(stem)
            url = folder if name in {"index", posixpath.basename(folder)} else stem
        url = url.strip("/").removesuffix("index.html") if isinstance(url, str) else ""
        is_page = "." not in url or url.endswith(".html")
        if url and "{" not in url and is_page:
            is_list = "pagination" in values or "collections" in text
            target = "archives.html" if is_list else "index.html"
            yield url if url.endswith((".html", "/")) else f"{url}/", target


def _notes(folders: EleventyFolders, data: EleventyData, name: str) -> Iterator[str]:
    for stem, where in data.by_code:
        yield (
            f"the permalinks in {where} are computed in code, which is not run; set their"
            f" pattern in POUCH_FRONT_MATTER['permalinks'][{stem!r}], such as"
            f" '{posixpath.join('/', stem)}/{{{{ page.fileSlug }}}}/'"
        )
    if "addUrlTransform" in folders.config:
        yield f"{name} changes URLs in code (addUrlTransform), which is not run"
    templates = [path for path, *_ in folders.templates() if not path.endswith(".html")]
    if templates:
        named = ", ".join(templates[:3])
        yield f"pages that are templates were not imported: {len(templates)}, such as {named}"
