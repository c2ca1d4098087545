"""The rule that no module remembers anything: what is set at run time belongs to a build.

Read from the source: what a module or a class holds must not change once it is loaded, whoever
would change it. A memo of a pure function may stay, since nobody has to clear it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from syntax_trees import children_of, nodes_of, once

# Where `build.py` says what runs, and the one room where other people's modules are changed.
_IN_FORCE = "_core/build.py"
_PATCHES = "_core/pelican_compat.py"

_MUTATORS = {
    *("add", "append", "appendleft", "cache_clear", "clear", "discard", "extend", "insert"),
    *("pop", "popitem", "popleft", "remove", "reverse", "set", "setdefault", "sort", "update"),
}
_CONTAINERS = {
    *("Counter", "ExitStack", "OrderedDict", "WeakKeyDictionary", "WeakSet", "WeakValueDictionary"),
    *("bytearray", "count", "defaultdict", "deque", "dict", "iter", "list", "local", "set"),
}
_MEMOS = {"cache", "lru_cache"}
# A memo of what is given these remembers a build.
_OF_A_BUILD = {
    *("build", "content", "context", "generator", "pelican", "reader", "self", "settings"),
    "writer",
}
_READ_ONLY = re.compile(r"^(Final|Mapping|Sequence|Set|frozenset|tuple)\b")
_FROZEN_BASES = {"Enum", "Flag", "IntEnum", "NamedTuple", "Protocol", "StrEnum", "TypedDict"}

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_CHANGES = (ast.Assign, ast.Delete, ast.AugAssign, ast.AnnAssign, ast.Call)


def remembering(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """Yield one sentence for every place where a module or class of a package remembers.

    Args:
        trees: its files by their paths below it.
    """
    defined = {
        name: [node for node in nodes_of(tree) if isinstance(node, ast.ClassDef)]
        for name, tree in trees.items()
    }
    known = {name: {node.name: f"{name}:{node.name}" for node in defined[name]} for name in trees}
    # The second time for what a package hands on.
    for _ in range(2):
        for name, tree in trees.items():
            known[name] |= _imported_classes(name, tree, known)
    classes = {
        f"{name}:{node.name}": ({known[name].get(base, base) for base in _bases(node)}, node)
        for name, nodes in defined.items()
        for node in nodes
    }
    changing = {key for key, (_, node) in classes.items() if _changes_itself(node)}
    while more := {key for key, (bases, _) in classes.items() if bases & changing} - changing:
        changing |= more
    for name, tree in trees.items():
        held = _held(name, tree, {each for each, key in known[name].items() if key in changing})
        places = {*held, *_changed(name, tree)}
        yield from (f"{name}:{line} {what}" for line, what in sorted(places))


def _imported_classes(
    name: str, tree: ast.Module, known: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Return the classes of the package that a file imports: `file:class` by its name for it."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = Path(name).parents[node.level - 1]
            module = folder.joinpath(*(node.module or "").split(".")).as_posix()
            theirs = known.get(f"{module}.py") or known.get(f"{module}/__init__.py") or {}
            for each in node.names:
                if each.name in theirs:
                    found[each.asname or each.name] = theirs[each.name]
    return found


def _bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).rpartition(".")[2] for base in node.bases}


def _changes_itself(node: ast.ClassDef) -> bool:
    """Tell whether objects of a class can change once they are made."""
    decorators = [ast.unparse(each) for each in node.decorator_list]
    if _bases(node) & _FROZEN_BASES or any("frozen=True" in each for each in decorators):
        return False
    if any("dataclass" in each for each in decorators):
        return True
    methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
    return any(
        _owner(target, {"self": "self"}) == "self"
        for method in methods
        if method.name != "__init__"
        for each in nodes_of(method)
        for target in _targets(each)
    )


def _held(name: str, tree: ast.Module, changing: set[str]) -> Iterator[tuple[int, str]]:
    """Yield what a module or a class holds that is there to be changed."""
    for owner in [tree, *(each for each in nodes_of(tree) if isinstance(each, ast.ClassDef))]:
        for node in owner.body:
            value = getattr(node, "value", None)
            if not isinstance(node, ast.Assign | ast.AnnAssign) or value is None:
                continue
            read_only = isinstance(node, ast.AnnAssign) and _READ_ONLY.search(
                ast.unparse(node.annotation)
            )
            if not read_only and _is_to_be_filled(value):
                yield node.lineno, "holds a container that is there to be filled"
            called = _called(value)
            if called in changing:
                yield node.lineno, f"holds an object of {called}, which can change"
            if called == "ContextVar" and name != _IN_FORCE:
                yield node.lineno, "holds a ContextVar"
    for node in nodes_of(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_is_memo, node.decorator_list)):
            given = {each.arg for each in (*node.args.posonlyargs, *node.args.args)}
            for each in sorted(given & _OF_A_BUILD):
                yield node.lineno, f"has a memo of {each}, which is of a build"


def _is_to_be_filled(value: ast.expr) -> bool:
    """Tell whether a value is an empty container, or can only be used up."""
    if isinstance(value, ast.List | ast.Set):
        return not value.elts
    if isinstance(value, ast.Dict):
        return not value.keys
    called = _called(value)
    empty = isinstance(value, ast.Call) and not value.args and not value.keywords
    return called in _CONTAINERS and (empty or called in {"count", "defaultdict", "iter"})


def _called(value: ast.expr) -> str:
    function = value.func if isinstance(value, ast.Call) else None
    # Not ast.unparse(), which would be asked of every call.
    return getattr(function, "attr", "") or getattr(function, "id", "")


def _is_memo(decorator: ast.expr) -> bool:
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(named).rpartition(".")[2] in _MEMOS


@once
def _changed(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield where functions change what belongs to a module or a class."""
    shared = dict(each for node in tree.body for each in _bound(node))
    for node in nodes_of(tree):
        if isinstance(node, ast.Global):
            yield node.lineno, f"sets the global {', '.join(node.names)}"
    for node in tree.body:
        yield from _in_scope(name, node, shared, within=False)


