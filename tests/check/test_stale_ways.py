"""What builds leave in the output is known however they are run, and whoever else builds there."""

from __future__ import annotations

import signal
import sys

import pytest
from checked import check, found
from support import build, log_of, post, run_module
from watching import ENDING, Watched

ENDED = {"ending": ENDING}
NAMES = {"a", "b", "c", "moved", "moved-again"}
POSTS = {"a.md": post(title="A"), "b.md": post(title="B"), "c.md": post(title="C")}
REMOVE = {"POUCH_GUARD": {"stale_output": "remove"}}


def stale(site, *arguments: str) -> list[str]:
    lines = found(site, *arguments)
    return [line.partition(": ")[0] for line in lines if line.endswith("[output-stale]")]


def withdraw(site, *names: str) -> None:
    for name in names:
        (site.folder / "content" / name).unlink()


def conf(site, name: str, **more) -> None:
    text = (site.folder / "conf.py").read_text()
    lines = [text, *(f"{key} = {value!r}" for key, value in more.items())]
    path = site.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines))


def run(site, settings: str, output: str):
    command = ["content", "-s", settings, "-o", output, "--log-handler", "plain"]
    done = run_module("pelican", command, site.folder)
    assert done.returncode == 0, log_of(done)
    return log_of(done)


def test_two_settings_files_that_share_a_cache_are_two_sites(build_site) -> None:
    site = build_site(POSTS)
    conf(
        site, "docs/conf.py", ARTICLE_PATHS=["none"], PAGE_PATHS=[""], PAGE_SAVE_AS="p/{slug}.html"
    )
    for settings, output in (("docs/conf.py", "output-docs"), ("conf.py", "output")) * 2:
        assert "earlier builds" not in run(site, settings, output)

    for settings, output in (("docs/conf.py", "output-docs"), ("conf.py", "output")):
        said = check(site, "-o", output, settings=settings).stdout
        assert "[address-gone]" not in said
        assert "[output-" not in said


def test_two_settings_files_with_one_output_folder_take_nothing_from_each_other(build_site) -> None:
    site = build_site(POSTS, REMOVE)
    conf(site, "other.py", ARTICLE_SAVE_AS="other/{slug}.html", ARTICLE_URL="other/{slug}.html")
    run(site, "other.py", "output")
    run(site, "conf.py", "output")
    names = set(site.files())
    assert {"a.html", "other/a.html"} <= names

    shared = [line for line in found(site) if line.endswith("[output-shared]")]

    assert stale(site) == []
    assert shared == [
        "output: advice: 3 files (other/a.html, other/b.html and other/c.html) were written by a"
        " build with other.py, not by one with these settings; if that is not intended, use"
        " separate output folders [output-shared]"
    ]
    # Where one of the two is no more, nobody writes them again.
    (site.folder / "other.py").unlink()
    assert stale(site) == ["output/other/a.html", "output/other/b.html", "output/other/c.html"]


LEAKS = {"POUCH_GUARD": {"leak_check": "stop"}}


def test_a_build_in_a_folder_beside_knows_what_it_has_written(build_site) -> None:
    site = build_site(POSTS, LEAKS)
    withdraw(site, "a.md")
    again = build(site.folder, {}, LEAKS)
    assert stale(again) == ["output/a.html"]

    removed = build(
        site.folder, {}, {"POUCH_GUARD": {"leak_check": "stop", **REMOVE["POUCH_GUARD"]}}
    )

    assert "a.html" not in removed.files()
    assert "b.html" in removed.files()
    assert "output: 1 file from earlier builds removed from output" in removed.log


def test_what_was_not_published_for_a_leak_changes_nothing(build_site) -> None:
    settings = {"POUCH_GUARD": {"leak_check": "stop", "stale_output": "remove"}}
    site = build_site(POSTS, settings)
    before = site.files()
    (site.folder / ".pouch-private").write_text("Wilma\n")
    withdraw(site, "a.md")
    bad = build(site.folder, {"b.md": post("By Wilma.", title="B")}, settings)
    assert bad.code == 1
    assert bad.files() == before
    assert "output/b.html" not in stale(bad)

    (site.folder / ".pouch-private").unlink()
    assert "a.html" not in build(site.folder, {}, settings).files()


