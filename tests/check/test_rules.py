"""There is one list of rules, made of what each plugin declares, and one way to the log."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from support import ROOT
from syntax_trees import nodes_of, tree_of

from pelican_plugins import PLUGINS
from pelican_plugins._core.diagnostics import Rule
from pelican_plugins.check.rules import all_rules

PACKAGE = ROOT / "pelican_plugins"
# The one module that makes diagnostics of rules and logs them.
DIAGNOSTICS = PACKAGE / "_core" / "diagnostics.py"
_LOGS = {"critical", "error", "exception", "log", "warn", "warning"}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, tree_of(path.read_text(encoding="utf-8"))


def declared(tree: ast.Module) -> dict[str, str]:
    """Return the codes of the rules that a module declares, by their names."""
    return {
        node.targets[0].id: node.value.args[0].value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "Rule"
    }


def names_in(tree: ast.Module) -> set[str]:
    """Return the names that a module reads, but for those that it only imports."""
    loaded = (node for node in nodes_of(tree) if isinstance(node, ast.Name))
    return {node.id for node in loaded if isinstance(node.ctx, ast.Load)}


def test_every_rule_is_declared_once_registered_and_used() -> None:
    rules: dict[str, str] = {}
    used: set[str] = set()
    for path, tree in trees():
        found = declared(tree)
        assert not found or path.name == "rules.py", f"{path} declares rules"
        assert rules.keys().isdisjoint(found)
        assert not set(rules.values()) & set(found.values())
        rules |= found
        used |= names_in(tree)

    assert sorted(rules.values()) == list(all_rules())
    assert rules.keys() <= used


def test_diagnostics_are_made_of_rules_and_logged_in_one_place() -> None:
    for path, tree in trees():
        if path == DIAGNOSTICS:
            continue
        called = [node.func for node in nodes_of(tree) if isinstance(node, ast.Call)]
        made = {func.id for func in called if isinstance(func, ast.Name)}
        logged = {func.attr for func in called if isinstance(func, ast.Attribute) and _is_log(func)}
        assert "Diagnostic" not in made, f"{path} makes a diagnostic of no rule"
        assert not logged & _LOGS, f"{path} logs by itself"


def _is_log(func: ast.Attribute) -> bool:
    return isinstance(func.value, ast.Name) and func.value.id == "logger"


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.code)
def test_a_rule_says_what_it_means_and_its_fixer_is_there(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.code)
    assert rule.meaning
    assert not rule.meaning.endswith(".")
    if rule.fixer:
        module, _, function = rule.fixer.partition(":")
        assert module.partition(".")[0] in {plugin.name for plugin in PLUGINS}
        assert callable(getattr(import_module(f"pelican_plugins.{module}"), function))
