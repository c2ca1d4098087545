"""What stands in feeds besides the text: pictures, recordings, references, and on what terms."""

from __future__ import annotations

import io
import json
import os
import time

import pytest
from feed_checks import ATOM, MEDIA, findings
from lxml import etree
from PIL import Image
from support import Site, build, post

from pelican_plugins._core.deprecated_settings import give_new_names
from pelican_plugins.feeds.settings import FeedsSettings

DCTERMS = "{http://purl.org/dc/terms/}"
ALL = {
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "CATEGORY_FEED_RSS": "feeds/c/{slug}.rss.xml",
    "CATEGORY_FEED_JSON": "feeds/c/{slug}.json",
    "TAG_FEED_ATOM": "feeds/t/{slug}.atom.xml",
    "TAG_FEED_JSON": "feeds/t/{slug}.json",
    "AUTHOR_FEED_ATOM": "feeds/a/{slug}.atom.xml",
    "AUTHOR_FEED_RSS": "feeds/a/{slug}.rss.xml",
    "STATIC_PATHS": ["images", "audio"],
}


def picture(width: int = 300, height: int = 200) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, "PNG")
    return data.getvalue()


BODY = """
![A gauge](/images/a gauge.png#center "A caption") and [a page](other.html), a note[^1].

<iframe src="https://www.youtube.com/embed/x"></iframe>
<script>alert(1)</script>
<p onclick="x()" style="color: red">Click</p>

[^1]: A foot note.

## Resources

* The long memory of rivers https://example.org/rivers
* [Tide tables](https://example.net/tides?a=1&b=2), in two volumes ([PDF](https://example.net/tides.pdf)),
  via [Quill & co](https://example.com/quill)
"""
FILES = {
    "a.md": post(
        BODY,
        title="“Quoted” <em> & R&D ]]>",
        date="2025-06-03T05:00:00+05:45",
        tags=["Rivers", "Maps & more"],
        authors=["Mara Quill", "Tomas Arden"],
        category="Records",
    ),
    "b.md": post("Second \x0b with ]]> end.", title="B", slug="пост один", enclosure="audio/s.mp3"),
    "c.md": post("Third.", title="C", lang="fr"),
    "d.md": post("", title="D", date="1969-07-20"),
    "e.md": post(
        "Far.", title="E", date="2025-06-03", guid="urn:uuid:7b1c1b0e-0000-4000-8000-0123456789ab"
    ),
    "images/a gauge.png": picture(),
    "audio/s.mp3": b"x" * 40_003,
}


@pytest.fixture
def site(shared_site) -> Site:
    site = shared_site(FILES, ALL)
    assert site.code == 0, site.log
    return site


def feeds_of(site: Site) -> dict[str, bytes]:
    endings = (".xml", ".json")
    return {
        name: data
        for name, data in site.files().items()
        if name.startswith("feeds/") and name.endswith(endings)
    }


def items(site: Site, name: str = "feeds/all.rss.xml"):
    return {item.findtext("title"): item for item in etree.parse(site.output / name).iter("item")}


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"RELATIVE_URLS": True},
        {"TYPOGRIFY": True},
        {"SITEURL": "https://example.org"},
        {"SITESUBTITLE": "On <power> & more"},
        {"POUCH_FEEDS": {"content": "summary"}},
        {"POUCH_FEEDS": {"archives": True, "items": 2}},
        {"FEED_APPEND_REF": True},
    ],
    ids=str,
)
def test_no_check_finds_anything_in_any_feed(shared_site, settings) -> None:
    site = shared_site(FILES, {**ALL, **settings})
    assert site.code == 0, site.log
    root = settings.get("SITEURL", "https://example.org/blog")

    feeds = feeds_of(site)

    assert len(feeds) > 15
    assert {name: findings(data, f"{root}/{name}") for name, data in feeds.items()} == {
        name: [] for name in feeds
    }


