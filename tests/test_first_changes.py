"""The first changes that docs/architecture.md shows, each made in a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from architecture import broken_rules
from docs.blocks import blocks_of
from support import ROOT, environment_of, post

DOCUMENT = ROOT / "docs" / "architecture.md"
BLOCKS = {block.name: block.text.partition("\n")[2] for block in blocks_of(DOCUMENT) if block.name}
SITE = 'SITEURL = "https://example.org"\nTIMEZONE = "UTC"\nAUTHOR = "A"\nPATH = "content"\n'
CAPTIONS = """\
## Sources

<figure><figcaption>Tide tables https://example.net/tides</figcaption></figure>
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    # With what Python has compiled, which counts as long as a source and its time stay the same.
    for name in ("pelican_plugins", "docs", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "README.md", tmp_path)
    return tmp_path


def change(project: Path, name: str, old: str, new: str) -> None:
    """Put *new* in place of *old*, which stands in a file once."""
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, name
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(project: Path, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=environment_of(project),
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout + ran.stderr


def build(project: Path, settings: str, body: str) -> str:
    (project / "content").mkdir(exist_ok=True)
    (project / "content" / "a.md").write_text(post(body), encoding="utf-8")
    (project / "pelicanconf.py").write_text(SITE + settings, encoding="utf-8")
    return run(project, "-m", "pelican", "--log-handler", "plain")


def test_a_setting_is_one_place(project: Path) -> None:
    name = "pelican_plugins/theming/settings.py"
    sentence, field = BLOCKS[name].rstrip().split("\n\n")
    change(project, name, "    Attributes:\n", f"    Attributes:\n{sentence}\n")
    change(project, name, "    accent: str", f"{field}\n    accent: str")
    template = project / "content" / "own" / "article.html"
    template.parent.mkdir(parents=True)
    template.write_text("sources: {{ pouch_theme.show_sources }}", encoding="utf-8")
    plugins = 'PLUGINS = ["pelican_plugins"]\nTHEME_TEMPLATES_OVERRIDES = ["content/own"]\n'

    build(project, f'{plugins}POUCH_THEME = {{"show_sources": True}}\n', "Text.")
    page = project / "output" / "a-post.html"
    shown = page.read_text(encoding="utf-8")
    wrong = build(project, f'{plugins}POUCH_THEME = {{"show_sources": "often"}}\n', "Text.")
    run(project, "docs/reference.py")

    assert shown == "sources: True"
    assert page.read_text(encoding="utf-8") == "sources: False"
    assert "POUCH_THEME['show_sources'] is 'often'; it should be True or False" in wrong
    assert "- **`show_sources`**: whether" in (project / "docs/settings.md").read_text("utf-8")
    assert "    show_sources: bool\n" in (project / "pelican_plugins/typing.py").read_text("utf-8")
    assert broken_rules(project / "pelican_plugins") == []


def test_a_shape_of_list_is_one_file(project: Path) -> None:
    (name,) = (name for name in BLOCKS if "/shapes/" in name)
    plugins = 'PLUGINS = ["pelican_plugins"]\nTHEME = "simple"\n'
    before = build(project, plugins, CAPTIONS)

    (project / name).write_text(BLOCKS[name], encoding="utf-8")
    known = "pelican_plugins/resources/parsing/shapes/__init__.py"
    change(project, known, "from .items", "from .captions import Captions\nfrom .items")
    change(project, known, "DefinitionTerms(), ", "DefinitionTerms(), Captions(), ")
    step = "pelican_plugins/resources/plugin.py"
    (number,) = re.findall(r"version=(\d+)", (project / step).read_text(encoding="utf-8"))
    change(project, step, f"version={number}", f"version={int(number) + 1}")
    after = build(project, plugins, CAPTIONS)

    assert " cited in " not in before
    assert "1 source cited in 1 article" in after
    assert broken_rules(project / "pelican_plugins") == []


def test_a_plugin_is_one_folder_and_one_record(project: Path) -> None:
    records = "pelican_plugins/registry.py"
    (project / "pelican_plugins" / "words").mkdir()
    for name in (name for name in BLOCKS if "/words/" in name):
        (project / name).write_text(BLOCKS[name], encoding="utf-8")
    change(project, records, '\n)\n"""All of them', f'\n{BLOCKS[records]})\n"""All of them')

    told = build(project, 'PLUGINS = ["pelican_plugins"]\n', "Three short words.")
    run(project, "docs/reference.py")

    assert "words: 3" in told.splitlines()
    assert "| `pelican_plugins.words` | counts" in (project / "README.md").read_text("utf-8")
    assert "- **`drafts`**: whether" in (project / "docs/settings.md").read_text("utf-8")
    assert broken_rules(project / "pelican_plugins") == []
