"""Readers show every entry of every feed of a site of all that is odd as its page shows it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from feed_checks import findings
from hostile_site import hostile_site
from needed_tools import NODE_MODULES
from support import Site, build, post

# Too long for `make test`; `make tools` runs it.
pytestmark = pytest.mark.needs()

ROOT = "https://example.org/blog"
# That of a post whose date no page shows.
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
SOUND = f"{ROOT}/audio/tide.mp3"
EPISODE = post(
    "Heard by the water.",
    title="An episode",
    enclosure="audio/tide.mp3",
    podcast={"duration": "1:02:03", "episode": 4, "explicit": "no"},
    authors=["Mara Quill", "Tomas Arden"],
    tags=["one", "日本", "🌊"],
    date="2025-05-05T23:30:00+05:45",
)
SETTINGS: dict[str, Any] = {
    "SITEURL": ROOT,
    "STATIC_PATHS": ["images", "audio"],
    "TAG_FEED_ATOM": "feeds/t/{slug}.atom.xml",
    "TAG_FEED_RSS": "feeds/t/{slug}.rss.xml",
    "TAG_FEED_JSON": "feeds/t/{slug}.json",
    "CATEGORY_FEED_RSS": "feeds/c/{slug}.rss.xml",
    "TRANSLATION_FEED_RSS": "feeds/all-{lang}.rss.xml",
    "AUTHOR_FEED_RSS": "feeds/a/{slug}.rss.xml",
    "POUCH_FEEDS": {
        "items": 50,
        "podcast": {
            "category": "Science",
            "explicit": False,
            "image": "images/g1.png",
            "email": "show@example.org",
        },
    },
}


@dataclass(frozen=True)
class Shown:
    """What a reader, or a page, shows of a post.

    Attributes:
        title: as text.
        when: in UTC.
        authors: names; this and the rest are None where a reader does not return them.
        words: of the body, without space and punctuation.
        images: how many there are in the body.
        enclosures: their URLs.
    """

    title: str
    when: datetime
    authors: tuple[str, ...] | None
    words: str | None
    images: int | None
    enclosures: tuple[str, ...] | None


def shown(
    title: str | None, when: Any, authors: Iterable[str] | None, html: str | None, files: Any
) -> Shown:
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    elif not isinstance(when, datetime):
        when = datetime.fromtimestamp(when, UTC)
    soup = BeautifulSoup(html or "", "lxml")
    enclosures = None if files is None else tuple(files)
    names = (
        None if authors is None else tuple(n for a in authors for n in (a or "").split(", ") if n)
    )
    words = None if html is None else re.sub(r"\W", "", soup.get_text())
    images = None if html is None else len(soup.find_all("img"))
    return Shown(" ".join((title or "").split()), when, names, words, images, enclosures)


Row = tuple[str, str, Shown]
"""A feed, the URL of a page, and what a reader shows."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files, settings = hostile_site()
    files |= {"episode.md": EPISODE, "audio/tide.mp3": b"x" * 4_321}
    theme = {**settings["POUCH_THEME"], "search": "none"}
    found = build(
        tmp_path_factory.mktemp("odd"), files, {**settings, **SETTINGS, "POUCH_THEME": theme}
    )
    assert found.code == 0, found.log
    return found


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Shown]:
    """What the pages show, by URL."""
    result = {}
    for path in site.output.glob("*.html"):
        page = BeautifulSoup(path.read_bytes(), "lxml")
        body = page.select_one(".e-content")
        if body is None:
            continue
        # The theme's own copies of footnotes.
        for note in body.select(".sidenote"):
            note.decompose()
        # The theme says "Warning" in the language of the page; feeds have the kind of the alert.
        for label in body.select("aside > .admonition-title"):
            label.string = label.parent["class"][-1].capitalize()
        url = page.find("link", rel="canonical")["href"]
        time = page.select_one("time.dt-published")
        when = time["datetime"] if time else EARLIEST
        files = [SOUND] if page.select_one("audio") else []
        authors = [each.get_text() for each in page.select(".p-author")]
        result[url] = shown(page.h1.get_text(), when, authors, str(body), files)
    assert len(result) == 28, sorted(result)
    return result


@pytest.fixture(scope="module")
def feeds(site: Site) -> dict[str, bytes]:
    files = site.files()
    return {n: files[n] for n in files if n.startswith("feeds/") and n.endswith((".xml", ".json"))}


def entries_of(name: str, data: bytes) -> int:
    if name.endswith(".json"):
        return len(json.loads(data)["items"])
    return len(re.findall(rb"<(?:item|entry)[ >]", data))


