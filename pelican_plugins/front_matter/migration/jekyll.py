"""A Jekyll site, and the settings that reproduce it here."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import yaml

from ..permalinks.jekyll import suffix
from ..permalinks.jekyll_values import date_in_name
from ..settings import FrontMatterSettings
from ..summaries import MARK
from .covering import covering, folders_of, without
from .jekyll_config import JekyllConfig, read_config
from .jekyll_files import JekyllFile, JekyllFiles
from .jekyll_lists import Lists, lists_of, place_of
from .site import OldSite, Setting, SiteFiles

# Of `defaults`, what decides more than the look of a page.
_KEPT_DEFAULTS = (
    *("permalink", "categories", "category", "tags", "tag", "lang", "language", "locale"),
    *("author", "authors", "published", "hidden", "date"),
)
_READ_HERE = (
    *(".md", ".markdown", ".mkd", ".mdown", ".mkdn", ".mkdown", ".html", ".htm"),
    *(".xhtml", ".txt"),
)
_OTHER_MARKUP = (".textile", ".adoc", ".asciidoc", ".org", ".rst", ".haml", ".slim", ".pug")
_LIQUID_ONLY = "a template, which only Jekyll can run"
# What Jekyll's `EntryFilter` leaves out by name.
_HIDDEN = {".": ".*", "_": "_*", "#": "#*", "~": "~*"}
_MADE_PAGES = {
    "jekyll-polyglot": "pages in several languages",
    "jekyll-multiple-languages-plugin": "pages in several languages",
    "jekyll-paginate-v2": "lists by tag and category",
    "jekyll-scholar": "lists of publications",
}


def old_site(files: SiteFiles) -> OldSite | None:
    """Return what is known of a site; None if it is not a Jekyll site."""
    config = read_config(files)
    if config is None:
        return None
    reader = JekyllFiles(files, config)
    reading = _reading(files, config, reader)
    found = [_as_text(file, config, reading) for file in reader]
    articles = _article_folders(found)
    pages = covering(
        (file.path for file in found if file.kind in {"page", "document"} and _is_read(file.path)),
        (file.path for file in found if _is_no_page(file)),
        _is_hidden_name,
    )
    names = {name for path in files.paths for name in (path, *folders_of(path))}
    defaults = dict(_defaults(config, reader, articles, pages, names))
    reading = replace(reading, front_matter_defaults=defaults)
    lists = lists_of(files, config, found, reading)
    reading = replace(reading, redirects=lists.redirects)
    name = f"{config.because}"
    return OldSite(
        generator="Jekyll",
        because=config.because,
        settings=(
            *_identity(config, files),
            Setting("ARTICLE_PATHS", articles, "what Jekyll builds: posts, drafts and pages"),
            Setting("PAGE_PATHS", pages, "what Jekyll builds: posts, drafts and pages"),
            *_static(config, reader, found),
            *_publication(config, found, name),
            *lists.settings,
        ),
        reading=reading,
        posts=tuple(
            file.path for file in found if file.kind in {"post", "draft", "page", "document"}
        ),
        ignored=tuple(_ignored(found, lists)),
        term_url=lists.term_url,
        notes=(*config.notes, *_notes(config, found), *lists.notes),
    )


def _as_text(file: JekyllFile, config: JekyllConfig, reading: FrontMatterSettings) -> JekyllFile:
    """Return a file with its kind in Jekyll: a plain text file may be a page, by its URL."""
    if (
        file.kind == "other"
        and file.path.lower().endswith(".txt")
        and place_of(file, config, reading).save_as.endswith(".html")
    ):
        return replace(file, kind="document" if file.folder else "page")
    return file


def _reading(files: SiteFiles, config: JekyllConfig, reader: JekyllFiles) -> FrontMatterSettings:
    style = config.text("permalink") or "date"
    permalinks = {} if style == "date" else {"": style}
    said = config.mapping("collections").get("posts")
    own = said.get("permalink") if isinstance(said, dict) else None
    if own or reader.container:
        permalinks[posixpath.join(reader.container, "_posts")] = str(own or style)
    for name, collection in reader.collections.items():
        pattern = collection.get("permalink") or f"/:collection/:path{suffix(style)}"
        permalinks[reader.folder_of(name)] = str(pattern)
    includes = posixpath.join(config.root, config.text("includes_dir") or "_includes")
    includes = includes if any(path.startswith(f"{includes}/") for path in files.paths) else ""
    separator = config.values.get("excerpt_separator", "\n\n")
    return FrontMatterSettings(
        url_keys="all",
        slug_source="file_name",
        date_order="day",
        markdown="commonmark",
        smart_punctuation=_curls(config),
        permalink_style="jekyll",
        permalinks=permalinks,
        content_folders={config.root: ""} if config.root else {},
        shortcode_paths=(includes,) if includes else (),
        # By default, an excerpt is the first paragraph.
        summary_separator=str(separator or "") if separator != MARK else "",
    )


def _curls(config: JekyllConfig) -> bool:
    quotes = str(config.mapping("kramdown").get("smart_quotes", "")).replace(" ", "")
    kramdown = (config.text("markdown") or "kramdown").lower() == "kramdown"
    return kramdown and not quotes.startswith("apos")


def _identity(config: JekyllConfig, files: SiteFiles) -> Iterator[Setting]:
    name = f"from {config.because}"
    yield Setting("SITENAME", config.text("title", "name") or "My site", name)
    yield Setting("SITEURL", _site_url(config, files), name)
    yield Setting("TIMEZONE", config.text("timezone") or "UTC", name)
    language = config.text("lang", "locale", "language") or "en"
    yield Setting("DEFAULT_LANG", language.replace("_", "-").split("-")[0].lower(), name)
    author = config.mapping("author").get("name") or config.text("author")
    if isinstance(author, str) and author:
        yield Setting("AUTHOR", author, name)


def _site_url(config: JekyllConfig, files: SiteFiles) -> str:
    url, base = config.text("url").rstrip("/"), config.text("baseurl").strip("/")
    if "://" not in url or "//localhost" in url:
        host = posixpath.join(config.root, "CNAME")
        named = files.read(host).split() if host in files.paths else []
        url = f"https://{named[0]}" if named else ""
    return f"{url}/{base}" if url and base and base != "." else url


def _article_folders(found: Iterable[JekyllFile]) -> list[str]:
    """Return each folder of posts, also if none of them can be read."""
    folders = set()
    for file in found:
        steps = file.path.split("/")[:-1]
        number = next((n for n, step in enumerate(steps) if step in {"_posts", "_drafts"}), None)
        in_posts = file.reason.startswith("a post whose") or file.kind in {"post", "draft"}
        if number is not None and in_posts:
            folders.add("/".join(steps[: number + 1]))
    return sorted(folders)


def _is_read(path: str) -> bool:
    return path.lower().endswith(_READ_HERE)


def _is_no_page(file: JekyllFile) -> bool:
    """Return whether Pelican would wrongly read a file as a page."""
    return _is_read(file.path) and file.kind not in {"page", "document", "post", "draft"}


def _static(
    config: JekyllConfig, reader: JekyllFiles, found: Sequence[JekyllFile]
) -> Iterator[Setting]:
    reason = "what Jekyll copies"
    copied = [file.path for file in found if file.kind in {"static", "asset"}]
    wanted = {file.path for file in found if file.kind}
    hidden = _hidden_names(found)
    others = [
        file.path
        for file in found
        if (not file.kind and not _is_hidden(file, hidden)) or file.kind in {"list", "other"}
    ]
    excluded = without(wanted - {f.path for f in found if f.kind in {"list", "other"}}, others)
    left = [path for path in others if not any(path.startswith(f"{e}/") for e in excluded)]
    paths = covering(copied, left, _is_hidden_name)
    if isinstance(config.values.get("include"), list):
        # Such as .well-known: hidden folders are not looked into.
        folders = (name.strip("/") for name in reader.included if name.startswith("."))
        paths += [name for name in folders if name != ".htaccess" and "*" not in name]
    yield Setting("STATIC_PATHS", sorted({*paths}), reason)
    inner = [e for e in excluded if any(e.startswith(f"{path}/") for path in paths)]
    if inner:
        yield Setting("STATIC_EXCLUDES", inner, reason)
    yield Setting("IGNORE_FILES", [*hidden, "*~"], "names that Jekyll ignores")
    yield from _static_urls(config, reader, found)
    yield Setting("USE_FOLDER_AS_CATEGORY", value=False)


def _hidden_names(found: Iterable[JekyllFile]) -> list[str]:
    """Return patterns of names that Jekyll leaves out, but of none that the site's settings add."""
    names: dict[str, set[str]] = {first: set() for first in _HIDDEN}
    shown: set[str] = set()
    for file in found:
        steps = file.path.split("/")
        for number, step in enumerate(steps):
            if step[0] in names and step not in {"_posts", "_drafts"}:
                if not file.kind:
                    names[step[0]].add(step)
                    break
                if (number and not file.folder.endswith(step)) or len(steps) == 1:
                    shown.add(step[0])
    patterns: list[str] = []
    for first, pattern in _HIDDEN.items():
        patterns += sorted(names[first]) if first in shown else [pattern]
    return patterns


