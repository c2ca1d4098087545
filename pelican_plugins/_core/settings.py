"""From a `POUCH_…` dictionary in a site's settings to a frozen dataclass.

A settings class is a frozen, slotted, keyword-only dataclass in which every field has a default.
A field may be `bool`, `int`, `str`, `Literal[…]`, `tuple[str, …]`, `tuple[int, …]`,
`Mapping[str, str]`, `Mapping[str, object]`, `Mapping[str, tuple[str, …]]`, or one of these
`| None`;
`Annotated[int, Range(1, 100)]` limits a number, and `field(metadata={WAS: ("old_name",)})` keeps a
key of an earlier version working. The docstring describes each field below `Attributes:`;
`docs/settings.md` and `typing.py` are generated from it.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from ..registry import SETTINGS
from .deprecated_settings import RENAMED, WAS, former_names
from .diagnostics import Diagnostic
from .errors import SettingsError
from .text import cut, did_you_mean

T = TypeVar("T")

NAMES = tuple(SETTINGS)
"""Every setting of the suite, whether or not its plugin is on."""

_LONGEST = 60
_LISTS = (list, tuple, set, frozenset)
# The words for one value of a type, and for several.
_KINDS = {
    bool: ("True or False", ""),
    int: ("a whole number", "whole numbers"),
    str: ("a string", "strings"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Range:
    """The smallest and the largest number a setting may have, both included."""

    low: int
    high: int


class _MismatchError(Exception):
    """A value is not what its field expects, which the message names."""


def load(
    cls: type[T],
    settings: Mapping[str, Any],
    name: str,
    report_wrong: Callable[[Diagnostic], None] | None = None,
) -> T:
    """Return the settings class *cls* filled from ``settings[name]``.

    Args:
        cls: a settings class (see the module's docstring).
        settings: the site's settings.
        name: which of them holds the dict, such as ``"POUCH_TAGS"``.
        report_wrong: called for each key that cannot be used, which then has its default; None to
            raise instead.

    Raises:
        SettingsError: an unknown key, a wrong type or a value out of range.
    """
    values: dict[str, Any] = {}
    for found in _checked(cls, settings.get(name), name):
        if not isinstance(found, SettingsError):
            values[found[0]] = found[1]
        elif report_wrong is None:
            raise found
        else:
            report_wrong(found.diagnostic)
    return cls(**values)


def _checked(cls: type, given: Any, name: str) -> Iterator[tuple[str, Any] | SettingsError]:
    """Yield each field and its value, or what is wrong with it."""
    if given is None:
        return
    if not isinstance(given, Mapping):
        example = f"set a dictionary, such as {name} = {{}}"
        yield SettingsError(f"{name} is {_show(given)}", example)
        return
    hints = _hints(cls)
    former = former_names(cls)
    for key, value in given.items():
        # Where the plugin is off, nothing has replaced it by the current name.
        field = former.get(key, key)
        if field not in hints:
            yield SettingsError(f"{name} has an unknown key {_show(key)}", _suggest(key, hints))
            continue
        try:
            yield field, _check(value, hints[field])
        except _MismatchError as expected:
            yield SettingsError(f"{name}[{key!r}] is {_show(value)}", f"set {expected}")


@cache
def _hints(cls: type) -> dict[str, Any]:
    # Cached, since evaluating the hints of a class takes milliseconds.
    return get_type_hints(cls, include_extras=True)


def check_names(settings: Mapping[str, Any]) -> None:
    """Refuse unknown settings that begin with `POUCH_`.

    Raises:
        SettingsError: there is one.
    """
    for name in settings:
        if str(name).startswith("POUCH_") and name not in NAMES and name not in RENAMED:
            raise SettingsError(f"unknown setting {name}", _suggest(str(name), NAMES))


def fingerprint(values: Any) -> str:
    """Return the *values* of a settings class as a string, to be part of a cache key."""
    return json.dumps(dataclasses.asdict(values), sort_keys=True, ensure_ascii=False, default=repr)


def _suggest(key: object, known: Iterable[str]) -> str:
    known = sorted(known)
    if not known:
        return "it has no keys"
    return did_you_mean(str(key), known) or "valid keys are " + ", ".join(map(repr, known))


def _show(value: object) -> str:
    return cut(repr(value), _LONGEST)


def _check(value: Any, hint: Any) -> Any:
    """Return *value* as the field stores it, or raise `_MismatchError`."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        number, limits = _check(value, inner[0]), inner[1]
        expected = f"a whole number from {limits.low} to {limits.high}"
        return _sure(number, expected, fits=limits.low <= number <= limits.high)
    if origin in (Union, types.UnionType):
        return _check_union(value, inner)
    if origin is Literal:
        expected = f"one of {', '.join(map(repr, inner))}"
        return _sure(value, expected, fits=isinstance(value, str) and value in inner)
    if origin is tuple:
        # A string is a list of its characters, too.
        fits = isinstance(value, _LISTS) and all(_is(item, inner[0]) for item in value)
        given = _sure(value, f"a list of {_KINDS[inner[0]][1]}", fits=fits)
        return tuple(sorted(given) if isinstance(given, set | frozenset) else given)
    if origin is Mapping:
        return _check_mapping(value, inner[1])
    return _sure(value, _KINDS[hint][0], fits=_is(value, hint))


def _check_union(value: Any, hints: tuple[Any, ...]) -> Any:
    if value is None and type(None) in hints:
        return None
    (inner,) = (hint for hint in hints if hint is not type(None))
    try:
        return _check(value, inner)
    except _MismatchError as expected:
        raise _MismatchError(f"{expected}, or None") from None


def _check_mapping(value: Any, hint: Any) -> dict[str, Any]:
    example = '{"key": "value"}' if hint in (str, object) else '{"key": ["value"]}'
    try:
        if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
            # The reader of an object reports what is wrong with it.
            return {
                key: item if hint is object else _check(item, hint) for key, item in value.items()
            }
    except _MismatchError:
        pass
    raise _MismatchError(f"a dictionary such as {example}")


def _sure(value: Any, expected: str, *, fits: bool) -> Any:
    if fits:
        return value
    raise _MismatchError(expected)


def _is(value: Any, kind: type) -> bool:
    # True is an int to Python, but nobody means it as a number.
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """Settings for faster builds. None of them changes a page or a feed.

    Attributes:
        processes: how many processes read Markdown in a first build; 0 for one per processor, 1 for
            the build's own process alone.
        cache_markdown: cache the HTML of each post for the next build.
        cache_typogrify: with `TYPOGRIFY`, cache the result of typogrify, too.
        cache_templates: cache compiled templates for the next build.
        incremental: rebuild only what changed: skip sources, pages and feeds whose inputs are
            unchanged.
        pure_functions: names of your own or other plugins' functions, filters, tests and classes
            whose results depend only on arguments and attributes. A page that uses any other is
            rendered in every build.
    """

    processes: Annotated[int, Range(0, 64)] = 0
    cache_markdown: bool = dataclasses.field(default=True, metadata={WAS: ("keep_markdown",)})
    cache_typogrify: bool = dataclasses.field(default=True, metadata={WAS: ("keep_typogrify",)})
    cache_templates: bool = dataclasses.field(default=True, metadata={WAS: ("keep_templates",)})
    incremental: bool = True
    pure_functions: tuple[str, ...] = ()