def differences(
    rows: Iterable[Row],
    pages: dict[str, Shown],
    feeds: dict[str, bytes],
    quirks: tuple[str, ...] = (),
) -> list[str]:
    """Return what a reader shows otherwise than a page.

    Args:
        rows: that a reader has read.
        pages: what is right.
        feeds: that the reader was given: it is to have all their entries.
        quirks: what the reader itself does: `one author` of several, `summary` in the place of an
            empty body, `once` an entry of many feeds, `years` before 1000 are later ones, `scripts`
            in names are removed.
    """
    result, count = [], dict.fromkeys(feeds, 0)
    for feed, url, item in rows:
        count[feed] += 1
        page = _as_read(pages[url], item, quirks)
        for name in Shown.__dataclass_fields__:
            right, read = getattr(page, name), getattr(item, name)
            if read is not None and read != right:
                result.append(f"{feed}: {url}: {name}: {read!r:.90} and not {right!r:.90}")
    if "once" in quirks:
        assert sum(count.values()) == len(pages)
        return result
    for feed, number in count.items():
        if number != (entries := entries_of(feed, feeds[feed])):
            result.append(f"{feed}: {number} entries and not {entries}")
    return result


def _as_read(page: Shown, item: Shown, quirks: tuple[str, ...]) -> Shown:
    if "one author" in quirks and set(item.authors or ()) < set(page.authors or ()):
        page = replace(page, authors=item.authors)
    if "scripts" in quirks:
        cleaned = tuple(name.replace("</script>", "").strip() for name in page.authors or ())
        page = replace(page, authors=cleaned if item.authors == cleaned else page.authors)
    if "years" in quirks and page.when == EARLIEST:
        page = replace(page, when=item.when)
    if "summary" in quirks and not page.words:
        page = replace(page, words=item.words)
    return page


def test_there_are_many_feeds_and_no_check_finds_anything(feeds: dict[str, bytes]) -> None:
    assert len(feeds) > 600
    found = {text for name, data in feeds.items() for text in findings(data, f"{ROOT}/{name}")}
    # Pelican's GUIDs have no leading zeros, and never change.
    assert found == {"InvalidTAG tag:example.org,1-01-01:/blog/before-all-others.html"}


@pytest.fixture(scope="module")
def xml(feeds: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in feeds.items() if name.endswith(".xml")}


@pytest.fixture(scope="module")
def rss(feeds: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in feeds.items() if name.endswith(".rss.xml")}


def test_feedparser(xml: dict[str, bytes], pages: dict[str, Shown]) -> None:
    def rows() -> Iterator[Row]:
        for name, data in xml.items():
            read = feedparser.parse(data, sanitize_html=False)
            assert not read.bozo, (name, read.bozo_exception)
            for entry in read.entries:
                html = entry.content[0].value if "content" in entry else entry.get("summary", "")
                when = datetime(*entry.published_parsed[:6], tzinfo=UTC)
                files = [each.href for each in entry.enclosures]
                authors = [each.get("name") for each in entry.get("authors", [])]
                yield name, entry.link, shown(entry.title, when, authors, html, files)

    assert differences(rows(), pages, xml, ("summary",)) == []


def test_gpodder(rss: dict[str, bytes], site: Site, pages: dict[str, Shown]) -> None:
    podcastparser = pytest.importorskip("podcastparser", reason="it is in the group dev")

    def rows() -> Iterator[Row]:
        for name in rss:
            with (site.output / name).open("rb") as file:
                read = podcastparser.parse(f"{ROOT}/{name}", file)
            for each in read["episodes"]:
                # Pictures are enclosures to it.
                files = [f["url"] for f in each["enclosures"] if f["mime_type"].startswith("audio")]
                html = each.get("description_html", "")
                yield name, each["link"], shown(each["title"], each["published"], None, html, files)

    assert differences(rows(), pages, rss, ("years",)) == []


READER = """
import json, sys
from datetime import UTC
from reader import make_reader
reader = make_reader(":memory:", feed_root=sys.argv[1])
for name in json.load(sys.stdin):
    reader.add_feed(name)
reader.update_feeds(workers=2)
rows = []
for entry in reader.get_entries():
    content = entry.get_content()
    when = entry.published
    when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    rows.append([entry.feed.url, entry.link, entry.title, when.isoformat(),
        [author.name for author in entry.authors], content.value if content else "",
        [file.href for file in entry.enclosures]])
print(json.dumps(rows))
assert not [feed.url for feed in reader.get_feeds() if feed.last_exception]
"""


