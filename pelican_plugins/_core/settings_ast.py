"""Read a settings file without running it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import unreadable
from .paths import shown

_Beside = Callable[[Path], bytes | None]


@dataclass(frozen=True, slots=True)
class SettingPlace:
    """Where a name is assigned."""

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class WrittenSettings:
    """The names in a settings file, and in files from which it imports `*`.

    Attributes:
        values: literal settings.
        computed: the others, whose values are unknown, with the strings in their expressions.
        places: the last assignment of each name.
        used: names the files read themselves (helper variables), so they are not unknown settings.
    """

    values: dict[str, Any] = field(default_factory=dict)
    computed: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[str, SettingPlace] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def is_set(self, name: str) -> bool:
        """Return whether a setting has a value that is not empty."""
        return name in self.computed or bool(self.values.get(name))

    def strings(self, name: str) -> frozenset[str]:
        """Return the strings that are, or may be, in a setting."""
        if name in self.computed:
            return self.computed[name]
        given = self.values.get(name)
        inner = given if isinstance(given, list | tuple | set | dict) else (given,)
        return frozenset(text for text in inner if isinstance(text, str))


def _read_file(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def read_settings_file(path: Path, read: _Beside = _read_file) -> WrittenSettings:
    """Return the names in a settings file; `from pelicanconf import *` reads that file, too.

    Args:
        path: of the file.
        read: returns the bytes of a file; None if there is none.

    Raises:
        OSError: a file cannot be read.
        DiagnosticError: one is not Python.
    """
    found = WrittenSettings()
    _read(path, read, found, set())
    return found


def _read(path: Path, read: _Beside, found: WrittenSettings, seen: set[Path]) -> None:
    if path in seen:
        return
    seen.add(path)
    data = read(path)
    for statement in _parsed(data, path).body if data is not None else ():
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
            if statement.module:
                _read(path.with_name(f"{statement.module}.py"), read, found, seen)
            continue
        _take(statement, found)
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.places[node.id] = SettingPlace(path, node.lineno)
            elif isinstance(node, ast.Name):
                found.used.add(node.id)


def _parsed(data: bytes, path: Path) -> ast.Module:
    try:
        with warnings.catch_warnings():
            # A build shows these.
            warnings.simplefilter("ignore")
            return ast.parse(data)
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = getattr(error, "msg", None) or str(error)
        wrong = unreadable(f"not valid Python ({reason})", "fix that first", line=line)
        raise wrong.at(shown(path)) from None


def _take(statement: ast.stmt, found: WrittenSettings) -> None:
    if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        for name in _names(statement):
            try:
                found.values[name] = ast.literal_eval(statement.value)
                found.computed.pop(name, None)
            except (ValueError, TypeError, MemoryError, RecursionError):
                found.computed[name] = _strings(statement)
        return
    # A condition, a loop, an `+=`: the value is unknown.
    for inner in _within(statement):
        for name in _names(inner):
            found.computed[name] = found.strings(name) | _strings(inner)


def _within(statement: ast.AST) -> Iterator[ast.AST]:
    """Yield a statement and all nodes in it that assign module-level names."""
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


def _strings(node: ast.AST) -> frozenset[str]:
    return frozenset(
        inner.value
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    )
