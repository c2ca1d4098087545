"""A site author's own files lie next to the settings, wherever a build or a command is started."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from support import ROOT, log_of, post, run_module

from pelican_plugins._core import pelican_author_files as author_files

CONF = """
SITENAME = "A Test"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
LOCALE = ["C"]
PLUGINS = ["pelican_plugins"]
PATH = "../content"
OUTPUT_PATH = "../output"
CACHE_PATH = "../cache"
POUCH_IMAGES = {"formats": []}
"""
DEAD, COPY = "https://gone.example/tides", "https://archive.example/tides"
LOCK = {"version": 1, "links": {DEAD: {"status": "dead", "snapshot": COPY}}}
TEXT = f"Of Ada Ferris.\n\n## References\n\n* [Tides]({DEAD})\n* [More](https://more.example/)\n"
WORKING_FOLDERS = (".", "conf", "elsewhere/deep")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with its settings in a folder `conf` and its texts in one next to that."""
    for name in ("conf", "content", "elsewhere/deep"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "conf" / "pelicanconf.py").write_text(CONF)
    (tmp_path / "content" / "a.md").write_text(post(TEXT, tags=["sea wall", "Tides"]))
    (tmp_path / "content" / "b.md").write_text(post("Text.", title="B", tags=["sea walls"]))
    (tmp_path / "content" / "c.md").write_text(post("Text.", title="C", tags=["sea walls"]))
    return tmp_path


