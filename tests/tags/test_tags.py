"""Tags in a whole site: one page each, old addresses alive, nothing gone without a word."""

from __future__ import annotations

import json
import os
import sys

import feedparser
import pytest
from support import post, run_module

FEEDS = {"TAG_FEED_ATOM": "feeds/tag/{slug}.atom.xml", "TAG_FEED_RSS": "feeds/tag/{slug}.rss.xml"}


def posts(*tags: list[str], **front_matter) -> dict[str, str]:
    return {
        f"{n}.md": post(title=f"P{n}", date=f"2025-01-{n + 1:02d}", tags=list(each), **front_matter)
        for n, each in enumerate(tags)
    }


def listed(site, page: str) -> list[str]:
    links = site.soup(page).select("main article h2 a, main .card-title a")
    return sorted(link.get_text(strip=True) for link in links)


def test_tags_of_one_slug_have_a_page_each_and_the_oldest_keeps_its_own(build_site) -> None:
    files = posts(["C#"], ["c", "c++", "Rivers"], ["c", "++"], ["故事", "股市"])
    files["pages/p.md"] = post(title="P", tags=["c", "c++"])
    site = build_site(files)

    assert site.code == 0, site.log
    assert site.contents["1.md"]["tags"] == ["c", "c++", "Rivers"]
    assert listed(site, "tag/c.html") == ["P0"]
    assert listed(site, "tag/c-2.html") == ["P1", "P2"]
    assert listed(site, "tag/c-plus-plus.html") == ["P1"]
    assert listed(site, "tag/plus-plus.html") == ["P2"]
    assert listed(site, "tag/gu-shi.html") == listed(site, "tag/股市.html") == ["P3"]
    (message,) = site.messages_about("'c-2'")
    assert message.startswith(
        "the tags 'C#' and 'c' would have the same URL, 'c', so the slug of 'c' is"
    )


def test_a_tag_that_looks_like_a_further_page_of_another_stops_no_build(build_site) -> None:
    files = posts(["Python"], ["Python"], ["Python"], ["Python3"])
    site = build_site(files, {"DEFAULT_PAGINATION": 1})

    assert site.code == 0, site.log
    assert listed(site, "tag/python3.html") == ["P0"]
    assert listed(site, "tag/python3-2.html") == ["P3"]
    (message,) = site.messages_about("'python3-2'")
    assert message.startswith("the tag 'Python3' would get 'python3', the URL of a further page")


VOCABULARY = """
Ukraine:
  aliases: [Ukrain, Ucraina]
  description: The country & its <rivers>.
  parents: [Europe]
conscription: {implies: [war]}
misc: {drop: true}
land/sea: {split: [land, sea]}
NATO: {slug: nato-alliance}
war: {names: {fr: Guerre}}
"""


@pytest.fixture
def merged(shared_site):
    files = {
        **posts(["Ukrain"], ["Ukraine"], ["ukraine ", "Europe"], ["conscription", "misc"]),
        "4.md": post(title="P4", tags=["land/sea", "NATO"]),
        "5.md": post(title="P5", tags=["war"], lang="fr", slug="p3"),
        "6.md": post(title="P6", tags=["Ukrain", "misc"], status="draft"),
        "pages/p.md": post(title="P", tags=["UKRAIN"]),
        "tags.yaml": VOCABULARY,
    }
    return shared_site(files, FEEDS | {"DEFAULT_PAGINATION": 1})


def test_what_the_vocabulary_says_is_done_in_articles_drafts_and_pages(merged) -> None:
    assert merged.code == 0, merged.log
    tags = {name: content["tags"] for name, content in merged.contents.items()}
    assert tags["0.md"] == tags["1.md"] == tags["6.md"] == tags["pages/p.md"] == ["Ukraine"]
    assert tags["3.md"] == ["conscription", "war"]
    assert tags["4.md"] == ["land", "sea", "NATO"]
    assert tags["5.md"] == ["Guerre"]
    assert listed(merged, "tag/ukraine.html") == ["P2"]
    assert listed(merged, "tag/ukraine3.html") == ["P0"]
    assert "tag/nato-alliance.html" in merged.files()