def _in_scope(
    name: str, node: ast.AST, shared: Mapping[str, str], *, within: bool
) -> Iterator[tuple[int, str]]:
    if isinstance(node, _Function):
        own = _names_of(node)
        shared, within = {each: what for each, what in shared.items() if each not in own}, True
    scope = [node]
    for each in scope:
        for target in _targets(each) if within and isinstance(each, _CHANGES) else ():
            owner = _owner(target, shared)
            allowed = name == _IN_FORCE or (name == _PATCHES and owner.startswith("another's"))
            if owner and not allowed:
                yield each.lineno, f"changes {owner} at run time"
        for child in children_of(each):
            if isinstance(child, _Function):
                yield from _in_scope(name, child, shared, within=within)
            else:
                scope.append(child)


def _targets(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what a statement or a call changes."""
    if isinstance(node, ast.Assign | ast.Delete):
        for target in node.targets:
            yield from target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        yield node.target
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in _MUTATORS:
            yield ast.copy_location(ast.Attribute(node.func.value, "", ast.Load()), node)
        elif _called(node) in {"setattr", "delattr"} and node.args:
            yield ast.copy_location(ast.Attribute(node.args[0], "", ast.Load()), node)


def _owner(target: ast.expr, shared: Mapping[str, str]) -> str:
    """Return the name of the module's or the class's that is changed; empty where it is none."""
    if not isinstance(target, ast.Attribute | ast.Subscript):
        return ""
    while isinstance(target, ast.Attribute | ast.Subscript):
        target = target.value
        if isinstance(target, ast.Attribute) and target.attr == "__class__":
            return "a class"
    if isinstance(target, ast.Call) and _called(target) in {"type", "vars", "globals"}:
        first = target.args[0] if target.args else None
        if _called(target) != "vars" or (isinstance(first, ast.Name) and first.id in shared):
            if isinstance(first, ast.Name) and first.id in shared:
                return shared[first.id]
            return "a class" if _called(target) == "type" else "a module"
    if isinstance(target, ast.Name):
        return "a class" if target.id == "cls" else shared.get(target.id, "")
    return ""


def _bound(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names that a statement of a module binds, and whose each is."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        whose = "another's " if not getattr(node, "level", 0) else ""
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            yield name, f"{whose}{name}"
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name, node.name
    elif isinstance(node, ast.If | ast.Try):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)
    else:
        stored = (each for each in nodes_of(node) if isinstance(each, ast.Name))
        yield from ((each.id, each.id) for each in stored if isinstance(each.ctx, ast.Store))


def _names_of(function: _Function) -> set[str]:
    """Return the names that are a function's own."""
    given = function.args
    every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
    own = {each.arg for each in every if each is not None}
    body = function.body if isinstance(function.body, list) else [function.body]
    for each in (node for statement in body for node in nodes_of(statement)):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            own.add(each.id)
    return own
