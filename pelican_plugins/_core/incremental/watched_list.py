"""A list that notes what is read of it.

A page that shows the five newest articles depends on five, and one that asks whether it is among
the articles depends on the answer. Otherwise each new article would change all pages of a theme
that names its categories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, SupportsIndex

Note = Callable[[str, Any], None]
"""Is called with the key of a list and what is read of it: a `Part`."""

Part = tuple[str, Any]
"""What is read: `("all", None)`, `("len", None)`, `("any", None)`, `("slice", (start, stop))` or
`("in", value)`."""

ALL: Part = ("all", None)


def _changing(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of lists that changes one, such that it forgets what was in it."""

    @wraps(method)
    def change(self: WatchedList, *arguments: Any, **more: Any) -> Any:
        self._ids = None
        return method(self, *arguments, **more)

    return change


class WatchedList(list[Any]):
    """A list of contents that calls *note* when it is read; a copy of it is a plain list.

    Args:
        values: its items.
        key: its name, unique in a site.
        note: see `Note`.
    """

    __slots__ = ("_ids", "_note", "key")

    def __init__(self, values: Iterable[Any], key: str, note: Note) -> None:
        super().__init__(values)
        self.key = key
        self._note = note
        self._ids: frozenset[int] | None = None

    def part(self, part: Part) -> Any:
        """Return what is read as *part*, without a note."""
        sort, detail = part
        if sort == "len":
            return super().__len__()
        if sort == "any":
            return super().__len__() > 0
        if sort == "in":
            return self._has(detail)
        return super().__getitem__(slice(*detail) if sort == "slice" else slice(None))

    def _all(self) -> list[Any]:
        self._note(self.key, ALL)
        return list(super().__iter__())

    def __len__(self) -> int:
        self._note(self.key, ("len", None))
        return super().__len__()

    def __bool__(self) -> bool:
        self._note(self.key, ("any", None))
        return super().__len__() > 0

    def __contains__(self, value: object) -> bool:
        self._note(self.key, ("in", value))
        return self._has(value)

    def _has(self, value: object) -> bool:
        # Pelican asks it for each article and each tag, which is quadratic for a list.
        if type(value).__eq__ is not object.__eq__:
            return super().__contains__(value)
        if self._ids is None:
            self._ids = frozenset(map(id, super().__iter__()))
        return id(value) in self._ids

    def __getitem__(self, place: Any) -> Any:
        ends = (place.start, place.stop) if isinstance(place, slice) else (place, place + 1)
        is_plain = all(end is None or (isinstance(end, int) and end >= 0) for end in ends)
        step = place.step if isinstance(place, slice) else None
        self._note(self.key, ("slice", ends) if is_plain and step is None else ALL)
        return super().__getitem__(place)

    def __iter__(self) -> Iterator[Any]:
        self._note(self.key, ALL)
        return super().__iter__()

    def __reversed__(self) -> Iterator[Any]:
        self._note(self.key, ALL)
        return super().__reversed__()

    def __eq__(self, other: object) -> bool:
        return self._all() == other

    __hash__ = None

    def __add__(self, other: Any) -> list[Any]:
        return [*self._all(), *other]

    def __radd__(self, other: Any) -> list[Any]:
        return [*other, *self._all()]

    def __mul__(self, number: SupportsIndex) -> list[Any]:
        return self._all() * number

    __rmul__ = __mul__

    def __repr__(self) -> str:
        return repr(self._all())

    def copy(self) -> list[Any]:
        """Return a plain copy."""
        return self._all()

    def index(self, *arguments: Any) -> int:
        """Return the index of a value."""
        return self._all().index(*arguments)

    def count(self, value: Any) -> int:
        """Return how often a value is in it."""
        return self._all().count(value)

    append = _changing(list.append)
    clear = _changing(list.clear)
    extend = _changing(list.extend)
    insert = _changing(list.insert)
    pop = _changing(list.pop)
    remove = _changing(list.remove)
    __delitem__ = _changing(list.__delitem__)
    __iadd__ = _changing(list.__iadd__)
    __imul__ = _changing(list.__imul__)
    __setitem__ = _changing(list.__setitem__)

    def __reduce_ex__(self, _protocol: Any) -> tuple[Any, ...]:
        return list, (self._all(),)
