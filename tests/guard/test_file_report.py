"""A build accounts for every file of the content folder, and no text is lost unnoticed."""

from __future__ import annotations

import json
import os

import pytest
from support import build, post, run_module

FILES = {
    "one.md": post(title="One"),
    "two.rst": "Two\n###\n\n:date: 2025-06-03\n\nText.\n",
    "draft.md": post(title="Three", draft=True),
    "hidden.md": post(title="Four", status="hidden"),
    "pages/page.md": post(title="Five"),
    "images/notes.txt": "copied",
    "skipped.md": post(title="Six", status="skip"),
    "own.md": post(title="Seven", save_as=""),
    "plan.xyz": "of no kind",
    "left/out.md": post(title="Eight"),
    "~lock.md": "an editor's",
    "tags.yaml": "sea: {aliases: [seas]}\n",
}
SETTINGS = {"ARTICLE_EXCLUDES": ["left"], "IGNORE_FILES": ["~*"]}


def check(folder, *arguments: str):
    run = run_module(
        "pelican_plugins.cli", ["check", "content", "-s", "conf.py", *arguments], folder
    )
    assert "Traceback" not in run.stderr
    return run


def test_every_file_is_in_the_last_line_of_a_build(build_site) -> None:
    site = build_site(FILES, SETTINGS)

    assert site.log.strip().splitlines()[-1] == (
        "12 source files: 3 pages published, 1 draft, 1 hidden page, 1 file copied,"
        " 1 settings file, 4 excluded by settings, 1 not used"
    )
    assert check(site.folder).returncode == 0


ABOVE = "see its message"
# What it holds, and what is said of it at the end of a build and by the check.
LOST = {
    "broken.md": (
        *(b"---\ntitle: 'never closed\n---\nx\n", ABOVE),
        "2: error: the front matter is not YAML: found unexpected end of stream;",
    ),
    "undated.md": (
        *(b"---\ntitle: T\n---\nx\n", ABOVE),
        "1: error: no date; add a line `date: 2025-06-03` to its front matter [",
    ),
    "notes.org": (
        *(b"* A text\n", ".org files are not supported"),
        "1: error: not published: .org files are not supported; add a plugin",
    ),
    "Loud.MD": (
        *(post(title="Loud").encode(), ".MD files are not supported"),
        "1: error: not published: .MD files are not supported; rename it to .md [",
    ),
    "wiki/page.md": (
        *(post(title="Far").encode(), "it is neither in ARTICLE_PATHS nor in PAGE_PATHS"),
        "1: error: not published: it is neither in ARTICLE_PATHS nor in PAGE_PATHS; move it",
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_a_text_that_would_be_missed_is_named_and_fails_the_check(build_site, name) -> None:
    data, reason, told = LOST[name]
    settings = {"ARTICLE_PATHS": ["blog"]} if "/" in name else {}
    files = {"blog/good.md": post(title="Good"), name: data}

    site = build_site(files, settings)
    checked = check(site.folder)

    assert site.code == 0
    assert site.account.endswith(f"1 file NOT PUBLISHED: content/{name} ({reason})")
    assert checked.returncode == 1
    (line,) = [line for line in checked.stdout.splitlines() if line.startswith("content/")]
    assert line.startswith(f"content/{name}:{told}")
    assert site.account in checked.stdout


def test_what_cannot_even_be_opened_is_named(build_site) -> None:
    site = build_site({"a.md": post(), "closed/b.md": post(title="B")})
    (site.folder / "content" / "gone.md").symlink_to("nowhere.md")
    again = build(site.folder, {})

    (line,) = [line for line in again.log.splitlines() if line == again.account]
    assert "content/gone.md (it is a broken link)" in line


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read every folder")
def test_a_closed_folder_is_named(build_site) -> None:
    site = build_site({"a.md": post(), "closed/b.md": post(title="B")})
    (site.folder / "content" / "closed").chmod(0)
    try:
        again = build(site.folder, {})
    finally:
        (site.folder / "content" / "closed").chmod(0o755)
    assert "cannot open its folder" in again.account


def test_a_page_that_another_plugin_holds_back_is_named(build_site) -> None:
    holding_back = (
        "from pelican import signals\n"
        "def drop(generator):\n"
        "    generator.articles[:] = [a for a in generator.articles if a.slug != 'gone']\n"
        "def register():\n"
        "    signals.article_generator_finalized.connect(drop)\n"
    )
    files = {"a.md": post(), "gone.md": post(title="Gone", slug="gone")}
    settings = {"PLUGINS": ["pelican_plugins", "holder"]}
    site = build_site(files, settings, modules={"holder": holding_back})

    assert "1 file NOT PUBLISHED: content/gone.md (no page was written for it" in site.account
    checked = check(site.folder)
    assert checked.returncode == 1
    assert (
        "content/gone.md:1: error: its page gone.html is not in the output; rebuild the site"
        in (checked.stdout)
    )


def test_of_many_lost_texts_three_are_named_and_the_check_names_all(build_site) -> None:
    site = build_site({"a.md": post(), **{f"n{n}.org": "x" for n in range(5)}})

    assert "5 files NOT PUBLISHED: " in site.account
    assert site.account.count(".org (") == 3
    assert site.account.endswith("and 2 more; `pouch check` lists them all")
    assert check(site.folder).stdout.count("error: not published") == 5


def test_the_check_speaks_json(build_site) -> None:
    site = build_site({"a.md": post(), "b.org": "x"})

    checked = check(site.folder, "--json")

    told = json.loads(checked.stdout)
    assert checked.returncode == 1
    assert {file["path"]: file["status"] for file in told["files"]} == {
        "content/a.md": "published",
        "content/b.org": "not published",
    }
    (finding,) = told["findings"]
    assert (finding["path"], finding["code"]) == ("content/b.org", "not-published")


def test_the_check_writes_nothing_and_needs_an_output(build_site) -> None:
    site = build_site({"a.md": post()})
    before = {path: path.stat().st_mtime_ns for path in site.output.rglob("*")}

    assert check(site.folder).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in site.output.rglob("*")} == before

    unbuilt = check(site.folder, "-o", "elsewhere")
    assert unbuilt.returncode == 2
    assert "elsewhere does not exist; build the site first" in unbuilt.stderr


def test_the_line_can_be_left_out(build_site) -> None:
    site = build_site({"a.md": post()}, {"POUCH_GUARD": {"file_report": False}})

    assert site.code == 0
    assert site.account == ""
