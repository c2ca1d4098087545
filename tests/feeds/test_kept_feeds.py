"""A feed is built again where one of its entries has changed, and only there."""

from __future__ import annotations

from typing import Any

import pytest
from support import Site, build, post

# Tells which feeds are built, by what every feed of XML needs of feedgen.
COUNTING = """
from feedgen.feed import FeedGenerator

def count(form):
    real = getattr(FeedGenerator, f"{form}_str")
    def method(self, *args, **more):
        print(f"builds {form} {self.title()}")
        return real(self, *args, **more)
    setattr(FeedGenerator, f"{form}_str", method)

def register():
    for form in ("rss", "atom"):
        if not getattr(FeedGenerator, f"{form}_str").__module__ == __name__:
            count(form)
"""
FIRST = {"title": "First", "tags": ["one"], "category": "Rivers"}
SHORT = {"copyright": "Free.", "tag_content": "summary"}
OFF = {"POUCH_BUILD": {"incremental": False}}
FILES: dict[str, str | bytes] = {
    "a.md": post("One body.", **FIRST),
    "b.md": post(
        "[Listen&nbsp;now]({static}/audio/b.mp3)", title="Second", tags=["two"], category="Hills"
    ),
    "d.md": post("Hush.", title="Secret", status="draft", tags=["one"], category="Rivers"),
    "audio/b.mp3": b"sound",
}
SETTINGS: dict[str, Any] = {
    "PLUGINS": ["pelican_plugins", "counting"],
    "FEED_ALL_RSS": None,
    "TAG_FEED_RSS": "feeds/{slug}.rss.xml",
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
    "STATIC_PATHS": ["audio"],
    "THEME": "simple",
}
ALL, RIVERS, HILLS = "atom A Test", "atom A Test - Rivers", "atom A Test - Hills"
ONE, TWO = "rss A Test - one", "rss A Test - two"
FIRSTS = {ALL, RIVERS, ONE}
EVERY = {ALL, RIVERS, HILLS, ONE, TWO}


def built(site: Site) -> set[str]:
    assert site.code == 0, site.log
    lines = site.log.splitlines()
    return {line.removeprefix("builds ") for line in lines if line.startswith("builds ")}


def feeds_of(site: Site) -> dict[str, bytes]:
    return {name: data for name, data in site.files().items() if name.startswith("feeds/")}


def times_of(site: Site) -> dict[str, int]:
    return {name: (site.output / name).stat().st_mtime_ns for name in feeds_of(site)}


# One after the other: what changes, and the feeds that hold it.
CHANGES: list[tuple[str, dict[str, str | bytes], dict[str, Any], set[str]]] = [
    ("nothing", {}, {}, set()),
    ("a title", {"a.md": post("One body.", **{**FIRST, "title": "Erst"})}, {}, {ALL, RIVERS, ONE}),
    ("a body", {"a.md": post("Its body.", **FIRST)}, {}, {ALL, RIVERS, ONE}),
    ("a date", {"a.md": post(**FIRST, date="2025-06-01")}, {}, {ALL, RIVERS, ONE}),
    ("a later date", {"a.md": post(**FIRST, modified="2025-06-09")}, {}, {ALL, RIVERS, ONE}),
    ("an author", {"a.md": post(**FIRST, author="Ben")}, {}, {ALL, RIVERS, ONE}),
    ("a tag", {"a.md": post(**{**FIRST, "tags": ["one", "two"]})}, {}, {ALL, RIVERS, ONE, TWO}),
    ("a category", {"a.md": post(**{**FIRST, "category": "Hills"})}, {}, {ALL, HILLS, ONE, TWO}),
    ("a GUID", {"a.md": post(**FIRST, guid="mine")}, {}, {ALL, RIVERS, HILLS, ONE}),
    ("a list", {"a.md": post("## Sources\n\n- <https://example.com/1>", **FIRST)}, {}, FIRSTS),
    ("a summary", {"a.md": post(**FIRST, summary="In short.")}, {}, FIRSTS),
    ("a file that is linked", {"audio/b.mp3": b"more sound"}, {}, {ALL, HILLS, TWO}),
    ("a file that is named", {"a.md": post(**FIRST, enclosure="audio/b.mp3")}, {}, FIRSTS),
    ("a draft", {"d.md": post("Psst.", title="Secret", status="draft")}, {}, set()),
    ("a post more", {"c.md": post(title="Third", category="Hills")}, {}, {ALL, HILLS}),
    ("our setting", {}, {"POUCH_FEEDS": {"copyright": "Free."}}, EVERY),
    ("the kind of entry", {}, {"POUCH_FEEDS": SHORT}, {ONE, TWO}),
    ("iframes", {}, {"POUCH_FEEDS": {**SHORT, "iframes": "keep"}}, EVERY),
    ("Pelican's setting", {}, {"SUMMARY_MAX_LENGTH": 1}, EVERY),
    ("the zone", {}, {"TIMEZONE": "Asia/Tokyo"}, EVERY),
    ("the URL", {}, {"SITEURL": "https://example.com"}, EVERY),
    ("URLs of tags", {}, {"TAG_URL": "t/{slug}"}, {ALL, RIVERS, HILLS, ONE, TWO}),
    ("URLs of posts", {}, {"ARTICLE_URL": "{slug}"}, EVERY),
    ("the subtitle", {}, {"SITESUBTITLE": "Of rivers"}, EVERY),
]


