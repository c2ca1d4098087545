"""Feeds stand where Pelican's settings say, with Pelican's GUIDs, and carry whole articles."""

from __future__ import annotations

import feedparser
import pytest
from bs4 import BeautifulSoup
from support import Site, post

FEEDS = {
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/everything.rss.xml",
    "CATEGORY_FEED_RSS": "feeds/c/{slug}.rss.xml",
    "TAG_FEED_ATOM": "feeds/t/{slug}.atom.xml",
    "AUTHOR_FEED_ATOM": "feeds/a/{slug}.atom.xml",
}
LONG = "\n\n".join(f"Paragraph {n} with [a link](other.html) and more." for n in range(60))
FILES = {
    "a.md": post(
        f"{LONG}\n\n![x](/images/g.png) [down](#end)\n",
        title="“Quoted” – and the last word",
        date="2025-06-03T05:00:00+02:00",
        modified="2025-06-05",
        tags=["Rivers", "rivers", "Maps & more"],
        authors=["Mara Quill", "Tomas Arden"],
        category="Records",
    ),
    "b.md": post("Second.", title="B", date="2024-01-01"),
    "images/g.png": b"",
}


@pytest.fixture
def site(shared_site) -> Site:
    site = shared_site(FILES, FEEDS)
    assert site.code == 0, site.log
    return site


def read(site: Site, name: str) -> feedparser.FeedParserDict:
    feed = feedparser.parse(site.text(name))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_feeds_stand_exactly_where_the_settings_say(site: Site, build_site) -> None:
    theirs = build_site(FILES, {**FEEDS, "PLUGINS": ["pelican_plugins.front_matter"]})

    def feeds(built: Site) -> set[str]:
        return {name for name in built.files() if name.startswith("feeds/")}

    # Pelican, without the tags plugin, has one page for "Rivers" and "rivers" as well.
    assert feeds(site) - feeds(theirs) == {"feeds/all.json", "feeds/feed.css", "feeds/feeds.opml"}
    assert feeds(theirs) <= feeds(site)


def test_guids_are_those_of_pelican(site: Site, build_site) -> None:
    theirs = build_site(FILES, {**FEEDS, "PLUGINS": ["pelican_plugins.front_matter"]})

    for name in ("feeds/all.atom.xml", "feeds/everything.rss.xml"):
        ours_read, theirs_read = read(site, name), read(theirs, name)
        assert [e.id for e in ours_read.entries] == [e.id for e in theirs_read.entries]
        assert [e.link for e in ours_read.entries] == [e.link for e in theirs_read.entries]


PLAIN = {
    f"{number}.md": "\n".join(
        (f"Title: T{number}", f"Date: 2025-06-03 00:{number:02}", "Tags: Rivers", more, "", "Text.")
    )
    for number, more in enumerate(
        (
            *("Slug: two words", "Slug: überfluß", "Slug: 中文", "Slug: a&b", "Slug: 50%20a"),
            *(
                "Slug: Up/And/Down",
                "Slug: it's",
                "Slug: cafe\u0301",
                "Slug: \U0001f30a",
                "Slug: a+b=c",
            ),
            *("Lang: de\nSlug: Öl", "Author: Ä Ö", "Category: Ü b", "Tags: Ж, a b"),
            *("Save_as: x y.html", "Url: x y/ü?a=b#c", "Status: hidden"),
        )
    )
}


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"SITEURL": "http://example.org:8080/über uns"},
        {"SITEURL": "https://bücher.example", "FEED_DOMAIN": "http://feeds.example.org"},
        {"SITEURL": "//example.org"},
        {"FEED_APPEND_REF": True, "TIMEZONE": "Pacific/Kiritimati", "SLUGIFY_USE_UNICODE": True},
        {"ARTICLE_URL": "{date:%Y}/{slug} x/", "ARTICLE_SAVE_AS": "{date:%Y}/{slug} x/index.html"},
        {"PLUGINS": ["pelican_plugins.feeds"]},
    ],
)
def test_no_guid_and_no_link_changes_on_a_site_of_pelicans_own(build_site, settings) -> None:
    settings = {**FEEDS, "TRANSLATION_FEED_ATOM": "feeds/l/{lang}.atom.xml", **settings}
    theirs = build_site(PLAIN, {**settings, "PLUGINS": []})
    ours = build_site(PLAIN, settings)

    names = [name for name in theirs.files() if name.startswith("feeds/")]
    assert len(names) > 8
    for name in names:
        wanted, found = (BeautifulSoup(site.text(name), "xml") for site in (theirs, ours))
        for tag in ("id", "guid"):
            assert [e.text for e in found(tag)] == [e.text for e in wanted(tag)], name
        # Pelican percent-encodes an internationalised host, which no client resolves.
        links = (
            ("item > link", "entry > link[rel=alternate]") if "bücher" not in str(settings) else ()
        )
        for entry in links:
            assert [e.get("href", e.text) for e in found.select(entry)] == [
                e.get("href", e.text) for e in wanted.select(entry)
            ], name


