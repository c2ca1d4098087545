"""Whatever a text says, the time for it grows with its length and no faster.

All regular expressions of the suite are found by importing it, and how each is used by reading
its source. Each is tried with the worst texts for it; what an author's text cannot reach is named
below, with the reason.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

import pytest
from support import ROOT
from worst_texts import worst_texts

import pelican_plugins

SEARCHES = {"search", "sub", "subn", "finditer", "findall", "split"}
METHODS = SEARCHES | {"match", "fullmatch"}

OWN = "reads settings, templates and exports of the site's author"
ENTRY = "an entry of a list is cut to 3,000 characters, and its blanks are one space"
# By module, or by module and name.
UNREACHED = {
    "check.": OWN,
    "scaffold.": OWN,
    "front_matter.migration.": OWN,
    "front_matter.new_command": OWN,
    "front_matter.site_shortcodes.": OWN,
    "theming.stylesheet": OWN,
    "resources.authors": "a string of authors has at most 1,000 characters",
    "resources.parsing.": ENTRY,
    "_core.log_filters._VALUES": "of a message it reads 300 characters",
    "_core.text._VOID_TAG": "it reads no name of more than 1,000 characters",
    "front_matter.commonmark.attributes._EACH": "a list in braces has at most 500 characters",
}


def patterns() -> Iterator[tuple[str, str, re.Pattern[Any]]]:
    """Yield the expressions that modules and classes hold, with the module and the name."""
    seen: set[int] = set()
    for found in pkgutil.walk_packages(pelican_plugins.__path__, "pelican_plugins."):
        if found.name.endswith("__main__") or "._theme" in found.name:
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for path, pattern in _inside(name, value, 0):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    yield found.name.removeprefix("pelican_plugins."), path, pattern


def _inside(name: str, value: object, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict) and depth < 3:
        for key, each in value.items():
            yield from _inside(f"{name}[{key!r}]", each, depth + 1)
            yield from _inside(f"{name}<{key!r}>", key, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 3:
        for number, each in enumerate(value):
            yield from _inside(f"{name}[{number}]", each, depth + 1)
    elif isinstance(value, type) and depth < 3 and value.__module__.startswith("pelican_plugins"):
        for key, each in vars(value).items():
            yield from _inside(f"{name}.{key}", each, depth + 1)


def uses() -> tuple[dict[tuple[str, str], set[str]], dict[str, set[str]]]:
    """Return the methods that are called on a name in a module, and on it in any module."""
    here: dict[tuple[str, str], set[str]] = defaultdict(set)
    anywhere: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "pelican_plugins").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "pelican_plugins").with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Attribute) or node.attr not in METHODS:
                continue
            owner = node.value
            name = getattr(owner, "id", None) or getattr(owner, "attr", None)
            if name is not None:
                here[module.removesuffix(".__init__"), name].add(node.attr)
                anywhere[name].add(node.attr)
    return here, anywhere


def _seconds(pattern: re.Pattern[Any], method: str, text: str | bytes) -> float:
    started = time.process_time()
    if method == "finditer":
        deque(pattern.finditer(text), 0)
    else:
        getattr(pattern, method)(text)
    return time.process_time() - started


def _least(pattern: re.Pattern[Any], method: str, text: str | bytes) -> float:
    return min(_seconds(pattern, method, text) for _ in range(3))


def _typed(pattern: re.Pattern[Any], text: str) -> str | bytes:
    return text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text


def slow_text(pattern: re.Pattern[Any], methods: set[str]) -> str:
    """Return the beginning of a text that takes more time than its length explains, if any."""
    # Of what grows exponentially 20 characters are enough; of the rest that takes no time.
    for size, enough in ((20, 0.008), (4_000, 0.004)):
        for number, text in enumerate(worst_texts(pattern, size)):
            for method in methods:
                if _seconds(pattern, method, _typed(pattern, text)) < enough:
                    continue
                if _least(pattern, method, _typed(pattern, text)) < enough:
                    continue
                if size == 20:
                    return text
                once = _least(pattern, method, _typed(pattern, _nth(pattern, 2_000, number)))
                more = _seconds(pattern, method, _typed(pattern, _nth(pattern, 8_000, number)))
                # Four times as much is linear, sixteen times is not.
                if more > 0.02 and more > 9 * once:
                    more = _least(pattern, method, _typed(pattern, _nth(pattern, 8_000, number)))
                    if more > 9 * once:
                        return f"{method}: {text[:60]!r}"
    return ""


def _nth(pattern: re.Pattern[Any], size: int, number: int) -> str:
    return next(text for place, text in enumerate(worst_texts(pattern, size)) if place == number)


def reason_for(module: str, name: str) -> str:
    return next((r for key, r in UNREACHED.items() if f"{module}.{name}".startswith(key)), "")


def test_no_expression_takes_longer_than_its_text() -> None:
    here, anywhere = uses()
    slow, tried = [], 0
    for module, name, pattern in patterns():
        if reason_for(module, name):
            continue
        base, last = re.split(r"[\[<.]", name)[0], name.rpartition(".")[2]
        used = here.get((module, base)) or here.get((module, last)) or anywhere.get(base) or METHODS
        methods = {"finditer"} if used & SEARCHES else set()
        methods |= used & {"match", "fullmatch"}
        tried += 1
        if found := slow_text(pattern, methods):
            slow.append(f"{module}.{name}: {found}")
    assert slow == []
    assert tried > 400


class _Anything(dict[str, Any]):
    """The names that a pattern within a function is made of: those of its module, or a word."""

    def __missing__(self, name: str) -> str:
        return "abc"


def made_within_functions() -> Iterator[tuple[str, frozenset[str], re.Pattern[Any] | str]]:
    """Yield the expressions that are made as they are used: function, methods and pattern."""
    for path in sorted((ROOT / "pelican_plugins").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        short = name.removeprefix("pelican_plugins.")
        if name.endswith(("__main__", "_namespace")) or reason_for(short, ""):
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
                if not isinstance(node, ast.Call) or not ast.unparse(node.func).startswith("re."):
                    continue
                method = ast.unparse(node.func).removeprefix("re.")
                if method not in METHODS | {"compile"}:
                    continue
                names = _Anything(vars(importlib.import_module(name)))
                source = ast.unparse(node.args[0])
                try:
                    pattern = re.compile(eval(source, {}, names))
                except (TypeError, AttributeError, re.error):
                    pattern = source
                yield f"{short}.{function.name}", _methods(method, function), pattern


def _methods(method: str, function: ast.AST) -> frozenset[str]:
    """Return how an expression is used that is made by *method* within a *function*."""
    used = {method}
    if method == "compile":
        used = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)} - {
            "split"
        }
    searched = {"finditer"} if used & SEARCHES else set()
    return frozenset(searched | (used & {"match", "fullmatch"}) or {"finditer"})


# Made of words that are escaped, or of one character that is repeated.
MADE_OF_WORDS = {
    "feeds.feedgen_adapter.escape_plain_text",
    "front_matter.fixes._quoted",
    "front_matter.literals._end_of_code",
    "front_matter.yaml_flow._end_of_text",
    "guard.leaks.word_list._in_bytes",
}


def test_no_expression_within_a_function_takes_longer_than_its_text() -> None:
    found = {
        (where, str(pattern)): (pattern, used) for where, used, pattern in made_within_functions()
    }
    slow, unmade = [], set()
    for (where, _), (pattern, used) in found.items():
        if isinstance(pattern, str):
            unmade.add(where)
        elif text := slow_text(pattern, set(used)):
            slow.append(f"{where}: {pattern.pattern!r} {text}")
    assert slow == []
    assert unmade == MADE_OF_WORDS
    assert len(found) > 40


def test_every_exception_is_of_an_expression_that_is_there() -> None:
    names = [f"{module}.{name}" for module, name, _ in patterns()]

    unused = [key for key in UNREACHED if not any(name.startswith(key) for name in names)]
    assert unused == []


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"\s+$", r"<!--.*?-->", r"(?:x|x)*y"])
def test_a_slow_expression_is_found(pattern: str) -> None:
    assert slow_text(re.compile(pattern), {"finditer"})


@pytest.mark.parametrize("pattern", [r"a+b", r"(?<!\s)\s+$", r"<[^<>]*>", r"<!--.*?(?:-->|\Z)"])
def test_a_fast_one_is_not(pattern: str) -> None:
    assert not slow_text(
        re.compile(pattern), {"match", "finditer"} if "(?" in pattern else {"match"}
    )
