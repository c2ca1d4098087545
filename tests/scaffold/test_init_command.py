"""`pouch init`: a new site that builds as it is, or what to add to one that is there."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from feed_checks import findings
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import environment_of, run_module

from pelican_plugins._core.settings_ast import read_settings_file
from pelican_plugins._core.text import printable
from pelican_plugins.scaffold.patch_settings import plan_patch
from pelican_plugins.scaffold.site_defaults import language_of, pages_url, site_name, zone_of

OWNER = {"LANG": "de_DE.UTF-8", "TZ": "Europe/Berlin", "GIT_CONFIG_GLOBAL": "gitconfig"}
ADDRESS = "https://tides.example"


def pouch(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    run = run_module("pelican_plugins.cli", ["init", *arguments], folder, variables)
    assert "Traceback" not in run.stderr
    return run


def pelican(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_module("pelican", ["content", "--log-handler", "plain", *arguments], folder)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git/" not in path.as_posix()
    }


def settings_in(folder: Path) -> dict[str, object]:
    tree = ast.parse((folder / "pelicanconf.py").read_text(encoding="utf-8"))
    return {
        line.targets[0].id: ast.literal_eval(line.value)
        for line in tree.body
        if isinstance(line, ast.Assign)
    }


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    """A folder in which git knows its owner."""
    (tmp_path / "gitconfig").write_text("[user]\n  name = Iris Quayle\n")
    return tmp_path


def test_the_new_site_builds_with_no_warning_and_has_valid_feeds(owned: Path) -> None:
    made = pouch(owned, "long-shore", "--url", f"{ADDRESS}/")
    site = owned / "long-shore"
    built = pelican(site, "--fatal", "warnings")

    assert made.returncode == 0, made.stderr
    assert built.returncode == 0, built.stdout + built.stderr
    assert "WARNING" not in built.stdout + built.stderr
    assert "Processed 1 article" in built.stdout
    output = site / "output"
    feeds = [path.relative_to(output).as_posix() for path in output.rglob("feeds/*.*ml")]
    feeds = [name for name in feeds if name.endswith((".atom.xml", ".rss.xml"))]
    assert "feeds/all.atom.xml" in feeds
    for name in feeds:
        assert findings((output / name).read_bytes(), f"{ADDRESS}/{name}") == []
    page = BeautifulSoup((output / "a-first-post.html").read_text(), "html.parser")
    assert page.select_one("figure.align-center img")["width"] == "1200"
    assert len(page.select(".resources li")) == 2
    again = run_module("pelican_plugins.cli", ["check"], site)
    assert again.returncode == 0, again.stdout


def test_the_picture_is_small_and_holds_nothing_but_its_pixels(owned: Path) -> None:
    pouch(owned, "a")
    path = owned / "a" / "content" / "images" / "first-light.png"

    with Image.open(path) as picture:
        assert picture.size == (1200, 675)
        assert picture.info.keys() <= {"transparency"}
    assert path.stat().st_size < 20_000


def test_nothing_is_asked_that_can_be_found_out(owned: Path) -> None:
    folder = owned / "shore_notes"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", folder], check=True)
    remote = "git@github.com:Iris/Shore-Notes.git"
    subprocess.run(["git", "-C", folder, "remote", "add", "origin", remote], check=True)
    (folder / "README.md").write_text("Mine.")
    made = pouch(folder, **{**OWNER, "GIT_CONFIG_GLOBAL": str(owned / "gitconfig")})

    assert made.returncode == 0, made.stderr
    assert settings_in(folder) == {
        "SITENAME": "Shore notes",
        "AUTHOR": "Iris Quayle",
        "SITEURL": "https://iris.github.io/Shore-Notes",
        "RELATIVE_URLS": True,
        "TIMEZONE": "Europe/Berlin",
        "DEFAULT_LANG": "de",
        "PATH": "content",
        "PLUGINS": ["pelican_plugins"],
        "POUCH_FRONT_MATTER": {"markdown": "commonmark", "url_keys": "all"},
        "DEFAULT_CATEGORY": "Notes",
    }
    assert "CHANGE THIS" not in (folder / "pelicanconf.py").read_text()
    assert (folder / "README.md").read_text() == "Mine."


def test_an_address_that_nobody_knows_is_to_be_changed(owned: Path) -> None:
    made = pouch(owned, "new")
    lines = (owned / "new" / "pelicanconf.py").read_text().splitlines()

    assert "Before you publish, set SITEURL" in made.stdout
    assert lines[lines.index('SITEURL = "https://example.org"') - 1].startswith("# CHANGE THIS")


def test_the_next_steps_that_are_named_lead_on(owned: Path) -> None:
    made = pouch(owned, "it's new", "--name", 'The "Tide"\n', "--author", "Åsa")

    assert settings_in(owned / "it's new")["SITENAME"] == 'The "Tide"'
    assert settings_in(owned / "it's new")["AUTHOR"] == "Åsa"
    steps = [line.strip() for line in made.stdout.split("Next\n")[1].splitlines()]
    assert steps[0] == """cd 'it'"'"'s new'"""
    assert steps[1].startswith("pelican -lr ")
    assert steps[2].startswith("pouch new ")


def test_programs_are_told_what_was_made(owned: Path) -> None:
    made = pouch(owned, "new", "--json", "--url", ADDRESS)
    told = json.loads(made.stdout)

    assert sorted(told["made"]) == sorted(files_in(owned / "new"))
    assert told["kept"] == []
    assert told["settings"]["SITEURL"] == ADDRESS


def test_texts_that_are_there_are_left_alone_and_get_no_sample(owned: Path) -> None:
    (owned / "gitconfig").unlink()
    (owned / "content").mkdir()
    (owned / "content" / "mine.md").write_text("Mine")
    (owned / ".gitignore").write_text("mine")
    made = pouch(owned)

    assert made.returncode == 0, made.stderr
    assert ".gitignore was there, and stays as it is" in made.stdout
    assert {name: files_in(owned)[name] for name in ("content/mine.md", ".gitignore")} == {
        "content/mine.md": b"Mine",
        ".gitignore": b"mine",
    }
    assert len(files_in(owned)) == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "holds letters.txt, so it is no empty folder; name a new one: pouch init FOLDER"),
        (["letters.txt"], "letters.txt is a file; name a folder"),
        (["--url", "tides"], "--url takes a web address, and 'tides' is none"),
        (["--write"], "--write adds to pelicanconf.py, which is not there"),
    ],
)
def test_what_cannot_be_begun_is_said_and_writes_nothing(tmp_path, arguments, told) -> None:
    (tmp_path / "letters.txt").write_text("Dear")
    run = pouch(tmp_path, *arguments)

    assert run.returncode == 2
    assert told in run.stderr
    assert list(files_in(tmp_path)) == ["letters.txt"]


def test_a_site_of_another_generator_is_not_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: Old")
    run = pouch(tmp_path)

    assert run.returncode == 2
    assert "a site of another generator (_config.yml)" in run.stderr
    assert "pouch import" in run.stderr


CONFS = {
    "other plugins": ('PLUGINS = ["sitemap"]\n', ['PLUGINS = [*PLUGINS, "pelican_plugins"]'], ""),
    "computed": (
        'PLUGINS = ["sitemap"]\nif True:\n    PLUGINS += ["neighbors"]\n',
        ['PLUGINS = [*PLUGINS, "pelican_plugins"]'],
        "",
    ),
    "ours": ('PLUGINS = ["pelican_plugins"]\n', [], "PLUGINS names pelican_plugins already"),
    "ours, added": (
        'PLUGINS = []\nPLUGINS.append("pelican_plugins")\n',
        [],
        "PLUGINS names pelican_plugins already",
    ),
    "one of ours": (
        'PLUGINS = ["pelican_plugins.tags"]\n',
        [],
        "PLUGINS names pelican_plugins.tags; pelican_plugins in their place turns on all",
    ),
    "from elsewhere": ("from common import *\n", [], "PLUGINS names pelican_plugins already"),
    "a theme": ('PLUGINS = ["pouch"]\nTHEME = "mine"\n', [], "THEME stays yours"),
    "no feed": ('PLUGINS = ["pouch"]\nFEED_ALL_ATOM = None\n', [], "No feed of all articles"),
}


@pytest.mark.parametrize("name", CONFS)
def test_the_lines_to_add_follow_from_the_settings(tmp_path: Path, name: str) -> None:
    text, lines, note = CONFS[name]
    (tmp_path / "pelicanconf.py").write_text(f'{text}SITEURL = "{ADDRESS}"\n')
    (tmp_path / "common.py").write_text('PLUGINS = ["pelican_plugins"]\nraise SystemExit\n')
    before = files_in(tmp_path)
    run = pouch(tmp_path, "--json")
    told = json.loads(run.stdout)

    assert told["lines"] == lines
    assert any(said.startswith(note) for said in told["notes"])
    assert run.returncode == bool(lines)
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("text", ["", "PLUGINS = None\n", "# PLUGINS = []\n"])
def test_plugins_that_pelican_finds_by_itself_are_not_turned_off(text: str) -> None:
    """To name one plugin would turn off all others that are installed."""
    here = read_settings_file(Path("pelicanconf.py"), lambda _: text.encode())
    found = plan_patch(here, None, ADDRESS, found_by_itself=True)
    lost = plan_patch(here, None, ADDRESS, found_by_itself=False)

    assert found.lines == [f'SITEURL = "{ADDRESS}"']
    assert "PLUGINS is not set, so Pelican turns on all plugins" in found.notes[0]
    assert lost.lines == ['PLUGINS = ["pelican_plugins"]', f'SITEURL = "{ADDRESS}"']


def test_what_is_written_is_shown_and_the_rest_stays_to_the_byte(tmp_path: Path) -> None:
    before = b'\xef\xbb\xbfSITENAME = "\xc3\x85"\r\nPLUGINS = ["neighbors"]'
    (tmp_path / "pelicanconf.py").write_bytes(before)
    (tmp_path / "pelicanconf.py").chmod(0o600)
    (tmp_path / "backup.py").hardlink_to(tmp_path / "pelicanconf.py")
    run = pouch(tmp_path, "--write", "--url", ADDRESS)

    assert run.returncode == 0, run.stderr
    assert '+PLUGINS = [*PLUGINS, "pelican_plugins"]' in run.stdout.splitlines()
    after = (tmp_path / "pelicanconf.py").read_bytes()
    assert after == before + (
        b'\r\n\r\nPLUGINS = [*PLUGINS, "pelican_plugins"]\r\nSITEURL = "https://tides.example"\r\n'
    )
    assert (tmp_path / "backup.py").samefile(tmp_path / "pelicanconf.py")
    assert (tmp_path / "backup.py").stat().st_mode & 0o777 == 0o600
    again = pouch(tmp_path, "--write")
    assert again.returncode == 0
    assert (tmp_path / "pelicanconf.py").read_bytes() == after


def test_settings_that_are_no_python_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'A'\nPLUGINS = [\n")
    run = pouch(tmp_path, "--write")

    assert run.returncode == 2
    assert "pouch init: pelicanconf.py:2: it is no Python" in run.stderr
    assert (tmp_path / "pelicanconf.py").read_text() == "SITENAME = 'A'\nPLUGINS = [\n"


@pytest.mark.parametrize("url", ["", ADDRESS])
def test_a_site_of_pelican_quickstart_is_completed(tmp_path: Path, url: str) -> None:
    """Its questions are answered as by an owner; then it is built to be seen and published."""
    prefix = ["y", url] if url else ["n"]
    answers = [".", "Tides", "Iris", "en", *prefix, "n", "Europe/London", "y", *["n"] * 6]
    subprocess.run(
        [sys.executable, "-m", "pelican.tools.pelican_quickstart"],
        input="\n".join([*answers, ""]),
        cwd=tmp_path,
        env=environment_of(),
        text=True,
        capture_output=True,
        check=True,
    )
    (tmp_path / "content" / "a.md").write_text("---\ntitle: A\ndate: 2025-06-03\n---\nText.\n")
    given_files = files_in(tmp_path)
    assert {"pelicanconf.py", "publishconf.py", "Makefile", "tasks.py"} <= given_files.keys()
    run = pouch(tmp_path, "--write")

    assert run.returncode == 0, run.stderr
    assert files_in(tmp_path).keys() == given_files.keys()
    assert "SITEURL" not in "".join(json.loads(pouch(tmp_path, "--json").stdout)["lines"])
    told = "SITEURL is set in publishconf.py" if url else "set it in publishconf.py"
    assert told in run.stdout
    assert pelican(tmp_path).returncode == 0
    assert (tmp_path / "output" / "a.html").is_file()
    if url:
        published = pelican(tmp_path, "-s", "publishconf.py")
        # PLUGINS is not set, so other plugins on this machine have their say.
        said = [line for line in published.stderr.splitlines() if not line.startswith("[image_")]
        assert (published.returncode, said) == (0, [])
        feed = (tmp_path / "output" / "feeds" / "all.atom.xml").read_bytes()
        assert findings(feed, f"{ADDRESS}/feeds/all.atom.xml") == []


@pytest.mark.parametrize(
    ("remote", "url"),
    [
        ("https://github.com/iris/iris.github.io.git", "https://iris.github.io"),
        ("https://github.com/Iris/tides", "https://iris.github.io/tides"),
        ("https://iris:token@github.com/iris/tides.git", "https://iris.github.io/tides"),
        ("ssh://git@github.com:22/iris/tides.git", "https://iris.github.io/tides"),
        ("git@gitlab.com:iris/iris.gitlab.io.git", "https://iris.gitlab.io"),
        ("git@gitlab.com:iris/tides.git", None),
        ("https://codeberg.org/iris/pages", "https://iris.codeberg.page"),
        ("https://github.com.example/iris/tides", None),
        ("https://github.com/iris", None),
        ("/srv/git/tides.git", None),
        ("", None),
    ],
)
def test_where_a_repository_is_published(remote: str, url: str | None) -> None:
    assert pages_url(remote) == url


@pytest.mark.parametrize(
    ("locales", "language"),
    [(["", "pt_BR.UTF-8"], "pt"), (["C", "de_DE"], None), (["fr"], "fr"), ([""], None)],
)
def test_the_language_is_that_of_the_locale_that_counts(locales, language) -> None:
    assert language_of(locales) == language


@pytest.mark.parametrize(
    ("candidates", "zone"),
    [
        (["", "/usr/share/zoneinfo/Europe/London"], "Europe/London"),
        ([":Asia/Tokyo"], "Asia/Tokyo"),
        (["/usr/share/zoneinfo/Etc/UTC"], "UTC"),
        (["Middle/Earth", "../../etc/passwd", "Europe", "\0", "Europe/Rome\n"], "Europe/Rome"),
        ([], None),
    ],
)
def test_the_zone_is_the_first_there_is(candidates, zone) -> None:
    assert zone_of(candidates) == zone


@given(st.text())
def test_any_folder_has_a_name_for_a_site(name: str) -> None:
    found = site_name(name)

    assert found
    assert printable(found) == found
    assert "\n" not in found


@pytest.mark.parametrize("value", ["1", "True", "1.5", "'a'", "b''", "None", "{'a': 1}", "['a']"])
def test_a_setting_of_any_kind_may_be_changed_later(value: str) -> None:
    text = f"A = {value}\nif True:\n    A = 'b'\n"
    found = read_settings_file(Path("pelicanconf.py"), lambda _: text.encode())

    assert "b" in found.strings("A")
    assert ("a" in found.strings("A")) == ("'a'" in value)


@given(st.lists(st.sampled_from(["a", "pelican_plugins", "b/c"]), max_size=3))
def test_what_is_written_out_is_read_as_it_is(names: list[str]) -> None:
    text = f"PLUGINS = {names!r}"
    found = read_settings_file(Path("pelicanconf.py"), lambda _: text.encode())

    assert found.values == {"PLUGINS": names}
    assert found.strings("PLUGINS") == set(names)
