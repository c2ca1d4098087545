"""The rules of `docs/architecture.md` that can be read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from file_writes import writing
from module_state import remembering
from private_names import touching
from syntax_trees import nodes_of, tree_of

LONGEST = 400
CORE = "_core"
REGISTRY = "registry"


# What else of it needs to be asked by pure code is as pure as that.
_FOR_PLUGINS = {f"{CORE}.pelican_hooks", f"{CORE}.pelican_console"}


def broken_rules(package: Path) -> list[str]:
    """Return one sentence for every place in *package* that breaks a rule."""
    files = {path: path.relative_to(package) for path in sorted(package.rglob("*.py"))}
    problems = []
    graph: dict[str, set[str]] = {}
    trees = {
        relative.as_posix(): tree_of(path.read_text(encoding="utf-8"))
        for path, relative in files.items()
    }
    for path, relative in files.items():
        imports = set(_imports(trees[relative.as_posix()], path, package))
        problems += _of_one_file(relative, imports)
        graph[_module(relative)] = {name for name in imports if not name.startswith("!")}
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST:
            problems.append(f"{relative} has more than {LONGEST} lines")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        problems.append("circular import: " + " -> ".join(error.args[1]))
    return [*problems, *remembering(trees), *touching(trees), *writing(trees)]


def _of_one_file(relative: Path, imports: set[str]) -> Iterator[str]:
    if relative.as_posix() == f"{REGISTRY}.py":
        # It names all and loads none.
        yield from (f"{relative} imports {name}" for name in imports if name[:1] != "!")
    folder = relative.parts[0] if len(relative.parts) > 1 else ""
    shell = _is_shell(relative)
    for name in sorted(imports):
        if name.startswith("!"):
            if name.split(".")[0] == "!pelican" and not shell:
                yield f"{relative} imports pelican"
            continue
        target = name.split(".")[0]
        if folder and target not in {folder, CORE, REGISTRY}:
            yield f"{relative} imports its sibling {target}"
        pure = folder and not shell and relative.name != "__init__.py"
        of_plugin = target != CORE and _is_shell(_file(name))
        if pure and (of_plugin or name in _FOR_PLUGINS):
            yield f"{relative} imports the shell, {name}"


def _file(name: str) -> Path:
    return Path(*name.split(".")).with_suffix(".py")


def _is_shell(relative: Path) -> bool:
    """Tell whether a file may know Pelican, as its name says."""
    return relative.name == "plugin.py" or relative.name.startswith("pelican_")


def _imports(tree: ast.Module, path: Path, package: Path) -> Iterator[str]:
    """Yield `folder.module` for imports from the package, `!name` for all others."""
    here = path.relative_to(package).parent.parts
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            yield from (f"!{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield f"!{node.module}"
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1]
            parts = (*base, *(node.module or "").split("."))
            for alias in node.names:
                whole = [part for part in (*parts, alias.name) if part]
                path_of = package.joinpath(*whole)
                is_module = path_of.with_suffix(".py").is_file() or path_of.is_dir()
                name = ".".join(whole if is_module else [part for part in parts if part])
                if name:
                    yield name


def _module(relative: Path) -> str:
    parts = relative.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
