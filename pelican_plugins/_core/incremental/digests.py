"""Digests of what a template can see of a value.

Equal digests mean that a template cannot tell the values apart. The reverse need not hold: a digest
may cover more than a template reads.
"""

from __future__ import annotations

import dataclasses
import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from functools import partial
from itertools import chain
from pathlib import PurePath
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

Describe = Callable[[Any], Any]
"""Returns for an object plain data that stands for it; `NotImplemented` where it knows none."""

_SIZE = 16
"""Of a digest, in bytes."""
_MOST = 1 << 24
"""Bytes of a value's description beyond which it is not worth looking at."""

_PLAIN = frozenset({str, int, float, bool, type(None), bytes, list, tuple, dict})
_WITHOUT_REFERENCES = 2
# Their `repr` is canonical.
_BY_REPR = (int, float, complex, range, Decimal, date, datetime, time, timedelta)


class UnknownValueError(Exception):
    """Nobody can say what a template sees of a value.

    Attributes:
        name: of its type.
    """

    def __init__(self, value: object) -> None:
        kind = type(value)
        self.name = f"{kind.__module__}.{kind.__qualname__}"
        super().__init__(self.name)


def digest_of(*parts: bytes) -> bytes:
    """Return the digest of a sequence of byte strings."""
    digest = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        # The length tells (ab, c) from (a, bc).
        digest.update(b"%d:" % len(part) + part)
    return digest.digest()


def holds(value: Any, wanted: Mapping[int, Any], seen: set[int] | None = None) -> bool:
    """Tell whether a value is, or has in it, one of the objects *wanted*, by their ids."""
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
        describe: for objects that are not plain data. One with a method `pouch_shown` is
            described by what that returns.

    Raises:
        UnknownValueError: it holds an object whose state cannot be read.
    """
    parts: list[bytes] = []
    try:
        _Description(parts, describe).add(value)
    except UnknownValueError:
        raise
    except Exception as error:
        # Another plugin's class, which may do anything when it is looked at.
        raise UnknownValueError(value) from error
    return b"".join(parts)


class _Description:
    """Walks through a value."""

    def __init__(self, parts: list[bytes], describe: Describe) -> None:
        self._parts = parts
        self._describe = describe
        self._open: dict[int, int] = {}
        self._size = 0

    def add(self, value: Any) -> None:
        if type(value) in _PLAIN:
            try:
                # Without references, so that equal values have equal bytes.
                data = marshal.dumps(value, _WITHOUT_REFERENCES)
            except ValueError:
                # There is something else in it.
                pass
            else:
                self._put(b"m", data)
                return
        self._add_nested(value)

    def _put(self, sort: bytes, data: bytes) -> None:
        self._parts.append(b"%s%d:" % (sort, len(data)) + data)
        self._size += len(data)
        if self._size > _MOST:
            raise UnknownValueError(self)

    def _add_nested(self, value: Any) -> None:
        key = id(value)
        if key in self._open:
            # A value within itself: how far up.
            self._put(b"^", b"%d" % (len(self._open) - self._open[key]))
            return
        self._open[key] = len(self._open)
        try:
            self._add_parts(value)
        except RecursionError:
            raise UnknownValueError(value) from None
        finally:
            del self._open[key]

    def _add_parts(self, value: Any) -> None:
        kind = type(value)
        if kind is list or kind is tuple:
            self._add_all(kind.__name__, value)
        elif isinstance(value, Mapping) and kind.__module__ in {"builtins", "collections"}:
            # In order, since templates see it.
            self._add_all(kind.__name__, chain.from_iterable(value.items()))
        else:
            plain = self._describe(value)
            self._put(b"o", f"{kind.__module__}.{kind.__qualname__}".encode())
            if plain is NotImplemented:
                self._add_subclass(value)
            else:
                self.add(plain)

    def _add_all(self, sort: str, values: Iterable[Any]) -> None:
        self._put(b"l", sort.encode())
        for each in values:
            self.add(each)
        self._parts.append(b".")

    def _add_subclass(self, value: Any) -> None:
        if isinstance(value, str):
            self._put(b"s", str.__str__(value).encode("utf-8", "surrogatepass"))
        elif isinstance(value, bytes):
            self._put(b"b", value)
        elif isinstance(value, _BY_REPR):
            self._add_simple(value)
        elif isinstance(value, (set, frozenset)):
            self.add(sorted(described(each, self._describe) for each in value))
        elif isinstance(value, (list, tuple, Mapping)):
            self._add_all("", value.items() if isinstance(value, Mapping) else value)
        else:
            self._add_object(value)

    def _add_simple(self, value: Any) -> None:
        self._put(b"r", repr(value).encode())
        zone = getattr(value, "tzinfo", None)
        if zone is not None:
            self.add(zone)

    def _add_object(self, value: Any) -> None:
        if isinstance(value, (PurePath, tzinfo)):
            self._put(b"s", str(value).encode("utf-8", "surrogatepass"))
        elif isinstance(value, Enum):
            self._put(b"s", value.name.encode())
        elif isinstance(value, (type, ModuleType, BuiltinFunctionType)):
            name = getattr(value, "__qualname__", value.__name__)
            self._put(b"s", f"{getattr(value, '__module__', '')}.{name}".encode())
        elif isinstance(value, FunctionType):
            self._add_function(value)
        elif isinstance(value, MethodType):
            self.add([value.__func__, value.__self__])
        elif isinstance(value, partial):
            self.add([value.func, value.args, value.keywords])
        elif isinstance(value, CodeType):
            # Not marshal's bytes, which depend on what else refers to a constant.
            self.add([value.co_code, value.co_names, value.co_consts])
        elif hasattr(type(value), "pouch_shown"):
            self.add(value.pouch_shown())
        elif dataclasses.is_dataclass(value):
            # Not its __dict__, in which cached properties appear some time.
            self.add([getattr(value, field.name, None) for field in dataclasses.fields(value)])
        else:
            self.add(_state_of(value))

    def _add_function(self, value: FunctionType) -> None:
        cells = [cell.cell_contents for cell in value.__closure__ or () if _is_filled(cell)]
        name = f"{value.__module__}.{value.__qualname__}"
        self.add([name, value.__code__, value.__defaults__, value.__kwdefaults__, cells])


def _is_filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 (an empty one raises)
    except ValueError:
        return False
    return True


def _state_of(value: Any) -> dict[str, Any]:
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
