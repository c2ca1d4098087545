"""`pouch new` begins a text that any title can head, and writes over nothing."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import build, post, run_module

from pelican_plugins._core.pelican_site_reader import slug_of
from pelican_plugins._core.text import one_line, xml_safe
from pelican_plugins.front_matter.new_command import (
    Draft,
    canonical_tag,
    date_option,
    draft_text,
    file_stem,
    slug_in_head,
    tags_in,
)
from pelican_plugins.front_matter.post import SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings

CONF = {"PATH": "content", "TIMEZONE": "Asia/Tokyo", "PLUGINS": ["pelican_plugins"]}
NOW = datetime(2025, 6, 3, 5, 0, tzinfo=timezone(timedelta(hours=9)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_conf(tmp_path)
    (tmp_path / "content" / "pages").mkdir(parents=True)
    return tmp_path


def write_conf(folder: Path, **settings: object) -> None:
    lines = [f"{name} = {value!r}\n" for name, value in {**CONF, **settings}.items()]
    (folder / "pelicanconf.py").write_text("".join(lines))


def pouch(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    run = run_module("pelican_plugins.cli", ["new", *arguments], folder, variables)
    assert "Traceback" not in run.stderr
    return run


def built(folder: Path, **settings: object) -> dict[str, dict]:
    """What templates would see of the site's texts, once their drafts are published."""
    site = build(folder, {}, {**CONF, **settings})
    assert site.code == 0, site.log
    assert "WARNING" not in site.log
    assert "no text below" not in site.log
    return {Path(path).name: content for path, content in site.contents.items()}


def test_a_post_is_a_draft_of_now_where_posts_lie(folder: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    run = pouch(folder, "The river’s", "long memory")

    assert run.returncode == 0, run.stderr
    assert run.stdout == "content/the-rivers-long-memory.md\n"
    content = built(folder)["the-rivers-long-memory.md"]
    assert content["title"] == "The river’s long memory"
    assert content["status"] == "draft"
    assert content["url"] == "drafts/the-rivers-long-memory.html"
    when = datetime.fromisoformat(content["date"])
    assert before <= when <= datetime.now(UTC)
    assert when.utcoffset() == timedelta(hours=9)


def test_what_is_asked_for_is_in_the_front_matter(folder: Path) -> None:
    write_conf(folder, ARTICLE_PATHS=["notes", "blog"])
    run = pouch(
        *(folder, "Tides", "--tag", "yes", "--tag", "a, b: c", "--category", "#1: Sea"),
        *("--date", "3 June 2025 07:30", "--slug", "High Water", "--json"),
    )

    assert json.loads(run.stdout) == {
        "path": "content/notes/high-water.md",
        "title": "Tides",
        "slug": "high-water",
        "date": "2025-06-03T07:30:00+09:00",
        "tags": ["yes", "a, b: c"],
    }
    content = built(folder, ARTICLE_PATHS=["notes", "blog"])["high-water.md"]
    assert content["url"] == "drafts/high-water.html"
    assert content["date"] == "2025-06-03T07:30:00+09:00"
    assert content["metadata"]["category"] == "#1: Sea"
    assert content["tags"] == ["yes", "a, b: c"]


def test_a_page_lies_with_the_pages_and_has_no_date(folder: Path) -> None:
    run = pouch(folder, "--page", "How we source")
    text = (folder / "content" / "pages" / "how-we-source.md").read_text()

    assert run.stdout == "content/pages/how-we-source.md\n"
    assert text == "---\ntitle: How we source\ndraft: true\n---\n\n"
    assert built(folder)["how-we-source.md"]["status"] == "draft"


@pytest.mark.parametrize(
    ("settings", "title", "name"),
    [
        ({"SLUGIFY_USE_UNICODE": True}, "Ílhavo", "ílhavo.md"),
        ({"SLUGIFY_PRESERVE_CASE": True}, "Ílhavo", "Ilhavo.md"),
        ({"SLUG_REGEX_SUBSTITUTIONS": [("[^a-z]+", "_")]}, "A b c", "a_b_c.md"),
        (
            {"POUCH_FRONT_MATTER": {"slug_source": "file_name"}},
            "2025-06-03 low",
            "2025-06-03-low.md",
        ),
    ],
    ids=["unicode", "case", "rules", "file name"],
)
def test_the_file_and_the_address_are_named_as_the_site_does(folder, settings, title, name) -> None:
    write_conf(folder, **settings)
    run = pouch(folder, title)

    assert run.stdout == f"content/{name}\n"
    stem = name.removesuffix(".md")
    assert built(folder, **settings)[name]["url"] == f"drafts/{stem}.html"


@pytest.mark.parametrize(
    ("files", "arguments", "told"),
    [
        ({"tides.md": ""}, ["Tides"], "content/tides.md already exists"),
        ({"old/a.md": post(title="Tides!")}, ["Tides"], "content/old/a.md has the address 'tides'"),
        ({"a.md": "Title: 'Tides'\nDate: 2025-06-03\n"}, ["Tides"], "content/a.md has the address"),
        ({"a.md": post(slug="tides")}, ["Tides"], "content/a.md has the address 'tides' already"),
        ({"a.md": post(title="A")}, ["Tides", "--slug", "A"], "content/a.md already exists"),
        ({"b.md": post(title="A")}, ["Tides", "--slug", "A"], "content/b.md has the address 'a'"),
        ({"pages/a.md": post(title="B")}, ["--page", "B"], "content/pages/a.md has the address"),
    ],
)
def test_an_address_that_is_taken_is_refused(folder, files, arguments, told) -> None:
    for name, text in files.items():
        (folder / "content" / name).parent.mkdir(exist_ok=True)
        (folder / "content" / name).write_text(text)
    run = pouch(folder, *arguments)

    assert (run.returncode, run.stdout) == (2, "")
    assert f"pouch new: {told}" in run.stderr
    assert "choose another title, or an address with --slug" in run.stderr
    left = {path for path in (folder / "content").rglob("*") if path.is_file()}
    assert {path.relative_to(folder / "content").as_posix() for path in left} == set(files)


def test_a_link_that_leads_nowhere_is_not_written_through(folder: Path) -> None:
    (folder / "content" / "tides.md").symlink_to(folder / "elsewhere.md")
    run = pouch(folder, "Tides")

    assert run.returncode == 2
    assert "content/tides.md" in run.stderr
    assert not (folder / "elsewhere.md").exists()


def test_a_page_and_a_post_may_be_called_alike(folder: Path) -> None:
    assert pouch(folder, "--page", "Tides").returncode == 0
    assert pouch(folder, "Tides").returncode == 0
    assert set(built(folder)) == {"tides.md"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Tides", "--date", "2025-13-01"], "--date is '2025-13-01', which is not a date"),
        (["\u200b \x1b"], "a title needs at least one visible character"),
        (["Tides", "-s", "other.py"], "other.py is not there; name it with -s, or begin with"),
        ([], "Missing argument 'TITLE...'"),
    ],
    ids=["date", "title", "settings", "none"],
)
def test_what_cannot_be_begun_is_one_sentence(folder, arguments, told: str) -> None:
    run = pouch(folder, *arguments)

    assert (run.returncode, run.stdout) == (2, "")
    assert told in run.stderr
    assert list((folder / "content").rglob("*.md")) == []