def test_the_lead_picture_is_told_with_its_measures(site: Site) -> None:
    item = items(site)["“Quoted” <em> & R&D ]]>"]
    content = item.find(f"{MEDIA}content")

    assert dict(content.attrib) == {
        "url": "https://example.org/blog/images/a%20gauge.png",
        "type": "image/png",
        "medium": "image",
        "fileSize": str((site.output / "images/a gauge.png").stat().st_size),
        "width": "300",
        "height": "200",
    }
    assert content.findtext(f"{MEDIA}description") == "A gauge"
    assert item.find(f"{MEDIA}thumbnail").get("url") == content.get("url")
    assert item.find("enclosure") is None


def test_a_lead_picture_that_the_body_does_not_show_is_put_before_it(build_site) -> None:
    files = {"a.md": post("Text.", image="images/a.png"), "images/a.png": picture()}
    site = build_site(files, ALL)

    item = items(site)["A post"]
    body = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert body.startswith('<p><img src="https://example.org/blog/images/a.png"')
    assert (
        findings(site.files()["feeds/all.rss.xml"], "https://example.org/blog/feeds/all.rss.xml")
        == []
    )


def test_an_enclosure_has_the_bytes_of_its_file(site: Site) -> None:
    expected = {
        "url": "https://example.org/blog/audio/s.mp3",
        "length": "40003",
        "type": "audio/mpeg",
    }

    assert dict(items(site)["B"].find("enclosure").attrib) == expected
    (entry,) = [
        e
        for e in etree.parse(site.output / "feeds/all.atom.xml").iter(f"{ATOM}entry")
        if e.findtext(f"{ATOM}title") == "B"
    ]
    (link,) = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert (link.get("href"), link.get("length")) == (expected["url"], "40003")
    (item,) = [i for i in json.loads(site.text("feeds/all.json"))["items"] if i["title"] == "B"]
    assert item["attachments"] == [
        {"url": expected["url"], "mime_type": "audio/mpeg", "size_in_bytes": 40003}
    ]


@pytest.mark.parametrize("how", ["{static}/audio/s.mp3", "{attach}audio/s.mp3", "|attach|s.mp3"])
def test_a_recording_that_is_linked_is_enclosed(build_site, how) -> None:
    path = "s.mp3" if "|" in how else "audio/s.mp3"
    files = {"a.md": post(f"[Listen]({how})"), path: b"x" * 7}
    settings = {"ARTICLE_URL": "posts/{slug}/", "ARTICLE_SAVE_AS": "posts/{slug}/index.html"}
    site = build_site(files, ALL | settings)

    enclosure = items(site)["A post"].find("enclosure")
    assert enclosure.get("length") == "7"
    published = enclosure.get("url").removeprefix("https://example.org/blog/")
    assert (site.output / published).read_bytes() == b"x" * 7


def test_a_missing_enclosure_is_told_with_its_file_and_the_entry_survives(build_site) -> None:
    site = build_site({"a.md": post(enclosure="nope.mp3")}, ALL)

    (message,) = site.messages_about("nope.mp3")
    assert message.startswith("content/a.md:4: the enclosure nope.mp3")
    assert items(site)["A post"].find("enclosure") is None


def test_references_are_data_and_no_link(site: Site) -> None:
    item = items(site)["“Quoted” <em> & R&D ]]>"]
    addresses = ["https://example.org/rivers", "https://example.net/tides?a=1&b=2"]

    second = ["https://example.net/tides.pdf", "https://example.com/quill"]
    assert [e.text for e in item.findall(f"{DCTERMS}references")] == addresses + second
    read = json.loads(site.text("feeds/all.json"))["items"]
    (data,) = [each["_references"] for each in read if "_references" in each]
    assert [each["url"] for each in data["items"]] == addresses
    assert data["items"][1] == {
        "title": "Tide tables",
        "url": addresses[1],
        "note": "in two volumes (PDF), via Quill & co",
        "links": [
            {"url": second[0], "role": "pdf", "label": "PDF"},
            {"url": second[1], "role": "via", "label": "Quill & co"},
        ],
    }
    atom = etree.parse(site.output / "feeds/all.atom.xml")
    assert not [link for link in atom.iter(f"{ATOM}link") if link.get("rel") == "related"]


def test_categories_name_pages_that_are_there(site: Site) -> None:
    item = items(site)["“Quoted” <em> & R&D ]]>"]
    categories = {c.text: c.get("domain") for c in item.findall("category")}

    assert list(categories) == ["Records", "Rivers", "Maps & more"]
    for address in categories.values():
        assert address.removeprefix("https://example.org/blog/") in site.files()


