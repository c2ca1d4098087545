"""Descriptions of what a template can see of a value.

Equal descriptions mean that a template cannot tell the values apart. The reverse need not hold: a
description may cover more than a template reads.
"""

from __future__ import annotations

import dataclasses
import marshal
from collections.abc import Callable, ItemsView, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from itertools import chain
from pathlib import PurePath
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

Describe = Callable[[Any], Any]
"""Returns plain data that represents an object, or bytes that no other object has;
`NotImplemented` where it knows none."""

_MOST = 200_000
"""Objects in a value beyond which it is not worth looking at."""

_SIMPLE = frozenset({str, int, float, bool, type(None), bytes})
_CONTAINERS = frozenset({list, tuple, dict})
_STANDARD = frozenset({"builtins", "collections"})
_WITHOUT_REFERENCES = 2
# Their `repr` is canonical.
_BY_REPR = (int, float, complex, range, Decimal, date, datetime, time, timedelta)


class UnknownValueError(Exception):
    """It is not known what a template reads of a value.

    Attributes:
        name: of its type.
    """

    def __init__(self, value: object) -> None:
        kind = type(value)
        self.name = f"{kind.__module__}.{kind.__qualname__}"
        super().__init__(self.name)


def holds(value: Any, wanted: Mapping[int, Any], seen: set[int] | None = None) -> bool:
    """Return whether a value is, or has in it, one of the objects *wanted*, by their ids."""
    seen = set() if seen is None else seen
    if id(value) in wanted:
        return True
    if id(value) in seen or not isinstance(value, (list, tuple, set, frozenset, Mapping)):
        return False
    seen.add(id(value))
    parts = chain(value, value.values()) if isinstance(value, Mapping) else value
    return any(holds(each, wanted, seen) for each in parts)


def described(value: Any, describe: Describe) -> bytes:
    """Return bytes that are equal for values which a template cannot tell apart.

    Args:
        value: anything.
        describe: for objects that are not plain data.

    Raises:
        UnknownValueError: it holds an object whose state cannot be read.
    """
    try:
        return marshal.dumps(_Description(describe).of(value), _WITHOUT_REFERENCES)
    except UnknownValueError:
        raise
    except Exception as error:
        # Another plugin's class, which may do anything when it is looked at; or too deep.
        raise UnknownValueError(value) from error


class _Description:
    """Turns a value into nested tuples of strings, numbers and bytes."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._open: dict[int, int] = {}
        self._count = 0

    def of(self, value: Any) -> Any:
        kind = type(value)
        if kind in _SIMPLE:
            return value
        if kind in _CONTAINERS:
            try:
                # Without references, so that equal values have equal bytes.
                return (b"m", marshal.dumps(value, _WITHOUT_REFERENCES))
            except ValueError:
                # There is something else in it.
                plain = NotImplemented
        else:
            plain = self._describe(value)
            if type(plain) is bytes:
                return (b"p", plain)
        key = id(value)
        if key in self._open:
            # A value within itself: how far up.
            return (b"^", len(self._open) - self._open[key])
        self._count += 1
        if self._count > _MOST:
            raise UnknownValueError(value)
        self._open[key] = len(self._open)
        try:
            return self._parts(value, kind, plain)
        finally:
            del self._open[key]

    def _parts(self, value: Any, kind: type, plain: Any) -> Any:
        if kind is list or kind is tuple:
            return (kind.__name__, *map(self.of, value))
        if kind.__module__ in _STANDARD and isinstance(value, Mapping):
            # In order, since templates see it.
            return (kind.__name__, self.of([*value]), *map(self.of, value.values()))
        known = self.of(plain) if plain is not NotImplemented else self._of_object(value)
        return (kind.__module__, kind.__qualname__, known)

    def _of_object(self, value: Any) -> Any:
        if isinstance(value, (set, frozenset)):
            return tuple(sorted(described(each, self._describe) for each in value))
        kind: Any = type(value)
        return self.of(_parts_of(kind)(value))


@cache
def _parts_of(kind: Any) -> Callable[[Any], Any]:
    """Return the function for plainer values of which an object of a class consists.

    It raises `UnknownValueError` where its state is not in Python.
    """
    found = next((parts for kinds, parts in _PARTS.items() if issubclass(kind, kinds)), None)
    if found is not None:
        return found
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
        # Not its __dict__, in which cached properties appear some time.
        return lambda value: [getattr(value, name, None) for name in names]
    return _attributes_of


def _parts_of_function(value: FunctionType) -> list[Any]:
    cells = [cell.cell_contents for cell in value.__closure__ or () if _is_filled(cell)]
    name = f"{value.__module__}.{value.__qualname__}"
    return [name, value.__code__, value.__defaults__, value.__kwdefaults__, cells]


_PARTS: Mapping[tuple[type, ...], Callable[[Any], Any]] = {
    (str,): str.__str__,
    (bytes,): bytes,
    _BY_REPR: lambda value: [repr(value), getattr(value, "tzinfo", None)],
    (Mapping,): lambda value: [*value.items()],
    (list, tuple, ItemsView): lambda value: [*value],
    (PurePath, tzinfo): str,
    (Enum,): lambda value: value.name,
    (type, ModuleType, BuiltinFunctionType): lambda value: [
        getattr(value, "__module__", ""),
        value.__name__,
    ],
    (FunctionType,): _parts_of_function,
    (MethodType,): lambda value: [value.__func__, value.__self__],
    (partial,): lambda value: [value.func, value.args, value.keywords],
    # Not marshal's bytes, which depend on what else refers to a constant.
    (CodeType,): lambda value: [value.co_code, value.co_names, value.co_consts],
}


def _is_filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 (an empty one raises)
    except ValueError:
        return False
    return True


def _attributes_of(value: Any) -> dict[str, Any]:
    """Return the attributes of an instance.

    Raises:
        UnknownValueError: they are not in Python.
    """
    state = dict(getattr(value, "__dict__", {}))
    slots = [name for kind in type(value).__mro__ for name in _slots_of(kind)]
    state.update({name: getattr(value, name) for name in slots if hasattr(value, name)})
    if not state and not slots and not hasattr(value, "__dict__"):
        raise UnknownValueError(value)
    return state


def _slots_of(kind: type) -> list[str]:
    slots = vars(kind).get("__slots__", ())
    return [slots] if isinstance(slots, str) else [*slots]
