"""The rule that the site author's own files are written in one way only.

`_core/author_files.py` knows what must stay of them. All else that writes is named here, with where
it does: nothing there is the author's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from syntax_trees import nodes_of, once

ELSEWHERE = {
    "_core/author_files.py": "the only way",
    "_core/atomic_files.py": "for the modules below",
    "_core/cache.py": "the cache",
    "_core/pelican_compat.py": "the output folder",
    "_core/pelican_output.py": "the output folder",
    "_core/template_cache.py": "the cache",
    "feeds/pelican_writer.py": "the output folder",
    "front_matter/import_command.py": "a temporary folder",
    "guard/build_record.py": "the cache",
    "guard/output_files.py": "the output folder: stale files",
    "guard/staging.py": "the output folder and one next to it",
    "images/pelican_publish.py": "the output folder",
    "images/pelican_variants.py": "the cache and the output folder",
    "images/publish.py": "the output folder",
    "theming/search_index.py": "the output folder",
}
_METHODS = {
    *("chmod", "hardlink_to", "mkdir", "rename", "rmdir", "symlink_to", "touch", "unlink"),
}
_FUNCTIONS = {
    "os": {
        *("chmod", "chown", "link", "makedirs", "mkdir", "open", "remove", "removedirs", "rename"),
        *("renames", "replace", "rmdir", "symlink", "truncate", "unlink"),
    },
    "shutil": {"copy", "copy2", "copyfile", "copymode", "copystat", "copytree", "move", "rmtree"},
}
_OURS = {"AtomicTextFile", "copy_atomic", "write_atomic"}
_WRITING = set("wax+")


def writing(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """Yield one sentence for each place that writes a file, but where `ELSEWHERE` allows it.

    Args:
        trees: the files of a package by their paths below it.
    """
    for name, tree in trees.items():
        if name not in ELSEWHERE:
            for line, what in _writes(tree):
                yield f"{name}:{line} writes by {what}; call _core/author_files.py"


@once
def _writes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in nodes_of(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name):
            if called.id in _OURS or (called.id == "open" and _opens_to_write(node, 1)):
                yield node.lineno, called.id
        elif isinstance(called, ast.Attribute):
            base = called.value.id if isinstance(called.value, ast.Name) else ""
            if base in _FUNCTIONS:
                if called.attr in _FUNCTIONS[base]:
                    yield node.lineno, f"{base}.{called.attr}"
            elif called.attr in _METHODS or _is_method_of_path(called.attr, node):
                yield node.lineno, called.attr


def _opens_to_write(call: ast.Call, place: int) -> bool:
    """Tell whether the mode, the argument at *place*, may be one of writing."""
    given = [*call.args[place : place + 1], *(k.value for k in call.keywords if k.arg == "mode")]
    return any(
        bool(_WRITING & set(str(mode.value)))
        if isinstance(mode, ast.Constant)
        else isinstance(mode, ast.Name) and mode.id.endswith("mode")
        for mode in given
    )


def _is_method_of_path(name: str, call: ast.Call) -> bool:
    """Tell whether a method writes, if it is one of `Path`, which takes the content alone."""
    if name == "open":
        return _opens_to_write(call, 0)
    return name in {"write_bytes", "write_text"} and len(call.args) < 2