def test_what_a_build_wrote_before_it_failed_is_known(build_site) -> None:
    failing = (
        "from pelican import signals\n"
        "def fail(pelican):\n"
        "    raise ValueError('on purpose')\n"
        "def register():\n"
        "    signals.finalized.connect(fail)\n"
    )
    site = build_site(POSTS)
    withdraw(site, "a.md")
    settings = {"PLUGINS": ["pelican_plugins", "failing"]}
    failed = build(
        site.folder, {"new.md": post(title="New")}, settings, modules={"failing": failing}
    )
    assert failed.code == 1
    assert stale(failed) == ["output/a.html"], "it is there, though its text is deleted"
    withdraw(site, "new.md")

    again = build(site.folder, {}, REMOVE)

    assert "output: 2 files from earlier builds removed from output" in again.log
    assert {"a.html", "new.html"}.isdisjoint(again.files())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_build_that_is_killed_forgets_nothing(build_site) -> None:
    killed = (
        "import os, signal\n"
        "from pelican import signals\n"
        "def kill(generator, content):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "def register():\n"
        "    signals.article_generator_write_article.connect(kill)\n"
    )
    site = build_site(POSTS)
    withdraw(site, "a.md")
    (site.folder / "killed.py").write_text(killed)
    text = (site.folder / "conf.py").read_text()
    (site.folder / "conf.py").write_text(f"{text}\nPLUGINS = ['pelican_plugins', 'killed']")
    done = run_module("pelican", ["content", "-s", "conf.py", "-o", "output"], site.folder)
    assert done.returncode == -signal.SIGKILL
    (site.folder / "conf.py").write_text(text)

    assert "a.html" not in build(site.folder, {}, REMOVE).files()


def test_an_output_that_is_emptied_first_has_nothing_left(build_site) -> None:
    settings = {"DELETE_OUTPUT_DIRECTORY": True, "OUTPUT_RETENTION": ["kept"]}
    site = build_site(POSTS, settings)
    (site.output / "kept").mkdir()
    (site.output / "kept" / "x.html").write_text("x")
    withdraw(site, "a.md")

    again = build(site.folder, {}, {**settings, **REMOVE})

    assert "earlier builds" not in again.log
    assert "kept/x.html" in again.files()
    assert [line for line in found(again) if "[output-" in line] == []


def test_an_output_folder_with_the_sources_in_it_loses_none_of_them(build_site) -> None:
    site = build_site({**POSTS, "images/n.txt": "n"}, REMOVE)
    withdraw(site, "a.md")
    before = {str(path) for path in site.folder.rglob("*") if "output" not in path.parts}
    run(site, "conf.py", ".")
    (site.folder / "content" / "b.md").unlink()
    log = run(site, "conf.py", ".")
    after = {str(path) for path in site.folder.rglob("*") if "output" not in path.parts}

    assert "output: 1 file from earlier builds removed" in log
    assert not (site.folder / "b.html").exists()
    assert (site.folder / "c.html").exists()
    assert {path for path in before - after if "/cache/" not in path} == {
        str(site.folder / "content" / "b.md")
    }
    assert [line for line in found(site, "-o", ".") if "[output-" in line] == []


def test_who_does_not_want_it_has_it_not(build_site) -> None:
    off = {"POUCH_GUARD": {"stale_output": "off"}}
    site = build_site(POSTS, off)
    withdraw(site, "a.md")
    again = build(site.folder, {}, off)

    assert "earlier builds" not in again.log
    assert [line for line in found(again) if "[output-" in line] == []
    assert [line for line in found(again) if "/a.html, the page of a.md, was removed" in line]


def test_files_that_are_linked_into_the_output_go_as_copies_do(build_site) -> None:
    settings = {"STATIC_CREATE_LINKS": True, "PLUGINS": ["pelican_plugins.guard"], **REMOVE}
    site = build_site({**POSTS, "images/a.txt": "a", "images/b.txt": "b"}, settings)
    assert (site.output / "images/a.txt").samefile(site.folder / "content/images/a.txt")
    withdraw(site, "images/a.txt")

    again = build(site.folder, {}, settings)

    assert "images/a.txt" not in again.files()
    assert "images/b.txt" in again.files()
    assert (site.folder / "content/images/b.txt").read_text() == "b"


