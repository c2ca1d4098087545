"""The files of a site that Jekyll builds, and the kind of each."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

from ..._core.errors import DiagnosticError
from ..parse_yaml import read_yaml
from ..permalinks.jekyll import MARKDOWN
from ..permalinks.jekyll_values import date_in_name
from ..split import split
from .jekyll_config import JekyllConfig
from .site import SiteFiles

Kind = Literal["post", "draft", "document", "page", "list", "static", "asset", "other", ""]
"""The kind of a file in Jekyll.

A page without text is a template of a list. An asset is a file of a collection,
which is copied; other files with front matter are templates of feeds, style sheets and the like.
Of a file without a kind it makes nothing.
"""

HTML = (".html", ".htm", ".xhtml")
_TEXTS = (*MARKDOWN, *HTML)
_ALSO_TEXTS = frozenset(
    {
        *(".xml", ".json", ".txt", ".js", ".css", ".scss", ".sass", ".coffee", ".atom", ".rss"),
        *(".yml", ".yaml", ".csv", ".svg", ".webmanifest", ".md5", ".textile", ".map", ".ics"),
        *(".less", ".opml", ".xsl", ".tex", ".bib", ".ipynb", ".rst", ".org", ".adoc", ""),
    }
)
_EXCLUDED = (
    *(".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules"),
    *("vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"),
)
_HIDDEN = (".", "_", "#", "~")
_HEADER = re.compile(r"---[ \t]*\r?\n")
# jekyll-optional-front-matter, which GitHub Pages has on, leaves these alone.
_NO_PAGES = frozenset(
    {
        *("readme", "license", "licence", "copying", "code_of_conduct", "contributing"),
        *("issue_template", "pull_request_template", "changelog", "security"),
        # Instructions for programs.
        *("claude", "agents", "gemini", "copilot-instructions", "skill"),
    }
)
_CODE = re.compile(r"\{%-?\s*(comment|raw)\b.*?%\}.*?\{%-?\s*end\1\b.*?%\}", re.DOTALL)
_LOOP = re.compile(r"\{%-?\s*for\b.*\{%-?\s*endfor\b.*?%\}", re.DOTALL)
_INCLUDE = re.compile(r"\{%-?\s*include(?:_cached)?\s+(?P<name>[\w./-]+)[^%]*%\}")
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_MARKUP = re.compile(
    r"<(script|style|nav|form|select)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_WORD = re.compile(r"\w{2,}")
_SHOWN = re.compile(
    r"!\[|<(?:img|picture|iframe|video|audio|object|embed|applet|canvas|svg|script|form)\b",
    re.IGNORECASE,
)
_FEW = 20


@dataclass(frozen=True, slots=True)
class JekyllFile:
    """A file of a site.

    Attributes:
        path: relative to the folder of the repository.
        kind: its kind in Jekyll.
        reason: why it gets no page; empty if the reason is obvious.
        values: of its front matter.
        body: the text below.
        folder: that of its collection, for documents and assets.
    """

    path: str
    kind: Kind
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    folder: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is Markdown or HTML."""
        return self.path.lower().endswith(_TEXTS)


