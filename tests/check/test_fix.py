"""`pouch check --fix` mends what is safe, shows it first, and touches nothing else."""

from __future__ import annotations

import json
import os

import pytest
from checked import check
from support import Site, build, post
from terminals import on_terminal

SETTINGS = {"POUCH_RESOURCES": {"remove_tracking": True}}
LIST = (
    "\r\n## Resources\r\n\r\n"
    "* [Tides](https://example.org/tides?utm_source=x&page=2)\r\n"
    "* [Mud](https://example.org/mud)\r\n"
    "* [Mud](https://example.org/mud)\r\n"
    "* [Sand](https://example.org/sand)\r\n"
)
FILES = {
    "a.md": (
        "---\r\ntitle: One: two\r\ndate: 2025-06-03\r\ntags: [Rivers, mud]   # both\r\n---\r\n"
        "Some\u00a0text.  \r\nMore.\r\n" + LIST
    ).encode(),
    "b.md": post(title="B", tags=["Rivers"]),
    "c.md": "\ufeff---\ntitle: C\ndate: 2025-06-03\ntags: [rivers]\n---\n\nText, no end of line",
}


def sources(site: Site) -> dict[str, bytes]:
    folder = site.folder / "content"
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def codes(site: Site) -> set[str]:
    return {finding["code"] for finding in json.loads(check(site, "--json").stdout)["findings"]}


