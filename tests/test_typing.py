"""Editors and type checkers know the settings that a build knows, and load nothing for it."""

from __future__ import annotations

import dataclasses
import importlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from support import ROOT, run_module

from pelican_plugins import PLUGINS, typing
from pelican_plugins._core.build_settings import BuildSettings
from pelican_plugins._core.settings import NAMES

LISTS = {tuple[str, ...]: typing.Texts, tuple[int, ...]: typing.Numbers}


def settings_classes() -> dict[str, type]:
    """The settings class of each setting, by the name of its type in `typing`."""
    found: dict[str, type] = {"Build": BuildSettings}
    for plugin in PLUGINS:
        module = importlib.import_module(f"pelican_plugins.{plugin}.settings")
        (cls,) = [
            value
            for value in vars(module).values()
            if dataclasses.is_dataclass(value) and value.__module__ == module.__name__
        ]
        found[cls.__name__.removesuffix("Settings")] = cls
    return found


def as_typed(hint: Any) -> Any:
    """What an owner may write where a settings class holds *hint*."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return as_typed(arguments[0])
    if origin in (Union, UnionType):
        (inner,) = [argument for argument in arguments if argument is not type(None)]
        return as_typed(inner) | None
    if hint in LISTS:
        return LISTS[hint]
    if origin is Mapping:
        return Mapping[arguments[0], as_typed(arguments[1])]
    assert hint in {bool, int, str} or origin is Literal
    return hint


def test_every_setting_has_a_type() -> None:
    classes = settings_classes()

    assert sorted(typing.__all__) == sorted(classes)
    assert len(classes) == len(NAMES)


@pytest.mark.parametrize("name", typing.__all__)
def test_a_type_has_the_keys_of_its_setting_and_takes_what_that_takes(name: str) -> None:
    typed = getattr(typing, name)
    cls = settings_classes()[name]
    hints = get_type_hints(cls, include_extras=True)
    expected = {key: as_typed(hint) for key, hint in hints.items()}

    assert get_type_hints(typed) == expected
    assert typed.__required_keys__ == frozenset()
    assert list(typed.__annotations__) == [field.name for field in dataclasses.fields(cls)]


GOOD = """
from pelican_plugins.typing import Build, Feeds, FrontMatter, Guard, Images, Resources, Tags, Theme

SITENAME = "A Test"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
PLUGINS = ["pelican_plugins"]
POUCH_BUILD: Build = {"processes": 1}
POUCH_FEEDS: Feeds = {"items": 30, "hubs": ["https://hub.example"], "tag_content": None}
POUCH_FRONT_MATTER: FrontMatter = {"future": "hidden", "links_out": ("a", "b")}
POUCH_GUARD: Guard = {"allowed": {"a.html"}}
POUCH_IMAGES: Images = {"widths": [300], "placeholder": "colour"}
POUCH_RESOURCES: Resources = {"placement": "template"}
POUCH_TAGS: Tags = {"aliases": {"Ukrain": "Ukraine"}, "implies": {"a": ["b"]}}
POUCH_THEME: Theme = {"menu": {"About": "/about.html"}, "toc": 3}
"""
BAD = {
    'one: Feeds = {"item": 30}': 'Extra key "item"',
    'two: Feeds = {"items": "30"}': 'TypedDict item "items" has type "int"',
    'three: Feeds = {"content": "ful"}': 'TypedDict item "content" has type',
    'four: Guard = {"allowed": "a.html"}': 'TypedDict item "allowed" has type',
    'five: Tags = {"implies": {"a": "b"}}': 'Dict entry 0 has incompatible type "str": "str"',
    'six: Theme = {"toc": None}': 'TypedDict item "toc" has type "int"',
}


def mypy(folder: Path, text: str) -> tuple[int, str]:
    (folder / "pelicanconf.py").write_text(text)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache")]
    run = subprocess.run(
        [*command, "--config-file", "", "--follow-imports", "silent", "pelicanconf.py"],
        cwd=folder,
        # The checkout, silent as what is installed is: mypy knows no editable installation.
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout


def test_mypy_takes_settings_that_are_right_and_so_does_a_build(tmp_path: Path) -> None:
    code, said = mypy(tmp_path, GOOD)
    assert (code, said.strip()) == (0, "Success: no issues found in 1 source file")

    (tmp_path / "content").mkdir()
    build = run_module("pelican", ["content", "-s", "pelicanconf.py"], tmp_path)
    assert build.returncode == 0, build.stderr


def test_mypy_names_each_mistake_with_its_line(tmp_path: Path) -> None:
    code, said = mypy(tmp_path, "\n".join([GOOD.splitlines()[1], *BAD]))

    assert code == 1
    for number, message in enumerate(BAD.values(), 2):
        (line,) = [one for one in said.splitlines() if one.startswith(f"pelicanconf.py:{number}: ")]
        assert message in line


def test_nothing_of_a_build_is_loaded_with_the_types() -> None:
    script = (
        "import sys; before = set(sys.modules); import pelican_plugins.typing;"
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    foreign = set(run.stdout.split()) - sys.stdlib_module_names
    assert foreign == {"pelican_plugins"}
