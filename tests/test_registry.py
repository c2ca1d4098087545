"""A plugin is one folder and one record: all that lists plugins is made of the records."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from architecture import broken_rules
from support import ROOT, environment_of, post

from pelican_plugins import registry

RECORD = """
    Plugin(
        name="notes",
        setting="POUCH_NOTES",
        settings="NotesSettings",
        summary_place=2,
        readme="keeps notes",
        commands=(CommandRecord("notes", 3, "Count the notes of a site."),),
        file_keys=("file",),
        files=("notes.txt",),
    ),
)
\"\"\"All of them,"""
FOLDER = {
    "__init__.py": '"""Notes.\n\nSettings: `POUCH_NOTES`.\n"""\n\nfrom .plugin import register\n',
    "settings.py": '''
"""`POUCH_NOTES`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from .._core.settings import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesSettings:
    """How notes are kept.

    Attributes:
        margin: how wide the margin is.
        side: where it is.
        file: what the notes are kept in, next to the settings.
    """

    margin: Annotated[int, Range(1, 9)] = 3
    side: Literal["left", "right"] | None = None
    file: str = "notes.txt"
''',
    "plugin.py": """
from pelican import signals

from .._core import pelican_console, pelican_hooks
from .settings import NotesSettings


def register():
    pelican_hooks.connect()
    signals.finalized.connect(_tell)


def _tell(pelican):
    settings = pelican_hooks.configure(pelican, NotesSettings, "POUCH_NOTES")
    pelican_console.tell("notes", f"notes: a margin of {settings.margin}")
""",
    "notes_command.py": '''
import click

from .._core.commands import Command, json_option, say


@click.command("notes", cls=Command)
@json_option
def command(as_json: bool) -> int:
    """Count the notes of a site."""
    say("none")
    return 1
''',
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory) -> Path:
    """A copy of the package with one more folder and one more record."""
    root = tmp_path_factory.mktemp("suite")
    # With what Python has compiled, which counts as long as a source and its time stay the same.
    for name in ("pelican_plugins", "docs", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "README.md", root)
    for name, text in FOLDER.items():
        path = root / "pelican_plugins" / "notes" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    records = root / "pelican_plugins" / "registry.py"
    text = records.read_text(encoding="utf-8")
    assert text.count('\n)\n"""All of them,') == 1
    text = text.replace('\n)\n"""All of them,', RECORD)
    records.write_text(text, encoding="utf-8")
    return root


def run(suite: Path, folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=folder,
        env=environment_of(suite),
        capture_output=True,
        text=True,
        check=False,
    )


def site(folder: Path, settings: str) -> Path:
    (folder / "content").mkdir()
    (folder / "content" / "a.md").write_text(post(tags=["Sea", "sea"]), encoding="utf-8")
    (folder / "content" / "notes.txt").write_text("A note.", encoding="utf-8")
    base = 'SITEURL = "https://example.org"\nTIMEZONE = "UTC"\nAUTHOR = "A"\nPATH = "content"\n'
    (folder / "pelicanconf.py").write_text(base + settings, encoding="utf-8")
    return folder


def test_a_build_knows_it(suite: Path, tmp_path: Path) -> None:
    folder = site(tmp_path, 'PLUGINS = ["pelican_plugins"]\nPOUCH_NOTES = {"margin": 5}\n')
    built = run(suite, folder, "-m", "pelican")

    assert built.returncode == 0, built.stderr
    said = (built.stdout + built.stderr).splitlines()
    # In its place among the lines of the others.
    (place,) = [n for n, line in enumerate(said) if line == "notes: a margin of 5"]
    assert said[place + 1].startswith("tags: 2 spellings merged into 1 tag")
    assert said[-1] == "2 source files: 1 page published, 1 settings file"


CHECKED = """
from pelican_plugins._core.settings import check_names, load
from pelican_plugins.notes.settings import NotesSettings

for values in ({"POUCH_NOTES": {"margn": 5}}, {"POUCH_NOTES": {"margin": 50}}, {"POUCH_NOTE": {}}):
    try:
        check_names(values)
        load(NotesSettings, values, "POUCH_NOTES")
    except Exception as error:
        print(error)
"""


def test_its_settings_are_checked(suite: Path) -> None:
    assert run(suite, suite, "-c", CHECKED).stdout.splitlines() == [
        "POUCH_NOTES has an unknown key 'margn'; did you mean 'margin'?",
        "POUCH_NOTES['margin'] is 50; set a whole number from 1 to 9",
        "unknown setting POUCH_NOTE; did you mean 'POUCH_NOTES'?",
    ]


def test_a_check_says_where_it_is_off(suite: Path, tmp_path: Path) -> None:
    folder = site(tmp_path, 'PLUGINS = ["pelican_plugins.tags"]\nPOUCH_NOTES = {"margin": 5}\n')
    told = run(suite, folder, "-m", "pelican_plugins.cli", "check").stdout

    assert "POUCH_NOTES has no effect, since its plugin is disabled" in told
    assert "add pelican_plugins.notes to PLUGINS, or remove it" in told


def test_its_command_is_listed_and_runs(suite: Path, tmp_path: Path) -> None:
    told = run(suite, tmp_path, "-m", "pelican_plugins.cli", "--help").stdout
    ran = run(suite, tmp_path, "-m", "pelican_plugins.cli", "notes")

    names = [line.split()[0] for line in told.splitlines() if line.startswith("  ")]
    assert names.index("check") < names.index("notes") < names.index("images")
    assert (ran.returncode, ran.stdout) == (1, "none\n")


def test_its_settings_have_a_page_and_types(suite: Path) -> None:
    made = run(suite, suite, "docs/reference.py")
    assert made.returncode == 0, made.stderr

    page = (suite / "docs" / "settings.md").read_text(encoding="utf-8")
    types = (suite / "pelican_plugins" / "typing.py").read_text(encoding="utf-8")
    commands = (suite / "docs" / "commands.md").read_text(encoding="utf-8")
    assert "- **`margin`**: how wide the margin is.\n  *A whole number from 1 to 9;" in page
    assert '    side: Literal["left", "right"] | None\n    file: str\n' in types
    assert "## pouch notes\n" in commands
    assert "| `pelican_plugins.notes` | keeps notes |\n" in (suite / "README.md").read_text("utf-8")
    assert run(suite, suite, "docs/reference.py", "--check").returncode == 0


def test_it_keeps_the_rules(suite: Path) -> None:
    assert broken_rules(suite / "pelican_plugins") == []


def test_nothing_is_loaded_with_the_records() -> None:
    script = "import sys, pelican_plugins.registry; print(*sorted(sys.modules))"
    loaded = run(ROOT, ROOT, "-c", script).stdout.split()

    ours = {name for name in loaded if name.partition(".")[0] == "pelican_plugins"}
    assert ours == {"pelican_plugins", "pelican_plugins.registry"}
    assert not {name for name in loaded if name.partition(".")[0] == "pelican"}


def test_what_the_records_name_is_there() -> None:
    package = ROOT / "pelican_plugins"
    for module, _ in registry.COMMANDS.values():
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
    folders = {path.parent.name for path in package.glob("*/plugin.py")}
    assert set(registry.BY_NAME) == folders


def test_no_other_module_lists_the_plugins() -> None:
    """A list of them that somebody forgets is silent."""
    settings = sorted(plugin.setting for plugin in registry.PLUGINS)
    for path in (ROOT / "pelican_plugins").rglob("*.py"):
        if path.name in {"registry.py", "typing.py"}:
            continue
        text = path.read_text(encoding="utf-8")
        assert sum(f'"{name}"' in text for name in settings) <= 3, path