@pytest.mark.parametrize("name", ["feeds/all.atom.xml", "feeds/everything.rss.xml"])
def test_an_entry_is_whole(site: Site, name: str) -> None:
    entry, second = read(site, name).entries
    body = BeautifulSoup(entry.content[-1].value, "html.parser")

    assert entry.title == "“Quoted” – and the last word"
    assert second.title == "B"
    assert "Paragraph 59 with" in body.get_text()
    assert len(entry.summary) < len(entry.content[-1].value) / 2
    links = {tag["href"] for tag in body.find_all("a")}
    page = "https://example.org/blog/quoted-and-the-last-word.html"
    assert links == {"https://example.org/blog/other.html", f"{page}#end"}
    assert body.img["src"] == "https://example.org/blog/images/g.png"
    assert [tag.term for tag in entry.tags] == ["Records", "Rivers", "Maps & more"]
    assert entry.published_parsed[:5] == (2025, 6, 3, 3, 0)


def test_all_authors_are_named(site: Site) -> None:
    names = ["Mara Quill", "Tomas Arden"]
    rss = BeautifulSoup(site.text("feeds/everything.rss.xml"), "xml")
    assert [creator.text for creator in rss.item.find_all("creator")] == [", ".join(names)]
    atom = BeautifulSoup(site.text("feeds/all.atom.xml"), "xml")
    assert [author.find("name").text for author in atom.entry.find_all("author")] == names


def test_typogrify_leaves_no_trace_in_a_title(build_site) -> None:
    site = build_site({"a.md": post(title='A "quoted" and last word')}, {"TYPOGRIFY": True})

    assert read(site, "feeds/all.atom.xml").entries[0].title == "A “quoted” and last word"


def test_only_the_summary_where_that_is_asked_for(build_site) -> None:
    site = build_site(FILES, {**FEEDS, "POUCH_FEEDS": {"content": "summary"}})

    entry = read(site, "feeds/everything.rss.xml").entries[0]
    assert "Paragraph 59" not in str(entry)
    assert "Paragraph 0" in entry.summary


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, {"feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/all.json"}),
        ({"FEED_ALL_RSS": None}, {"feeds/all.atom.xml", "feeds/all.json"}),
        ({"FEED_ALL_JSON": None}, {"feeds/all.atom.xml", "feeds/all.rss.xml"}),
        ({"FEED_ALL_ATOM": None}, set()),
        ({"FEED_ALL_RSS": "rss.xml"}, {"feeds/all.atom.xml", "feeds/all.json"}),
    ],
)
def test_feeds_of_all_articles_join_the_atom_feed_unless_they_are_refused(
    build_site, settings, expected
) -> None:
    site = build_site({"b.md": FILES["b.md"]}, settings)

    assert {name for name in site.files() if name.startswith("feeds/all.")} == expected
    assert ("rss.xml" in site.files()) == (settings.get("FEED_ALL_RSS") == "rss.xml")


