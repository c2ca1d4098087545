"""Pagefind runs where a page has changed, or its index is not as it left it."""

from __future__ import annotations

import pytest
from support import Site, build, post

# Stands for Pagefind: notes what it reads, and fails where it is to.
PAGEFIND = """
import sys
from pathlib import Path

site = Path(sys.argv[sys.argv.index("--site") + 1])
if Path("fails").exists():
    sys.exit("no space")
with open("runs.txt", "a") as file:
    print("run", file=file)
(site / "pagefind").mkdir(exist_ok=True)
(site / "pagefind/index.json").write_text(str(sum(len(p.read_text()) for p in site.glob("*.html"))))
(site / "pagefind/pagefind-ui.js").write_text("unused")
"""
FILES = {"a.md": post("Text.", title="First"), "d.md": post(title="Secret", status="draft")}
SETTINGS = {"POUCH_THEME": {"search": "pagefind"}}


def runs_of(site: Site) -> int:
    assert site.code == 0, site.log
    path = site.folder / "runs.txt"
    count = len(path.read_text().splitlines()) if path.exists() else 0
    path.unlink(missing_ok=True)
    return count


def test_pages_are_indexed_where_one_has_changed(build_site) -> None:
    site = build_site(FILES, SETTINGS, modules={"pagefind": PAGEFIND})
    folder, index = site.folder, site.output / "pagefind/index.json"
    assert runs_of(site) == 1
    found = index.read_text()

    assert runs_of(build(folder, {}, SETTINGS)) == 0
    assert index.read_text() == found

    assert runs_of(build(folder, {"a.md": post("More text.", title="First")}, SETTINGS)) == 1
    assert index.read_text() != found
    (site.output / "old.html").write_text("<p>Of an earlier build.</p>")
    assert runs_of(build(folder, {}, SETTINGS)) == 1
    (site.output / "old.html").unlink()
    assert runs_of(build(folder, {}, SETTINGS)) == 1
    index.unlink()
    assert runs_of(build(folder, {}, SETTINGS)) == 1
    index.write_text("0")
    assert runs_of(build(folder, {}, SETTINGS)) == 1
    assert runs_of(build(folder, {}, SETTINGS)) == 0
    (folder / "cache/pouch/build.sqlite3").write_text("damaged")
    assert runs_of(build(folder, {}, SETTINGS)) == 1
    assert runs_of(build(folder, {}, {**SETTINGS, "DEFAULT_LANG": "fr"})) == 1
    assert runs_of(build(folder, {}, {**SETTINGS, "POUCH_BUILD": {"incremental": False}})) == 1


def test_pagefind_with_settings_of_its_own_always_runs(build_site) -> None:
    site = build_site(FILES, SETTINGS, modules={"pagefind": PAGEFIND})
    (site.folder / "pagefind.yml").write_text("glob: '**/*.htm'")
    runs_of(site)

    assert [runs_of(build(site.folder, {}, SETTINGS)) for _ in range(2)] == [1, 1]


@pytest.mark.parametrize("late", [False, True])
def test_a_failure_is_said_in_each_build(build_site, late) -> None:
    site = build_site(FILES, SETTINGS, modules={"pagefind": PAGEFIND})
    (site.folder / "fails").touch()
    more = {"b.md": post(title="Second")} if late else {}
    (site.output / "pagefind/index.json").unlink()

    for files in (more, {}):
        again = build(site.folder, files, SETTINGS)
        assert again.log.count("Pagefind says: no space") == 1
