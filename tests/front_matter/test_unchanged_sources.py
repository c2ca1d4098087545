"""A source file that is as it was, among files that are as they were, is not parsed again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pictures
import pytest
from support import Site, build, post

from pelican_plugins._core.build import BUILD
from pelican_plugins.front_matter.pelican_source_records import SETTINGS as DECISIVE

# Notes which files are parsed and in which bodies pictures and lists are looked for, what other
# plugins see of their metadata, and what is logged.
SPY = """
import json, logging
from pathlib import Path
from pelican import signals
from pelican_plugins._core import pipeline
from pelican_plugins.front_matter import pelican_source_renderer

done = {"parsed": [], "placed": [], "seen": {}, "log": []}

class Hears(logging.Handler):
    def emit(self, record):
        done["log"].append(f"{record.levelname} {record.getMessage()}")

def register():
    logging.getLogger().addHandler(Hears())
    read_post, places = pelican_source_renderer.read_post, pipeline.Step.place
    def parse(text, place, settings):
        done["parsed"].append(place.path)
        return read_post(text, place, settings)
    def place(step, html, source):
        done["placed"].append(source.path)
        return places(step, html, source)
    pelican_source_renderer.read_post, pipeline.Step.place = parse, place
    signals.content_object_init.connect(look)
    signals.finalized.connect(write)

def look(content):
    facts = {key: [shown(value), str(type(value))] for key, value in content.metadata.items()}
    done["seen"][content.source_path] = [list(facts), facts]

def shown(value):
    if hasattr(value, "isoformat"):
        return f"{value.isoformat()} {getattr(value, 'tzinfo', None)!r} {value!r}"
    return repr(value)

def write(pelican):
    Path("done.json").write_text(json.dumps(done))