def test_exactly_the_feeds_that_hold_what_changed_are_built_again(build_site) -> None:
    files, settings = dict(FILES), dict(SETTINGS)
    site = build_site(files, settings, modules={"counting": COUNTING})
    assert built(site) == EVERY
    for what, new_files, new_settings, expected in CHANGES:
        files |= new_files
        settings |= new_settings
        times = times_of(site)
        site = build(site.folder, new_files, settings)
        assert built(site) == expected, what
        assert expected or times_of(site) == times, what

    anew = build_site(files, settings | OFF, modules={"counting": COUNTING})
    assert built(anew) == EVERY
    assert feeds_of(site) == feeds_of(anew)
    # Nothing is kept without the setting, and nothing changes.
    times = times_of(site)
    assert built(build(site.folder, {}, settings | OFF)) == EVERY
    assert times_of(site) == times


def test_a_feed_that_is_not_the_one_we_wrote_is_built_again(build_site) -> None:
    # With each page that is written, Pelican sets the context's URL of the site.
    settings = SETTINGS | {"RELATIVE_URLS": True}
    site = build_site(FILES, settings, modules={"counting": COUNTING})
    clean = feeds_of(site)
    written_last = site.output / "feeds/all.json"
    written_last.write_bytes(written_last.read_bytes().replace(b"Second", b"Sekond"))
    (site.output / "second.html").unlink()
    rivers = site.output / "feeds/rivers.atom.xml"
    rivers.write_bytes(rivers.read_bytes().replace(b"First", b"Erst"))
    (site.output / "feeds/one.rss.xml").unlink()
    # As after a copy of the whole folder: the times differ, the bytes do not.
    both = site.output / "feeds/all.atom.xml"
    data = both.read_bytes()
    both.unlink()
    both.write_bytes(data)

    again = build(site.folder, {}, settings)

    assert built(again) == {RIVERS, ONE}
    assert feeds_of(again) == clean


@pytest.mark.parametrize("damage", [b"no database", b""])
def test_a_damaged_record_only_costs_time(build_site, damage) -> None:
    site = build_site(FILES, SETTINGS, modules={"counting": COUNTING})
    clean = feeds_of(site)
    (site.folder / "cache/pouch/build.sqlite3").write_bytes(damage)

    again = build(site.folder, {}, SETTINGS)

    assert built(again) == EVERY
    assert feeds_of(again) == clean
    assert built(build(site.folder, {}, SETTINGS)) == set()


LISTENING = """
from pelican import signals

def generated(context, feed):
    shown = [[item[k] for k in ("title", "content", "description", "link")] for item in feed.items]
    print("hears", feed.feed["title"], shown)

def written(path, context, feed):
    shown = [item["title"] for item in feed.items]
    print("sees", path.rpartition("/")[2], shown)

def register():
    signals.feed_generated.connect(generated)
    signals.feed_written.connect(written)
"""


