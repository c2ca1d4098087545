"""What commands print: tables and colours for people, plain lines for pipes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support import ROOT, post, run_module
from terminals import on_terminal

CONF = """
SITENAME = "A Test"
SITEURL = "https://example.org"
PATH = "content"
TIMEZONE = "UTC"
PLUGINS = ["pelican_plugins"]
"""
STYLES = re.compile(r"\x1b\[[0-9;]*m")
SAYING = """
import click
from rich.panel import Panel
from rich.text import Text
from pelican_plugins._core import commands

HOSTILE = "a\\x1b]0;owned\\x07[bold]b[/]\\u202e\\ncd"

@click.command("x", cls=commands.Command)
def command():
    commands.say(HOSTILE, commands.styled(HOSTILE, "bold red"))
    commands.say(Panel(Text(HOSTILE)), Text(HOSTILE), "last")
    commands.say(*commands.table(("one", HOSTILE), [(HOSTILE, commands.styled(HOSTILE, "dim"))]))
    commands.say(*commands.table(("one",), []))
    commands.say_diff("same\\nold\\x1b[2J\\n", "same\\nnew\\n", "name")
    commands.say_json({"key": HOSTILE})
    commands.tell(HOSTILE)

command(prog_name="pouch x")
"""
LONG = f"{'words ' * 19}https://example.org/{'a' * 60} end"
WRAPPING = f"""
import logging, sys
import click
from pelican.log import DEFAULT_LOG_HANDLER, init
from pelican_plugins._core import commands, log_lines

LONG = {LONG!r}

@click.command("x", cls=commands.Command)
def command():
    commands.say(LONG, commands.styled(LONG, "bold"))
    commands.tell(LONG)

init(logging.WARNING, handler=DEFAULT_LOG_HANDLER if sys.argv[1:] else None)
log_lines.connect()
log_lines.connect()
logging.getLogger("a").warning(LONG)
command([], prog_name="x")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    for number, tags in enumerate([["Tides"], ["Tides"], ["Tides"], ["tides", "Tide"]]):
        text = post(title=f"P{number}", date=f"2025-01-0{number + 1}", tags=tags)
        (tmp_path / "content" / f"{number}.md").write_text(text)
    (tmp_path / "pelicanconf.py").write_text(CONF)
    (tmp_path / "saying.py").write_text(SAYING)
    (tmp_path / "wrapping.py").write_text(WRAPPING)
    return tmp_path


def shown_on_terminal(folder: Path, module: str, *arguments: str, **variables: str) -> str:
    """What a terminal is sent, with what goes to the stream of errors."""
    code, sent = on_terminal(module, list(arguments), folder, **{"COLUMNS": "60", **variables})
    assert code == 0, sent
    return sent


def in_pipe(folder: Path, *arguments: str) -> str:
    run = run_module(arguments[0], list(arguments[1:]), folder)
    assert run.returncode == 0, run.stderr
    return run.stdout


COMMAND = ("pelican_plugins.cli", "tags")


def test_colours_are_for_a_terminal_alone(folder: Path) -> None:
    plain = in_pipe(folder, *COMMAND)
    wide = {"COLUMNS": "100"}
    shown = shown_on_terminal(folder, *COMMAND, **wide)

    assert "\x1b" not in plain
    assert STYLES.search(shown)
    assert STYLES.sub("", shown) == plain
    assert shown_on_terminal(folder, *COMMAND, NO_COLOR="1", **wide) == plain
    assert shown_on_terminal(folder, *COMMAND, TERM="dumb", **wide) == plain


def test_a_table_has_headings_and_columns_on_a_terminal_and_lines_in_a_pipe(folder: Path) -> None:
    (folder / "content" / "0.md").write_text(post("![A](/images/a.png)"))
    (folder / "content" / "images").mkdir()
    shutil.copy(ROOT / "content/images/gauge-symbol.png", folder / "content/images/a.png")
    plain = in_pipe(folder, "pelican_plugins.cli", "images")
    shown = STYLES.sub("", shown_on_terminal(folder, "pelican_plugins.cli", "images"))

    assert plain.startswith("images/a.png  64 × 64  ")
    assert shown.startswith("image ")
    assert [line.split() for line in shown.splitlines()[1:]] == [
        line.split() for line in plain.splitlines()
    ]


@pytest.mark.parametrize("handler", [[], ["rich"]], ids=["plain", "rich"])
def test_lines_are_wrapped_at_words_on_a_terminal_and_never_in_a_pipe(
    folder: Path, handler: list[str]
) -> None:
    shown = STYLES.sub("", shown_on_terminal(folder, "wrapping", *handler)).splitlines()
    piped = run_module("wrapping", handler, folder)
    lines = (piped.stdout + piped.stderr).splitlines()

    assert sum("words" in line for line in shown) >= 8
    assert not any(re.search(r"\bw(?:o(?:r(?:d)?)?)?$", line) for line in shown)
    assert all(len(line) <= 60 or "https://" in line for line in shown)
    assert sorted(line.partition("words")[0] for line in lines) == sorted(
        ["WARNING  " if handler else "", "", "", "x: "]
    )
    assert all(line.endswith(LONG) for line in lines)


def test_whatever_is_said_commands_no_terminal(folder: Path) -> None:
    shown = STYLES.sub("", shown_on_terminal(folder, "saying"))
    piped = run_module("saying", [], folder)

    for text in (shown, piped.stdout, piped.stderr):
        assert "a\ufffd]0;owned\ufffd[bold]b[/]\ufffd" in text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert "-old\ufffd[2J\n+new\n" in shown
    assert "-old\ufffd[2J\n+new\n" in piped.stdout
    # One line stays one, so that no text can pass for another line of ours.
    lines = piped.stdout.splitlines()
    assert lines[0] == "a\ufffd]0;owned\ufffd[bold]b[/]\ufffd\ufffdcd"
    assert lines[1] == lines[0]
    assert f"{lines[0]}  {lines[0]}" in lines