LISTENER = """
from pelican import signals

def change(context, feed):
    feed.items[0]["title"] = "Changed by a plugin"
    feed.add_item(title="Added", link="https://example.org/added", description="By a plugin",
                  unique_id="added", pubdate=feed.items[0]["pubdate"])

def written(path, context, feed):
    open("written.txt", "a").write(path + "\\\\n")

def register():
    signals.feed_generated.connect(change)
    signals.feed_written.connect(written)
"""


def test_plugins_that_listen_to_feeds_still_work(build_site) -> None:
    settings = {"PLUGINS": ["pelican_plugins", "listener"], "FEED_ALL_RSS": None}
    site = build_site({"b.md": FILES["b.md"]}, settings, modules={"listener": LISTENER})

    assert site.code == 0, site.log
    titles = [entry.title for entry in read(site, "feeds/all.atom.xml").entries]
    assert titles == ["Changed by a plugin", "Added"]
    assert "all.atom.xml" in (site.folder / "written.txt").read_text()


def test_without_a_siteurl_feeds_are_still_well_formed(build_site) -> None:
    site = build_site(FILES, {**FEEDS, "SITEURL": ""})

    assert site.code == 0, site.log
    assert len(read(site, "feeds/all.atom.xml").entries) == 2


@pytest.mark.parametrize(
    ("settings", "front_matter"),
    [
        ({"FEED_RSS": "feeds/all.rss.xml"}, {}),
        ({"FEED_RSS": "./feeds/all.rss.xml"}, {}),
        ({"TAG_FEED_RSS": "feeds/{slug}.rss.xml"}, {"tags": ["All"]}),
        ({"TAG_FEED_ATOM": "feeds/{slug}.rss.xml"}, {"tags": ["All"]}),
        ({"CATEGORY_FEED_RSS": "feeds/{slug}.rss.xml"}, {"category": "All"}),
        ({"TRANSLATION_FEED_RSS": "feeds/{lang}.rss.xml"}, {"lang": "all"}),
        ({}, {"author": "All", "AUTHOR_FEED_ATOM": None}),
    ],
)
def test_the_rss_feed_gives_way_to_any_other_at_its_path(
    build_site, settings, front_matter
) -> None:
    settings = {"AUTHOR_FEED_ATOM": None, "CATEGORY_FEED_ATOM": None, **settings}
    site = build_site({"b.md": post(**front_matter)}, settings)

    assert site.code == 0, site.log
    assert read(site, "feeds/all.rss.xml").entries
    links = [link["href"] for link in site.soup("index.html").select("link[type*=rss]")]
    own = settings.get("FEED_RSS") == "feeds/all.rss.xml"
    assert links.count("https://example.org/blog/feeds/all.rss.xml") == own


def test_the_rss_feed_stays_where_other_feeds_only_might_have_its_path(build_site) -> None:
    settings = {"TAG_FEED_RSS": "feeds/{slug}.rss.xml"}
    site = build_site({"b.md": post(tags=["Rivers"])}, settings)

    assert {"feeds/all.rss.xml", "feeds/rivers.rss.xml"} <= set(site.files())


def test_a_feed_names_the_language_of_its_entries_and_none_where_they_differ(build_site) -> None:
    files = {
        "a.md": post(title="A", slug="a"),
        "a.fr.md": post("Texte.", title="A", slug="a", lang="fr"),
    }
    settings = {"DEFAULT_LANG": "en", "TRANSLATION_FEED_RSS": "feeds/all-{lang}.rss.xml"}
    site = build_site(files, settings)

    assert read(site, "feeds/all-en.rss.xml").feed.language == "en"
    assert read(site, "feeds/all-fr.rss.xml").feed.language == "fr"
    assert "language" not in read(site, "feeds/all.rss.xml").feed
    atom = BeautifulSoup(site.text("feeds/all-fr.atom.xml"), "xml")
    assert atom.feed.get("xml:lang") == "fr"