def test_who_listens_hears_the_same_of_feeds_that_are_kept(build_site) -> None:
    settings = SETTINGS | {"PLUGINS": ["pelican_plugins", "counting", "listening"]}
    modules = {"counting": COUNTING, "listening": LISTENING}
    site = build_site(FILES, settings, modules=modules)
    heard = [line for line in site.log.splitlines() if line.startswith(("hears", "sees"))]

    again = build(site.folder, {}, settings)

    assert built(again) == set()
    # A JSON Feed, too.
    assert len(heard) == 2 * (len(EVERY) + 1)
    assert [x for x in again.log.splitlines() if x.startswith(("hears", "sees"))] == heard


SIGNING = """
import os
from pathlib import Path
from pelican import signals

def sign(path, context, feed):
    # As within one tick of the file system's clock.
    before = os.stat(path)
    file = Path(path)
    file.write_bytes(file.read_bytes().replace(b"Second", b"Signed"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

def shout(context, feed):
    for item in feed.items:
        item["title"] = item["title"].replace("Second", "SHOUTS")

def register():
    signals.feed_written.connect(sign)
    if SHOUTS:
        signals.feed_generated.connect(shout)
"""


@pytest.mark.parametrize("shouts", [False, True])
def test_what_another_plugin_changes_is_changed_once_in_each_build(build_site, shouts) -> None:
    settings = SETTINGS | {"PLUGINS": ["pelican_plugins", "counting", "signing"]}
    modules = {"counting": COUNTING, "signing": f"SHOUTS = {shouts}\n{SIGNING}"}
    site = build_site(FILES, settings, modules=modules)
    clean = feeds_of(site)
    assert (b"SHOUTS" if shouts else b"Signed") in clean["feeds/all.atom.xml"]

    again = build(site.folder, {}, settings)

    # The others hold nothing that is changed.
    assert built(again) == {ALL, HILLS, TWO}
    assert feeds_of(again) == clean


FLAWED = {
    "a.md": post("Text.", title="Lost", enclosure="none.mp3"),
    "b.md": post("A bell \x07 rings.", title="Bell"),
    "c.md": post("Text.", title="Twin", guid="same"),
    "e.md": post("Text.", title="Other twin", guid="same"),
}


def test_what_is_wrong_with_entries_is_said_in_each_build(build_site) -> None:
    site = build_site(FLAWED, SETTINGS, modules={"counting": COUNTING})
    about = ("none.mp3", "U+0007", "its guid same")
    said = [site.messages_about(word) for word in about]
    assert all(said), site.log

    again = build(site.folder, {}, SETTINGS)

    assert built(again) == set()
    assert [again.messages_about(word) for word in about] == said


def test_a_site_within_a_site_keeps_its_own_feeds(build_site) -> None:
    files = {
        "a.md": post("Words.", title="First", slug="a", lang="en"),
        "a.fr.md": post("Mots.", title="Premier", slug="a", lang="fr"),
    }
    subsites = {"fr": {"SITENAME": "Un essai"}}
    settings = SETTINGS | {
        "PLUGINS": ["pelican_plugins", "i18n_subsites", "counting"],
        "I18N_SUBSITES": subsites,
        "DEFAULT_LANG": "en",
        "CATEGORY_FEED_ATOM": None,
    }
    site = build_site(files, settings, modules={"counting": COUNTING})
    assert built(site) == {ALL, "atom Un essai"}

    assert built(build(site.folder, {}, settings)) == set()

    inner = {"SITENAME": "Un autre essai"}
    changed = build(site.folder, {}, settings | {"I18N_SUBSITES": {"fr": inner}})
    assert built(changed) == {"atom Un autre essai"}


def test_archives_that_are_complete_are_kept(build_site) -> None:
    files = {f"{day}.md": post(title=f"P{day}", date=f"2025-06-0{day}") for day in range(1, 6)}
    settings = SETTINGS | {
        "POUCH_FEEDS": {"archives": True, "items": 2},
        "CATEGORY_FEED_ATOM": None,
    }
    site = build_site(files, settings, modules={"counting": COUNTING})
    before = times_of(site)

    again = build(site.folder, {"6.md": post(title="P6", date="2025-06-06")}, settings)

    after = times_of(again)
    assert before["feeds/all-archive-1.atom.xml"] == after["feeds/all-archive-1.atom.xml"]
    assert before["feeds/all.atom.xml"] != after["feeds/all.atom.xml"]
    # The newest two, the third archive, and the second, which now has a next.
    assert again.log.count("builds atom A Test\n") == 3