def _is_hidden_name(name: str) -> bool:
    """Return whether Pelican will not look into a folder, unless it is named itself."""
    return name[0] in _HIDDEN


def _is_hidden(file: JekyllFile, patterns: Sequence[str]) -> bool:
    wide = {pattern[0] for pattern in patterns if pattern in _HIDDEN.values()}
    return any(
        step[0] in wide or step.endswith("~") or step in patterns for step in file.path.split("/")
    )


def _static_urls(
    config: JekyllConfig, reader: JekyllFiles, found: Iterable[JekyllFile]
) -> Iterator[Setting]:
    """Yield the settings that put files where Jekyll puts them: those of a folder at the root."""
    labels = sorted({file.folder for file in found if file.kind == "asset"})
    parts = [config.root] if config.root else []
    ours = [
        posixpath.join(config.root, folder)
        for folder in labels
        if (reader.collections[posixpath.basename(folder)[1:]].get("permalink") or ":path")
        .rstrip("/")
        .endswith(":path")
    ]
    prefix = "".join(f"(?:{part}/)?" for part in parts)
    if ours:
        # `_docs/a.png` is at `docs/a.png`.
        container = f"(?:{reader.container}/)?" if reader.container else ""
        names = "|".join(posixpath.basename(folder)[1:] for folder in ours)
        prefix += f"(?:{container}_(?=(?:{names})/))?"
    if prefix:
        yield Setting("PATH_METADATA", f"{prefix}(?P<path>.+)", "files keep their paths")


