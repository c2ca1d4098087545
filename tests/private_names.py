"""The rule that one room alone touches what other libraries keep to themselves.

A private name is one with an underscore that the file itself does not give to anything. Of an
object's own ones those are others' that it has from a class of another library.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
from collections.abc import Iterator, Mapping
from functools import cache

from syntax_trees import nodes_of, once

ROOMS = ("_core/pelican_compat.py", "_core/source_spans.py")
"""Where they are touched: Pelican's and typogrify's, and the parser of BeautifulSoup."""

# Named so that they do not meet a field's name; they are documented.
_DOCUMENTED = {"_asdict", "_field_defaults", "_fields", "_make", "_replace"}
_BY_NAME = {"attrgetter", "delattr", "getattr", "hasattr", "methodcaller", "setattr"}


def touching(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """Yield one sentence for every private name of others that a package touches elsewhere.

    Args:
        trees: its files by their paths below it.
    """
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for tree in trees.values()
        for node in nodes_of(tree)
        if isinstance(node, ast.ClassDef)
    }
    theirs = {name: each for tree in trees.values() for name, each in _imported(tree)}
    for name, tree in trees.items():
        if name not in ROOMS:
            places = sorted({*_of_others(tree), *_inherited(tree, bases, theirs)})
            yield from (f"{name}:{line} touches {what}, which is private" for line, what in places)


@once
def _of_others(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield private names of objects other than a class's own, and modules."""
    own = set(_given(tree))
    for node in nodes_of(tree):
        if isinstance(node, ast.Attribute):
            if is_private(node.attr) and node.attr not in own and not _is_own(node.value):
                yield node.lineno, node.attr
        elif isinstance(node, ast.Call) and _name_of(node.func) in _BY_NAME:
            for each in (*node.args, *(part.value for part in node.keywords)):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield from ((node.lineno, n) for n in each.value.split(".") if is_private(n))
        elif isinstance(node, ast.Import | ast.ImportFrom) and not getattr(node, "level", 0):
            parts = [part for alias in node.names for part in alias.name.split(".")]
            parts += (getattr(node, "module", "") or "").split(".")
            yield from ((node.lineno, part) for part in parts if is_private(part))
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            key, of = node.slice.value, node.value
            of_vars = isinstance(of, ast.Call) and _name_of(of.func) == "vars"
            if of_vars and isinstance(key, str) and is_private(key):
                yield node.lineno, key


def _is_own(value: ast.expr) -> bool:
    """Tell whether an expression is `self`, `cls` or `super()`."""
    if isinstance(value, ast.Call):
        return _name_of(value.func) == "super"
    return isinstance(value, ast.Name) and value.id in {"self", "cls"}


def _name_of(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")


@once
def _given(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a file gives to something."""
    for node in nodes_of(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if _is_own(node.value):
                yield node.attr
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)


def _inherited(
    tree: ast.Module, bases: dict[str, set[str]], theirs: dict[str, str]
) -> Iterator[tuple[int, str]]:
    """Yield the private names of another library's class that a class of ours uses or replaces."""
    for node in nodes_of(tree):
        if not isinstance(node, ast.ClassDef):
            continue
        private = {
            name
            for base in _all_bases(node.name, bases)
            if base in theirs
            for name in private_names_of(theirs[base])
        }
        for each in ast.walk(node) if private else ():
            if isinstance(each, ast.Attribute) and each.attr in private:
                if _is_own(each.value):
                    yield each.lineno, each.attr
            elif isinstance(each, ast.FunctionDef) and each.name in private:
                yield each.lineno, each.name


def _all_bases(name: str, bases: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        fresh = bases.get(todo.pop(), set()) - found
        found |= fresh
        todo += fresh
    return found


@once
def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what other libraries' names stand for, as `module:name`."""
    for node in nodes_of(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}:{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, f"{alias.name}:"


@cache
def private_names_of(reference: str) -> frozenset[str]:
    """Return the private names of a class, given as `module:name`, and of those it inherits."""
    module, _, name = reference.partition(":")
    try:
        cls = getattr(importlib.import_module(module), name, None)
    except ImportError:
        return frozenset()
    if not isinstance(cls, type):
        return frozenset()
    names: set[str] = set()
    for each in cls.__mro__:
        if not hasattr(builtins, each.__name__):
            names.update(vars(each))
            try:
                names.update(_given(ast.parse(_source(each))))
            except (OSError, SyntaxError, TypeError):
                continue
    return frozenset(filter(is_private, names))


def _source(cls: type) -> str:
    return "if True:\n" + "\n".join(f" {line}" for line in inspect.getsource(cls).splitlines())


def is_private(name: str) -> bool:
    """Tell whether a name is meant for those alone who have given it."""
    return name.startswith("_") and not name.startswith("__") and name not in {"_", *_DOCUMENTED}
