"""The help of `pouch`: one style, quick, and a near name for what was mistyped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from support import ROOT, environment_of, run_module

from pelican_plugins import __version__
from pelican_plugins.cli.main import pouch as group

NAMES = group.list_commands(click.Context(group))


def pouch(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_module("pelican_plugins.cli", list(arguments), folder)


def command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found
    return found


def test_every_command_is_listed_with_the_first_line_of_its_own_help(tmp_path: Path) -> None:
    run = pouch(tmp_path, "--help")

    assert run.returncode == 0
    told = " ".join(run.stdout.split())
    for name in NAMES:
        line = (command(name).help or "").split("\n\n")[0]
        assert f" {name} {' '.join(line.split())}" in told


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_a_command_explains_all_it_takes(tmp_path: Path, name: str) -> None:
    run = pouch(tmp_path, name, "-h")

    assert run.returncode == 0
    assert run.stdout.startswith(f"Usage: pouch {name} ")
    for param in command(name).params:
        said = getattr(param, "help", None) or ""
        assert said[0].isupper() or said.startswith("bash"), param.name
        assert said.endswith("."), param.name
        assert max(param.opts, key=len) in run.stdout or param.human_readable_name in run.stdout


@pytest.mark.parametrize("name", [name for name in NAMES if name != "completion"])
def test_every_command_speaks_to_programs_too(name: str) -> None:
    assert "--json" in {option for param in command(name).params for option in param.opts}


def test_the_help_loads_neither_pelican_nor_rich(tmp_path: Path) -> None:
    program = (
        "import json, sys\n"
        "from pelican_plugins.cli import main\n"
        "main(sys.argv[1:])\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    for arguments in (["--help"], ["--version"], ["completion", "bash"]):
        run = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=tmp_path,
            env=environment_of(ROOT),
            capture_output=True,
            text=True,
            check=True,
        )
        loaded = set(json.loads(run.stdout.splitlines()[-1]))
        assert "click" in loaded
        assert not loaded & {"pelican", "jinja2", "bs4", "rich", "PIL"}


def test_the_version_is_told(tmp_path: Path) -> None:
    assert __version__ in pouch(tmp_path, "--version").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["tgas"], "pouch: unknown command 'tgas'; did you mean tags?"),
        (["zzz"], "pouch: unknown command 'zzz'\n"),
        (["tags", "--jsn"], "pouch tags: unknown option --jsn; did you mean --json?"),
        (["links", "--max-agee", "3"], "did you mean --max-age?"),
        (["links", "--max-age", "soon"], "pouch links: Invalid value for '--max-age'"),
        (["resources", "--format", "bibtx"], "'bibtex'"),
        (["import"], "pouch import: Missing argument 'SITE'"),
        (["completion"], "Choose from: bash, zsh, fish"),
        (["tags", "--a\nb: c"], "pouch tags: unknown option --a\ufffdb: c\n"),
        (["tags", "a", "b"], "pouch tags: Got unexpected extra argument"),
        (["a\x1b[31m"], "pouch: unknown command 'a\\x1b[31m'"),
        (["tags", "--a\x1b[31m"], "pouch tags: unknown option --a\ufffd[31m"),
    ],
    ids=" ".join,
)
def test_what_was_mistyped_is_one_sentence(tmp_path, arguments, told: str) -> None:
    run = pouch(tmp_path, *arguments)

    assert run.returncode == 2
    assert run.stdout == ""
    assert told in run.stderr
    assert "\x1b" not in run.stderr
    assert run.stderr.splitlines()[-1].startswith("See: pouch")


def test_without_a_command_the_help_is_told_as_an_error(tmp_path: Path) -> None:
    run = pouch(tmp_path)

    assert (run.returncode, run.stdout) == (2, "")
    assert "Commands:" in run.stderr
