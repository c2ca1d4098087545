"""`pouch resources` prints what a site cites and nothing else, and writes nothing."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import rispy
from pybtex.database import parse_string
from support import post, run_module

CONF = """
SITENAME = "A Test"
SITEURL = "https://example.org/blog"
PATH = "content"
TIMEZONE = "UTC"
PLUGINS = ["pelican_plugins", "noisy"]
"""
NOISY = """
def register():
    print("I print what I like")
"""
TIDES = "* Tide tables https://example.net/tides\n"
FILES = {
    "rivers.md": post(f"## References\n\n{TIDES}* Gauges https://example.com/g\n", title="Rivers"),
    "maps.md": post(f"## Sources\n\n{TIDES}", title="Maps"),
    "maps-fr.md": post(f"## Sources\n\n{TIDES}", title="Cartes", slug="maps", lang="fr"),
    "draft.md": post("## Sources\n\n* Secret https://example.com/secret\n", draft=True),
    "pages/about.md": post("## Sources\n\n* Charter https://example.com/c\n", title="About"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text)
    (tmp_path / "pelicanconf.py").write_text(f"import sys\nsys.path.insert(0, '')\n{CONF}")
    (tmp_path / "noisy.py").write_text(NOISY)
    return tmp_path


def pouch(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return run_module("pelican_plugins.cli", ["resources", *arguments], folder, variables)


def titles(run: subprocess.CompletedProcess[str]) -> list[str]:
    assert run.returncode == 0, run.stderr
    return [item["title"] for item in json.loads(run.stdout)]


def test_all_works_once_each_and_no_drafts(folder: Path) -> None:
    run = pouch(folder)

    assert titles(run) == ["Tide tables", "Charter", "Gauges"]
    assert "I print what I like" in run.stderr
    assert not (folder / "output").exists()


def test_the_works_of_chosen_articles(folder: Path) -> None:
    assert titles(pouch(folder, "--article", "rivers")) == ["Gauges", "Tide tables"]
    both = pouch(folder, "--article", "content/rivers.md", "--article", "pages/about.md")
    assert titles(both) == ["Charter", "Gauges", "Tide tables"]


def test_every_format_is_read_back(folder: Path) -> None:
    assert len(parse_string(pouch(folder, "--format", "bibtex").stdout, "bibtex").entries) == 3
    assert len(rispy.loads(pouch(folder, "--format", "ris").stdout)) == 3
    assert pouch(folder, "--format", "markdown").stdout.startswith("## References\n\n* [Tide")
    (first, *_) = json.loads(pouch(folder, "--format", "json").stdout)
    anchor = first["cited_by"][0]["url"].partition("#")[2]
    assert first["cited_by"] == [
        {"title": "Maps", "url": f"https://example.org/blog/maps.html#{anchor}"},
        {"title": "Rivers", "url": f"https://example.org/blog/rivers.html#{anchor}"},
    ]


def test_the_dialect_of_bibtex_is_a_setting(folder: Path) -> None:
    classic = pouch(folder, "--format", "bibtex").stdout
    settings = folder / "pelicanconf.py"
    settings.write_text(
        f'{settings.read_text()}\nPOUCH_RESOURCES = {{"bibtex_dialect": "biblatex"}}\n'
    )
    modern = pouch(folder, "--format", "bibtex").stdout

    assert (classic.count("@misc"), modern.count("@online")) == (3, 3)


def test_a_file_gets_the_same_bytes(folder: Path) -> None:
    printed = pouch(folder, "--format", "ris", PYTHONHASHSEED="1")
    written = pouch(folder, "--format", "ris", "-o", "refs.ris", PYTHONHASHSEED="2")

    assert (written.returncode, written.stdout) == (0, "")
    assert (folder / "refs.ris").read_bytes().decode() == printed.stdout

    # A slip of the hand would cost a post.
    (folder / "refs.ris").write_text("mine")
    (folder / "refs.ris").chmod(0o600)
    again = pouch(folder, "--format", "ris", "-o", "refs.ris")
    assert (again.returncode, (folder / "refs.ris").read_text()) == (2, "mine")
    assert "refs.ris already exists; add --overwrite to replace it" in again.stderr
    asked = pouch(folder, "--format", "ris", "-o", "refs.ris", "--overwrite")
    assert (asked.returncode, asked.stdout) == (0, "")
    assert (folder / "refs.ris").read_bytes().decode() == printed.stdout
    assert (folder / "refs.ris").stat().st_mode & 0o777 == 0o600


def test_an_unknown_article_is_one_sentence_with_near_names(folder: Path) -> None:
    run = pouch(folder, "--article", "river")

    assert (run.returncode, run.stdout) == (2, "")
    (line,) = [line for line in run.stderr.splitlines() if line.startswith("pouch resources: ")]
    assert "no published article or page is called 'river'; did you mean 'rivers'" in line
    assert "secret" not in run.stderr.lower()


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        (None, "pelicanconf.py is not there; name it with -s, or begin with pouch init"),
        ("SITENAME = ", "pelicanconf.py:3 cannot be read: SyntaxError: invalid syntax"),
        # Which would otherwise be a command that found nothing wrong.
        ("X = 1\nsys.exit()", "pelicanconf.py:4 cannot be read: SystemExit"),
        ("open('none.txt')", "pelicanconf.py:3 cannot be read: FileNotFoundError: [Errno 2]"),
        (f"{CONF}\nPOUCH_RESOURCES = {{'placment': 1}}", "unknown key 'placment'"),
        (
            CONF.replace('pelican_plugins"', 'pelican_plugins.front_matter"'),
            "PLUGINS names neither",
        ),
    ],
)
def test_a_site_that_cannot_be_read_is_one_sentence(folder: Path, conf, message: str) -> None:
    path = folder / "pelicanconf.py"
    path.unlink() if conf is None else path.write_text(
        f"import sys\nsys.path.insert(0, '')\n{conf}"
    )
    run = pouch(folder)

    assert (run.returncode, run.stdout) == (2, "")
    assert message in run.stderr.splitlines()[-1]
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read every folder")
def test_a_site_in_a_closed_folder_is_one_sentence(folder: Path) -> None:
    (folder / "content").chmod(0)
    try:
        run = pouch(folder)
    finally:
        (folder / "content").chmod(0o755)

    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.endswith("pouch resources: content cannot be read: Permission denied\n")


def test_a_file_that_is_left_out_is_told_and_the_rest_is_printed(folder: Path) -> None:
    (folder / "content" / "broken.md").write_text("---\ntitle: 'B\ndate: 2020-01-01\n---\nText\n")
    run = pouch(folder)

    assert run.returncode == 1
    assert "broken.md:2" in run.stderr
    assert len(json.loads(run.stdout)) == 3


def test_a_file_that_cannot_be_written_is_said(folder: Path) -> None:
    run = pouch(folder, "-o", "nowhere/refs.json")

    assert run.returncode == 2
    assert "nowhere/refs.json cannot be written" in run.stderr
