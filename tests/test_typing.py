"""Editors and type checkers know the settings that a build knows, and load nothing for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support import ROOT, run_module

from pelican_plugins import typing
from pelican_plugins.registry import SETTINGS


def test_every_setting_has_a_type() -> None:
    typed = {getattr(typing, name).__doc__.strip("`.") for name in typing.__all__}

    assert typed == set(SETTINGS)


GOOD = """
from pelican_plugins.typing import Build, Feeds, FrontMatter, Guard, Images, Resources, Tags, Theme

SITENAME = "A Test"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
PLUGINS = ["pelican_plugins"]
POUCH_BUILD: Build = {"processes": 1}
POUCH_FEEDS: Feeds = {"items": 30, "hubs": ["https://hub.example"], "tag_content": None}
POUCH_FRONT_MATTER: FrontMatter = {"future": "hidden", "allow_symlinks": ("a", "b")}
POUCH_GUARD: Guard = {"leak_allow": {"a.html"}}
POUCH_IMAGES: Images = {"widths": [300], "placeholder": "colour"}
POUCH_RESOURCES: Resources = {"placement": "template"}
POUCH_TAGS: Tags = {"aliases": {"Ukrain": "Ukraine"}, "implies": {"a": ["b"]}}
POUCH_THEME: Theme = {"menu": {"About": "/about.html"}, "toc": 3}
"""
BAD = {
    'one: Feeds = {"item": 30}': 'Extra key "item"',
    'two: Feeds = {"items": "30"}': 'TypedDict item "items" has type "int"',
    'three: Feeds = {"content": "ful"}': 'TypedDict item "content" has type',
    'four: Guard = {"leak_allow": "a.html"}': 'TypedDict item "leak_allow" has type',
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
