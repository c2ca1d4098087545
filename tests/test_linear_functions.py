"""The time of a function grows with the text it is given, and no faster.

All public functions of the suite that take text and need nothing else are found by importing it,
and each is given texts of every shape that is hard to read. What reads files is left out here:
`tests/faults/` and the limits in docs/security.md are about these.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import os
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from types import FrameType, ModuleType
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from slow_texts import SHAPES, slow_text

import pelican_plugins
from pelican_plugins._core.html_document import Document

SMALL, LARGE = 2_000, 8_000
ALL = bool(os.environ.get("ALL_FAULTS"))
# At these, a function with a constant cost of its own is not compared.
ENOUGH, SLOW = 0.005, 0.05
MOST_RESULTS = 5_000
LONGEST = 4

_FILES = re.compile(
    r"^(?:import|from) (?:os|shutil|pathlib|subprocess|tempfile|PIL|socket|httpx|pelican|concurrent|\.+pelican_\w+)\b",
    re.MULTILINE,
)
_SHELL = re.compile(r"(?:\A|\.)(?:pelican_\w+|plugin|cli\.\w+|\w+_command|__main__|_theme\b.*)\Z")
_MANY = re.compile(r"(?:Iterable|Iterator|Sequence|Collection|list)\[str\]")

# What reads settings, templates and exports of the site's owner.
OF_THE_OWNER = (
    *("check.", "scaffold.", "theming.stylesheet."),
    *("front_matter.migration.", "front_matter.new_command.", "front_matter.site_shortcodes."),
)
# Why a function is not given texts of any length.
EXCUSED: dict[str, str] = {
    "_core.slugs.other_slugs": "it goes on for ever, and its caller takes the first that is free",
}


def functions() -> Iterator[tuple[str, ModuleType, Callable[..., Any]]]:
    """Yield all public functions of modules that know neither Pelican nor files."""
    for found in pkgutil.walk_packages(pelican_plugins.__path__, "pelican_plugins."):
        short = found.name.removeprefix("pelican_plugins.")
        if _SHELL.search(short) or f"{short}.".startswith(OF_THE_OWNER) or found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        if _FILES.search(inspect.getsource(module)):
            continue
        for name, value in list(vars(module).items()):
            function = inspect.unwrap(value) if callable(value) else value
            own = getattr(function, "__module__", "") == found.name
            if own and inspect.isfunction(function) and not name.startswith("_"):
                yield f"{short}.{name}", module, function


def required(function: Callable[..., Any]) -> list[inspect.Parameter]:
    kinds = {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}
    return [
        each
        for each in inspect.signature(function).parameters.values()
        if each.default is each.empty and each.kind in kinds
    ]


def _tag(text: str) -> Tag:
    tag = Tag(name="div")
    tag.extend(list(BeautifulSoup(text, "html.parser").contents))
    return tag


def _pieces(text: str) -> list[str]:
    return [text[start : start + 8] for start in range(0, len(text), 8)]


MAKERS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "str | None": str,
    "bytes": lambda text: text.encode("utf-8", "surrogatepass"),
    "Tag": _tag,
    "BeautifulSoup": lambda text: BeautifulSoup(text, "html.parser"),
    "Document": Document,
    "Mapping[str, Any]": lambda text: {"title": text, "tags": _pieces(text)},
    "Mapping[str, str]": lambda text: {"title": text},
    "tuple[str, ...]": lambda text: tuple(_pieces(text)),
}
TEXTUAL = {"str", "str | None", "bytes", "Tag", "BeautifulSoup", "Document", "tuple[str, ...]"}
OTHERS: dict[str, Any] = {"int": 0, "bool": False, "float": 1.0, "Callable[[str], str]": str}


def arguments(
    module: ModuleType, function: Callable[..., Any], text: str
) -> tuple[list[Any], dict[str, Any]] | None:
    """Return arguments for a *function*, the text wherever it takes one; None if it needs more."""
    named: dict[str, Any] = {}
    textual = False
    for each in required(function):
        kind = str(each.annotation)
        textual |= kind in TEXTUAL or bool(_MANY.fullmatch(kind))
        if kind in MAKERS:
            named[each.name] = MAKERS[kind](text)
        elif _MANY.fullmatch(kind):
            named[each.name] = _pieces(text)
        elif kind in OTHERS:
            named[each.name] = OTHERS[kind]
        elif kind == "Headings":
            named[each.name] = vars(module).get("KNOWN", {})
        else:
            maker = vars(module).get(kind)
            if not isinstance(maker, type):
                return None
            try:
                named[each.name] = maker()
            except TypeError:
                return None
    return ([], named) if textual else None


class _TooLongError(BaseException):
    pass


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def seconds(module: ModuleType, function: Callable[..., Any], text: str) -> float:
    """Return the seconds of processor for one call; LONGEST at most."""
    given = arguments(module, function, text)
    assert given is not None
    started = time.process_time()
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        result = function(**given[1])
        if isinstance(result, Iterator):
            for _ in itertools.islice(result, MOST_RESULTS):
                pass
    except _TooLongError:
        return float(LONGEST)
    except (Exception, SystemExit):
        # It refuses the text: that takes time, too.
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - started


def slow_shape(
    module: ModuleType, function: Callable[..., Any], shapes: dict[str, str]
) -> str | None:
    """Return the name of the first shape that takes more time than its length explains."""
    for name, unit in shapes.items():
        small = slow_text(unit, SMALL)
        once = seconds(module, function, small)
        if once < ENOUGH:
            continue
        once = min(once, seconds(module, function, small), seconds(module, function, small))
        if once < ENOUGH:
            continue
        large = slow_text(unit, LARGE)
        # Four times as much is linear, sixteen times is not.
        if all(seconds(module, function, large) > max(9 * once, SLOW) for _ in range(2)):
            return name
    return None


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _stop)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        yield
    signal.signal(signal.SIGALRM, before)


def test_no_function_takes_longer_than_its_text() -> None:
    slow, tried = [], 0
    for name, module, function in functions():
        if name in EXCUSED or arguments(module, function, "a") is None:
            continue
        tried += 1
        if shape := slow_shape(module, function, SHAPES):
            slow.append(f"{name}: {shape}")
    assert slow == []
    assert tried > 200