def test_what_is_safe_is_mended_and_the_rest_stays_byte_for_byte(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    before = sources(site)
    pages = {name: data for name, data in site.files().items() if name.endswith(".html")}
    fixable = {"front-matter-repaired", "tag-spelling", "byte-order-mark", "link-tracking"}
    assert codes(site) == fixable | {"link-duplicate"}

    run = check(site, "--fix", "--yes")

    assert run.returncode == 0, run.stdout
    after = sources(site)
    assert after["a.md"] == (
        before["a.md"]
        .replace(b"title: One: two", b"title: 'One: two'")
        .replace(b"?utm_source=x&page=2", b"?page=2")
        .replace(b"* [Mud](https://example.org/mud)\r\n", b"", 1)
    )
    assert after["b.md"] == before["b.md"]
    assert after["c.md"] == before["c.md"][3:].replace(b"[rivers]", b"[Rivers]")
    assert "Fixed 5 findings in 2 files" in run.stdout
    assert codes(site) == set()
    again = build(site.folder, {}, SETTINGS)
    # That of the list has an entry less, as it was asked for; all others are the same.
    changed = {name for name in pages if again.files()[name] != pages[name]}
    assert changed <= {"one-two.html", "sources.html"}


def test_pages_are_the_same_where_the_meaning_is(build_site) -> None:
    files = {name: data for name, data in FILES.items() if name != "a.md"}
    # A list without a double; the id of an entry follows its address, so that stays, too.
    files["a.md"] = FILES["a.md"].partition(LIST.encode())[0]
    site = build_site(files, SETTINGS)
    before = site.files()

    assert check(site, "--fix", "--yes").returncode == 0
    assert sources(site)["a.md"] != files["a.md"]
    assert sources(site)["c.md"] != files["c.md"].encode()
    assert build(site.folder, {}, SETTINGS).files() == before


def test_without_a_terminal_nothing_is_written_unasked(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    before = sources(site)

    run = check(site, "--fix")

    assert run.returncode == 1
    assert sources(site) == before
    assert "-title: One: two\n+title: 'One: two'\n" in run.stdout
    assert "-<BOM>---\n+---\n" in run.stdout
    assert "-* [Mud](https://example.org/mud)\n" in run.stdout
    assert "content/a.md:2: warning: this line is not YAML" in run.stdout


def test_only_what_is_asked_for_is_mended(build_site) -> None:
    site = build_site(FILES, SETTINGS)

    check(site, "--fix", "--yes", "--only", "byte-order-mark")
    assert sources(site)["c.md"] == FILES["c.md"][1:].encode()
    assert sources(site)["a.md"] == FILES["a.md"]

    check(site, "--fix", "--yes", "--ignore", "link-*")
    assert b"utm_source" in sources(site)["a.md"]
    assert b"'One: two'" in sources(site)["a.md"]


def test_programs_get_the_diff_and_what_was_mended(build_site) -> None:
    site = build_site(FILES, SETTINGS)

    shown = json.loads(check(site, "--fix", "--json").stdout)
    assert "+title: 'One: two'" in shown["diff"]
    assert shown["mended"] == []
    assert all(one["fixable"] for one in shown["findings"])

    done = json.loads(check(site, "--fix", "--json", "--yes").stdout)
    assert done["diff"] == shown["diff"]
    assert [one["code"] for one in done["mended"]] == [one["code"] for one in shown["findings"]]
    assert done["findings"] == []


@pytest.mark.skipif(os.name == "nt", reason="links need no rights there")
def test_nothing_is_written_through_a_link_out_of_the_content_folder(build_site) -> None:
    settings = {**SETTINGS, "POUCH_FRONT_MATTER": {"allow_symlinks": ["*"]}}
    site = build_site({"b.md": post(title="B")}, settings)
    outside = site.folder / "outside.md"
    outside.write_bytes(FILES["a.md"])
    (site.folder / "content" / "a.md").symlink_to(outside)
    inside = site.folder / "content" / "x" / "c.txt"
    inside.parent.mkdir()
    inside.write_text("---\ntitle: Three: four\ndate: 2025-06-03\n---\nx\n")
    (site.folder / "content" / "c.md").symlink_to(inside)
    # Two posts in one file, which is mended once, and a file that nobody may write.
    (site.folder / "content" / "d.md").symlink_to("x/c.txt")
    closed = site.folder / "content" / "b2.md"
    closed.write_bytes(FILES["a.md"])
    closed.chmod(0o444)
    build(site.folder, {}, settings)

    run = check(site, "--fix", "--yes")

    assert run.returncode == 1
    assert "cannot write content/b2.md (it is read-only)" in run.stderr
    assert "Traceback" not in run.stderr
    assert closed.read_bytes() == FILES["a.md"]
    assert "+++ content/d.md" not in run.stdout

    assert outside.read_bytes() == FILES["a.md"]
    assert "content/a.md:2: warning: this line is not YAML" in run.stdout
    # A link to a file within stays a link.
    assert (site.folder / "content" / "c.md").is_symlink()
    assert "title: 'Three: four'" in inside.read_text()


@pytest.mark.skipif(os.name == "nt", reason="files have no modes there")
def test_a_file_keeps_its_mode(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    path = site.folder / "content" / "a.md"
    path.chmod(0o640)

    check(site, "--fix", "--yes")

    assert path.read_bytes() != FILES["a.md"]
    assert path.stat().st_mode & 0o777 == 0o640


def test_somebody_on_a_terminal_is_asked(build_site) -> None:
    site = build_site(FILES, SETTINGS)

    command = ["check", "-s", "conf.py", "content", "--fix"]
    code, said = on_terminal("pelican_plugins.cli", command, site.folder, "n\n", COLUMNS="100")
    assert (code, sources(site)["a.md"]) == (1, FILES["a.md"])
    assert "Write these 2 files? [y/N]" in said
    # By file: the name once, above what is found in it.
    assert said.count("content/a.md\x1b") == 1
    assert "→ write it like that" in said

    code, said = on_terminal("pelican_plugins.cli", command, site.folder, "y\n", COLUMNS="100")
    assert (code, sources(site)["a.md"] != FILES["a.md"]) == (0, True)
    assert "No problems found" in said


def test_what_is_read_by_repair_is_what_is_written(build_site) -> None:
    lines = {
        "list": "tags: [C#, .NET, @home, 'it's']",
        "lines": "tags: [C#, # first\n  @home,\n  'it's']",
        "items": "tags:\n  - @home\n  - One: two: three",
        "comment": "summary: Two: three # keep me",
        "static": "image: {static}/a.png # mine",
        "blank": "category:\u00a0Rivers",
    }
    files = {
        f"{name}.md": f"---\ntitle: '{name}'\ndate: 2025-06-03\n{line}\n---\n\nSome text.\n"
        for name, line in lines.items()
    }
    site = build_site(files)
    before, told = site.files(), site.log
    assert codes(site) >= {"front-matter-repaired"}

    assert check(site, "--fix", "--yes", "--only", "front-matter-repaired").returncode == 0

    assert "front-matter-repaired" not in codes(site)
    assert sources(site)["comment.md"].count(b"# keep me") == 1
    assert b"- 'One: two: three'" in sources(site)["items.md"]
    again = build(site.folder, {}, {})
    assert again.files() == before
    assert "is not YAML" in told
    assert "is not YAML" not in again.log