def test_a_guid_of_the_front_matter_wins(site: Site) -> None:
    assert items(site)["E"].findtext("guid") == "urn:uuid:7b1c1b0e-0000-4000-8000-0123456789ab"


def test_two_entries_with_one_guid_are_told_and_kept_apart(build_site) -> None:
    files = {"a.md": post(title="A", guid="urn:x"), "b.md": post(title="B", guid="urn:x")}
    site = build_site(files, ALL)

    (message,) = site.messages_about("urn:x")
    assert "content/a.md" in message
    assert "content/b.md" in message
    assert len({item.findtext("guid") for item in items(site).values()}) == 2


@pytest.fixture(scope="module")
def own_site(shared_site) -> Site:
    own = {
        "hubs": ["https://hub.example/"],
        "copyright": "© A & B",
        "image": "images/small.png",
        "icon": "images/small.png",
        "ttl": 60,
        "server_config_path": "server",
    }
    files = {**FILES, "images/small.png": picture(100, 50)}
    return shared_site(files, {**ALL, "POUCH_FEEDS": own})


def test_a_channel_says_what_the_owner_has_set(own_site: Site) -> None:
    channel = etree.parse(own_site.output / "feeds/all.rss.xml").find("channel")
    assert channel.findtext("copyright") == "© A & B"
    assert channel.findtext("ttl") == "60"
    assert channel.findtext("image/url") == "https://example.org/blog/images/small.png"
    assert channel.findtext("image/width") == "100"
    relations = [link.get("rel") for link in channel.findall(f"{ATOM}link")]
    assert relations == ["self", "hub"]
    atom = etree.parse(own_site.output / "feeds/all.atom.xml").getroot()
    assert atom.findtext(f"{ATOM}rights") == "© A & B"
    assert atom.findtext(f"{ATOM}icon") == "https://example.org/blog/images/small.png"
    assert "hub" in [link.get("rel") for link in atom.findall(f"{ATOM}link")]
    assert json.loads(own_site.text("feeds/all.json"))["hubs"][0]["url"] == "https://hub.example/"


def test_a_style_sheet_tells_people_what_a_feed_is(site: Site) -> None:
    for name, href in (
        ("feeds/all.rss.xml", "feed.css"),
        ("feeds/t/rivers.atom.xml", "../feed.css"),
    ):
        assert f'<?xml-stylesheet type="text/css" href="{href}"?>' in site.text(name)
    assert "Paste its address into a feed reader" in site.text("feeds/feed.css")


def test_archives_hold_the_rest_and_never_change_their_members(build_site) -> None:
    own = {"archives": True, "items": 2}
    posts = {f"{n}.md": post(title=f"P{n}", date=f"2025-01-{n:02}") for n in range(1, 6)}
    settings = {**ALL, "POUCH_FEEDS": own}
    site = build_site(posts, settings)
    grown = build_site({**posts, "6.md": post(title="P6", date="2025-01-06")}, settings)

    assert list(items(site)) == ["P5", "P4"]
    assert list(items(site, "feeds/all-archive-2.rss.xml")) == ["P4", "P3"]
    assert list(items(site, "feeds/all-archive-1.rss.xml")) == ["P2", "P1"]
    assert list(items(grown, "feeds/all-archive-1.rss.xml")) == ["P2", "P1"]
    first = "feeds/all-archive-1.rss.xml"
    assert site.files()[first] == grown.files()[first]
    archive = etree.parse(site.output / first).find("channel")
    assert archive.find("{http://purl.org/syndication/history/1.0}archive") is not None
    links = {link.get("rel"): link.get("href") for link in archive.findall(f"{ATOM}link")}
    assert links["current"] == "https://example.org/blog/feeds/all.rss.xml"
    assert links["next-archive"].endswith("all-archive-2.rss.xml")


def test_two_builds_are_the_same_and_leave_files_alone(build_site) -> None:
    site = build_site(FILES, ALL)
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted((site.output / "feeds").rglob("*.*"))
    }
    time.sleep(0.02)
    from support import build

    build(site.folder, {}, keep_conf=True)

    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in before} == before


