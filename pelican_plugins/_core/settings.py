"""From one `POUCH_…` dict of a site's settings to one frozen dataclass.

A settings class is a frozen, slotted, keyword-only dataclass in which every field has a
default. Its fields may be `bool`, `int`, `str`, `Literal[…]`, `tuple[str, …]`, `tuple[int, …]`,
`Mapping[str, str]`, `Mapping[str, tuple[str, …]]`, or one of these `| None`;
`Annotated[int, Range(1, 100)]` limits a number, and `field(metadata={WAS: ("old_name",)})` keeps a
key of an earlier version (`renamed.py`). Its docstring says below `Attributes:` what each is;
`docs/settings.md` and `typing.py` are made of it: a setting is
written nowhere else.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from ..registry import SETTINGS
from .errors import SettingsError
from .renamed import RENAMED
from .text import cut, did_you_mean

T = TypeVar("T")

NAMES = tuple(SETTINGS)
"""Every setting of the suite, whether or not its plugin is on."""

_LONGEST = 60


@dataclasses.dataclass(frozen=True, slots=True)
class Range:
    """The smallest and the largest number a setting may have, both included."""

    low: int
    high: int


class _MismatchError(Exception):
    """A value is not what its field expects; the text says what is expected."""


def load(cls: type[T], settings: Mapping[str, Any], name: str) -> T:
    """Return the settings class *cls* filled from ``settings[name]``.

    Args:
        cls: a settings class (see the module's docstring).
        settings: the site's settings.
        name: which of them holds the dict, such as ``"POUCH_TAGS"``.

    Raises:
        SettingsError: an unknown key, a wrong type or a value out of range.
    """
    given = settings.get(name)
    if given is None:
        given = {}
    if not isinstance(given, Mapping):
        raise SettingsError(f"{name} is {_show(given)}; it should be a dict such as {name} = {{}}")
    hints = _hints(cls)  # type: ignore[arg-type]  # a class is hashable
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in hints:
            raise SettingsError(f"{name} has an unknown key {key!r}; {_suggest(key, hints)}")
        try:
            values[key] = _check(value, hints[key])
        except _MismatchError as expected:
            raise SettingsError(
                f"{name}[{key!r}] is {_show(value)}; it should be {expected}"
            ) from None
    return cls(**values)


@cache
def _hints(cls: type) -> dict[str, Any]:
    # A build asks for those of each class again and again, and they cost milliseconds.
    return get_type_hints(cls, include_extras=True)


def check_names(settings: Mapping[str, Any]) -> None:
    """Refuse a setting that begins with `POUCH_` and is none of ours: it would do nothing.

    Raises:
        SettingsError: there is such a setting.
    """
    for name in settings:
        if str(name).startswith("POUCH_") and name not in NAMES and name not in RENAMED:
            raise SettingsError(f"{name} is an unknown setting; {_suggest(str(name), NAMES)}")


def fingerprint(values: Any) -> str:
    """Return a text that differs whenever the settings *values* (a settings class) differ."""
    return json.dumps(dataclasses.asdict(values), sort_keys=True, ensure_ascii=False)


def _suggest(key: object, known: Iterable[str]) -> str:
    known = sorted(known)
    if not known:
        return "it takes no keys"
    return did_you_mean(str(key), known) or "known are " + ", ".join(map(repr, known))


def _show(value: object) -> str:
    return cut(repr(value), _LONGEST)


def _check(value: Any, hint: Any) -> Any:
    """Return *value* as the field stores it, or raise `_MismatchError`."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, limits = get_args(hint)
        return _check_range(_check(value, inner), limits)
    if origin in (Union, types.UnionType):
        return _check_union(value, get_args(hint))
    if origin is Literal:
        return _check_literal(value, get_args(hint))
    if origin is tuple and get_args(hint)[0] is int:
        return _check_numbers(value)
    if get_origin(get_args(hint)[-1] if get_args(hint) else None) is tuple:
        return _check_mapping_to_texts(value)
    return _CHECKS[origin or hint](value)


def _check_union(value: Any, hints: tuple[Any, ...]) -> Any:
    if value is None and type(None) in hints:
        return None
    (inner,) = (hint for hint in hints if hint is not type(None))
    try:
        return _check(value, inner)
    except _MismatchError as expected:
        raise _MismatchError(f"{expected} or None") from None


def _check_literal(value: Any, choices: tuple[Any, ...]) -> Any:
    if isinstance(value, str) and value in choices:
        return value
    raise _MismatchError("one of " + ", ".join(map(repr, choices)))


def _check_range(value: int, limits: Range) -> int:
    if limits.low <= value <= limits.high:
        return value
    raise _MismatchError(f"a whole number from {limits.low} to {limits.high}")


def _check_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _MismatchError("True or False")


def _check_int(value: Any) -> int:
    # True is an int to Python, but never what an owner means by a number.
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _MismatchError("a whole number")


def _check_str(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise _MismatchError("a text")


def _check_texts(value: Any) -> tuple[str, ...]:
    # A bare text would be taken for a list of its letters.
    if isinstance(value, list | tuple | set | frozenset) and all(
        isinstance(item, str) for item in value
    ):
        return tuple(sorted(value)) if isinstance(value, set | frozenset) else tuple(value)
    raise _MismatchError("a list of texts")


def _check_numbers(value: Any) -> tuple[int, ...]:
    if isinstance(value, list | tuple | set | frozenset) and all(
        isinstance(item, int) and not isinstance(item, bool) for item in value
    ):
        return tuple(sorted(value)) if isinstance(value, set | frozenset) else tuple(value)
    raise _MismatchError("a list of whole numbers")


def _check_mapping(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping) and all(
        isinstance(key, str) and isinstance(item, str) for key, item in value.items()
    ):
        return dict(value)
    raise _MismatchError("a dict of texts to texts")


def _check_mapping_to_texts(value: Any) -> dict[str, tuple[str, ...]]:
    try:
        if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
            return {key: _check_texts(item) for key, item in value.items()}
    except _MismatchError:
        pass
    raise _MismatchError("a dict of texts to lists of texts")


_CHECKS: dict[Any, Callable[[Any], Any]] = {
    bool: _check_bool,
    int: _check_int,
    str: _check_str,
    tuple: _check_texts,
    Mapping: _check_mapping,
}
