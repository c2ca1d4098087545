"""Pelican's own caches (`CACHE_CONTENT`) change nothing in what a second build makes."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from support import build, post

CACHING = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True}
LAYERS = pytest.mark.parametrize("layer", ["reader", "generator"])


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("L", (40, 30)).save(data, "PNG")
    return data.getvalue()


@LAYERS
def test_pictures_have_their_addresses_in_the_second_build_too(build_site, layer: str) -> None:
    files = {
        "a.md": post("![A](/images/a.png#center)\n\n[b]({filename}b.md)", title="A"),
        "b.md": post("![A]({static}/images/a.png)\n\n![C](c.png)", title="B"),
        "c.png": picture(),
        "images/a.png": picture(),
    }
    settings = {**CACHING, "CONTENT_CACHING_LAYER": layer}
    site = build_site(files, settings)
    again = build(site.folder, {}, settings)

    assert "{static}" not in again.text("a.html") + again.text("b.html")
    assert again.files() == site.files()
    moved = {**settings, "SITEURL": "https://example.net", "FEED_DOMAIN": "https://example.net"}
    later = build(site.folder, {}, moved)
    assert later.soup("a.html").article.img["src"] == "https://example.net/images/a.png"


CLOCK = """
from datetime import datetime
from pelican_plugins.front_matter import pelican_reader, pelican_source_renderer

class Later(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime(2999, 1, 1, tzinfo=zone)

def register():
    pelican_reader.datetime = pelican_source_renderer.datetime = Later
"""


@LAYERS
@pytest.mark.parametrize("folder", ["", "pages/"])
def test_a_post_is_published_in_its_time(build_site, layer: str, folder: str) -> None:
    files = {
        f"{folder}from.md": post(title="From", publishDate="2998-01-01"),
        f"{folder}until.md": post(title="Until", expiryDate="2998-01-01"),
        f"{folder}past.md": post(title="Past", publishDate="2001-01-01"),
    }
    settings = {**CACHING, "CONTENT_CACHING_LAYER": layer}
    site = build_site(files, settings)

    def statuses(built) -> dict[str, str]:
        return {path.rpartition("/")[2]: c["status"] for path, c in built.contents.items()}

    assert statuses(site) == {"from.md": "draft", "until.md": "published", "past.md": "published"}
    plugins = {"PLUGINS": ["pelican_plugins", "clock"]}
    again = build(site.folder, {}, settings | plugins, modules={"clock": CLOCK})
    assert statuses(again) == {"from.md": "published", "until.md": "hidden", "past.md": "published"}


@LAYERS
@pytest.mark.parametrize("folder", ["", "pages/"])
def test_a_warning_is_repeated_until_its_cause_is_mended(build_site, layer, folder) -> None:
    files = {
        f"{folder}a.md": post(title="A", slug="../x"),
        f"{folder}h.md": "Title: H\nDate: 2025-01-01\n_content: x\n\nText.\n",
        f"{folder}good.md": post(title="Good"),
    }
    settings = {**CACHING, "CONTENT_CACHING_LAYER": layer}
    site = build_site(files, settings)
    again = build(site.folder, {}, settings)

    for name in ("a.md", "h.md"):
        assert len(site.messages_about(name)) == 1
        assert again.messages_about(name) == site.messages_about(name)
    assert again.files() == site.files()


READS = """
from pelican import signals
from pelican_plugins.front_matter.plugin import FrontMatterReader

read = FrontMatterReader.read

def counted(self, path):
    open("read.txt", "a").write(path + "\\n")
    return read(self, path)

def register():
    FrontMatterReader.read = counted
"""


@LAYERS
def test_what_needs_no_second_look_is_still_cached(build_site, layer: str) -> None:
    files = {"a.md": post(title="A", publishDate="2001-01-01"), "b.md": post(slug="../x")}
    settings = {**CACHING, "CONTENT_CACHING_LAYER": layer}
    plugins = {"PLUGINS": ["pelican_plugins", "counter"]}
    site = build_site(files, settings)
    build(site.folder, {}, settings | plugins, modules={"counter": READS})

    (path,) = (site.folder / "read.txt").read_text().splitlines()
    assert path.endswith("b.md")


@LAYERS
def test_a_cache_is_written_only_when_something_in_it_is_new(build_site, layer) -> None:
    settings = {**CACHING, "CONTENT_CACHING_LAYER": layer}
    site = build_site({"a.md": post(title="A"), "b.md": post(title="B")}, settings)
    name = "ArticlesGenerator" if layer == "generator" else "ArticlesGenerator-Readers"
    cache = site.folder / "cache" / name
    assert cache.is_file()
    stamp = cache.stat().st_mtime_ns

    build(site.folder, {}, settings)
    assert cache.stat().st_mtime_ns == stamp

    changed = build(site.folder, {"a.md": post(title="Changed")}, settings)
    assert cache.stat().st_mtime_ns > stamp
    again = build(site.folder, {}, settings)
    assert again.contents["a.md"]["title"] == "Changed"
    assert again.files() == changed.files()
