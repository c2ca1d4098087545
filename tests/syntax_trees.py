"""Syntax trees of source files, parsed and walked once for all rules that are read from them.

Some tests read the rules from copies of the package in which a file or two differ."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@cache
def tree_of(text: str) -> ast.Module:
    """Return the tree of a source text; change nothing in it."""
    return ast.parse(text)


@cache
def nodes_of(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return all nodes of a tree, as `ast.walk` yields them, in a third of its time."""
    nodes = [tree]
    for node in nodes:
        nodes += children_of(node)
    return tuple(nodes)


def children_of(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right below one."""
    children: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, ast.AST):
            children.append(value)
        elif isinstance(value, list):
            children += [each for each in value if isinstance(each, ast.AST)]
    return children


def once(function: Callable[P, Iterator[T]]) -> Callable[P, tuple[T, ...]]:
    """Have a generator function of trees yield the same for the same trees, and work once."""
    return wraps(function)(cache(lambda *given: tuple(function(*given))))
