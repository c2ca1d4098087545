"""The demo site builds without a complaint and shows what it is there to show."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from support import ROOT, Site


@pytest.fixture(scope="module")
def output(demo_site: Site) -> Path:
    return demo_site.output


def test_it_is_built_without_a_complaint_and_accounts_for_all(demo_site: Site) -> None:
    assert demo_site.code == 0, demo_site.log
    assert demo_site.log.startswith("Done: ")
    said = demo_site.log.strip().splitlines()[-5:]
    parts = (" cited in ", "images: ", "tags: ", "feeds: ", "")
    assert [line for line, part in zip(said, parts, strict=True) if part not in line] == []
    assert " source files: " in said[-1]
    assert "NOT PUBLISHED" not in said[-1]


def pages(output: Path) -> list[Path]:
    return sorted(output.rglob("*.html"))


def test_every_link_and_picture_of_every_page_leads_somewhere(output: Path) -> None:
    for page in pages(output):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for tag, name in (("a", "href"), ("img", "src"), ("link", "href")):
            for element in soup.find_all(tag, **{name: True}):
                target = element[name]
                if target.startswith(("http://", "https://", "#")):
                    continue
                # The page for what is not found is served at any URL, and links from the root.
                root = output if target.startswith("/") else page.parent
                path = (root / target.partition("#")[0].lstrip("/")).resolve()
                if path.is_dir():
                    path /= "index.html"
                assert path.is_file(), f"{page.name}: {target}"


def test_every_article_closes_with_resources_and_every_picture_has_its_size(output: Path) -> None:
    articles = [p for p in output.glob("*.html") if "<article" in p.read_text(encoding="utf-8")]
    checked = 0
    for page in articles:
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        if soup.select_one("h1 a, main > article") is None or page.name == "index.html":
            continue
        checked += 1
        assert soup.select("section.resources li.resource a.p-name"), page.name
        for image in soup.select("article img"):
            assert all(image[name] for name in ("width", "height", "alt")), page.name
    assert checked >= 6


def test_the_draft_is_built_and_nowhere_linked(output: Path) -> None:
    assert (output / "drafts" / "a-year-at-the-sluice.html").is_file()
    for path in output.rglob("*"):
        if path.suffix in {".html", ".xml"} and path.parent.name != "drafts":
            assert "a-year-at-the-sluice" not in path.read_text(encoding="utf-8")


def test_the_address_of_the_misspelt_tag_leads_to_its_right_name(output: Path) -> None:
    page = BeautifulSoup((output / "tag" / "cartograpy.html").read_text("utf-8"), "html.parser")
    assert page.h1 is None
    assert (output / "tag" / page.a["href"]).resolve() == output / "tag" / "cartography.html"


def test_its_feeds_are_read_whole(output: Path) -> None:
    feeds = sorted(output.glob("feeds/*.xml"))
    assert {"all.atom.xml", "all.rss.xml"} <= {path.name for path in feeds}
    for path in feeds:
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, path.name
        for entry in read.entries:
            body = BeautifulSoup(entry.content[-1].value, "html.parser")
            assert body.select("section a")
            for tag, name in (("a", "href"), ("img", "src")):
                assert all(e[name].startswith("http") for e in body.find_all(tag, **{name: True}))


def test_no_picture_is_heavy() -> None:
    pictures = [path for path in (ROOT / "content").rglob("*") if path.suffix in {".png", ".jpg"}]

    assert pictures
    assert all(path.stat().st_size <= 300_000 for path in pictures)
