"""All rules by code: what can be found, how severe it is, and what fixes it.

A plugin declares its rules in its `rules.py`; there is no other list of codes. Modules of plugins
are loaded by name, since no plugin imports a sibling.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.util import find_spec
from typing import Any

from .._core import rules as shared
from .._core.diagnostics import Diagnostic, Rule, Severity
from .._core.errors import PouchError
from .._core.text import did_you_mean
from ..registry import PLUGINS

_PACKAGE = __name__.partition(".")[0]


def module_of(name: str) -> Any:
    """Import a module by its name below the package."""
    return importlib.import_module(f"{_PACKAGE}.{name}")


def modules_called(name: str) -> Iterator[tuple[str, Any]]:
    """Yield the dotted name and the module for each plugin folder that has a module *name*."""
    for plugin in PLUGINS:
        if find_spec(f"{plugin.module}.{name}") is not None:
            yield f"{plugin.name}.{name}", module_of(f"{plugin.name}.{name}")


CHECK_FAILED = Rule("check-failed", "a check that failed with an error", Severity.ERROR)
SETTINGS_CONTRADICT = Rule("settings-contradict", "settings that contradict each other")
SETTING_IDLE = Rule("setting-idle", "a setting without effect")
SETTING_UNKNOWN = Rule("setting-unknown", "a setting whose name may be misspelt")
SETTING_UNREAD = Rule("setting-unread", "a setting that nothing reads", Severity.ADVICE)


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return all rules by code: those of plugins, of `check` and of `_core`."""
    modules = [shared, sys.modules[__name__], *(module for _, module in modules_called("rules"))]
    found = (value for module in modules for value in vars(module).values())
    rules = {rule.code: rule for rule in found if isinstance(rule, Rule)}
    return dict(sorted(rules.items()))


def is_fixable(diagnostic: Diagnostic) -> bool:
    """Return whether `pouch check --fix` may fix what a diagnostic is about."""
    return diagnostic.replacement is not None and bool(all_rules()[diagnostic.code].fixer)


def fixed(text: str, diagnostic: Diagnostic) -> str | None:
    """Return a file's *text* with the problem fixed; None if that is not safe."""
    module, _, function = all_rules()[diagnostic.code].fixer.partition(":")
    changed: str | None = getattr(module_of(module), function)(text, diagnostic)
    return changed


def matches(code: str, patterns: Iterable[str]) -> bool:
    """Return whether a code matches one of the *patterns* (`*` is a wildcard)."""
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def check_patterns(patterns: Iterable[str]) -> None:
    """Check that each pattern matches a code.

    Raises:
        PouchError: one matches none.
    """
    codes = all_rules()
    for pattern in patterns:
        if not any(fnmatchcase(code, pattern) for code in codes):
            near = did_you_mean(pattern, codes, likeness=0.6, quoted=str)
            fix = near or "`pouch check --codes` lists them"
            raise PouchError(f"unknown code {pattern!r}; {fix}")