def test_the_page_of_a_tag_tells_what_it_is_and_what_it_belongs_to(merged) -> None:
    page = merged.soup("tag/ukraine.html")

    assert page.select_one(".lede").get_text() == "The country & its <rivers>."
    (above,) = page.select(".list-header .term")
    assert (above.get_text(), above["href"]) == (
        "Europe",
        "https://example.org/blog/tag/europe.html",
    )
    assert "The country &amp; its" in merged.text("tags.html")
    # The tag's own page speaks the site's language, a French article its own.
    assert merged.soup("tag/war.html").h1.get_text(" ", strip=True).endswith("war")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tag/ukrain.html", "tag/ukraine.html"),
        ("tag/ucraina.html", "tag/ukraine.html"),
        ("tag/nato.html", "tag/nato-alliance.html"),
        ("tag/landsea.html", "tag/land.html"),
    ],
)
def test_an_old_address_leads_to_the_page_that_took_its_place(merged, old: str, new: str) -> None:
    page = merged.soup(old)
    target = f"https://example.org/blog/{new}"

    assert page.select_one("link[rel=canonical]")["href"] == target
    assert page.select_one("meta[http-equiv=refresh]")["content"].endswith(target)
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_the_further_pages_of_a_merged_tag_lead_there_too(build_site) -> None:
    files = {**posts(["Ukrain"], ["ukrain"], ["Ukraine"]), "tags.yaml": VOCABULARY}
    site = build_site(files, {"DEFAULT_PAGINATION": 1})

    for old in ("tag/ukrain.html", "tag/ukrain2.html"):
        assert "tag/ukraine.html" in site.text(old)
    assert "tag/ukrain3.html" not in site.files()


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_whoever_subscribed_to_a_misspelt_tag_goes_on_reading(merged, kind: str) -> None:
    old = feedparser.parse(merged.text(f"feeds/tag/ukrain.{kind}.xml"))
    new = feedparser.parse(merged.text(f"feeds/tag/ukraine.{kind}.xml"))

    assert not old.bozo
    assert [entry.id for entry in old.entries] == [entry.id for entry in new.entries]
    assert len(old.entries) == 3


def test_an_old_feed_in_json_goes_on_too(build_site) -> None:
    files = {**posts(["Ukrain"], ["Ukraine"]), "tags.yaml": VOCABULARY}
    site = build_site(files, {"TAG_FEED_JSON": "feeds/tag/{slug}.json"})
    old, new = (json.loads(site.text(f"feeds/tag/{slug}.json")) for slug in ("ukrain", "ukraine"))

    assert [item["id"] for item in old["items"]] == [item["id"] for item in new["items"]]
    assert len(old["items"]) == 2


def test_an_old_address_that_another_page_has_is_that_pages(build_site) -> None:
    files = {
        **posts(["Ukraine"]),
        "pages/old.md": post(title="Old", save_as="tag/ukrain.html", url="tag/ukrain.html"),
        "tags.yaml": VOCABULARY,
    }
    site = build_site(files)

    assert site.code == 0, site.log
    assert site.soup("tag/ukrain.html").h1.get_text() == "Old"


def test_relative_addresses_lead_on_from_where_the_page_stands(build_site) -> None:
    files = {**posts(["Ukrain"]), "tags.yaml": VOCABULARY}
    site = build_site(files, {"RELATIVE_URLS": True})

    assert site.soup("tag/ukrain.html").a["href"] == "../tag/ukraine.html"


def test_categories_and_authors_are_treated_alike_where_asked_for(build_site) -> None:
    files = {
        "a.md": post(title="A", category="Reports", author="J Hart"),
        "b.md": post(title="B", category="reports", author="JHart"),
        "c.md": post(title="C", category="Raports", author="Jo Hart"),
        "d.md": post(title="D", category="Reports"),
        "categories.yaml": "Reports: {aliases: [Raports], description: What we found.}",
        "authors.yaml": "Jo Hart: {aliases: [J Hart]}",
    }
    settings = {
        "POUCH_TAGS": {"categories": True, "authors": True},
        "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
        "AUTHOR_FEED_ATOM": "feeds/by-{slug}.atom.xml",
    }
    site = build_site(files, settings)

    assert site.code == 0, site.log
    assert listed(site, "category/reports.html") == ["A", "B", "C", "D"]
    assert "What we found." in site.text("category/reports.html")
    assert listed(site, "author/jo-hart.html") == ["A", "B", "C"]
    assert "author/jo-hart.html" in site.text("author/j-hart.html")
    old = feedparser.parse(site.text("feeds/raports.atom.xml"))
    assert len(old.entries) == 4
    assert "feeds/by-j-hart.atom.xml" in site.files()


def test_without_the_setting_categories_and_authors_stay_as_they_are(build_site) -> None:
    files = {"a.md": post(title="A", category="Reports"), "b.md": post(category="Raports")}
    files["categories.yaml"] = "Reports: {aliases: [Raports]}"
    site = build_site(files)

    assert {"category/reports.html", "category/raports.html"} <= set(site.files())


BAD = {
    "empty": "",
    "emoji": "🌊🌊",
    "long": "x" * 10_000,
    "wide": "я" * 190,
    "combining": "e\u0301\u0301\u0301\u0301",
    "turned": "\u202egnidaer",
    "climbing": "../../etc/passwd",
    "script": "<script>alert(1)</script>",
    "quote": '" onclick="alert(1)',
    "control": "bell\x07\x1b[31m",
    "braces": "{slug} {0} %s",
    "number": 2020,
    "yes": True,
    "none": None,
    "mapping": {"name": "Mapped"},
}