def run(site: Path, place: str, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a working folder, with the settings named from there."""
    folder = site / place
    file = "../" * len(Path(place).parts) + "conf/pelicanconf.py"
    named = "pelicanconf.py" if place == "conf" else file
    return run_module(module, [*arguments, "-s", named], folder)


def pouch(site: Path, place: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(site, place, "pelican_plugins.cli", *arguments)


@pytest.mark.parametrize("place", WORKING_FOLDERS)
def test_a_private_list_next_to_the_settings_is_applied(site: Path, place: str) -> None:
    (site / "conf" / ".pouch-private").write_text("Ada Ferris\n")
    built = run(site, place, "pelican", "--log-handler", "plain")

    assert built.returncode != 0
    assert "it contains the private word on line 1 of .pouch-private" in log_of(built)
    assert not (site / "output").exists()

    # As a site without the list would be; then the command looks through what is there.
    (site / "output").mkdir()
    (site / "output" / "a.html").write_text("<p>Ada Ferris</p>")
    checked = pouch(site, place, "check", "--only", "leak-private")

    assert checked.returncode == 1
    assert "it contains the private word on line 1 of .pouch-private" in checked.stdout


@pytest.mark.parametrize("place", WORKING_FOLDERS)
def test_a_vocabulary_next_to_the_settings_is_read_and_written(site: Path, place: str) -> None:
    vocabulary = site / "conf" / "tags.yaml"
    vocabulary.write_text("Tides: {aliases: [ebb]}\n")
    (site / "content" / "d.md").write_text(post("Text.", title="D", tags=["ebb"]))
    wrote = pouch(site, place, "tags", "--write", "--accept", "sea wall", "--yes")

    assert wrote.returncode == 0, wrote.stderr
    assert "sea wall" in vocabulary.read_text()
    assert "ebb" in vocabulary.read_text()
    assert list(site.rglob("tags.yaml")) == [vocabulary]

    built = run(site, place, "pelican", "--log-handler", "plain")

    assert built.returncode == 0, log_of(built)
    assert (site / "output" / "tag" / "sea-walls.html").is_file()
    assert "refresh" in (site / "output" / "tag" / "ebb.html").read_text()


@pytest.mark.parametrize("place", WORKING_FOLDERS)
def test_a_new_vocabulary_is_made_next_to_the_settings(site: Path, place: str) -> None:
    wrote = pouch(site, place, "tags", "--write", "--accept", "sea wall", "--yes")

    assert wrote.returncode == 0, wrote.stderr
    assert list(site.rglob("tags.yaml")) == [site / "conf" / "tags.yaml"]


@pytest.mark.parametrize("place", WORKING_FOLDERS)
def test_what_links_keeps_is_what_a_build_reads(site: Path, place: str) -> None:
    # This article cites nothing, so the network is not asked: nothing but the copy is kept.
    kept = pouch(site, place, "links", "--article", "b", "--archive", DEAD, COPY)

    lock = site / "conf" / "resources.lock.json"
    assert kept.returncode == 0, kept.stderr
    assert list(site.rglob("resources.lock.json")) == [lock]
    held = json.loads(lock.read_text())
    assert COPY in json.dumps(held)


@pytest.mark.parametrize("place", WORKING_FOLDERS)
def test_the_other_commands_run_from_anywhere(site: Path, place: str) -> None:
    (site / "conf" / "tags.yaml").write_text("Lighthouses: {aliases: [pharos]}\n")
    begun = pouch(site, place, "new", "Ebb", "--tag", "pharos")

    assert begun.returncode == 0, begun.stderr
    assert "- Lighthouses" in (site / "content" / "ebb.md").read_text()
    up = "../" * len(Path(place).parts)
    added = run_module(
        "pelican_plugins.cli", ["init", "." if place == "conf" else f"{up}conf"], site / place
    )
    assert "pelicanconf.py" in added.stdout
    for command in ("resources", "images"):
        assert pouch(site, place, command).returncode == 0


@pytest.mark.parametrize("place", ["content", "."])
def test_lists_of_private_words_are_applied_together_and_told_of(site: Path, place: str) -> None:
    (site / "conf" / ".pouch-private").write_text("Nobody Here\n")
    (site / place / ".pouch-private").write_text("# Of old.\nAda Ferris\n")
    built = run(site, ".", "pelican", "--log-handler", "plain")

    other = (Path(place) / ".pouch-private").as_posix()
    assert built.returncode != 0
    assert f"it contains the private word on line 2 of {other}" in log_of(built)
    told = f"Several lists of private words are in use: conf/.pouch-private and {other}"
    assert log_of(built).count(told) == 1


def test_of_two_vocabularies_that_next_to_the_settings_is_read(site: Path) -> None:
    (site / "conf" / "tags.yaml").write_text("Tides: {aliases: [sea wall]}\n")
    (site / "tags.yaml").write_text("Tides: {drop: true}\n")
    built = run(site, ".", "pelican", "--log-handler", "plain")

    assert built.returncode == 0
    assert (site / "output" / "tag" / "tides.html").is_file()
    told = "conf/tags.yaml is used, and tags.yaml is not; keep only one of them"
    assert log_of(built).count(told) == 1


def test_a_list_that_leads_nowhere_stops_the_build(site: Path) -> None:
    (site / "conf" / ".pouch-private").symlink_to("../secrets/names.txt")
    built = run(site, ".", "pelican", "--log-handler", "plain")

    assert built.returncode != 0
    assert "cannot read conf/.pouch-private" in log_of(built)


PROGRAMS = {
    # What `invoke build` runs.
    "main": "import pelican; pelican.main(['-s', 'conf/pelicanconf.py'])",
    "settings": "import pelican, pelican.settings as s;"
    " pelican.Pelican(s.read_settings('conf/pelicanconf.py')).run()",
    "override": "import pelican;"
    " pelican.main(['-s', 'conf/pelicanconf.py', '-e', 'SITENAME=\"X\"'])",
    "short": "import sys, runpy; sys.argv[1:] = ['-qsconf/pelicanconf.py'];"
    " runpy.run_module('pelican', run_name='__main__', alter_sys=True)",
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_that_builds_a_site_finds_them_too(site: Path, program: str) -> None:
    (site / "conf" / ".pouch-private").write_text("Ada Ferris\n")
    (site / "program.py").write_text(PROGRAMS[program])
    built = run_module("program", [], site)

    assert built.returncode != 0
    assert not (site / "output").exists()


def test_settings_that_come_of_no_file_have_theirs_in_the_working_folder(site: Path) -> None:
    (site / "elsewhere" / ".pouch-private").write_text("Ada Ferris\n")
    (site / "elsewhere" / "program.py").write_text(
        "import pelican, pelican.settings as s\n"
        "settings = s.read_settings(None, {'PATH': '../content', 'OUTPUT_PATH': '../output',"
        " 'PLUGINS': ['pelican_plugins'], 'SITEURL': 'https://example.org'})\n"
        "pelican.Pelican(settings).run()\n"
    )
    built = run_module("program", [], site / "elsewhere")

    assert built.returncode != 0
    assert "line 1 of .pouch-private" in log_of(built)


def test_settings_for_publishing_have_those_of_the_settings_they_import(site: Path) -> None:
    (site / "deploy").mkdir()
    (site / "deploy" / "publishconf.py").write_text(
        "import sys\nsys.path.insert(0, '../conf')\nfrom pelicanconf import *\n"
        "SITENAME = 'Published'\n"
    )
    (site / "texts").mkdir()
    (site / "content").rename(site / "texts" / "content")
    conf = (site / "conf" / "pelicanconf.py").read_text()
    (site / "conf" / "pelicanconf.py").write_text(conf.replace("../content", "../texts/content"))
    (site / "conf" / ".pouch-private").write_text("Ada Ferris\n")
    (site / "deploy" / "tags.yaml").write_text("Tides: {drop: true}\n")
    built = run_module(
        "pelican", ["-s", "publishconf.py", "--log-handler", "plain"], site / "deploy"
    )

    assert built.returncode != 0
    assert "line 1 of .pouch-private" in log_of(built)

    (site / "conf" / ".pouch-private").unlink()
    built = run_module(
        "pelican", ["-s", "publishconf.py", "--log-handler", "plain"], site / "deploy"
    )

    assert built.returncode == 0
    assert not (site / "output" / "tag" / "tides.html").exists()


def test_a_site_within_the_site_has_those_of_the_outer_one(site: Path) -> None:
    conf = site / "conf" / "pelicanconf.py"
    conf.write_text(
        CONF.replace('["pelican_plugins"]', '["i18n_subsites", "pelican_plugins"]').replace(
            "LOCALE", 'I18N_SUBSITES = {"de": {"SITENAME": "Probe"}}\nLOCALE'
        )
    )
    (site / "conf" / "tags.yaml").write_text("Sea walls: {aliases: [Deiche]}\n")
    (site / "content" / "e.md").write_text(post("Text.", title="E", lang="de", tags=["Deiche"]))
    built = run(site, "elsewhere/deep", "pelican", "--log-handler", "plain")

    assert built.returncode == 0, log_of(built)
    assert (site / "output" / "de" / "tag" / "sea-walls.html").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check"], ["tags"], ["images"], ["resources"], ["links"], ["new", "A title"]),
        ["tags", "--write", "--accept", "x", "--yes"],
        ["check", "content", "--json"],
    ],
)
def test_a_command_outside_a_site_says_so_in_one_sentence(tmp_path: Path, arguments) -> None:
    ran = run_module("pelican_plugins.cli", arguments, tmp_path)

    assert ran.returncode == 2
    assert ran.stdout == ""
    told = "pelicanconf.py does not exist; name your settings file with -s, or run pouch init to"
    told += " start a site"
    assert ran.stderr == f"pouch {arguments[0]}: {told}\n"
    assert list(tmp_path.iterdir()) == []


def test_one_function_answers_where_they_lie() -> None:
    sources = (ROOT / "pelican_plugins").rglob("*.py")
    asking = [path.name for path in sources if "Path.cwd() /" in path.read_text(encoding="utf-8")]

    assert asking == []


def test_a_linked_settings_file_has_the_list_next_to_its_target(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "content").mkdir()
    conf, private = tmp_path / "conf" / "pelicanconf.py", tmp_path / "conf" / ".pouch-private"
    conf.write_text("SITENAME = 'x'\n", encoding="utf-8")
    private.write_text("Jane Secret\n", encoding="utf-8")
    link = tmp_path / "linked.py"
    link.symlink_to(conf)

    settings = {"PATH": str(tmp_path / "content"), author_files.SETTINGS_FILE: str(link)}
    assert author_files.next_to_settings(".pouch-private", settings) == private