def test_lemon24_reader(feeds: dict[str, bytes], site: Site, pages: dict[str, Shown]) -> None:
    pytest.importorskip("reader", reason="it is in the group dev")
    # A process of its own: it changes how warnings are shown.
    run = subprocess.run(
        [sys.executable, "-c", READER, str(site.output)],
        input=json.dumps(list(feeds)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    rows = (
        (name, url, shown(title, when, authors, html, files))
        for name, url, title, when, authors, html, files in json.loads(run.stdout)
    )
    assert differences(rows, pages, feeds, ("years", "summary", "one author", "scripts")) == []


@pytest.mark.needs("newsboat")
def test_newsboat(
    xml: dict[str, bytes], site: Site, pages: dict[str, Shown], tmp_path: Path
) -> None:
    urls = {f"file://{site.output / name}": name for name in xml}
    (tmp_path / "urls").write_text("\n".join(urls))
    subprocess.run(
        ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "/dev/null", "-x", "reload"],
        cwd=tmp_path,
        check=True,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
    )
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as database:
        found = database.execute(
            "select feedurl, url, title, pubDate, author, content, enclosure_url from rss_item"
        ).fetchall()
    rows = (
        (urls[feed], url, shown(title, when, [author], html, [file] if file else []))
        for feed, url, title, when, author, html, file in found
    )
    assert differences(rows, pages, xml, ("once", "years")) == []


@pytest.mark.needs("sfeed")
def test_sfeed(xml: dict[str, bytes], pages: dict[str, Shown]) -> None:
    def rows() -> Iterator[Row]:
        for name, data in xml.items():
            run = subprocess.run(["sfeed", ROOT], input=data, capture_output=True, check=True)
            for line in run.stdout.decode().splitlines():
                when, title, url, html, _, _, author, file, _ = line.split("\t")
                html = html.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
                files = [file] if file else []
                yield name, url, shown(title, int(when), [author], html, files)

    assert differences(rows(), pages, xml, ("years", "one author", "summary")) == []


NODE = """
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const [packages, folder] = process.argv.slice(2);
const load = createRequire(packages + "/");
const Parser = load("rss-parser");
const { parseFeed } = await import(load.resolve("feedsmith"));
const podparse = load("podparse");
const read = { "rss-parser": [], feedsmith: [], podparse: [] };
for (const name of JSON.parse(readFileSync(0, "utf8"))) {
  const text = readFileSync(folder + "/" + name, "utf8");
  const { feed } = parseFeed(text);
  for (const item of feed.items ?? feed.entries) {
    const links = item.links?.filter((each) => each.rel == "enclosure");
    const files = item.enclosures ?? item.attachments ?? links ?? [];
    read.feedsmith.push([name, item.link ?? item.url ?? item.links[0].href,
      item.title.value ?? item.title,
      item.pubDate ?? item.published ?? item.date_published,
      item.dc?.creators ?? item.authors?.map((each) => each.name) ?? [],
      item.content?.encoded ?? item.content?.value ?? item.content_html ?? item.description,
      files.map((each) => each.url ?? each.href)]);
  }
  if (name.endsWith(".json")) continue;
  for (const item of (await new Parser().parseString(text)).items) {
    read["rss-parser"].push([name, item.link, item.title, item.isoDate, null,
      item["content:encoded"] ?? item.content, null]);
  }
  if (!name.endsWith(".rss.xml")) continue;
  for (const item of (podparse.default ?? podparse)(text).episodes) {
    read.podparse.push([name, item.link, item.title, item.pubDate, null, null,
      item.enclosure ? [item.enclosure.url] : []]);
  }
}
console.log(JSON.stringify(read));
"""


@pytest.mark.needs("node", "rss-parser", "feedsmith", "podparse")
def test_parsers_for_node(
    feeds: dict[str, bytes], site: Site, pages: dict[str, Shown], tmp_path: Path
) -> None:
    script = tmp_path / "read.mjs"
    script.write_text(NODE, encoding="utf-8")
    run = subprocess.run(
        ["node", str(script), str(NODE_MODULES), str(site.output)],
        input=json.dumps(list(feeds)),
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr[-2000:]
    read = json.loads(run.stdout)
    endings = {"feedsmith": ("",), "rss-parser": ("xml",), "podparse": (".rss.xml",)}
    for name, ending in endings.items():
        some = {feed: feeds[feed] for feed in feeds if feed.endswith(ending)}
        rows = (
            (feed, url, shown(title, _date(when), authors, html, files))
            for feed, url, title, when, authors, html, files in read[name]
        )
        assert differences(rows, pages, some, ("years",)) == [], name


def _date(written: str) -> datetime:
    return parsedate_to_datetime(written) if "," in written else datetime.fromisoformat(written)