def test_whatever_stands_for_a_tag_the_site_is_built(build_site) -> None:
    files = {f"{name}.md": post(title=name, tags=[tag, "Rivers"]) for name, tag in BAD.items()}
    site = build_site(files, FEEDS)

    assert site.code == 0, site.log
    assert listed(site, "tag/rivers.html") == sorted(BAD)
    assert site.contents["number.md"]["tags"] == ["2020", "Rivers"]
    assert site.contents["mapping.md"]["tags"] == ["Mapped", "Rivers"]
    assert not (site.folder.parent / "etc").exists()
    for name, data in site.files().items():
        assert b"<script>alert" not in data, name
        assert b'" onclick="' not in data, name
        assert b"\x1b" not in data, name
    assert len(site.messages_about("a tag of 10000 characters was removed")) == 1
    assert "'⟨script⟩alert(1)⟨/script⟩'" in site.log


def test_ten_thousand_tags_are_no_trouble(build_site) -> None:
    files = posts(*[[f"tag {n} {m}" for m in range(100)] for n in range(20)])
    site = build_site(files, {"TAG_SAVE_AS": ""})

    assert site.code == 0, site.log
    assert len(site.contents["0.md"]["tags"]) == 100


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "tags.yaml",
            "a:\n  alias: [b]",
            "tags.yaml:2: 'alias' of 'a' is an unknown key; did you mean",
        ),
        ("tags.yaml", "a: {aliases: [b]}\nb: {aliases: [a]}", "a circle: a -> b -> a"),
        ("tags.yaml", b"\xff\xfe", "tags.yaml is not UTF-8"),
        ("x.md", post(), "POUCH_TAGS['file'] is 'mine.yaml', but there is no such file"),
    ],
)
def test_a_broken_vocabulary_stops_the_build(build_site, name: str, text, message: str) -> None:
    settings = {"POUCH_TAGS": {"file": "mine.yaml"}} if name == "x.md" else {}
    site = build_site({"a.md": post(tags=["a"]), name: text}, settings)

    assert site.code == 1
    assert message in site.log
    assert "Traceback" not in site.log
    assert not site.output.exists() or not site.files()


def test_one_line_says_what_was_merged(merged, build_site) -> None:
    (line,) = merged.messages_about("`pouch tags` lists them")
    assert (
        line == "tags: 3 spellings merged into 1 tag, 1 dropped, 1 parted; `pouch tags` lists them"
    )

    assert "pouch tags" not in build_site(posts(["a"], ["b"])).log


def test_a_plugin_that_counts_tags_afterwards_sees_them_named(build_site) -> None:
    counter = (
        "from pelican import signals\n"
        "def count(generator):\n"
        "    print('COUNTED', sorted((t.name, len(a)) for t, a in generator.tags.items()))\n"
        "def register():\n"
        "    signals.article_generator_finalized.connect(count)\n"
    )
    files = {**posts(["Ukrain"], ["ukraine"]), "tags.yaml": VOCABULARY}
    settings = {"PLUGINS": ["pelican_plugins", "counter"]}
    site = build_site(files, settings, modules={"counter": counter})

    assert "COUNTED [('Ukraine', 2)]" in site.log


def test_other_readers_tags_are_named_too(build_site) -> None:
    files = {
        "a.md": "Title: A\nDate: 2025-01-01\nTags: Ukrain, rivers\n\nText.\n",
        "b.rst": "B\n#\n\n:date: 2025-01-02\n:tags: ukraine, Rivers\n\nText.\n",
        "c.html": "<html><head><title>C</title><meta name='date' content='2025-01-03'>"
        "<meta name='tags' content='UKRAINE, Rivers'></head><body>Text.</body></html>",
        "tags.yaml": VOCABULARY,
    }
    site = build_site(files, {"PLUGINS": ["pelican_plugins.tags"]})

    for name in ("a.md", "b.rst", "c.html"):
        assert site.contents[name]["tags"] == ["Ukraine", "Rivers"]


@pytest.mark.skipif(sys.platform == "win32", reason="names of files have other limits there")
def test_an_unreadable_vocabulary_stops_the_build(build_site) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is unreadable to root")
    site = build_site({"a.md": post(), "tags.yaml": "a: {}"})
    (site.folder / "content" / "tags.yaml").chmod(0)
    site = build_site({"a.md": post()})

    assert site.code == 1


TWICE = """
from pathlib import Path
from pelican import Pelican
from pelican.settings import read_settings

site = Pelican(read_settings("conf.py", {"PATH": "content", "OUTPUT_PATH": "output"}))
site.run()
Path("content/tags.yaml").write_text("Ukraine: {aliases: [Ukrain]}")
site.run()
"""


def test_a_vocabulary_that_changes_counts_in_the_next_build_of_autoreload(build_site) -> None:
    site = build_site(posts(["Ukrain"]))
    (site.folder / "twice.py").write_text(TWICE)
    run = run_module("twice", [], site.folder)

    assert run.returncode == 0, run.stderr
    assert site.soup("tag/ukraine.html").h1.get_text(" ", strip=True).endswith("Ukraine")