"""

SETTINGS = {
    "PLUGINS": ["spy", "pelican_plugins"],
    "STATIC_PATHS": ["images"],
    "POUCH_FRONT_MATTER": {"obsidian_syntax": True, "url_keys": "all"},
    "POUCH_BUILD": {"processes": 1, "cache_markdown": False},
}
MUCH = """---
title: 'All: "kinds"'
date: 2025-06-03T05:00:00+05:30
modified: 2025-07-01
tags: [sea, " Sea ", "river, wide"]
authors: [Ada Ferris, {name: Björn Ström, url: https://e.org/b}]
category: Water
rating: 4.5
count: 12
done: yes
nothing:
event: 2025-06-03
at: 2025-06-03T05:00:00Z
place: {lat: 48.5, names: [a, b], deep: {when: 2025-06-04}}
image: /images/jug.png
aliases: [/old/, /older.html]
summary: Some *words*.
---

# One

![A jug](/images/jug.png)

## Sources

* A work https://e.org/a
"""
HEADERS = """Title: Below headers
Date: 2025-06-03 10:00
Tags: sea, Sea
Authors: Ada Ferris; Björn Ström
Status: hidden
Rating: 4
Summary: Some *words*.

Text with [a link](much.md).
"""
FILES: dict[str, str | bytes] = {
    "much.md": MUCH,
    "headers.md": HEADERS,
    "twice.md": HEADERS.replace("Below", "Twice below").replace("Rating", "Date: 2024-01-01\nX"),
    "common.md": post("Text[^1]\n\n[^1]: A note.\n", title="Common", markdown="commonmark"),
    "vault.md": post("[[Other]] and [[None]]", title="Vault", markdown="commonmark"),
    "other.md": post("## Sources\n\n* A work https://e.org/b", title="Other"),
    "toml.md": "+++\ntitle = 'Toml'\ndate = 2025-06-03T05:00:00Z\nn = 3\n+++\n\nText.\n",
    "json.md": '{"title": "Json", "date": "2025-06-03", "o": {"p": [1, null]}}\n\nText.\n',
    "page.html": "---\ntitle: Page\ndate: 2025-06-03\n---\n<p>Text.</p>\n",
    "links.md": post("[there](later.md) ![x](next.png)", title="Links"),
    "lost.md": post("![A jar](/images/jarr.png)", title="Lost"),
    "doubt.md": post("Text.", title="Doubt", draft="perhaps"),
    "guess/2025-06-03-a-guess.md": "# A guess\n\nText.\n",
    "images/jug.png": pictures.saved("PNG"),
}
ALL = {name for name in FILES if not name.startswith("images/")}


def built(
    builder: Callable[..., Site], folder: Path | None = None, **settings: object
) -> tuple[Site, dict[str, set[str]], dict[str, object]]:
    """Build, and return what was done, and what was seen."""
    settings = {**SETTINGS, **settings}
    modules = {"spy": SPY}
    if folder is None:
        site = builder(FILES, settings, modules=modules, arguments=("-v",))
    else:
        site = build(folder, {}, settings, modules=modules, arguments=("-v",))
    assert site.code == 0, site.log
    done = json.loads((site.folder / "done.json").read_text())
    return site, {key: set(done[key]) for key in ("parsed", "placed")}, done["seen"]


def messages(site: Site) -> list[str]:
    log = json.loads((site.folder / "done.json").read_text())["log"]
    return [line for line in log if "content/" in line]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_second_build_parses_nothing_and_says_and_writes_the_same(
    build_site, processes: int
) -> None:
    settings = {"POUCH_BUILD": {"processes": processes}}
    if processes > 1:
        settings["PLUGINS"] = [*SETTINGS["PLUGINS"], "few_are_many"]
    first, done, seen = built(build_site, **settings)
    told = messages(first)
    second, again, seen_again = built(build_site, first.folder, **settings)

    assert processes > 1 or done["parsed"] == done["placed"] == ALL
    # What Pelican says of it, it says again.
    assert again["parsed"] == {"twice.md"}
    assert not again["placed"]
    assert seen_again == seen
    assert second.contents == first.contents
    assert second.files() == first.files()
    assert messages(second) == told
    for word in ("jarr.png", "draft", "a-guess.md", "twice.md"):
        assert any(word in line for line in told), word


def test_off_each_build_reads_all(build_site) -> None:
    settings = {"POUCH_BUILD": {"incremental": False, "processes": 1}}
    first, _, _ = built(build_site, **settings)

    _, again, _ = built(build_site, first.folder, **settings)

    assert again["parsed"] == ALL


def edited(folder: Path) -> None:
    path = folder / "content" / "other.md"
    status = path.stat()
    path.write_text(path.read_text().replace("Other", "Othen"))
    # As long as before, and as old: only its bytes tell.
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def touched(folder: Path) -> None:
    os.utime(folder / "content" / "much.md", (1, 1))


def bundled(folder: Path) -> None:
    (folder / "content" / "next.png").write_bytes(pictures.saved("PNG"))


def linked(folder: Path) -> None:
    (folder / "content" / "later.md").write_text(post("Text.", title="Later"))


def unlinked(folder: Path) -> None:
    (folder / "content" / "later.md").unlink()


def named(folder: Path) -> None:
    (folder / "content" / "None.md").write_text(post("Text.", title="None"))


def vaulted(folder: Path) -> None:
    (folder / "content" / ".obsidian").mkdir()


def replaced(folder: Path) -> None:
    (folder / "content" / "images" / "jug.png").write_bytes(
        pictures.saved("PNG", pictures.image(size=(64, 48)))
    )


def listed(folder: Path) -> None:
    (folder / "content" / "images" / "jar.png").write_bytes(pictures.saved("PNG"))


NO_HTML = ALL - {"page.html"}
CHANGES = {
    edited: ({"other.md"}, set()),
    touched: (set(), set()),
    bundled: ({"links.md"}, {"links.md", "lost.md"}),
    linked: ({"links.md", "later.md"}, {"links.md", "later.md"}),
    unlinked: ({"links.md"}, {"links.md"}),
    named: ({"vault.md", "None.md"}, {"vault.md", "None.md"}),
    replaced: (set(), {"much.md"}),
    listed: (set(), {"lost.md"}),
    vaulted: (ALL | {"None.md"}, set()),
}


def test_what_lies_around_a_source_counts_and_nothing_else(build_site) -> None:
    site, _, _ = built(build_site)
    for change, (parsed, placed) in CHANGES.items():
        change(site.folder)
        site, done, seen = built(build_site, site.folder)
        assert done["parsed"] - {"twice.md"} == parsed - {"twice.md"}, change.__name__
        assert done["placed"] == placed, change.__name__

    told = messages(site)
    clean, _, clean_seen = built(build_site, site.folder, CACHE_PATH="elsewhere")

    assert clean.files() == site.files()
    assert clean.contents == site.contents
    assert clean_seen == seen
    assert messages(clean) == told


SETTINGS_THAT_COUNT = [
    {"FORMATTED_FIELDS": []},
    {"TIMEZONE": "Asia/Tokyo"},
    {"MARKDOWN": {"extensions": ["markdown.extensions.nl2br"]}},
    {"POUCH_FRONT_MATTER": {"markdown": "commonmark"}},
]


def test_settings_that_decide_what_is_read_count_and_others_do_not(build_site) -> None:
    site, _, _ = built(build_site)
    for settings in SETTINGS_THAT_COUNT:
        _, done, _ = built(build_site, site.folder, **settings)
        assert done["parsed"] == ALL, settings

    _, done, _ = built(build_site, site.folder, SITEURL="https://example.net", SITENAME="B")

    assert done["parsed"] == {"twice.md"}


NOTES_SETTINGS = """
import json
from pathlib import Path
from pelican import signals
from pelican_plugins.front_matter.pelican_reader import FrontMatterReader

names = set()

class Noted(dict):
    def __getitem__(self, name):
        names.add(name)
        return super().__getitem__(name)
    def get(self, name, default=None):
        names.add(name)
        return super().get(name, default)

def register():
    render = FrontMatterReader.render
    def noting(self, path):
        settings, self.settings = self.settings, Noted(self.settings)
        try:
            return render(self, path)
        finally:
            self.settings = settings
    FrontMatterReader.render = noting
    signals.finalized.connect(lambda _: Path("names.json").write_text(json.dumps(sorted(names))),
        weak=False)
"""


def test_each_setting_that_is_asked_for_while_a_file_is_read_counts(build_site) -> None:
    settings = {**SETTINGS, "PLUGINS": ["notes_settings", "pelican_plugins"]}
    site = build_site(FILES, settings, modules={"notes_settings": NOTES_SETTINGS})
    names = set(json.loads((site.folder / "names.json").read_text()))

    # Of two a part counts, another key stands for the content folder, and one is ours.
    assert names - {*DECISIVE} == {BUILD, "MARKDOWN", "PATH", "PLUGINS"}
    assert names >= {"FORMATTED_FIELDS", "PAGE_PATHS", "TIMEZONE"}


STATE = """
from markdown import Extension
from markdown.preprocessors import Preprocessor

class Counting(Preprocessor):
    def run(self, lines):
        return lines

class Counts(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Counting(md), "counting", 1)
"""


def test_an_extension_that_may_read_anything_has_all_its_posts_read(build_site) -> None:
    settings = {**SETTINGS, "MARKDOWN": {"extensions": ["state:Counts"]}}
    files = {"a.md": post(), "b.md": HEADERS, "c.md": post(title="C", markdown="commonmark")}
    modules = {"spy": SPY, "state": STATE}
    settings["POUCH_FRONT_MATTER"] = {"markdown": "python-markdown"}
    site = build_site(files, settings, modules=modules)
    build(site.folder, {}, settings, modules=modules)

    done = json.loads((site.folder / "done.json").read_text())

    assert set(done["parsed"]) == {"a.md", "b.md"}


OTHER = """
from pelican_plugins.front_matter.pelican_reader import FrontMatterReader

class Reader(FrontMatterReader):
    def render(self, path):
        return super().render(path)

READERS = {"md": Reader}
"""


def test_a_reader_that_builds_on_ours_reads_all(build_site) -> None:
    conf = f"from other import READERS\nPLUGINS = {SETTINGS['PLUGINS']!r}\n"
    modules = {"spy": SPY, "other": OTHER, "conf": f"{conf}TIMEZONE = 'UTC'\nSITEURL = ''\n"}
    files = {"a.md": post()}
    site = build_site(files, modules=modules, keep_conf=True)
    site = build(site.folder, {}, modules=modules, keep_conf=True)

    assert site.code == 0, site.log
    assert json.loads((site.folder / "done.json").read_text())["parsed"] == ["a.md"]


def test_a_post_that_waits_is_read_again_when_its_time_has_come(build_site) -> None:
    clock = """
import datetime, os
from pelican_plugins.front_matter import pelican_reader, pelican_source_renderer

class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromisoformat(os.environ["NOW"])

def register():
    pelican_reader.datetime = pelican_source_renderer.datetime = Clock
"""
    files = {
        "yaml.md": post(publishDate="2030-01-01"),
        "headers.md": "Title: Two\nDate: 2025-01-01\nPublishDate: 2030-01-01\n\nText.\n",
        "always.md": post(title="Always"),
    }
    settings = {**SETTINGS, "PLUGINS": ["clock", "spy", "pelican_plugins"]}
    modules = {"spy": SPY, "clock": clock}
    waiting = {"yaml.md", "headers.md"}
    site = build_site(
        files, settings, modules=modules, environment={"NOW": "2029-01-01T00:00:00+00:00"}
    )
    assert [site.contents[name]["status"] for name in sorted(waiting)] == ["draft", "draft"]
    for now, parsed, status in [
        ("2029-12-31T23:59:59", set(), "draft"),
        ("2030-01-01T00:00:00", waiting, "published"),
        ("2031-01-01T00:00:00", set(), "published"),
        ("2028-06-01T00:00:00", {*files}, "draft"),
    ]:
        environment = {"NOW": f"{now}+00:00"}
        again = build(site.folder, {}, settings, modules=modules, environment=environment)
        done = json.loads((site.folder / "done.json").read_text())
        assert set(done["parsed"]) == parsed, now
        assert {again.contents[name]["status"] for name in waiting} == {status}, now


def test_the_time_of_a_file_counts_where_it_is_the_date(build_site) -> None:
    settings = {**SETTINGS, "POUCH_FRONT_MATTER": {"date_fallback": "mtime"}}
    files = {"a.md": "---\ntitle: A\n---\n\nText.\n", "b.md": post(title="B")}
    site = build_site(files, settings, modules={"spy": SPY})
    for name in files:
        os.utime(site.folder / "content" / name, (1_000_000_000, 1_000_000_000))

    site = build(site.folder, {}, settings, modules={"spy": SPY})

    assert json.loads((site.folder / "done.json").read_text())["parsed"] == ["a.md"]
    assert site.contents["a.md"]["date"].startswith("2001-09-09T01:46:40")
