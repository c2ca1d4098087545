"""Records what a template touches while it is rendered.

Jinja reads each name through its context and each attribute through its environment, and it calls
each function through its context. So a few hooks see all that reaches a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, ModuleType
from typing import Any

from .watched_list import Part

# Packages whose classes and functions depend on nothing but their state and arguments. Other
# plugins may be in `pelican.plugins`.
_KNOWN = frozenset(
    {
        *("builtins", "collections", "datetime", "decimal", "enum", "fractions", "pathlib", "uuid"),
        *("zoneinfo", "re", "types", "functools", "operator", "_operator", "html", "gettext"),
        *("math",),
        *("urllib", "pytz", "dateutil", "markupsafe", "jinja2", "pelican"),
    }
)
# They pass on what they are given, or read it through the environment.
_TRANSPARENT = frozenset({"builtins", "jinja2", "markupsafe", "_operator"})
# What reads the clock, or chance, in known packages.
_IMPURE = frozenset({"now", "today", "utcnow", "do_random", "generate_lorem_ipsum"})
# Methods by which a template may leave something for pages that are rendered after it.
_CHANGING = frozenset(
    {
        *(
            "append",
            "extend",
            "insert",
            "remove",
            "sort",
            "reverse",
            "add",
            "discard",
            "appendleft",
        ),
        *("update", "setdefault", "pop", "popitem", "popleft", "clear"),
        *("__setitem__", "__delitem__", "__iadd__"),
    }
)
_DEEPEST = 3
"""The depth to which arguments of a function are searched for contents."""


class Facet(Enum):
    """The part of a content on which an attribute depends."""

    METADATA = auto()
    BODY = auto()
    EITHER = auto()
    """The summary, which the front matter gives, or the body."""
    UNKNOWN = auto()


class Reach(Enum):
    """The parts of its arguments that a function may read."""

    NOTHING = auto()
    """Only what the hooks see."""
    ALL = auto()
    UNKNOWN = auto()
    """More than its arguments: a clock, a file, a global."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Facts about Pelican and the site that the recorder needs.

    Attributes:
        content: the class of contents.
        facet: what an attribute of a class of contents shows.
        shows_body: whether the summary of a content is cut from its body.
        packages: top-level packages that are known, too.
        pure: names of further functions and classes that do.
    """

    content: type
    facet: Callable[[type, str], Facet]
    shows_body: Callable[[Any], bool]
    packages: frozenset[str] = frozenset()
    pure: frozenset[str] = frozenset()


@dataclass(slots=True)
class Touched:
    """The inputs that one page has used.

    Attributes:
        names: of the context.
        templates: names of templates, also of such as do not exist.
        contents: whose metadata it touched, by `id`.
        late: whose bodies it touched, by `id`, in the order of the first touch.
        parts: what it read of lists, by their keys.
        changed: lists, dicts and sets that it has changed, by `id`.
        unknown: what makes it impossible to say what the page depends on.
    """

    names: set[str] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    contents: dict[int, Any] = field(default_factory=dict)
    late: dict[int, Any] = field(default_factory=dict)
    parts: dict[tuple[str, str, Any], Any] = field(default_factory=dict)
    changed: dict[int, Any] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)

    def add(self, other: Touched) -> None:
        """Add what another has touched."""
        self.names |= other.names
        self.templates |= other.templates
        self.contents |= other.contents
        self.late |= other.late
        self.parts |= other.parts
        self.changed |= other.changed
        self.unknown |= other.unknown


class Recorder:
    """Notes what is touched for the page that is being rendered.

    Args:
        kinds: see there.

    Attributes:
        page: what the current page has touched.
        is_on: whether a page is being rendered.
        plain: types of which no attribute need be noted.
    """

    def __init__(self, kinds: Kinds) -> None:
        self.page = Touched()
        self.is_on = False
        self.plain: set[type] = set()
        self._kinds = kinds
        self._facets: dict[type, dict[str, Facet]] = {}
        self._reaches: dict[Any, Reach] = {}

    def attribute(self, value: Any, attribute: str) -> None:
        """Note that *attribute* of *value* is read."""
        kind = type(value)
        if not self.is_on or kind in self.plain:
            return
        facets = self._facets.get(kind)
        if facets is None:
            if self._is_plain(kind):
                self.plain.add(kind)
                return
            facets = self._facets[kind] = {}
        facet = facets.get(attribute)
        if facet is None:
            facet = facets[attribute] = self._facet(kind, attribute)
        if facet is Facet.UNKNOWN:
            name = f"{kind.__module__}.{kind.__qualname__}"
            self.page.unknown[f"{name}.{attribute}" if self._is_known(kind) else name] = None
        elif facet is Facet.BODY or (facet is Facet.EITHER and self._kinds.shows_body(value)):
            self.page.late[id(value)] = value
        else:
            self.page.contents[id(value)] = value

    def part(self, key: str, part: Part) -> None:
        """Note that a part of the list *key* is read."""
        if not self.is_on:
            return
        sort, detail = part
        # Contents have no hash to be found by in the next build.
        self.page.parts[key, sort, id(detail) if sort == "in" else detail] = detail

    def whole(self, value: Any, depth: int = 0) -> None:
        """Note that *value* may be read with all that is in it."""
        if isinstance(value, self._kinds.content):
            self.attribute(value, "metadata")
            self.attribute(value, "content")
        elif isinstance(value, (list, tuple, set, frozenset, Mapping)) and depth < _DEEPEST:
            for each in value.values() if isinstance(value, Mapping) else value:
                self.whole(each, depth + 1)

    def function(self, function: Any, name: str = "") -> bool:
        """Note that *function* is used; return whether it may read all of its arguments.

        Args:
            function: anything that can be called.
            name: of a filter or test.
        """
        reach = self._reaches.get(function) if type(function) is FunctionType else None
        if reach is None:
            reach = self._reach(function)
            if type(function) is FunctionType:
                self._reaches[function] = reach
        if reach is Reach.UNKNOWN:
            if name in self._kinds.pure:
                return True
            self.page.unknown[name or max(_names_of(function), key=len)] = None
        return reach is Reach.ALL

    def _reach(self, function: Any) -> Reach:
        if isinstance(function, partial):
            return self._reach(function.func)
        owner, name = _owner_of(function), getattr(function, "__name__", "")
        if name in _IMPURE or not self._is_known(owner):
            return Reach.UNKNOWN
        is_of_c = isinstance(function, (BuiltinFunctionType, MethodDescriptorType))
        if is_of_c and name in _CHANGING:
            self.page.changed[id(function.__self__)] = function.__self__
        if _module_of(function) == "jinja2.ext":
            return self._reach_of_translation(function)
        is_transparent = _module_of(owner).partition(".")[0] in _TRANSPARENT
        return Reach.NOTHING if is_of_c or is_transparent else Reach.ALL

    def _reach_of_translation(self, function: Any) -> Reach:
        """Return the reach of Jinja's wrapper around a function that translates."""
        inner = [cell.cell_contents for cell in getattr(function, "__closure__", None) or ()]
        return max((self._reach(each) for each in inner), key=_by_reach, default=Reach.NOTHING)

    def _is_known(self, kind: Any) -> bool:
        module = _module_of(kind)
        package = module.partition(".")[0]
        if module.startswith("pelican.plugins.") and not module.startswith("pelican.plugins._"):
            package = ""
        is_known = package in _KNOWN or package in self._kinds.packages
        return is_known or not self._kinds.pure.isdisjoint(_names_of(kind))

    def _is_plain(self, kind: type) -> bool:
        """Return whether what holds an object of a class shows all that its attributes do."""
        if issubclass(kind, self._kinds.content):
            return False
        return (issubclass(kind, tuple) and hasattr(kind, "_fields")) or self._is_known(kind)

    def _facet(self, kind: type, attribute: str) -> Facet:
        is_content = issubclass(kind, self._kinds.content) and self._is_known(kind)
        facet = self._kinds.facet(kind, attribute) if is_content else Facet.UNKNOWN
        is_pure = f"{kind.__module__}.{kind.__qualname__}.{attribute}" in self._kinds.pure
        return Facet.BODY if facet is Facet.UNKNOWN and is_pure else facet


def _by_reach(reach: Reach) -> int:
    return reach.value


def _module_of(value: Any) -> str:
    """Return the module of a function or class, or that of the class of another object."""
    return str(getattr(value, "__module__", None) or type(value).__module__)


def _owner_of(function: Any) -> Any:
    """Return the class of a method's object, the class of a class method, or *function* itself."""
    owner = getattr(function, "__self__", None)
    if owner is None or isinstance(owner, ModuleType):
        return function
    return owner if isinstance(owner, type) else type(owner)


def _names_of(function: Any) -> set[str]:
    """Return the names by which a function may be called pure."""
    owner = getattr(function, "func", function)
    name = getattr(owner, "__qualname__", type(owner).__qualname__)
    return {name, f"{_module_of(owner)}.{name}"}
