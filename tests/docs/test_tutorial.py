"""Whoever does what the tutorial says has, at its end, what it says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import feedparser
import pytest
from blocks import Block, blocks_of
from bs4 import BeautifulSoup
from runners import RUNNERS
from support import ROOT
from world import World

TUTORIAL = ROOT / "docs" / "tutorial.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site at the end of the tutorial."""
    world = World(tmp_path_factory.mktemp("tutorial"), empty=True)
    for block in blocks_of(TUTORIAL):
        do(block, world)
    world.sh("pelican")
    return world.place


def do(block: Block, world: World) -> None:
    if block.kind == "markdown":
        # "Write below them", and later "change `draft: true` to `draft: false`".
        (draft,) = (
            path
            for path in world.place.joinpath("content").glob("*.md")
            if "draft: true" in path.read_text(encoding="utf-8")
        )
        begun = draft.read_text(encoding="utf-8").replace("draft: true", "draft: false")
        draft.write_text(begun + block.text, encoding="utf-8")
    elif block.kind == "python":
        settings = world.place / "pelicanconf.py"
        lines = settings.read_text(encoding="utf-8").splitlines()
        (line,) = (n for n, line in enumerate(lines) if line.startswith("SITEURL ="))
        lines[line] = block.text.strip()
        settings.write_text("\n".join(lines), encoding="utf-8")
    else:
        assert block.kind in {"sh", "text"}
        RUNNERS[block.kind](block, world)


def test_the_post_is_published_with_its_picture_and_its_sources(site: Path) -> None:
    page = site / "output" / "the-rivers-long-memory.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")

    assert soup.h1.get_text() == "The river’s long memory"
    assert soup.select_one("figure.align-center figcaption").get_text() == "Low water in May"
    sources = [link.get_text() for link in soup.select("section.resources a.p-name")]
    assert sources == ["Tide tables since 1833", "The ditch book"]
    assert b"Exif" not in (site / "output" / "images" / "gauge.jpg").read_bytes()


def test_its_feed_carries_it_whole_under_the_sites_address(site: Path) -> None:
    feed = feedparser.parse((site / "output" / "feeds" / "all.atom.xml").read_bytes())

    assert not feed.bozo
    entry = next(entry for entry in feed.entries if entry.title == "The river’s long memory")
    assert entry.link == "https://mara.example.org/notes/the-rivers-long-memory.html"
    assert "Tide tables since 1833" in entry.content[-1].value
    assert "https://mara.example.org/notes/images/gauge.jpg" in entry.content[-1].value


def test_what_is_made_of_it_is_not_under_version_control(site: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=site, capture_output=True, text=True, check=True
    ).stdout.split()

    assert "content/the-rivers-long-memory.md" in listed
    assert not [path for path in listed if path.startswith(("output/", "cache/"))]