WITHIN = """
from pathlib import Path
from pelican import Pelican, signals
from pelican.settings import configure_settings

building = []
large = {}

def remember(pelican):
    if not building:
        large["settings"] = pelican.settings

def build(name):
    if building:
        return
    building.append(name)
    settings = large["settings"].copy()
    settings["ARTICLE_EXCLUDES"] = ["only-large"]
    settings["OUTPUT_PATH"] = str(Path(settings["OUTPUT_PATH"], name))
    settings["SITEURL"] += f"/{name}"
    try:
        Pelican(configure_settings(settings)).run()
    finally:
        building.pop()

def at_get_generators(pelican):
    build("first")

def at_finalized(pelican):
    build("last")

def register():
    signals.initialized.connect(remember)
    signals.get_generators.connect(at_get_generators)
    signals.finalized.connect(at_finalized)
"""


@pytest.mark.parametrize("leaks", ["off", "stop"])
def test_sites_within_a_site_are_looked_after_with_it(build_site, leaks: str) -> None:
    guard = {"POUCH_GUARD": {"stale_output": "remove", "leak_check": leaks}}
    settings = {"PLUGINS": ["pelican_plugins", "within"], **guard}
    files = {**POSTS, "only-large/d.md": post(title="D"), "images/n.txt": "n", "images/m.txt": "m"}
    site = build_site(files, settings, modules={"within": WITHIN})
    before = set(site.files())
    assert {"a.html", "first/a.html", "last/a.html", "d.html", "last/images/n.txt"} <= before
    assert "earlier builds" not in build(site.folder, {}, settings).log

    withdraw(site, "a.md", "images/n.txt")
    again = build(site.folder, {}, settings)

    assert before - set(again.files()) == {
        *("a.html", "first/a.html", "last/a.html"),
        *("images/n.txt", "first/images/n.txt", "last/images/n.txt"),
    }
    assert [line for line in found(again) if "[address-gone]" in line] == [
        "warning: /a.html, the page of a.md, was removed, and nothing redirects from it; add it to"
        " the `aliases` of another article, or list it in POUCH_GUARD['removed_urls'] if that is"
        " intended [address-gone]"
    ]


def test_a_part_of_the_content_that_is_built_alone_takes_nothing_from_the_rest(build_site) -> None:
    site = build_site({**POSTS, "part/d.md": post(title="D")}, REMOVE)
    command = ["content/part", "-s", "conf.py", "-o", "output"]
    assert run_module("pelican", command, site.folder).returncode == 0

    assert {"a.html", "d.html"} <= set(site.files())
    assert stale(site) == []
    assert {"a.html", "d.html"} <= set(build(site.folder, {}, REMOVE).files())


def test_a_site_that_is_suddenly_half_gone_stays_where_it_is(build_site) -> None:
    many = {f"p{n:02}.md": post(title=f"P{n}", tags=[f"t{n}"]) for n in range(25)}
    site = build_site(many, REMOVE)
    wrong = build(site.folder, {}, {**REMOVE, "ARTICLE_PATHS": ["contnet"]})

    assert "p1.html" in wrong.files()
    assert " still in output, too many to delete automatically, and public" in wrong.log
    assert "earlier builds" not in build(site.folder, {}, REMOVE).log


def test_watching_knows_what_it_has_written(build_site) -> None:
    site = build_site(POSTS, {"PLUGINS": ["ending", "pelican_plugins"], **REMOVE}, modules=ENDED)
    pages = []
    with Watched(site.folder) as watched:
        watched.built()
        for title in ("Moved", "Moved again"):
            said = watched.saved("content/a.md", post(title=title))
            pages.append({path.stem for path in site.output.glob("*.html")} & NAMES)
            assert not any("mended" in line for line in said)

    assert pages == [{"moved", "b", "c"}, {"moved-again", "b", "c"}]


def test_a_check_writes_nothing(build_site) -> None:
    site = build_site(POSTS)
    withdraw(site, "a.md")
    folder = site.folder / "cache" / "pouch" / "outputs"
    before = {path.name: path.stat().st_ctime_ns for path in folder.iterdir()}

    found(site, "-o", "output")
    check(site, "-o", "cache")

    assert {path.name: path.stat().st_ctime_ns for path in folder.iterdir()} == before
