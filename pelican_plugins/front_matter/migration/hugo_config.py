"""The settings of a Hugo site, from one file or several.

https://gohugo.io/configuration/introduction/: a file at the root, then those in `config/_default/`,
then those of the environment, each merged into the ones before.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .site import SiteFiles
from .values import at, config_of

_ENDINGS = ("toml", "yaml", "yml", "json")
_FOLDERS = ("config/_default", "config/production")
# What no other generator has in a file `config.toml` or `config.yaml`.
_OWN_KEYS = re.compile(
    r"^\s*[\"']?(?:baseurl|languagecode|theme|defaultcontentlanguage|builddrafts|enablerobotstxt"
    r"|paginate|contentdir|publishdir)[\"']?\s*[:=]",
    re.MULTILINE | re.IGNORECASE,
)
_ZOLAS = re.compile(r"^\s*base_url\s*=", re.MULTILINE)
# Below the site's own root, by the names that people give such folders; anything in them may be an
# example or another program.
_BELOW = ("site", "docs", "www", "web", "website", "blog", "hugo", "src", "source")
_PARTS = ("archetypes/", "layouts/", "themes/")


@dataclass(frozen=True, slots=True)
class HugoConfig:
    """All settings of a site.

    Attributes:
        root: the folder of the site, relative to that which is imported; may be empty.
        because: the file or folder by which it was recognised.
        values: with keys in lower case.
        broken: files that are not valid.
    """

    root: str
    because: str
    values: Mapping[str, Any]
    broken: tuple[str, ...] = ()

    def get(self, *path: str) -> Any:
        """Return the value at a path of keys in lower case; None if there is none."""
        return at(self.values, *path)

    def text(self, *path: str) -> str:
        """Return the string at a path of keys; empty if there is none."""
        found = self.get(*path)
        return found.strip() if isinstance(found, str) else ""

    def is_true(self, *path: str) -> bool:
        """Return whether a setting is true, also if it is written as a string."""
        return str(self.get(*path)).lower() == "true"

    def mapping(self, *path: str) -> Mapping[str, Any]:
        """Return the mapping at a path of keys; empty if there is none."""
        found = self.get(*path)
        return found if isinstance(found, Mapping) else {}

    def at_root(self, path: str) -> str:
        """Return a path of the site as one of the folder that is imported."""
        return posixpath.normpath(posixpath.join(self.root, path)) if path else self.root


def read_config(files: SiteFiles) -> HugoConfig | None:
    """Return the settings of a site; None if it is not a Hugo site."""
    for root in ("", *_BELOW):
        names = _config_files(files, root)
        if names:
            return _read(files, root, names)
    for root in ("", *_BELOW):
        below = [_inner(path, root) for path in files.paths if _is_below(path, root)]
        # Others have folders of these names, too, but no layouts in HTML.
        parts = [p for p in below if p.startswith(_PARTS) and p.endswith((".md", ".html", ".toml"))]
        if parts and any(path.startswith("content/") for path in below):
            # Half a repository.
            return HugoConfig(root, f"content/ and {parts[0].partition('/')[0]}/", {})
    return None


def _is_below(path: str, root: str) -> bool:
    return not root or path.startswith(f"{root}/")


def _inner(path: str, root: str) -> str:
    return path[len(root) + 1 :] if root else path


def _config_files(files: SiteFiles, root: str) -> list[str]:
    """Return the settings files below a folder, in the order in which they are merged."""
    found = []
    for stem in ("hugo", "config"):
        names = [posixpath.join(root, f"{stem}.{ending}") for ending in _ENDINGS]
        present = [name for name in names if name in files.paths]
        if present and (stem == "hugo" or _is_of_hugo(files, root, present[0])):
            found.append(present[0])
            break
    for folder in _FOLDERS:
        start = posixpath.join(root, folder) + "/"
        inner = [p for p in files.paths if p.startswith(start) and p.endswith(_ENDINGS)]
        # `hugo.toml` first, since the others are parts of it.
        found += sorted(inner, key=lambda path: (_steps(path)[0] not in _WHOLE, path))
    return found


_WHOLE = {"hugo", "config"}


def _steps(path: str) -> list[str]:
    """Return the words in the name of a settings file: `menus.en.toml` has `menus` and `en`."""
    return posixpath.splitext(posixpath.basename(path))[0].lower().split(".")


def _is_of_hugo(files: SiteFiles, root: str, name: str) -> bool:
    text = files.read(name)
    if _ZOLAS.search(text):
        return False
    start = posixpath.join(root, "content/")
    return bool(_OWN_KEYS.search(text)) or any(path.startswith(start) for path in files.paths)


def _read(files: SiteFiles, root: str, names: Iterable[str]) -> HugoConfig:
    values: dict[str, Any] = {}
    broken = []
    names = tuple(names)
    for name in names:
        found = config_of(name, files.read(name))
        if found is None:
            if files.read(name).strip():
                broken.append(name)
            continue
        _merge(values, _nested(name, root, _lowered(found)))
    return HugoConfig(root, names[0], values, tuple(broken))


def _nested(name: str, root: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a file in a folder of settings below the keys that its name states."""
    steps = _steps(name)
    if posixpath.dirname(_inner(name, root)) == "" or steps[0] in _WHOLE:
        return values
    key, *language = steps
    key = {"menu": "menus", "language": "languages", "permalink": "permalinks"}.get(key, key)
    if key in values and isinstance(values[key], Mapping) and len(values) == 1:
        # Some repeat the name in the file.
        values = dict(values[key])
    if key == "languages" and language:
        return {key: {language[0]: values}}
    nested: dict[str, Any] = {key: values}
    for code in language:
        nested = {"languages": {code: nested}}
    return nested


def _lowered(value: Any) -> Any:
    if isinstance(value, Mapping):
        found = {str(key).lower(): _lowered(item) for key, item in value.items()}
        if "menu" in found:
            found.setdefault("menus", found.pop("menu"))
        return found
    if isinstance(value, list):
        return [_lowered(item) for item in value]
    return value


def _merge(values: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        before = values.get(key)
        if isinstance(before, dict) and isinstance(value, Mapping):
            _merge(before, value)
        else:
            values[key] = value


def strings(value: Any) -> Iterator[str]:
    """Yield the strings of a value that may be one or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield item.strip()