def test_the_machine_changes_nothing(site: Site, build_site) -> None:
    variables = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    other = build_site(FILES, ALL, environment=variables)

    assert feeds_of(site) == feeds_of(other)


def test_touching_one_article_changes_only_the_feeds_it_is_in(site: Site, build_site) -> None:
    other = build_site({**FILES, "b.md": FILES["b.md"].replace("Second", "Another")}, ALL)

    changed = {name for name, data in feeds_of(site).items() if feeds_of(other)[name] != data}
    assert changed == {
        *("feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/all.json", "feeds/all-en.atom.xml"),
        *("feeds/c/misc.rss.xml", "feeds/c/misc.json", "feeds/misc.atom.xml"),
    }


def test_a_feed_has_twenty_entries_unless_the_owner_says_otherwise(build_site) -> None:
    posts = {f"{n}.md": post(title=f"P{n}", tags=["T"]) for n in range(25)}
    site = build_site(posts, ALL)
    set_here = build_site(
        posts, {**ALL, "POUCH_FEEDS": {"items": 22, "tag_items": 3, "tag_content": "summary"}}
    )
    set_there = build_site(posts, {**ALL, "FEED_MAX_ITEMS": 5})

    assert len(items(site)) == 20
    assert len(items(set_here)) == 22
    tagged = json.loads(set_here.text("feeds/t/t.json"))["items"]
    assert len(tagged) == 3
    assert len(items(set_there)) == 5


def test_a_feed_that_is_too_large_is_told_once(build_site) -> None:
    site = build_site(
        {"a.md": post("word " * 150_000)},
        {
            "FEED_ALL_RSS": None,
            "FEED_ALL_JSON": None,
            "CATEGORY_FEED_ATOM": None,
            "TRANSLATION_FEED_ATOM": None,
        },
    )

    (message,) = site.messages_about("all.atom.xml")
    assert "POUCH_FEEDS" in message


def test_a_category_and_an_author_with_one_slug_do_not_end_the_build(build_site) -> None:
    site = build_site({"a.md": post(category="Records", author="Records")})

    assert site.code == 0
    (message,) = site.messages_about("feeds/records.atom.xml")
    assert "AUTHOR_FEED_ATOM" in message
    assert "feeds/records.atom.xml" in site.files()
    assert "Traceback" not in site.log


def test_without_a_siteurl_one_warning_says_so(build_site) -> None:
    site = build_site({"a.md": post()}, {"SITEURL": ""})

    assert len(site.messages_about("SITEURL is not set")) == 1


def test_settings_work_under_their_old_names() -> None:
    old = {"opml": "list.opml", "stylesheet": "", "snippets": "server"}
    settings = {"POUCH_FEEDS": old}

    problems = list(give_new_names(FeedsSettings, settings, "POUCH_FEEDS"))

    assert settings["POUCH_FEEDS"] == {
        "opml_save_as": "list.opml",
        "stylesheet_save_as": "",
        "server_config_path": "server",
    }
    assert len(problems) == len(old)


def test_the_list_of_feeds_names_each_once(site: Site) -> None:
    outlines = list(etree.parse(site.output / "feeds/feeds.opml").iter("outline"))

    addresses = [each.get("xmlUrl") for each in outlines]
    assert len({each.get("text") for each in outlines}) == len(outlines)
    for address in addresses:
        assert address.removeprefix("https://example.org/blog/") in site.files()


def test_a_page_links_the_feeds_it_belongs_to(build_site) -> None:
    site = build_site(FILES, {**ALL, "SITENAME": 'Ada\'s "Co" & more'})
    page = site.soup("tag/maps-more.html")

    links = {
        link["href"]: link for link in page.select('head link[rel=alternate][type^="application/"]')
    }
    assert "https://example.org/blog/feeds/t/maps-more.atom.xml" in links
    assert "https://example.org/blog/feeds/t/maps-more.json" in links
    assert "https://example.org/blog/feeds/t/rivers.atom.xml" not in links
    assert links["https://example.org/blog/feeds/all.json"]["type"] == "application/feed+json"
    for address in links:
        assert address.removeprefix("https://example.org/blog/") in site.files()


