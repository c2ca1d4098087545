"""`pouch tags`: what became of a site's tags, and what an owner decides about them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from support import post, run_module
from terminals import on_terminal

CONF = """
SITENAME = "A Test"
SITEURL = "https://example.org/blog"
PATH = "content"
TIMEZONE = "UTC"
PLUGINS = ["pelican_plugins"]
TAG_FEED_ATOM = "feeds/{slug}.atom.xml"
"""

TAGS = [
    *[["Lighthouses", "sea walls"]] * 3,
    ["lighthouses ", "Lighthose", "misc"],
    ["sea wall", "Kiev\x1b[31m"],
    ["Kyiv", "a/b"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    for number, tags in enumerate(TAGS):
        text = post(title=f"P{number}", date=f"2025-01-{number + 1:02d}", tags=tags)
        (tmp_path / "content" / f"{number}.md").write_text(text)
    (tmp_path / "pelicanconf.py").write_text(CONF)
    (tmp_path / "tags.yaml").write_text(
        "# Ours.\nmisc: {drop: true}\na/b: {split: [a, b]}\nLighthouses:\n  aliases: [pharos]\n"
    )
    return tmp_path


def pouch(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_module("pelican_plugins.cli", ["tags", *arguments], folder)


def test_it_is_all_there_for_programs(folder: Path) -> None:
    run = pouch(folder, "--json")
    told = json.loads(run.stdout)

    assert run.returncode == 0, run.stderr
    assert told["merged"] == [{"name": "Lighthouses", "aliases": ["lighthouses "], "count": 4}]
    assert told["dropped"] == {"misc": 1}
    assert told["split"] == {"a/b": ["a", "b"]}
    assert told["unused"] == []
    assert [(one["alias"], one["canonical"], one["reason"]) for one in told["suggestions"]] == [
        ("sea wall", "sea walls", "singular and plural"),
    ]


def test_the_content_folder_may_be_named(folder: Path) -> None:
    (folder / "content").rename(folder / "posts")
    (folder / "pelicanconf.py").write_text(CONF.replace('PATH = "content"\n', ""))
    run = pouch(folder, "--json", "-s", "pelicanconf.py", "posts")

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["merged"]


def test_it_is_there_to_read_and_cannot_command_the_terminal(folder: Path) -> None:
    run = pouch(folder)

    assert "\n  `Lighthouses` (4): `lighthouses ` (1)\n" in run.stdout
    assert "Left out\n  `misc` (1): as the vocabulary says\n" in run.stdout
    assert "Parted\n  `a/b`: `a`, `b`\n" in run.stdout
    assert "`sea wall` (1) looks like `sea walls` (3): singular and plural" in run.stdout
    assert "\x1b" not in run.stdout


def test_for_ci_what_may_be_one_is_an_error_where_asked_for(folder: Path) -> None:
    assert pouch(folder, "--strict").returncode == 1
    pouch(folder, "--write", "--accept", "sea wall", "--yes")
    assert pouch(folder, "--strict").returncode == 0


def test_what_is_accepted_is_written_below_what_the_owner_wrote(folder: Path) -> None:
    before = (folder / "tags.yaml").read_text()
    run = pouch(folder, "--write", "--accept", "sea wall", "--yes")

    assert run.returncode == 0, run.stderr
    assert "+sea walls:\n+  aliases: [sea wall]\n" in run.stdout
    assert (folder / "tags.yaml").read_text() == f"{before}sea walls:\n  aliases: [sea wall]\n"
    assert json.loads(pouch(folder, "--json").stdout)["suggestions"] == []


def test_programs_are_told_what_was_written(folder: Path) -> None:
    accepted = ("--write", "--accept", "sea wall", "--json")
    # As an editor on Windows leaves it, in a folder that several sites share.
    shared = folder / "shared" / "ours.yaml"
    shared.parent.mkdir()
    before = "\ufeff" + (folder / "tags.yaml").read_text().replace("\n", "\r\n")
    shared.write_bytes(before.encode())
    shared.chmod(0o600)
    (folder / "tags.yaml").unlink()
    (folder / "tags.yaml").symlink_to("shared/ours.yaml")
    assert "with --json, give --accept and --yes, too" in pouch(folder, *accepted).stderr
    told = json.loads(pouch(folder, *accepted, "--yes").stdout)

    decision = {"tag": "sea walls", "key": "aliases", "name": "sea wall"}
    assert told == {"file": "tags.yaml", "decisions": [decision], "written": True}
    assert (folder / "tags.yaml").is_symlink()
    added = "sea walls:\r\n  aliases: [sea wall]\r\n"
    assert shared.read_bytes().decode() == before + added
    assert shared.stat().st_mode & 0o777 == 0o600


def test_a_file_is_made_where_there_is_none(folder: Path) -> None:
    (folder / "tags.yaml").unlink()
    pouch(folder, "--write", "--accept", "sea wall", "--yes")

    assert (folder / "tags.yaml").read_text() == "sea walls:\n  aliases: [sea wall]\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--write"], "nobody is there to ask"),
        (["--write", "--accept", "zzz"], "'zzz' is not suggested as an alias"),
        (["--kind", "authors"], "set POUCH_TAGS['authors'] = True"),
        (["-s", "none.py"], "none.py"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, arguments: list[str], message: str) -> None:
    run = pouch(folder, *arguments)

    assert run.returncode == 2
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def asked(folder: Path, answers: str) -> str:
    """Run the command as on a terminal, with *answers* typed; return what it said."""
    return on_terminal("pelican_plugins.cli", ["tags", "--write"], folder, answers)[1]


def test_each_suggestion_is_asked_about_and_the_change_is_shown_first(folder: Path) -> None:
    said = asked(folder, "y\ny\n")

    assert "looks like `sea walls` (3): singular and plural" in said
    assert said.index("+  aliases: [sea wall]") < said.index("Write this to tags.yaml?")
    assert "aliases: [sea wall]" in (folder / "tags.yaml").read_text()


def test_a_no_is_remembered_and_a_refusal_writes_nothing(folder: Path) -> None:
    before = (folder / "tags.yaml").read_text()
    asked(folder, "n\nn\n")
    assert (folder / "tags.yaml").read_text() == before

    asked(folder, "n\ny\n")
    assert "different: [sea wall]" in (folder / "tags.yaml").read_text()
    assert json.loads(pouch(folder, "--json").stdout)["suggestions"] == []


def test_rules_for_servers_that_redirect_by_themselves(folder: Path) -> None:
    rules = {form: pouch(folder, "--redirects", form).stdout.splitlines() for form in FORMS}

    for form, line in FORMS.items():
        assert line in rules[form]
    # A spelling with the same address leads nowhere else.
    assert not any(line.count("lighthouses.html") > 1 for line in rules["nginx"])
    assert any("/blog/feeds/pharos.atom.xml" in line for line in rules["nginx"])


FORMS = {
    "netlify": "/blog/tag/pharos.html /blog/tag/lighthouses.html 301!",
    "cloudflare": "/blog/tag/pharos.html /blog/tag/lighthouses.html 301",
    "nginx": "/blog/tag/pharos.html /blog/tag/lighthouses.html;",
    "apache": "Redirect permanent /blog/tag/pharos.html /blog/tag/lighthouses.html",
}
