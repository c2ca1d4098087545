"""Sites as other people have them say, show and link with us what they did without us."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

import feedparser
import pytest
from lxml import etree
from page_words import (
    links_of,
    parsed,
    pictures_of,
    resources_of,
    words_with_us,
    words_without_us,
)
from zoo_sites import NAMES, WITH_US, Pair, build_pair, build_zoo_site

# The spelling that a tag with several has with us, by the others (docs/tags.md).
SPELLINGS = {
    "addresses": {"Old money": "old money"},
    "cloud": {"fog": "Fog"},
    "extensions": {"commas": "Commas"},
    "headers": {"tides": "Tides"},
    "html": {"Old things": "old things"},
    "nested": {"Maps": "maps"},
    "objects": {"boards": "Boards"},
    "pictures": {"bowls": "Bowls"},
    "rest": {"Schärfen": "schärfen"},
    "series": {"gas": "Gas", "Lamps": "lamps"},
    "translations": {"onions": "Onions"},
    "unthemed": {"Сад": "сад"},
}
# What is written besides: by the last folder, or by name.
PROMISED = re.compile(
    r"(.*/)?(feeds/(all\.rss\.xml|all\.json|feed\.css|feeds\.opml)|sources\.json"
    r"|images/variants/[^/]+\.(avif|webp)|theme/css/pouch-pictures\.css)"
)
# With a theme of ours: its files, the pages it has, and a clean name for its style sheet.
OF_OUR_THEME = re.compile(r"theme/.*|404\.html|sources\.html")
ANNOUNCED = {
    # `pouch tags` names them; a build says how many there are.
    "*": [
        r"\d+ sources? cited in [\w ]+( \(listed in sources\.html\))?",
        r"images: \d+ (encoded|from the cache)(, \d+ from the cache)?(; .+ instead of .+)?",
        r"tags: \d+ spellings merged into \d+ tags?; `pouch tags` lists them",
        r"feeds: \d+ written",
        r"\d+ source files?: (?!.*NOT PUBLISHED).*",
    ],
    "objects": [r"SITEURL is not an absolute URL, so links in feeds will not work.*"],
    "pictures": [r"content/jug\.md:7: no image /images/none\.png in the content.*"],
}
URI = "/:?#[]@!$&'()*+,;=%~"
UNTHEMED = [name for name in NAMES if name == "unthemed"]
THEMED = [name for name in NAMES if name not in UNTHEMED]


@pytest.fixture(scope="module")
def pair_of(tmp_path_factory: pytest.TempPathFactory):
    return cache(lambda name: build_pair(name, tmp_path_factory.mktemp(name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_still_there_and_only_promised_ones_are_new(pair_of, name: str) -> None:
    pair = pair_of(name)
    assert pair.plain.code == 0, pair.plain.log
    assert pair.ours.code == 0, pair.ours.log
    theirs, ours = set(pair.plain.files()), set(pair.ours.files())
    if name in UNTHEMED:
        theirs, ours = (
            {f for f in each if not OF_OUR_THEME.fullmatch(f)} for each in (theirs, ours)
        )

    assert theirs - ours == set()
    assert [path for path in sorted(ours - theirs) if not PROMISED.fullmatch(path)] == []


@pytest.mark.parametrize("name", THEMED)
def test_every_page_has_the_same_words(pair_of, name: str) -> None:
    pair = pair_of(name)
    ours = pair.ours.files()
    for path, page in pages(pair).items():
        expected = words_without_us(page, SPELLINGS.get(name, {}), resources_of(ours[path]))
        assert words_with_us(ours[path]) == expected, path


@pytest.mark.parametrize("name", UNTHEMED)
def test_with_our_theme_every_text_is_on_its_page(pair_of, name: str) -> None:
    pair = pair_of(name)
    ours, texts = pair.ours.files(), 0
    for path, page in pages(pair).items():
        for text in parsed(page).xpath('//div[@class="entry-content"]'):
            for footer in text.iter("footer"):
                footer.drop_tree()
            source = etree.tostring(text, encoding="utf-8", method="html")
            if "/" not in path and text.xpath("./p") and path != "index.html":
                words = words_without_us(source, {}, resources_of(ours[path]))
                assert f" {' '.join(words)} " in f" {' '.join(words_with_us(ours[path]))} ", path
                texts += 1
    assert texts == 3


@pytest.mark.parametrize("name", THEMED)
def test_every_link_leads_where_it_led(pair_of, name: str) -> None:
    pair = pair_of(name)
    ours = pair.ours.files()
    for path, page in pages(pair).items():
        address = f"{pair.address}/{path}"
        assert links_of(page, address) - links_of(ours[path], address) == set(), path


@pytest.mark.parametrize("name", THEMED)
def test_every_picture_is_still_shown(pair_of, name: str) -> None:
    pair = pair_of(name)
    ours = pair.ours.files()
    for path, page in pages(pair).items():
        address = f"{pair.address}/{path}"
        before, after = pictures_of(page, address), pictures_of(ours[path], address)
        assert len(before) == len(after), path
        for old, new in zip(before, after, strict=True):
            # A fragment says where to place it; one that was not shown may be found now.
            assert new == old.partition("#")[0] or (
                is_lost(pair, old) and not is_lost(pair, new)
            ), path


@pytest.mark.parametrize("name", NAMES)
def test_every_feed_has_its_entries_under_their_ids(pair_of, name: str) -> None:
    pair = pair_of(name)
    spellings, ours = SPELLINGS.get(name, {}), pair.ours.files()
    for path, data in pair.plain.files().items():
        if not re.search(rb"<(rss|feed)\b", data[:300]):
            continue
        etree.fromstring(ours[path])
        feed = feedparser.parse(ours[path])
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.feed.title == feedparser.parse(data).feed.title
        assert entries(ours[path], {}) == entries(data, spellings), path


@pytest.mark.parametrize("name", NAMES)
def test_every_feed_we_add_can_be_read(pair_of, name: str) -> None:
    pair = pair_of(name)
    for path in set(pair.ours.files()) - set(pair.plain.files()):
        if path.endswith(".rss.xml"):
            feed = feedparser.parse(pair.ours.files()[path])
            assert not feed.bozo, path
            assert feed.entries, path


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_said_but_what_we_announce(pair_of, name: str) -> None:
    patterns = [*ANNOUNCED["*"], *ANNOUNCED.get(name, ())]
    unexpected = [
        line
        for line in pair_of(name).new_messages
        if not any(re.fullmatch(pattern, line) for pattern in patterns)
    ]
    assert unexpected == []


def pages(pair: Pair) -> dict[str, bytes]:
    """Return the pages of the build without us; there is no site without any."""
    files = pair.plain.files().items()
    found = {path: data for path, data in files if path.endswith((".html", ".htm"))}
    assert found
    return found


def is_lost(pair: Pair, address: str) -> bool:
    """Tell whether an address of the site is that of no file."""
    path = address.partition("#")[0].removeprefix(f"{pair.address}/")
    return path == address or not (pair.ours.output / path).is_file()


def entries(feed: bytes, spellings: dict[str, str]) -> list[dict]:
    """Return what a reader of feeds knows entries by, and lists them with.

    Pelican has entries of one moment in the order of a set.
    """
    found = [
        {
            # Characters that no URI may hold are encoded (docs/feeds.md).
            "id": quote(entry.id, safe=URI),
            "link": entry.link,
            # A space that Typogrify has made one that keeps words together is one.
            "title": entry.title.split(),
            "published": entry.published_parsed,
            "tags": sorted({spellings.get(tag.term, tag.term) for tag in entry.get("tags", [])}),
        }
        for entry in feedparser.parse(feed).entries
    ]
    assert [entry["published"] for entry in found] == sorted(
        (entry["published"] for entry in found), reverse=True
    )
    return sorted(found, key=lambda entry: entry["id"])


@pytest.mark.parametrize("name", ["nested", "subsites"])
def test_sites_within_a_site_are_looked_through_with_it(pair_of, tmp_path, name: str) -> None:
    changes = f"PLUGINS = {WITH_US}\nPOUCH_GUARD = {{'leak_check': 'stop'}}"
    looked = build_zoo_site(name, tmp_path / "site", changes)

    assert looked.code == 0, looked.log
    assert looked.files() == pair_of(name).ours.files()