def _publication(config: JekyllConfig, found: Iterable[JekyllFile], name: str) -> Iterator[Setting]:
    if config.values.get("future") is not True:
        reason = f"posts with a future date are drafts, since future is not set in {name}"
        yield Setting("WITH_FUTURE_DATES", value=False, reason=reason)
    names = (posixpath.basename(file.path) for file in found if file.kind in {"post", "draft"})
    for one in names:
        dated = date_in_name(one)
        if dated and one[:5].endswith("-") and not one.startswith(dated[0].strftime("%Y-%m-%d")):
            reason = f"{one} names a date that does not exist, which Pelican would reject"
            yield Setting("FILENAME_METADATA", "", reason)
            break


def _defaults(
    config: JekyllConfig,
    reader: JekyllFiles,
    articles: list[str],
    pages: list[str],
    names: Collection[str],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield `defaults` of the settings, by folder; *names* are of all files and folders."""
    found: dict[str, dict[str, Any]] = {}
    said = config.values.get("defaults")
    for one in said if isinstance(said, list) else []:
        scope, values = (one.get("scope"), one.get("values")) if isinstance(one, dict) else ({}, {})
        scope = scope if isinstance(scope, dict) else {}
        kept = {
            str(key): value
            for key, value in (values.items() if isinstance(values, dict) else ())
            if key in _KEPT_DEFAULTS and value is not None
        }
        if not kept:
            continue
        path, kind = str(scope.get("path") or "").strip("/"), str(scope.get("type") or "")
        folders = [""]
        if kind.rstrip("s") == "post":
            folders = articles
        elif kind.rstrip("s") == "page":
            folders = [page for page in pages if not _in_collection(page, config, reader)]
        elif kind:
            folders = [posixpath.join(config.root, reader.folder_of(kind))]
        for folder in _in_scope(posixpath.join(config.root, path), folders, config, reader):
            key = folder if not folder or folder in names or "*" in folder else f"{folder}*"
            found.setdefault(key, {}).update(kept)
    for folder, values in found.items():
        yield folder, tuple(f"{key}: {_as_yaml(value)}" for key, value in values.items())


def _in_collection(path: str, config: JekyllConfig, reader: JekyllFiles) -> bool:
    folders = [posixpath.join(config.root, reader.folder_of(name)) for name in reader.collections]
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _in_scope(
    path: str, folders: Iterable[str], config: JekyllConfig, reader: JekyllFiles
) -> Iterator[str]:
    """Yield what a scope's *path*, the beginning of a path, holds of *folders*."""
    # Paths of posts and collections are relative to the folder that holds them all.
    container = posixpath.join(config.root, reader.container)
    inner = posixpath.join(container, path[len(config.root) :].lstrip("/"))
    for folder in folders:
        for start in dict.fromkeys((path, inner)):
            if not folder or start.startswith(f"{folder}/"):
                yield start
                if not reader.container:
                    break
            elif folder.startswith(start):
                yield folder
                break


def _as_yaml(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, width=10**6, allow_unicode=True)
    return text.strip().removesuffix("...").strip()


def _ignored(found: Iterable[JekyllFile], lists: Lists) -> Iterator[tuple[str, str]]:
    for file in found:
        if file.kind == "list":
            yield file.path, lists.reasons.get(file.path, _LIQUID_ONLY)
        elif file.kind in {"", "static"} and file.reason and file.is_text:
            yield file.path, file.reason


def _notes(config: JekyllConfig, found: Sequence[JekyllFile]) -> Iterator[str]:
    unread = [
        file.path
        for file in found
        if file.kind == "other" and file.path.lower().endswith(_OTHER_MARKUP)
    ]
    if unread:
        yield (
            f"{unread[0]} {f'and {len(unread) - 1:,} more ' if unread[1:] else ''}cannot be"
            " read; convert to Markdown, for example with pandoc"
        )
    if config.values.get("unpublished") is True or config.values.get("show_drafts"):
        yield (
            f"{config.because} makes Jekyll publish drafts, but here they stay drafts: to"
            " publish one, move it to _posts and delete `published: false`"
        )
    if config.mapping("kramdown").get("hard_wrap") is True:
        yield (
            "hard_wrap is on in kramdown; here a line only breaks after a backslash or two spaces"
        )
    ruby = [file.path for file in found if file.path.endswith(".rb") and "_plugins/" in file.path]
    if ruby:
        yield (
            f"{ruby[0]} is Ruby code, which is not run; anything it adds to pages or URLs is"
            " missing"
        )
    for plugin in sorted(config.plugins & _MADE_PAGES.keys()):
        yield f"{plugin} makes {_MADE_PAGES[plugin]}, which is not supported here"
