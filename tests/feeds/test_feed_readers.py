"""Real readers, and grammars of others, read the feeds of a site."""

from __future__ import annotations

import contextlib
import http.server
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from lxml import etree
from support import Site, post

TITLES = {"“Quoted” – last word", "A & B < C", "Plain"}
FILES = {
    "a.md": post(
        "Text with ![a gauge](/images/a.png) and [a page](b.html).\n\n"
        + "More text. " * 200
        + "The end.",
        title="“Quoted” – last word",
        authors=["Mara Quill", "Tomas Arden"],
        tags=["Rivers"],
        date="2025-06-03T05:00:00+02:00",
    ),
    "b.md": post(
        "B body.", title="A & B < C", tags=["Rivers"], date="2025-06-02", enclosure="a.mp3"
    ),
    "c.md": post("C body.", title="Plain", date="2025-06-02"),
    "a.mp3": b"x" * 4_321,
}


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_args) -> None:
            pass

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=folder)
    ) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def site(shared_site) -> Site:
    files = {**FILES, "images/a.png": _feed_image()}
    settings = {
        "SITEURL": "https://example.org",
        "FEED_ALL_RSS": "feeds/all.rss.xml",
        "TAG_FEED_RSS": "feeds/t/{slug}.rss.xml",
        "CATEGORY_FEED_RSS": "feeds/c/{slug}.rss.xml",
        "STATIC_PATHS": ["images", "a.mp3"],
    }
    site = shared_site(files, settings)
    assert site.code == 0, site.log
    return site


def _feed_image() -> bytes:
    import io

    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (40, 20)).save(data, "PNG")
    return data.getvalue()


@pytest.mark.needs("newsboat")
def test_newsboat_shows_every_entry_once_and_whole(site: Site, tmp_path: Path) -> None:
    with served(site.output) as address:
        paths = ("all.rss.xml", "all.atom.xml", "t/rivers.rss.xml", "c/misc.rss.xml")
        (tmp_path / "urls").write_text("\n".join(f"{address}/feeds/{path}" for path in paths))
        command = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "/dev/null", "-x", "reload"]
        subprocess.run(
            command,
            cwd=tmp_path,
            check=True,
            timeout=60,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        )

    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as database:
        rows = database.execute(
            "select title, guid, content, enclosure_url, author from rss_item"
        ).fetchall()
    assert {row[0] for row in rows} == TITLES
    # One guid in all feeds: the reader takes it for one entry.
    assert len({row[1] for row in rows}) == 3
    whole = [row for row in rows if row[0].startswith("“Quoted”")]
    assert "Mara Quill, Tomas Arden" in {row[4] for row in whole}
    assert all("The end." in row[2] for row in whole)
    assert all("https://example.org/images/a.png" in row[2] for row in whole)
    assert {row[3] for row in rows if row[0].startswith("A &")} == {"https://example.org/a.mp3"}


@pytest.mark.needs("sfeed")
@pytest.mark.parametrize("name", ["feeds/all.rss.xml", "feeds/all.atom.xml"])
def test_sfeed_reads_every_entry(site: Site, name: str) -> None:
    command = ["sfeed", "https://example.org/"]
    data = (site.output / name).read_bytes()
    lines = (
        subprocess.run(command, input=data, capture_output=True, check=True)
        .stdout.decode()
        .splitlines()
    )

    rows = [line.split("\t") for line in lines]
    assert {row[1] for row in rows} == TITLES
    assert {row[0] for row in rows} >= {"1748919600"}
    if name.endswith("rss.xml"):
        assert [row[6] for row in rows if row[1].startswith("“")] == ["Mara Quill, Tomas Arden"]
    assert [row[7] for row in rows if row[1].startswith("A &")] == ["https://example.org/a.mp3"]


READER = """
import sys
from reader import make_reader
reader = make_reader(":memory:")
for url in sys.argv[1:]:
    reader.add_feed(url)
reader.update_feeds()
for entry in reader.get_entries():
    whole = "The end." in entry.get_content().value
    lengths = [enclosure.length for enclosure in entry.enclosures]
    print(entry.feed.url.rpartition(".")[2], entry.title, whole, lengths, entry.author, sep="\\t")
for feed in reader.get_feeds():
    assert feed.last_exception is None, feed.last_exception
"""


def test_lemon24_reader_reads_all_three_formats(site: Site) -> None:
    pytest.importorskip("reader", reason="reader is not installed; it is in the group dev")
    with served(site.output) as address:
        urls = [f"{address}/feeds/all.{ending}" for ending in ("rss.xml", "atom.xml", "json")]
        # A process of its own: it changes how warnings are shown.
        run = subprocess.run(
            [sys.executable, "-c", READER, *urls], capture_output=True, text=True, check=False
        )
    assert run.returncode == 0, run.stderr
    rows = [line.split("\t") for line in run.stdout.splitlines()]

    assert len(rows) == 9
    by_rss = [row[4] for row in rows if row[0] == "xml" and row[1].startswith("“")]
    assert "Mara Quill, Tomas Arden" in by_rss
    assert {row[1] for row in rows} == TITLES
    assert {row[2] for row in rows if row[1].startswith("“Quoted”")} == {"True"}
    assert {row[3] for row in rows if row[1].startswith("A &")} == {"[4321]"}


def test_atom_feeds_follow_the_grammar(site: Site) -> None:
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))

    for path in sorted((site.output / "feeds").rglob("*.atom.xml")):
        grammar.assertValid(etree.parse(path))


def test_the_grammar_can_say_no(site: Site) -> None:
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
    feed = etree.parse(site.output / "feeds/all.atom.xml")
    for element in feed.iter("{http://www.w3.org/2005/Atom}id"):
        element.tag = "{http://www.w3.org/2005/Atom}name"

    assert not grammar.validate(feed)
