"""Real readers, and grammars of others, read the feeds of a site."""

from __future__ import annotations

import contextlib
import http.server
import json
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
from needed_tools import NODE_MODULES
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
        "B body.",
        title="A & B < C",
        tags=["Rivers"],
        date="2025-06-02",
        enclosure="a.mp3",
        podcast={
            "duration": "62 min",
            "episode": "S02E04",
            "explicit": "clean",
            "transcript": "a.vtt",
            "person": {"name": "Mara Quill", "role": "host"},
        },
    ),
    "c.md": post("C body.", title="Plain", date="2025-06-02"),
    "a.mp3": b"x" * 4_321,
    "a.vtt": "WEBVTT",
}


SHOW = {
    "category": "Science > Earth Sciences",
    "explicit": False,
    "image": "images/a.png",
    "email": "show@example.org",
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
        "STATIC_PATHS": ["images", "a.mp3", "a.vtt"],
        "SITENAME": "a < b & c > d",
        "POUCH_FEEDS": {"podcast": SHOW},
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


NODE = """
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const [packages, folder] = process.argv.slice(2);
const load = createRequire(packages + "/");
const Parser = load("rss-parser");
const { parseFeed, parseOpml } = await import(load.resolve("feedsmith"));
const podparse = load("podparse");
const text = (name) => readFileSync(folder + "/" + name, "utf8");
const rows = [];
for (const name of ["all.rss.xml", "all.atom.xml"]) {
  for (const item of (await new Parser().parseString(text(name))).items) {
    rows.push([name, "rss-parser", item.title, item["content:encoded"] ?? item.content,
      item.creator ?? item.author, item.isoDate]);
  }
}
for (const name of ["all.rss.xml", "all.atom.xml", "all.json"]) {
  const { feed } = parseFeed(text(name));
  for (const item of feed.items ?? feed.entries) {
    rows.push([name, "feedsmith", item.title.value ?? item.title,
      item.content?.encoded ?? item.content?.value ?? item.content_html,
      item.dc?.creators?.[0] ?? item.authors?.map((each) => each.name).join(", "),
      new Date(item.pubDate ?? item.published ?? item.date_published).toISOString()]);
  }
}
const show = (podparse.default ?? podparse)(text("all.rss.xml"));
const opml = parseOpml(text("feeds.opml"));
console.log(JSON.stringify({ rows, show, lists: opml.body.outlines.map((each) => each.text) }));
"""


@pytest.mark.needs("node", "rss-parser", "feedsmith", "podparse")
def test_parsers_for_node_read_every_entry_whole(site: Site, tmp_path: Path) -> None:
    script = tmp_path / "read.mjs"
    script.write_text(NODE, encoding="utf-8")
    command = ["node", str(script), str(NODE_MODULES), str(site.output / "feeds")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    read = json.loads(run.stdout)

    by_reader: dict[tuple[str, str], list[list[str]]] = {}
    for name, reader, *row in read["rows"]:
        by_reader.setdefault((name, reader), []).append(row)
    assert len(by_reader) == 5
    for rows in by_reader.values():
        assert {row[0] for row in rows} == TITLES
        ((_, body, authors, date),) = [row for row in rows if row[0].startswith("“")]
        assert "The end." in body
        assert "https://example.org/images/a.png" in body
        # The first author of several is all that one of them returns.
        assert authors.startswith("Mara Quill")
        assert date == "2025-06-03T03:00:00.000Z"
    assert read["show"]["meta"]["title"] == "a < b & c > d"
    (episode,) = [each for each in read["show"]["episodes"] if "enclosure" in each]
    facts = ("duration", "episode", "season", "explicit")
    assert [episode[name] for name in facts] == [3720, 4, 2, False]
    assert episode["enclosure"]["length"] == 4321
    assert episode["transcript"] == [{"url": "https://example.org/a.vtt", "type": "text/vtt"}]
    assert "a ‹ b & c › d (Atom)" in read["lists"]


def test_gpodder_reads_the_show_and_its_episode(site: Site) -> None:
    podcastparser = pytest.importorskip("podcastparser", reason="it is in the group dev")
    with (site.output / "feeds/all.rss.xml").open("rb") as file:
        show = podcastparser.parse("https://example.org/feeds/all.rss.xml", file)

    assert show["title"] == "a < b & c > d"
    assert show["itunes_categories"] == [["Science", "Earth Sciences"]]
    assert show["cover_url"] == "https://example.org/images/a.png"
    assert show["explicit"] is False
    (episode,) = [each for each in show["episodes"] if each["title"].startswith("A &")]
    assert [episode[name] for name in ("total_time", "number", "season")] == [3720, 4, 2]
    (enclosure,) = episode["enclosures"]
    assert (enclosure["url"], enclosure["file_size"]) == ("https://example.org/a.mp3", 4321)


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
