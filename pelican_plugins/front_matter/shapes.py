"""Values whose type does not fit their key: a list as a title, a mapping among tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any

from .._core.diagnostics import Diagnostic
from .._core.text import cut
from .key_aliases import MEANINGS, MetadataValue, joined
from .path_safety import value_problem
from .rules import VALUE_UNUSABLE
from .url_keys import decides

_ONE_TEXT = ("title", "summary", "description", "slug", "lang", "template")
_PELICANS = ("date_format", "save_as", "timezone", "translation")
_NAMES = ("tags", "category", "authors", "redirects")
# Keys that Pelican does not read. The others are renamed if they hold no string, since Pelican and
# themes call string methods on them.
_FREE = {"language", "locale", "linktitle", "excerpt"}
# Lists of it are for programs, like Pelican's own setting.
_OF_MACHINES = "locale"
# RFC 5646, 2.2: two or three letters, or `x-` for private use; longer ones are
# reserved.
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}|[xX](?=[-_]))(?:[-_].*)?", re.DOTALL)
_YES = {None, "", "true", "yes", "on"}
_NO = {"false", "no", "off"}
_MOST_SHOWN = 3


def check_shapes(
    values: Mapping[str, MetadataValue], settled: frozenset[str] | None = None
) -> tuple[dict[str, MetadataValue], dict[str, Any], list[Diagnostic]]:
    """Return the values of front matter in the types that their keys need.

    A list with one item is that item where one string is needed. Names may be in a mapping with
    `true` for each, or with details for each.

    Args:
        values: by key.
        settled: see `url_keys.Chooser`; keys that decide nothing stay as they are.

    Returns:
        the values; unread values kept on the article, by key; and a problem for each value of the
        wrong type.
    """
    found, kept, problems = dict(values), dict[str, Any](), list[Diagnostic]()
    spelled: dict[str, list[str]] = {}
    for key in values:
        spelled.setdefault(joined(key), []).append(key)
    for meaning in _ONE_TEXT:
        keys = (key for name in MEANINGS[meaning] for key in spelled.get(joined(name), ()))
        any(
            _settles(found, kept, problems, meaning, key)
            for key in keys
            if decides(meaning, key, settled)
        )
    for name in _PELICANS:
        _settles(found, kept, problems, name, name)
    for meaning in _NAMES:
        for path in MEANINGS[meaning]:
            name, _, inner = path.partition(".")
            for key in spelled.get(joined(name), ()):
                _set_names(found, key, inner, problems)
    return found, kept, problems


def _settles(
    found: dict[str, MetadataValue],
    kept: dict[str, Any],
    problems: list[Diagnostic],
    meaning: str,
    key: str,
) -> bool:
    """Make a key hold one string, and return whether it then sets its *meaning*."""
    value = found.get(key)
    if value is None or value.written in (None, ""):
        return False
    if value.written in ([], {}):
        # Empty.
        del found[key]
        return False
    one, is_text = _only_text(value), not isinstance(value.written, list | Mapping)
    if meaning == "lang" and one is not None and not _LANGUAGE.fullmatch(one.strip()):
        if key == "lang" and is_text:
            # Pelican itself takes any, and makes it part of URLs. What cannot be part of one is
            # reported where it is dropped.
            if value_problem("lang", one.strip()) is None:
                problems.append(_no_language(key, value, one))
            return True
        problems.append(_no_language(key, value, one))
        one, is_text = None, False
    elif not is_text and joined(key) != _OF_MACHINES:
        problems.append(_of_other_shape(key, value, one))
    if not is_text:
        kept[key if joined(key) in _FREE else f"{key}_"] = found.pop(key).typed
        if one is not None:
            found[key] = MetadataValue(one, one, value.line)
    return one is not None


def _only_text(value: MetadataValue) -> str | None:
    """Return the one string that a value holds; None if it holds several, or none."""
    written = value.written
    if isinstance(written, list) and len(written) == 1:
        written = written[0]
    return None if isinstance(written, list | Mapping | NoneType) else str(written)


def _of_other_shape(key: str, value: MetadataValue, one: str | None) -> Diagnostic:
    shape = "a list" if isinstance(value.written, list) else "a mapping"
    become = "so it is ignored" if one is None else f"so {cut(one)!r} is used"
    text = f"{key} is {shape}, {become}"
    return VALUE_UNUSABLE(text, f"write a single string: `{key}: …`", line=value.line)


def _no_language(key: str, value: MetadataValue, language: str) -> Diagnostic:
    text = f"{key} is {cut(language)!r}, which is not a language code"
    if key != "lang":
        text += ", so it is ignored"
    return VALUE_UNUSABLE(text, "write a code such as `en`", line=value.line)


def _set_names(
    values: dict[str, MetadataValue], key: str, inner: str, problems: list[Diagnostic]
) -> None:
    """Reduce a list of names to strings, and mappings with a name."""
    value = values[key]
    written = value.written
    if inner:
        if not isinstance(written, Mapping) or inner not in written:
            return
        written = written[inner]
    if not isinstance(written, list | Mapping):
        return
    names: list[Any] = []
    unnamed: list[str] = []
    for name, problem in _names(written):
        (unnamed if problem else names).append(problem or name)
    if unnamed:
        shown = ", ".join(f"`{text}`" for text in unnamed[:_MOST_SHOWN])
        more = f" and {len(unnamed) - _MOST_SHOWN} more" if len(unnamed) > _MOST_SHOWN else ""
        text = f"{f'{key}.{inner}' if inner else key} contains {shown}{more}, without a name"
        fix = "put the name in quotes, or write `name: …`"
        problems.append(VALUE_UNUSABLE(text, fix, line=value.line))
    if names != written:
        whole = {**value.written, inner: names} if inner else names
        values[key] = MetadataValue(value.typed, whole, value.line)


def _names(written: Any) -> Iterator[tuple[Any, str]]:
    """Yield each name, or mapping with one; if it is neither, with its text."""
    if isinstance(written, list):
        for member in written:
            yield from _names(member)
    elif not isinstance(written, Mapping):
        yield written, ""
    elif any(isinstance(written.get(key), str) for key in ("name", "title")):
        yield dict(written), ""
    else:
        for name, about in written.items():
            word = about.strip().lower() if isinstance(about, str) else about
            if isinstance(about, Mapping):
                yield {"name": name, **about}, ""
            elif isinstance(about, list) or word not in _YES | _NO:
                yield None, cut(f"{name}: {about}")
            elif word in _YES:
                yield name, ""
