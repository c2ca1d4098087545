"""What a settings file says, as far as it can be told without running it."""

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
    """Where a name gets its value."""

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class WrittenSettings:
    """The names in a settings file, and in the files it takes all names from.

    Attributes:
        values: settings that are written out, by their names.
        computed: the others: what is set to them is known only to who runs the file. For each,
            the strings that stand in its expressions.
        places: where each name, also of a local variable, gets its last value.
        used: names that the files read themselves, so they are there for more than Pelican.
    """

    values: dict[str, Any] = field(default_factory=dict)
    computed: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[str, SettingPlace] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def is_set(self, name: str) -> bool:
        """Tell whether a setting has a value that means something."""
        return name in self.computed or bool(self.values.get(name))

    def strings(self, name: str) -> frozenset[str]:
        """Return the strings that are in a setting for certain, or may be."""
        if name in self.computed:
            return self.computed[name]
        given = self.values.get(name)
        inner = given if isinstance(given, list | tuple | set | dict) else (given,)
        return frozenset(text for text in inner if isinstance(text, str))


def _read_file(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def read_settings_file(path: Path, read: _Beside = _read_file) -> WrittenSettings:
    """Return what stands in a settings file.

    `from pelicanconf import *` takes over what stands in the file of that name next to it.

    Args:
        path: of the file.
        read: returns the bytes of a file; None where there is none.

    Raises:
        OSError: a file cannot be read.
        DiagnosticError: one is no Python.
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
            # Of what is odd in the file, a build tells.
            warnings.simplefilter("ignore")
            return ast.parse(data)
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = getattr(error, "msg", None) or str(error)
        wrong = unreadable(f"it is no Python ({reason})", "mend that first", line=line)
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
    # A condition, a loop, an `+=`: what comes of it cannot be told.
    for inner in _within(statement):
        for name in _names(inner):
            found.computed[name] = found.strings(name) | _strings(inner)


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


def _strings(node: ast.AST) -> frozenset[str]:
    return frozenset(
        inner.value
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    )
