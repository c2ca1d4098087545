"""Shells complete what is typed behind `pouch`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, environment_of, run_module

FILES = ("pelicanconf.py", "publishconf.py", "content/ferry.md", "content/2024/ferries.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "tags.yaml").write_text("Ukraine: {aliases: [Ukrain]}\nrivers: {}\n")
    return tmp_path


def completed(folder: Path, typed: str) -> list[str]:
    """What the command answers a shell in which *typed* stands up to the cursor."""
    words = typed.split(" ")
    asked = {
        "_POUCH_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
    }
    run = run_module("pelican_plugins.cli", [], folder, asked)
    assert run.returncode == 0, run.stderr
    return [line.partition(",")[2] for line in run.stdout.splitlines()]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("pouch ta", ["tags"]),
        ("pouch i", ["init", "images", "import"]),
        ("pouch tags --js", ["--json"]),
        ("pouch tags --kind au", ["authors"]),
        ("pouch resources --format bib", ["bibtex"]),
        ("pouch tags -s p", ["pelicanconf.py", "publishconf.py"]),
        ("pouch links --article ferr", ["ferries.md", "ferry.md"]),
        ("pouch new Title --tag U", ["Ukraine"]),
        ("pouch completion f", ["fish"]),
    ],
)
def test_words_are_completed(folder: Path, typed: str, words: list[str]) -> None:
    assert completed(folder, typed) == words


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_each_shell_asks_the_command(folder: Path, shell: str) -> None:
    run = run_module("pelican_plugins.cli", ["completion", shell], folder)

    assert run.returncode == 0
    assert f"_POUCH_COMPLETE={shell}_complete" in run.stdout
    assert "pouch" in run.stdout


@pytest.mark.needs("bash")
def test_bash_completes_with_the_script(folder: Path) -> None:
    # The command under its name, as an installation has it.
    (folder / "pouch").write_text(f'#!/bin/sh\nexec {sys.executable} -m pelican_plugins.cli "$@"\n')
    (folder / "pouch").chmod(0o755)
    script = run_module("pelican_plugins.cli", ["completion", "bash"], folder).stdout
    (folder / "script.bash").write_text(script)
    ask = (
        "complete() { :; }; . ./script.bash; COMP_WORDS=(pouch resources --format b);"
        ' COMP_CWORD=3; _pouch_completion ./pouch; echo "${COMPREPLY[@]}"'
    )
    run = subprocess.run(
        ["bash", "--norc", "-c", ask],
        cwd=folder,
        env=environment_of(ROOT),
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stdout.split() == ["bibtex"], run.stderr


def test_an_unknown_shell_is_refused(folder: Path) -> None:
    run = run_module("pelican_plugins.cli", ["completion", "tcsh"], folder)

    assert run.returncode == 2
    assert "'bash', 'zsh', 'fish'" in run.stderr
