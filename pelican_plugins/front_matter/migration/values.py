"""Values of front matter and of settings files, as their formats type them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ..._core.errors import DiagnosticError
from ..parse_json import read_json
from ..parse_toml import read_toml
from ..split import split
from ..yaml_repair import read_yaml_as_meant

_READERS = {
    "toml": read_toml,
    "json": read_json,
    "yaml": lambda text: read_yaml_as_meant(text, 1)[0],
}
_DEEPEST = 8
_TOML = re.compile(
    r""""{3}.*?"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\#[^\n]*|[{},]|\s+|[^\s{},"'\#]+|.""",
    re.DOTALL,
)


def front_matter_of(text: str) -> dict[str, Any]:
    """Return the values of a post's front matter; empty if it has none that can be read."""
    try:
        parts = split(text)
        read = _READERS.get(parts.kind or "")
        return {key: value.typed for key, value in read(parts.front_matter).items()} if read else {}
    except DiagnosticError:
        return {}


def config_of(path: str, text: str) -> dict[str, Any] | None:
    """Return the values of a settings file in TOML, YAML or JSON; None if it is not valid."""
    try:
        # JSON is YAML.
        found = _toml(text) if path.endswith(".toml") else yaml.safe_load(text)
    except (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError):
        return None
    return dict(found) if isinstance(found, Mapping) else None


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(_on_one_line(text))


def _on_one_line(text: str) -> str:
    """Return TOML 1.1 whose inline tables are on one line each, as TOML 1.0 has them."""
    parts: list[str] = []
    depth = 0
    for part in _TOML.findall(text):
        depth = max(0, depth + {"{": 1, "}": -1}.get(part, 0))
        if part == "}" and parts and parts[-1].strip() == ",":
            parts.pop()
        if depth and (part.isspace() or part.startswith("#")):
            continue
        parts.append(part)
    return "".join(parts)


def string_at(values: Any, *path: str) -> str:
    """Return the string at a path of keys; empty if there is none."""
    found = at(values, *path)
    return found if isinstance(found, str) else ""


def strings_at(values: Any, *path: str) -> list[str]:
    """Return the string, or the strings of the list, at a path of keys."""
    found = at(values, *path)
    listed = found if isinstance(found, list) else [found]
    return [item for item in listed if isinstance(item, str) and item]


def at(values: Any, *path: str) -> Any:
    """Return the value at a path of keys; None if there is none."""
    for key in path:
        if not isinstance(values, Mapping):
            return None
        values = values.get(key)
    return values


def mappings_in(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the mappings of a list."""
    if isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            if isinstance(item, Mapping):
                yield item
            else:
                yield from mappings_in(item, depth + 1)


def brace_alternatives(pattern: str) -> list[str]:
    """Return the patterns that a glob with braces means: `*.{a,b}` is `*.a` and `*.b`."""
    found = re.search(r"\{([^{}]*)\}", pattern)
    if found is None:
        return [pattern]
    before, after = pattern[: found.start()], pattern[found.end() :]
    return [f"{before}{one}{after}" for one in found[1].split(",")]


def matches_glob(path: str, pattern: str) -> bool:
    """Return whether a path matches a glob, in which `*` is part of a name, and `**/` folders."""
    return any(re.fullmatch(_regex(one), path) for one in brace_alternatives(pattern))


def _regex(pattern: str) -> str:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(words.get(part) or re.escape(part) for part in parts)
