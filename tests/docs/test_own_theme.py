"""The snippets of the page on themes make a theme, and it shows what the page says it shows."""

from __future__ import annotations

import json

import pytest
from blocks import blocks_of
from bs4 import BeautifulSoup
from pictures import saved
from support import ROOT, Site, build, post

BODY = """\
![A gauge](/images/gauge.png)

## Resources

* [Tide tables](https://example.org/tides), since 1833
* [A < B](https://example.net/ab)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("own-theme")
    for block in blocks_of(ROOT / "docs" / "how-to" / "theme.md"):
        if block.kind == "html+jinja":
            path = folder / "mine" / block.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    files = {
        "a.md": post(BODY, title="A & B", slug="a", tags=["Rivers"]),
        "b.md": post(title="C", slug="c", tags=["rivers"]),
        "images/gauge.png": saved("PNG"),
    }
    settings = {"THEME": "mine", "POUCH_RESOURCES": {"placement": "template"}}
    return build(folder, files, settings)


def article(site: Site) -> BeautifulSoup:
    return site.soup("a.html")


def test_it_is_this_theme_and_nothing_is_said_against_it(site: Site) -> None:
    assert site.code == 0
    assert "skip-link" not in site.text("a.html")
    assert site.messages_about("mine") == site.messages_about(".md") == []


def test_resources_are_listed_once_with_links_hosts_and_notes(site: Site) -> None:
    first, second = article(site).select("section.resources li")

    assert first.a["href"] == "https://example.org/tides"
    assert first.get_text(" ", strip=True).endswith("example.org since 1833")
    assert second.a.get_text() == "A < B"
    assert first["id"]
    assert len(article(site).find_all(string="Tide tables")) == 1


def test_the_lead_picture_stands_in_the_list(site: Site) -> None:
    picture = site.soup("index.html").select_one("img")

    assert picture["src"] == "https://example.org/blog/images/gauge.png"
    assert (picture["alt"], picture["width"]) == ("A gauge", "32")


def test_search_engines_are_told_what_the_article_cites(site: Site) -> None:
    data = json.loads(article(site).select_one("script").string)

    assert data["headline"] == "A & B"
    assert data["image"] == "https://example.org/blog/images/gauge.png"
    assert [work["url"] for work in data["citation"]] == [
        "https://example.org/tides",
        "https://example.net/ab",
    ]
    nothing = json.loads(site.soup("c.html").select_one("script").string)
    assert nothing["citation"] == []


def test_each_page_links_its_feeds_and_the_index_its_sources(site: Site) -> None:
    feeds = [link["href"] for link in article(site).select("link[rel=alternate]")]

    assert "https://example.org/blog/feeds/all.atom.xml" in feeds
    links = [link["href"] for link in site.soup("index.html").select("a")]
    assert "https://example.org/blog/sources.html" not in links  # it has no sources.html
    assert "sources.json" in site.files()


def test_a_tag_says_how_else_it_was_written(site: Site) -> None:
    assert "Also" in site.soup("tag/rivers.html").p.get_text()