class JekyllFiles:
    """The files of a site as Jekyll's reader and its `EntryFilter` see them."""

    def __init__(self, files: SiteFiles, config: JekyllConfig) -> None:
        self._files, self._config = files, config
        self._paths = frozenset(files.paths)
        include = config.values.get("include")
        self.included = config.names("include") if isinstance(include, list) else [".htaccess"]
        excluded = [*config.names("exclude"), *_EXCLUDED]
        self._excluded = [name for name in excluded if name not in self.included]
        self.container = config.text("collections_dir").strip("/")
        self.collections = dict(self._collections())
        self._optional = bool({"jekyll-optional-front-matter", "github-pages"} & config.plugins)
        self._destination = config.text("destination").removeprefix("./").strip("/") or "_site"

    def _collections(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the name of each collection that is built, and what is said of it."""
        named = self._config.values.get("collections")
        if isinstance(named, Mapping):
            for name, said in named.items():
                if isinstance(said, Mapping) and said.get("output") and name != "posts":
                    yield re.sub(r"[^A-Za-z0-9_.-]", "", str(name)), said

    def folder_of(self, collection: str) -> str:
        """Return the folder of a collection, relative to that of the sources."""
        return posixpath.join(self.container, f"_{collection}")

    def __iter__(self) -> Iterator[JekyllFile]:
        root = self._config.root
        for path in self._files.paths:
            if not root or path.startswith(f"{root}/"):
                yield self._file(path, path[len(root) :].lstrip("/"))
            elif path.lower().endswith(_TEXTS):
                yield JekyllFile(path, "", f"outside {root}")

    def _file(self, path: str, name: str) -> JekyllFile:
        for collection in self.collections:
            folder = self.folder_of(collection)
            if name.startswith(f"{folder}/"):
                return self._document(path, name[len(folder) + 1 :], folder)
        steps = name.split("/")
        for number, step in enumerate(steps):
            here = "/".join(steps[: number + 1])
            is_folder = number < len(steps) - 1
            if is_folder and step in {"_posts", "_drafts"}:
                return self._post(path, here, name[len(here) + 1 :])
            reason = self._left_out(step, here, is_folder=is_folder)
            if reason is not None:
                return JekyllFile(path, "", reason)
        return self._page(path, name)

    def _left_out(self, step: str, path: str, *, is_folder: bool) -> str | None:
        if step.endswith(".") or (is_folder and path == self._destination):
            return ""
        if self._is_included(step, is_folder=is_folder):
            return None
        if any(_matches(pattern, path, is_folder=is_folder) for pattern in self._excluded):
            return "excluded in Jekyll's settings"
        if step.startswith(_HIDDEN) or step.endswith("~"):
            return "in a folder that Jekyll does not build" if is_folder else "a hidden file"
        return None

    def _is_included(self, entry: str, *, is_folder: bool) -> bool:
        name = posixpath.basename(entry)
        return any(
            _matches(pattern, one, is_folder=is_folder)
            for pattern in self.included
            for one in (entry, name)
        )

    def _inner(self, folder: str, entry: str) -> str | None:
        """Return why a file in a collection's folder is left out; None if it is not."""
        path = posixpath.join(folder, entry)
        if self._is_included(entry, is_folder=False):
            return None
        if any(_matches(pattern, path, is_folder=False) for pattern in self._excluded):
            return "excluded in Jekyll's settings"
        name = posixpath.basename(entry)
        hidden = entry.startswith(_HIDDEN) or name.startswith(_HIDDEN) or name.endswith("~")
        return "a hidden file" if hidden else None

    def _post(self, path: str, folder: str, entry: str) -> JekyllFile:
        if self.container and not folder.startswith(f"{self.container}/"):
            return JekyllFile(path, "", f"outside {self.container}, the folder for collections")
        reason = self._inner(folder, entry)
        if reason is None and any(step.startswith(".") for step in entry.split("/")):
            reason = "a hidden file"
        is_draft = posixpath.basename(folder) == "_drafts"
        if reason is None and not is_draft and date_in_name(posixpath.basename(entry)) is None:
            reason = "a post whose file name does not begin with a date"
        if reason is not None or not path.lower().endswith(_TEXTS):
            return JekyllFile(path, "", reason or "")
        return self._read(path, "draft" if is_draft else "post")

    def _document(self, path: str, entry: str, folder: str) -> JekyllFile:
        reason = self._inner(posixpath.basename(folder), entry)
        if reason is not None:
            return JekyllFile(path, "", reason)
        if not self._has_header(path):
            return JekyllFile(path, "asset", folder=folder)
        return self._read(path, "document" if path.lower().endswith(_TEXTS) else "other", folder)

    def _page(self, path: str, name: str) -> JekyllFile:
        is_text = path.lower().endswith(_TEXTS)
        if self._has_header(path):
            return self._read(path, "page" if is_text else "other")
        if not path.lower().endswith(MARKDOWN):
            return JekyllFile(path, "static")
        stem = posixpath.splitext(posixpath.basename(name))[0].lower()
        if self._optional and stem not in _NO_PAGES:
            return self._read(path, "page")
        reason = "no front matter, so Jekyll copies it unchanged"
        return JekyllFile(path, "" if stem in _NO_PAGES else "static", reason)

    def _has_header(self, path: str) -> bool:
        extension = posixpath.splitext(path)[1].lower()
        if extension not in _ALSO_TEXTS and extension not in _TEXTS:
            return False
        return _HEADER.match(self._files.read(path)) is not None

    def _read(self, path: str, kind: Kind, folder: str = "") -> JekyllFile:
        values: dict[str, Any] = {}
        try:
            parts = split(self._files.read(path))
            if parts.kind == "yaml":
                found = read_yaml(parts.front_matter, parts.first_line)
                values = {key: value.typed for key, value in found.items()}
        except DiagnosticError:
            # The build will report it.
            return JekyllFile(path, kind, folder=folder)
        if kind == "page" and not has_words(self._with_includes(parts.body)):
            kind = "list"
        return JekyllFile(path, kind, values=values, body=parts.body, folder=folder)

    def _with_includes(self, body: str, depth: int = 3) -> str:
        """Return a post with the site's own includes in it."""
        if not depth or "{%" not in body:
            return body
        return _INCLUDE.sub(lambda found: self._included_text(found, depth), body)

    def _included_text(self, found: re.Match[str], depth: int) -> str:
        folder = self._config.text("includes_dir") or "_includes"
        path = posixpath.join(self._config.root, folder, found["name"])
        if path not in self._paths:
            return found.group()
        return self._with_includes(self._files.read(path), depth - 1)


def _matches(pattern: str, path: str, *, is_folder: bool) -> bool:
    """Return what Jekyll's `glob_include?` does: a pattern is also the beginning of a path."""
    pattern = pattern.lstrip("/")
    return (
        fnmatchcase(path, pattern)
        or path.startswith(pattern)
        or (is_folder and pattern == f"{path}/")
    )


def has_words(body: str) -> bool:
    """Return whether a page has its own text or pictures, and is not a template of a list."""
    text = _CODE.sub(" ", body)
    loops = _LOOP.search(text) is not None
    text = _LIQUID.sub(" ", _LOOP.sub(" ", text))
    words = len(_WORD.findall(_MARKUP.sub(" ", text)))
    return words >= _FEW if loops else words > 0 or _SHOWN.search(text) is not None
