"""What a site's settings say, as far as it can be told without running them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .._core.errors import unreadable


@dataclass(frozen=True, slots=True)
class Existing:
    """The settings in one file, and in the files it takes all names from.

    Attributes:
        values: those that are written out, by their names.
        computed: the others: what is set to them is known only to who runs the file. For each,
            the texts that stand in its expressions.
    """

    values: dict[str, Any] = field(default_factory=dict)
    computed: dict[str, frozenset[str]] = field(default_factory=dict)

    def is_set(self, name: str) -> bool:
        """Tell whether a setting has a value that means something."""
        return name in self.computed or bool(self.values.get(name))

    def texts(self, name: str) -> frozenset[str]:
        """Return the texts that are in a setting for certain, or may be."""
        if name in self.computed:
            return self.computed[name]
        given = self.values.get(name)
        return frozenset(text for text in given or () if isinstance(text, str))


def read_existing(text: str, path: str, module: Callable[[str], str | None]) -> Existing:
    """Return what the text of a settings file says.

    Args:
        text: of the file.
        path: its name, as the owner knows it.
        module: returns the text of a module that lies beside it, by its name.

    Raises:
        DiagnosticError: it is no Python.
    """
    found = Existing()
    _read(text, path, module, found, {path})
    return found


def _read(
    text: str, path: str, module: Callable[[str], str | None], found: Existing, seen: set[str]
) -> None:
    try:
        with warnings.catch_warnings():
            # Of what is odd in the file, a build tells.
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = getattr(error, "msg", None) or str(error)
        wrong = unreadable(f"it is no Python ({reason})", "mend that first", line=line)
        raise wrong.at(path) from None
    for statement in tree.body:
        if name := _taken_whole(statement):
            other = module(name) if name not in seen else None
            seen.add(name)
            if other is not None:
                _read(other, f"{name}.py", module, found, seen)
        else:
            _take(statement, found)


def _taken_whole(statement: ast.stmt) -> str:
    """Return the module that all names are imported from; empty where the statement does not."""
    if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
        return statement.module or ""
    return ""


def _take(statement: ast.stmt, found: Existing) -> None:
    if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        for name in _names(statement):
            try:
                found.values[name] = ast.literal_eval(statement.value)
                found.computed.pop(name, None)
            except (ValueError, TypeError, MemoryError, RecursionError):
                found.computed[name] = _texts(statement)
        return
    # A condition, a loop, an `+=`: what comes of it cannot be told.
    for inner in _within(statement):
        for name in _names(inner):
            found.computed[name] = found.texts(name) | _texts(inner)


def _within(statement: ast.AST) -> Iterator[ast.AST]:
    """Yield a statement and all within it that sets names of the file itself."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        return
    yield statement
    for child in ast.iter_child_nodes(statement):
        yield from _within(child)


def _names(statement: ast.AST) -> list[str]:
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        targets = [statement.target]
    elif isinstance(statement, ast.Call) and isinstance(statement.func, ast.Attribute):
        # Such as an append to PLUGINS.
        targets = [statement.func.value]
    else:
        return []
    return [
        inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)
    ]


def _texts(node: ast.AST) -> frozenset[str]:
    return frozenset(
        inner.value
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    )
