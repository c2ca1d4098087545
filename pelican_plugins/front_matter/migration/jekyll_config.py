"""The settings of a Jekyll site: `_config.yml`, what it merges with, and its plugins."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ..permalinks.jekyll_values import date_in_name
from .site import SiteFiles

_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
_OWN_FOLDERS = frozenset({"_posts", "_drafts", "_layouts", "_includes", "_sass", "_data"})
_OWN_KEYS = frozenset(
    {
        *("permalink", "baseurl", "plugins", "gems", "theme", "remote_theme", "collections"),
        *("markdown", "kramdown", "defaults", "exclude", "include", "paginate", "highlighter"),
    }
)
# Hexo's file has the same name.
_OF_HEXO = frozenset({"new_post_name", "source_dir", "public_dir", "skip_render"})
_SOURCES = frozenset({"src", "source", "docs", "site", "blog", "jekyll", "website", "www"})
_COMMAND = re.compile(r"jekyll[^\n]*?\s(?:--config|-c)[ =]+[\"']?([\w./,-]+)")
_BUILD_FILES = re.compile(r"(?i)(makefile|rakefile|package\.json|.*\.(toml|sh|ya?ml|rb|rake))$")
_FOR_WRITING = re.compile(r"(?i)dev|local|debug|test|stag|preview")
_GEM = re.compile(r"^\s*gem\s*\(?[\"']([\w-]+)[\"']", re.MULTILINE)
_OF_RUBY = re.compile(r"!ruby/\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class JekyllConfig:
    """The settings of a Jekyll site.

    Attributes:
        because: the name of the file or folder by which it was recognised.
        root: the folder of its sources, relative to that of the repository; may be empty.
        values: of its settings files, merged.
        plugins: the names of its gems.
        notes: a sentence for each file that cannot be read.
    """

    because: str
    root: str
    values: Mapping[str, Any]
    plugins: frozenset[str]
    notes: tuple[str, ...] = ()

    def text(self, *keys: str) -> str:
        """Return the first of the values that is a string; empty for none."""
        found = (self.values.get(key) for key in keys)
        return next((v.strip() for v in found if isinstance(v, str) and v.strip()), "")

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return a value that is a mapping; empty for any other."""
        value = self.values.get(key)
        return value if isinstance(value, Mapping) else {}

    def names(self, key: str) -> list[str]:
        """Return the strings of a list, or the only one."""
        return [item for item in _listed(self.values.get(key)) if isinstance(item, str)]


def read_config(files: SiteFiles) -> JekyllConfig | None:
    """Return the settings of a site; None if it is not a Jekyll site."""
    folder, name = _place(files)
    if name is None:
        return None
    notes: list[str] = []
    values: dict[str, Any] = {}
    if name:
        first = posixpath.join(folder, name)
        for path in _files(files, folder, first):
            values = _merged(values, _read(path, files.read(path), notes))
    if name and _is_other(files, folder, values, is_broken=bool(notes)):
        return None
    source = values.get("source")
    root = posixpath.normpath(posixpath.join(folder, source)) if isinstance(source, str) else folder
    return JekyllConfig(
        because=posixpath.join(folder, name or "_posts"),
        root="" if root == "." or root.startswith("..") else root.strip("/"),
        values=values,
        plugins=frozenset(_plugins(files, folder, values)),
        notes=tuple(notes),
    )


def _place(files: SiteFiles) -> tuple[str, str | None]:
    """Return the folder of a site, and its settings file; None without any, empty if it is lost."""
    found = [path for path in files.paths if posixpath.basename(path) in _NAMES]
    near = [path for path in found if path.count("/") <= 1]
    posts = [path for path in files.paths if _is_post(path)]
    if near:
        # Of several, that of the most posts counts, then the outermost.
        def rank(path: str) -> tuple[int, int, int]:
            folder, name = posixpath.split(path)
            below = sum(post.startswith(f"{folder}/" if folder else "") for post in posts)
            return -below, path.count("/"), _NAMES.index(name)

        return posixpath.split(min(near, key=rank))
    if not posts:
        return "", None
    above = {post.split("_posts/")[0].strip("/") for post in posts}
    alone = above.pop() if len(above) == 1 else ""
    return (alone if alone in _SOURCES else ""), ""


def _is_post(path: str) -> bool:
    folder, name = posixpath.split(path)
    return "_posts" in folder.split("/") and date_in_name(name) is not None


def _is_other(files: SiteFiles, folder: str, values: Mapping[str, Any], *, is_broken: bool) -> bool:
    """Return whether the settings are of another program, whose file has the same name."""
    below = f"{folder}/" if folder else ""
    steps = {
        step
        for path in files.paths
        if path.startswith(below)
        for step in path.removeprefix(below).split("/")[:-1]
    }
    if not values.keys().isdisjoint(_OF_HEXO):
        return True
    if f"{below}_toc.yml" in files.paths and "_posts" not in steps:
        # Jupyter Book.
        return True
    return not is_broken and values.keys().isdisjoint(_OWN_KEYS) and steps.isdisjoint(_OWN_FOLDERS)


def _files(files: SiteFiles, folder: str, first: str) -> list[str]:
    """Return the settings files that the site's own build merges."""
    best: list[str] = []
    for path in files.paths:
        if path.count("/") > 1 or not _BUILD_FILES.match(posixpath.basename(path)):
            continue
        for found in _COMMAND.finditer(files.read(path)):
            named = [posixpath.normpath(name) for name in found[1].split(",") if name]
            paths = [posixpath.join(folder, name) if folder else name for name in named]
            real = [p for p in paths if p in files.paths and not _FOR_WRITING.search(p)]
            # Others are those of another site, such as that of the documentation.
            if first in real and len(real) == len(named) > len(best):
                best = real
    return best or [first]


def _read(path: str, text: str, notes: list[str]) -> dict[str, Any]:
    """Return the values of a settings file; empty, with a note, if it cannot be read."""
    try:
        if path.endswith(".toml"):
            found: Any = tomllib.loads(text)
        else:
            found = yaml.safe_load(_OF_RUBY.sub("", text))
    except tomllib.TOMLDecodeError as error:
        notes.append(_unread(path, str(error)))
        return {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else path
        notes.append(_unread(place, getattr(error, "problem", "") or "not YAML"))
        return {}
    if found is not None and not isinstance(found, Mapping):
        notes.append(_unread(path, "it has no lines such as `title: …`"))
    return dict(found) if isinstance(found, Mapping) else {}


def _unread(place: str, problem: str) -> str:
    fix = "correct it and run `pouch import` again"
    return f"{place}: {problem}, so Jekyll's defaults are used; {fix}"


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return two mappings as one; an empty value leaves the old one (Jekyll's `merge_values`)."""
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            merged[key] = _merged(before, value)
        elif value is not None or key not in merged:
            merged[key] = value
    return merged


def _plugins(files: SiteFiles, folder: str, values: Mapping[str, Any]) -> Iterator[str]:
    for key in ("plugins", "gems", "whitelist"):
        yield from (str(name) for name in _listed(values.get(key)))
    for place in {"Gemfile", posixpath.join(folder, "Gemfile")} & {*files.paths}:
        yield from _GEM.findall(files.read(place))


def _listed(value: Any) -> Iterable[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