def test_snippets_for_servers_name_types_and_hubs(own_site: Site) -> None:
    for name in ("server/_headers", "server/nginx.conf", "server/htaccess"):
        text = own_site.text(name)
        assert "application/atom+xml" in text
        assert "max-age" in text
        assert "https://hub.example/" in text


def test_a_podcast_says_what_directories_ask_for(build_site) -> None:
    own = {
        "podcast": {
            "category": "Science > Earth Sciences",
            "explicit": "false",
            "image": "https://example.org/i.jpg",
        }
    }
    facts = {"duration": "12:34", "episode": 3, "explicit": False}
    files = {"a.md": post(enclosure="audio/s.mp3", podcast=facts), "audio/s.mp3": b"x"}
    site = build_site(files, {**ALL, "POUCH_FEEDS": own})

    itunes = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
    assert items(site)["A post"].findtext(f"{itunes}duration") == "12:34"
    assert items(site)["A post"].findtext(f"{itunes}explicit") == "false"
    channel = etree.parse(site.output / "feeds/all.rss.xml").find("channel")
    assert channel.find(f"{itunes}category/{itunes}category").get("text") == "Earth Sciences"


def test_any_date_can_be_written(build_site) -> None:
    dates = ("1969-07-20", "2100-01-01", "1850-01-01")
    # The feeds of its category have the date of one post alone.
    posts = {f"{when}.md": post(title=when, date=when, category=when) for when in dates}
    site = build_site(posts, {**ALL, "TIMEZONE": "Europe/Amsterdam"})

    assert site.code == 0, site.log
    for when in dates:
        assert list(items(site, f"feeds/c/{when}.rss.xml")) == [when]
    for name, data in feeds_of(site).items():
        assert findings(data, f"https://example.org/blog/{name}") == []


@pytest.mark.skipif(os.name == "nt", reason="the names of files")
def test_a_body_of_five_megabytes_is_carried(build_site) -> None:
    site = build_site({"a.md": post("word " * 1_000_000 + "end")}, {"FEED_ALL_JSON": None})

    assert site.code == 0, site.log
    assert "end" in site.text("feeds/all.atom.xml")


def test_the_feed_of_a_tag_s_old_name_is_like_that_of_the_tag(build_site) -> None:
    files = {f"{n}.md": post(title=f"P{n}", tags=["Rivers"]) for n in range(4)}
    files["x.md"] = post(title="X", tags=["Ryvers"], date="2025-07-01")
    settings = {
        "TAG_FEED_RSS": "feeds/t/{slug}.rss.xml",
        "POUCH_TAGS": {"aliases": {"Ryvers": "Rivers"}},
        "POUCH_FEEDS": {"tag_items": 3, "archives": True},
    }
    site = build_site(files, settings)
    assert site.code == 0, site.log

    old = "feeds/t/ryvers.rss.xml"
    assert list(items(site, old)) == ["X", "P0", "P1"]
    assert findings(site.files()[old], f"https://example.org/blog/{old}") == []
    assert not [name for name in site.files() if "ryvers-archive" in name]


def test_large_feeds_are_told_in_one_line_of_every_build(build_site) -> None:
    files = {"a.md": post("word " * 120_000), "b.md": post("Short.", title="B")}
    site = build_site(files)
    again = build(site.folder, files, {"PLUGINS": ["pelican_plugins"]})

    for one in (site, again):
        (message,) = one.messages_about("every reader fetches it")
        assert " kB, and " in message


def test_a_body_that_cannot_be_cleaned_stops_no_build_and_loses_no_word(build_site) -> None:
    files = {
        "a.md": post('<img src="javascript:x" alt="seen">\n\nText.'),
        "b.md": post("<div>" * 2_500 + "deep" + "</div>" * 2_500 + "\n\nAfter.", title="B"),
    }
    site = build_site(files)
    feed = site.text("feeds/all.rss.xml")

    assert site.code == 0, site.log
    assert len(site.messages_about("so feeds have its bare text")) >= 1
    for word in ("seen", "deep", "After."):
        assert word in feed
    assert "javascript:" not in feed