def test_a_front_matter_that_the_site_would_not_read_is_not_written(folder: Path) -> None:
    write_conf(folder, PLUGINS=["pelican_plugins.tags"])
    run = pouch(folder, "Tides")

    assert run.returncode == 2
    assert "PLUGINS names neither pelican_plugins nor pelican_plugins.front_matter" in run.stderr
    assert list((folder / "content").rglob("*.md")) == []


def test_settings_that_fail_are_one_sentence(folder: Path) -> None:
    write_conf(folder, TIMEZONE="Middle/Earth")
    assert "TIMEZONE is 'Middle/Earth', which is not a time zone" in pouch(folder, "Tides").stderr
    conf = folder / "pelicanconf.py"
    conf.write_text(conf.read_text().replace("TIMEZONE", "ANOTHER"))
    assert pouch(folder, "Tides").returncode == 0
    (folder / "pelicanconf.py").write_text("SITENAME = ")
    run = pouch(folder, "Tides")

    assert run.returncode == 2
    assert "pelicanconf.py:1 cannot be read: SyntaxError" in run.stderr


def test_tags_are_spelt_as_the_site_spells_them(folder: Path) -> None:
    texts = {
        "a.md": post(tags=["Sea walls", "rivers"]),
        "b.md": "---\ntitle: B\ntags:\n  - Sea walls\n  - 'Rivers'\n---\n",
        "c.md": "Title: C\nTags: sea-walls, Rivers\n",
    }
    for name, text in texts.items():
        (folder / "content" / name).write_text(text)
    (folder / "tags.yaml").write_text("Ukraine:\n  aliases: [Ukrain, UA]\nno: {}\n")
    write_conf(folder, POUCH_TAGS={"aliases": {"Kiev": "Kyiv"}})
    typed = ("ukrain", "Kiev", "SEA WALLS", "RIVERS", "New", "no", "ua")
    run = pouch(folder, "--json", "T", *(word for tag in typed for word in ("--tag", tag)))

    wanted = ["Ukraine", "Kyiv", "Sea walls", "Rivers", "New", "no"]
    assert json.loads(run.stdout)["tags"] == wanted
    assert "pouch new: the tag 'ukrain' is 'Ukraine' on this site" in run.stderr
    assert "'New'" not in run.stderr


def test_the_editor_of_the_owner_opens_the_file(folder: Path) -> None:
    editor = folder / "editor.sh"
    editor.write_text('#!/bin/sh\necho "Written." >> "$1"\n')
    editor.chmod(0o755)
    path = os.environ["PATH"]
    run = pouch(folder, "Tides", "--edit", VISUAL=str(editor), EDITOR="false", PATH=path)

    assert run.returncode == 0, run.stderr
    assert (folder / "content" / "tides.md").read_text().endswith("---\n\nWritten.\n")
    failed = pouch(folder, "Ebb", "--edit", VISUAL="false", PATH=path)
    assert failed.returncode == 2
    assert (folder / "content" / "ebb.md").is_file()


