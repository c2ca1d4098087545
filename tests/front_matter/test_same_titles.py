"""Two posts with one title are two posts, and the one that was there first keeps its URL."""

from __future__ import annotations

import json
import os
import subprocess

import feedparser
import pytest
from support import Site, build, post

# A copy, as people and programs name it, after its original.
COPIES = {
    "a.md": "a-copy.md",
    "b.md": "b copy.md",
    "c.md": "c (1).md",
    "d.md": "d-2.md",
    "e.md": "Kopie von e.md",
    "f.md": "copy-of-f.md",
    "g/index.md": "g-copy/index.md",
    "h.md": "old/h.md",
    "2025-01-01-i.md": "2025-02-01-i.md",
}


def shown(site: Site, path: str) -> str:
    return site.soup(path).find(class_="e-content").get_text(strip=True)


def test_a_copy_does_not_take_the_url_of_its_original(build_site) -> None:
    files = {}
    for original, copy in COPIES.items():
        letter = original[-4] if original.startswith("2025") else original[0]
        # The copies are there first, and are found first.
        files[copy] = post("The copy.", title=f"Title {letter}")
        files[original] = post("The original.", title=f"Title {letter}")
    site = build_site(files)

    assert site.code == 0, site.log
    assert {path: site.contents[path]["url"] for path in COPIES} == {
        path: f"title-{path[-4] if path.startswith('2025') else path[0]}.html" for path in COPIES
    }
    for number, path in (("", "The original."), ("-2", "The copy.")):
        assert {path} == {shown(site, f"title-{letter}{number}.html") for letter in "abcdefghi"}
    for name in ("feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/misc.atom.xml"):
        ids = [entry.id for entry in feedparser.parse(site.output / name).entries]
        assert len(set(ids)) == len(ids), name
    assert len(feedparser.parse(site.output / "feeds/all.rss.xml").entries) == 2 * len(COPIES)
    items = json.loads(site.text("feeds/all.json"))["items"]
    assert len({item["id"] for item in items}) == len(items) == 2 * len(COPIES)
    assert {tuple(content["translations"]) for content in site.contents.values()} == {()}


def test_the_older_post_keeps_the_url(build_site) -> None:
    files = {
        "a.md": post("Newer.", title="Same", date="2025-02-02"),
        "z-long-name.md": post("Older.", title="Same", date="2025-02-01"),
        "0.md": post("A draft.", title="Same", date="2001-01-01", status="hidden"),
        "pages/a.md": post("A page.", title="About", slug="about"),
        "pages/a-copy.md": post("A page, too.", title="About", slug="about"),
    }
    site = build_site(files)

    assert [shown(site, f"same{end}.html") for end in ("", "-2", "-3")] == [
        *("Older.", "Newer.", "A draft.")
    ]
    assert "<p>A page.</p>" in site.text("pages/about.html")
    assert site.contents["pages/a.md"]["translations"] == []
    assert len(site.messages_about("is already used by")) == 3


def test_what_git_knows_is_older_than_what_it_does_not(tmp_path) -> None:
    (tmp_path / "content").mkdir()
    for name in ("the-original.md", "another.md", "new.md"):
        text = post(f"It is {name}.", title="Same")
        (tmp_path / "content" / name).write_text(text)
    variables = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for day, name in enumerate(("the-original.md", "another.md"), 1):
        when = f"2025-03-0{day}T12:00:00+00:00"
        dated = variables | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        for command in (
            ["init", "-q"],
            ["add", f"content/{name}"],
            [*identity, "commit", "-qm", "x"],
        ):
            subprocess.run(["git", *command], cwd=tmp_path, env=dated, check=True)

    site = build(tmp_path, {})

    assert [shown(site, f"same{end}.html") for end in ("", "-2", "-3")] == [
        *("It is the-original.md.", "It is another.md.", "It is new.md.")
    ]


@pytest.mark.parametrize("plugins", ["pelican_plugins", "pelican_plugins.feeds"])
def test_only_texts_of_several_languages_are_translations(build_site, plugins: str) -> None:
    def text(name: str, lang: str) -> str:
        header = f"Title: {name}\nDate: 2025-0{len(name)}-01\nSlug: same\nLang: {lang}\n"
        return f"{header}Save_as: {name}-{lang}.html\nUrl: {name}-{lang}.html\n\nText.\n"

    files = {
        "tide.md": text("T", "en"),
        "tide.fr.md": text("T", "fr"),
        "wave.md": text("Wa", "en"),
        "wave.fr.md": text("Wa", "fr"),
        "spray-uk.md": text("Spr", "uk"),
        "foam.md": text("Foam", "en"),
        "froth.md": text("Froth", "de"),
        "fizz.md": text("Fizzzz", "de"),
    }
    site = build_site(files, {"PLUGINS": [plugins], "THEME": "simple"})

    assert {path: c["translations"] for path, c in site.contents.items()} == {
        "tide.md": ["froth.md", "tide.fr.md", "spray-uk.md"],
        "tide.fr.md": ["froth.md", "tide.md", "spray-uk.md"],
        "spray-uk.md": ["froth.md", "tide.md", "tide.fr.md"],
        "froth.md": ["tide.md", "tide.fr.md", "spray-uk.md"],
        "wave.md": ["fizz.md", "wave.fr.md"],
        "wave.fr.md": ["fizz.md", "wave.md"],
        "fizz.md": ["wave.md", "wave.fr.md"],
        "foam.md": [],
    }
    entries = feedparser.parse(site.output / "feeds" / "all.atom.xml").entries
    assert len({entry.id for entry in entries}) == len(entries) == len(files)


def test_posts_of_one_title_and_of_several_days_stay_where_pelican_has_them(build_site) -> None:
    files = {
        f"{day}.md": post(f"Of day {day}.", title="Tides", date=f"2025-01-0{day}")
        for day in range(1, 4)
    }
    pattern = {"ARTICLE_URL": "{date:%d}/{slug}/", "ARTICLE_SAVE_AS": "{date:%d}/{slug}/index.html"}
    site = build_site(files, pattern)

    assert [shown(site, f"0{day}/tides/index.html") for day in (1, 2, 3)] == [
        *("Of day 1.", "Of day 2.", "Of day 3.")
    ]
    assert site.messages_about("is already used by") == []
    entries = feedparser.parse(site.output / "feeds" / "all.atom.xml").entries
    assert [entry.link for entry in entries] == [
        f"https://example.org/blog/0{day}/tides/" for day in (3, 2, 1)
    ]


def test_a_language_in_a_file_name_parts_what_would_be_one_url(build_site) -> None:
    files = {
        "tide.md": post("High.", title="Tide", slug="tide"),
        "tide.fr.md": post("Haute.", title="Marée", slug="tide"),
        "wave.md": post("One.", title="Wave"),
        "wave.fr.md": post("Une.", title="Vague"),
        "said.md": post("Eins.", title="Foam", slug="foam", language="de"),
        "foam.md": post("One.", title="Foam", slug="foam"),
    }
    site = build_site(files)

    assert {path: (c["url"], c["lang"]) for path, c in site.contents.items()} == {
        "tide.md": ("tide.html", "en"),
        "tide.fr.md": ("tide-fr.html", "fr"),
        "wave.md": ("wave.html", "en"),
        # Pelican alone has it there.
        "wave.fr.md": ("vague.html", "en"),
        "said.md": ("foam-de.html", "de"),
        "foam.md": ("foam.html", "en"),
    }
    assert site.contents["tide.md"]["translations"] == ["tide.fr.md"]
    (line,) = site.messages_about("url_keys")
    assert line.startswith("1 post has keys that Pelican itself ignores")
