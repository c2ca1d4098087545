"""Whoever does what the tutorial says has a published site at its end.

A bare repository stands in for the host, the commands of the workflow for its builders, and a
static server for its web server.
"""

from __future__ import annotations

import http.server
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import feedparser
import pytest
import yaml
from blocks import Block, blocks_of
from bs4 import BeautifulSoup
from runners import RUNNERS
from support import ROOT, post
from world import World

TUTORIAL = ROOT / "docs" / "tutorial.md"
REPOSITORY = "https://github.com/maraquill/long-shore.git"
SITE = "https://maraquill.github.io/long-shore"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The machine of somebody who has followed the tutorial to its end."""
    world = World(tmp_path_factory.mktemp("tutorial"), empty=True)
    world.host(REPOSITORY)
    for block in blocks_of(TUTORIAL):
        do(block, world)
    return world


@pytest.fixture(scope="module")
def published(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the host publishes of that: the output of its workflow, in a clone."""
    clone = tmp_path_factory.mktemp("host") / "clone"
    bare = world.folder / "host" / "long-shore.git"
    # A host builds the branch that its workflow names, whatever git calls its first one.
    workflow = yaml.safe_load(
        next(block.text for block in blocks_of(TUTORIAL) if block.kind == "yaml")
    )
    (branch,) = workflow[True]["push"]["branches"]  # YAML 1.1 reads `on` as yes
    subprocess.run(["git", "clone", "-q", "-b", branch, str(bare), str(clone)], check=True)
    world.place = clone
    for step in workflow["jobs"]["publish"]["steps"]:
        if "run" in step:
            world.sh(step["run"])
    return clone / "output"


@pytest.fixture
def server(published: Path) -> Iterator[str]:
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(published))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


def do(block: Block, world: World) -> None:
    """Do what a block and the sentence above it say."""
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
    elif block.kind == "yaml":
        world.write(block.name, block.text)
    else:
        assert block.kind in {"sh", "text", "powershell"}
        if "A new post" in block.text:
            world.write("content/second.md", post("More.", title="The second post"))
        RUNNERS[block.kind](block, world)


def test_the_post_is_online_with_its_picture_and_its_sources(server: str) -> None:
    with urllib.request.urlopen(f"{server}/the-rivers-long-memory.html") as answer:
        soup = BeautifulSoup(answer.read(), "html.parser")

    assert soup.h1.get_text() == "The river’s long memory"
    assert soup.select_one("figure.align-center figcaption").get_text() == "Low water in May"
    sources = [link.get_text() for link in soup.select("section.resources a.p-name")]
    assert sources == ["Tide tables since 1833", "The ditch book"]
    assert soup.find("link", rel="canonical")["href"] == f"{SITE}/the-rivers-long-memory.html"
    with urllib.request.urlopen(f"{server}/images/gauge.jpg") as answer:
        assert b"Exif" not in answer.read()


def test_the_next_post_needs_but_a_commit_and_a_push(published: Path) -> None:
    assert (published / "the-second-post.html").is_file()


def test_its_feed_carries_it_whole_under_the_sites_address(published: Path) -> None:
    feed = feedparser.parse((published / "feeds" / "all.atom.xml").read_bytes())

    assert not feed.bozo
    entry = next(entry for entry in feed.entries if entry.title == "The river’s long memory")
    assert entry.link == f"{SITE}/the-rivers-long-memory.html"
    assert "Tide tables since 1833" in entry.content[-1].value
    assert f"{SITE}/images/gauge.jpg" in entry.content[-1].value


def test_what_is_made_of_it_is_not_under_version_control(published: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=published.parent, capture_output=True, text=True, check=True
    ).stdout.split()

    assert "content/the-rivers-long-memory.md" in listed
    assert not [path for path in listed if path.startswith(("output/", "cache/"))]