HOSTILE = [
    *("'Quoted': \"twice\"", "a: b", "- item", "# hash", "yes", "null", "1e3", "2025-06-03", "~"),
    *("---", "...", "{{ x }}", "[a, b]", "{a: b}", "*a", "&a", "!tag", "%x", "@x", "`x`", "|", ">"),
    *("🙂", "שלום עולם", "\u200fעברית\u200f", "مرحبا", "日本語", "a < b > c", "<script>", "&amp;"),
    *("../../etc/passwd", "C:\\con", "con", "nul.txt", ".hidden", "a/b", "x" * 500, "é" * 300),
    *("two\nlines", "tab\there", "bell\x07", "\ufeffmark", "line\u2028end", "a\\nb", "!!!"),
]


def test_hostile_titles_are_built_as_they_are(folder: Path) -> None:
    """All at once, by the command; each has a page of its own."""
    runs = {title: pouch(folder, "--", title) for title in HOSTILE}
    made = {Path(run.stdout.strip()).name: title for title, run in runs.items() if run.stdout}
    contents = built(folder)

    refused = [run for run in runs.values() if not run.stdout]
    assert all("; choose another title" in run.stderr for run in refused)
    assert len(made) == len(HOSTILE) - len(refused) > 2 * len(refused)
    assert {path.parent for path in folder.rglob("*.md")} == {folder / "content"}
    assert set(contents) == set(made)
    assert len({content["url"] for content in contents.values()}) == len(contents)
    for name, title in made.items():
        # To Pelican, a title may hold references of HTML's.
        assert unescape(contents[name]["title"]) == unescape(one_line(title))
        assert "<" not in contents[name]["title"]


def read(text: str, path: str):
    place = SourceContext(path=path, is_page=False, now=NOW, zone=UTC)
    found = read_post(text, place, FrontMatterSettings(strict=True))
    assert found
    assert found.problems == []
    return found.metadata


TITLES = st.text(max_size=60).map(lambda text: xml_safe(one_line(text))).filter(bool)
TAGS = st.lists(st.text(min_size=1, max_size=20).map(lambda text: xml_safe(one_line(text))))


@given(TITLES, TAGS.map(lambda names: [name for name in names if name]))
@example("'&amp; &lt; &", [])
@example("\u200b\ufeff", ["\u200f"])
def test_any_title_comes_out_of_the_front_matter_as_it_went_in(title, tags) -> None:
    wanted = read(draft_text(Draft(title="x", date=NOW, tags=["x"])), "a.md")
    found = read(draft_text(Draft(title=title, date=NOW, tags=tags)), "a.md")

    assert found["status"] == wanted["status"] == "draft"
    assert found["date"] == NOW
    assert unescape(found["title"]) == title


@given(st.text(max_size=400))
def test_any_title_names_a_file_that_stays_in_its_folder(title: str) -> None:
    stem = file_stem(slug_of(title, {}), date(2025, 6, 3))

    assert stem
    assert not stem.startswith(".")
    assert not set(stem) & set("/\\\0:?*\n")
    assert len(f"{stem}.md".encode()) < 130


def test_a_date_of_an_owner_is_of_the_site_s_zone() -> None:
    assert date_option("2025-06-03", NOW) == date(2025, 6, 3)
    assert date_option("2025-06-03 05:00", NOW).isoformat() == "2025-06-03T05:00:00+09:00"
    assert date_option("2025-06-03T05:00Z", NOW).isoformat() == "2025-06-03T05:00:00+00:00"
    assert date_option("", NOW.replace(microsecond=7)) == NOW


@pytest.mark.parametrize(
    ("head", "by_file", "slug"),
    [
        ("---\ntitle: 'It''s'\n---\n", False, "its"),
        ("+++\ntitle = \"A\"\nslug = 'b'\n+++\n", False, "b"),
        ("Title: A\n", True, "my-file"),
        ("Text about a\ntitle page of a book", False, "my-file"),
        ("A\n#\n\n:slug: in-rest\n", False, "in-rest"),
    ],
)
def test_the_slug_is_told_from_the_first_lines(head: str, by_file: bool, slug: str) -> None:
    def slugs(title: str) -> str:
        return slug_of(title, {"SLUG_REGEX_SUBSTITUTIONS": [(r"[^\w\s-]", ""), (r"\s+", "-")]})

    assert slug_in_head(head, "x/2020-01-02-my-file.md", slugs, by_file=by_file) == slug


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        ("tags: [a, 'b c']\ntitle: x", ["a", "b c"]),
        ('tags:\n- a\n  - "b"\ntitle: x\n- c', ["a", "b"]),
        ("Tags: a, b\r\nDate: x", ["a", "b"]),
        ("tags: []", []),
        ("mytags: a", []),
    ],
)
def test_tags_are_told_from_the_first_lines(head: str, tags: list[str]) -> None:
    assert list(tags_in(head)) == tags
    assert canonical_tag("never", {}, {}) == "never"
