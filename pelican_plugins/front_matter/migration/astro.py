"""Recognise a site of Astro, and state its settings as Pelican's.

Its settings, collections and pages are code, which is not run: what is looked for in it is said at
docs.astro.build/en/guides/content-collections/ and /en/reference/configuration-reference/.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..no_posts import why_text_is_no_post
from ..settings import FrontMatterSettings
from .eleventy_code import arguments_of, has_key, is_set_to, value_of, without_comments
from .left_out import settings_to_leave_out
from .site import OldSite, Setting, SiteFiles

_CONFIGS = tuple(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs"))
_CODE = (".astro", ".js", ".mjs", ".ts", ".tsx", ".jsx")
_TEXTS = (".md", ".markdown")
_CONTENT_CONFIGS = re.compile(r"(?:content|content/config)\.(?:config\.)?(?:ts|js|mjs|mts)$")
_COLLECTION = re.compile(r"(?:const|let|var)\s+(\w+)\s*=\s*defineCollection\s*\(")
_EXPORTED = re.compile(r"collections\s*(?::[^=]+)?=\s*\{([^}]*)\}")
_GET = re.compile(r"""getCollection\s*\(\s*["'](\w+)["']""")
_FUNCTION = re.compile(r"(?:function|const)\s+(\w+)")
_PLAIN = re.compile(r"params\s*:\s*\{\s*\w+\s*:\s*\w+\.(?:slug|id)\s*,?\s*\}")
_ROUTE = re.compile(r"\[(?:\.\.\.)?(?:slug|id|path|post|entry|name|article)\w*\]", re.IGNORECASE)
_TERM = re.compile(r"(?P<folder>.*?)\[(?:tag|slug)\](?:/index|/\[\.\.\.page\])?\.astro")
_FEED = re.compile(r"(?P<name>[^/]*(?P<kind>rss|atom|feed)\w*\.xml)\.[jt]s")
_NAME = re.compile(r"""SITE_(?:TITLE|NAME)\s*(?::\s*string\s*)?=\s*(["'])(.*?)\1""")
_LANGUAGE = re.compile(r"^\[(?:\.\.\.)?(?:lang|locale|language)\]/")
_LISTS = {"blog", "posts", "archive", "archives", "notes", "writing", "articles"}


def old_site(files: SiteFiles) -> OldSite | None:
    """Return what is known of a site of Astro; None if it is not one."""
    name = next((name for name in _CONFIGS if name in files.paths), "")
    return _Astro(files, name).site() if name else None


@dataclass(frozen=True, slots=True)
class _Route:
    """A page of `src/pages` that shows the posts of a collection.

    Attributes:
        path: of its file.
        pattern: of its URLs.
        collection: name of the collection.
        is_plain: whether its parameter is only a post's own name.
    """

    path: str
    pattern: str
    collection: str
    is_plain: bool


class _Astro:
    def __init__(self, files: SiteFiles, name: str) -> None:
        self._files, self._name = files, name
        self._config = without_comments(files.read(name))
        self._source = self._folder("srcDir", "src")
        self._public = self._folder("publicDir", "public")
        self._pages = posixpath.join(self._source, "pages")
        self._code = {
            path: without_comments(files.read(path))
            for path in files.paths
            if path.endswith(_CODE) and path.startswith(f"{self._source}/")
        }
        self._named_by_code: set[str] = set()
        self._collections = dict(self._read_collections())
        self._routes = list(self._read_routes())

    def site(self) -> OldSite:
        """Return all that is known."""
        shown = {self._collections[route.collection]: route for route in self._routes}
        posts = [path for path in self._texts() if self._is_shown(path, shown)]
        ignored = dict(self._ignored(posts))
        return OldSite(
            generator="Astro",
            because=self._name,
            settings=tuple(self._settings(posts, ignored)),
            reading=FrontMatterSettings(
                url_keys="all",
                slug_source="file_name",
                markdown="commonmark",
                smart_punctuation=not is_set_to(self._config, "smartypants", "false"),
                permalink_style="astro",
                permalinks={folder: route.pattern for folder, route in shown.items()},
                content_folders={self._pages: "", "": ""},
                ugly_urls=value_of(self._config, "format") == "file",
                undated="page",
                redirects=dict(self._lists()),
            ),
            posts=tuple(posts),
            ignored=tuple(ignored.items()),
            notes=tuple(self._notes()),
        )

    def _folder(self, key: str, default: str) -> str:
        found = value_of(self._config, key) or default
        return posixpath.normpath(found).strip("/")

    # What its code says.

    def _read_collections(self) -> Iterator[tuple[str, str]]:
        """Yield the collections and their folders."""
        content = posixpath.join(self._source, "content")
        found = dict(self._defined(content))
        # Up to version 5, each folder is a collection, whether it is defined or not.
        folders = {
            path[len(content) + 1 :].split("/")[0]
            for path in self._files.paths
            if path.startswith(f"{content}/") and path.endswith((*_TEXTS, ".mdx"))
        }
        if all(folder.startswith(f"{content}/") for folder in found.values()):
            yield from ((name, posixpath.join(content, name)) for name in sorted(folders))
        yield from found.items()

    def _defined(self, content: str) -> Iterator[tuple[str, str]]:
        for path, code in self._code.items():
            if not _CONTENT_CONFIGS.search(path):
                continue
            exported = _EXPORTED.search(code)
            pairs = exported[1].split(",") if exported else []
            names = {p.split(":")[-1].strip(): p.split(":")[0].strip(" \"'\n") for p in pairs}
            for found in _COLLECTION.finditer(code):
                end = _COLLECTION.search(code, found.end())
                body = code[found.end() : end.start() if end else len(code)]
                name = names.get(found[1]) or found[1]
                call = next(arguments_of(body, "glob"), "")
                if has_key(call, "generateId"):
                    self._named_by_code.add(name)
                folder = value_of(call, "base") if call else posixpath.join(content, name)
                if folder:
                    yield name, posixpath.normpath(folder).strip("/")

    def _read_routes(self) -> Iterator[_Route]:
        getters = self._getters()
        for path, code in sorted(self._code.items()):
            if not path.startswith(f"{self._pages}/") or not path.endswith(".astro"):
                continue
            route = path[len(self._pages) :].removesuffix(".astro").removesuffix("/index")
            if not _ROUTE.search(route) or "paginate(" in code:
                continue
            used = [*_GET.findall(code), *(name for f, name in getters.items() if f"{f}(" in code)]
            folder = route.strip("/").split("/")[0]
            named = [
                name
                for name, place in self._collections.items()
                if folder in {name, f"{name}s", posixpath.basename(place)}
            ]
            only = list(self._collections) if len(self._collections) == 1 else []
            name = next((n for n in (*used, *named, *only) if n in self._collections), None)
            if name:
                is_plain = _PLAIN.search(code) is not None and name not in self._named_by_code
                yield _Route(path, f"{route}/", name, is_plain)

    def _getters(self) -> dict[str, str]:
        """Return functions of other files that return the posts of one collection."""
        found: dict[str, str] = {}
        for path, code in self._code.items():
            names = set(_GET.findall(code))
            if len(names) == 1 and not path.startswith(f"{self._pages}/"):
                found |= dict.fromkeys(_FUNCTION.findall(code), names.pop())
        return found

    def _texts(self) -> Iterator[str]:
        folders = (self._pages, *self._collections.values())
        for path in self._files.paths:
            if path.endswith(_TEXTS) and path.startswith(tuple(f"{f}/" for f in folders)):
                yield path

    def _is_shown(self, path: str, shown: Mapping[str, _Route]) -> bool:
        if posixpath.basename(path).startswith("_"):
            return False
        if why_text_is_no_post(path, self._files.read(path), "astro"):
            return False
        return path.startswith((f"{self._pages}/", *(f"{folder}/" for folder in shown)))

    def _ignored(self, posts: list[str]) -> Iterator[tuple[str, str]]:
        texts, built = set(self._texts()), set(posts)
        for path in self._files.paths:
            if path.endswith(".mdx"):
                yield path, "MDX, which only Astro reads"
            elif path in texts and path not in built:
                reason = why_text_is_no_post(path, self._files.read(path), "astro")
                if posixpath.basename(path).startswith("_"):
                    reason = "its name begins with _"
                yield path, reason or "not shown on any page"
            elif path.endswith(_TEXTS) and path not in texts:
                yield path, "not in a collection"

    # What is written.

    def _settings(self, posts: list[str], ignored: Mapping[str, str]) -> Iterator[Setting]:
        title, where = self._title()
        yield Setting("SITENAME", title or "My site", f"the title in {where}" if where else "")
        yield Setting("SITEURL", self._url(), f"site and base in {self._name}")
        yield Setting("DEFAULT_LANG", value_of(self._config, "defaultLocale") or "en", "")
        yield Setting("TIMEZONE", "UTC", "Astro dates have no other time zone")
        reason = "posts, pages and files; anything without a date is a page"
        known = {self._pages, *self._collections.values()}
        folders = sorted(
            folder
            for folder in known
            if any(path.startswith(f"{folder}/") for path in posts)
            and not any(folder.startswith(f"{outer}/") for outer in known)
        )
        yield Setting("ARTICLE_PATHS", folders, reason)
        yield Setting("PAGE_PATHS", folders, reason)
        is_there = any(path.startswith(f"{self._public}/") for path in self._files.paths)
        yield Setting("STATIC_PATHS", [self._public] if is_there else [], reason)
        yield Setting("PATH_METADATA", rf"(?:{re.escape(self._public)}/)?(?P<path>.+)$", reason)
        yield Setting("USE_FOLDER_AS_CATEGORY", value=False, reason=reason)
        inside = tuple(f"{folder}/" for folder in folders)
        away = [path for path in ignored if path.endswith(_TEXTS) and path.startswith(inside)]
        yield from settings_to_leave_out(away, posts)
        for path in self._files.paths:
            if path.startswith(f"{self._pages}/"):
                yield from self._of_page(path, path[len(self._pages) + 1 :])

    @staticmethod
    def _of_page(path: str, route: str) -> Iterator[Setting]:
        """Yield the settings for the page of a tag, or for a feed."""
        if feed := _FEED.fullmatch(route):
            kind = "ATOM" if feed["kind"] == "atom" else "RSS"
            yield Setting(f"FEED_ALL_{kind}", feed["name"], f"the feed in {path}")
        elif (term := _TERM.fullmatch(route)) and "tag" in route:
            url = f"{_LANGUAGE.sub('', term['folder'])}{{slug}}/"
            yield Setting("TAG_URL", url, f"the page {path}")
            yield Setting("TAG_SAVE_AS", f"{url}index.html", f"the page {path}")

    def _title(self) -> tuple[str, str]:
        for path, code in sorted(self._code.items()):
            if re.search(r"(?:consts?|config|site)\.(?:ts|js|mjs)$", path):
                named = _NAME.search(code)
                title = named[2] if named else value_of(code, "title")
                if title:
                    return title, path
        return "", ""

    def _url(self) -> str:
        site = value_of(self._config, "site") or ""
        base = (value_of(self._config, "base") or "").strip("/")
        if not site.startswith("http"):
            named = re.search(r"\bsite\s*:\s*[\w.]*?(\w+)\s*[,}\n]", self._config)
            values = (value_of(code, named[1]) for code in self._code.values()) if named else ()
            site = next((v for v in values if v and v.startswith("http")), "")
        return f"{site.rstrip('/')}/{base}".rstrip("/") if site else ""

    def _lists(self) -> Iterator[tuple[str, str]]:
        """Yield the URLs of pages that are lists, or have no Markdown."""
        for path in self._code:
            if path.startswith(f"{self._pages}/") and path.endswith(".astro"):
                route = path[len(self._pages) + 1 :].removesuffix(".astro")
                url = route.removesuffix("index").removesuffix("[...page]").strip("/")
                if url and url != "404" and "[" not in url:
                    is_list = url.split("/")[-1] in _LISTS or "paginate(" in self._code[path]
                    yield f"{url}/", "archives.html" if is_list else "index.html"

    def _notes(self) -> Iterator[str]:
        for route in self._routes:
            if not route.is_plain:
                folder = self._collections[route.collection]
                yield (
                    f"{route.path} computes URLs in code, which is not run; if they do not"
                    f" match {route.pattern}, set their pattern in"
                    f" POUCH_FRONT_MATTER['permalinks'][{folder!r}], such as"
                    " '/[year]/[month]/[slug]/'"
                )
        mdx = [path for path in self._files.paths if path.endswith(".mdx")]
        if mdx:
            yield (
                f"{len(mdx)} MDX files, which only Astro reads, such as {mdx[0]}; rename those"
                " without components to .md"
            )
