"""Whatever entries go in, each format gives the same entries back to a reader."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pelican_plugins._core.text import plain_name, xml_safe
from pelican_plugins.feeds.atom import build_atom
from pelican_plugins.feeds.entries import newest_first
from pelican_plugins.feeds.entry import Category, Entry, Media, distinct_times, feed_time
from pelican_plugins.feeds.feed import Feed
from pelican_plugins.feeds.json_feed import build_json
from pelican_plugins.feeds.rss import build_rss
from pelican_plugins.feeds.site_files import build_opml

WHEN = datetime(2025, 6, 3, 5, tzinfo=timezone(timedelta(hours=2)))
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ATOM = "{http://www.w3.org/2005/Atom}"


def entry(**changes) -> Entry:
    values = {
        "id": "tag:example.org,2025-06-03:/a.html",
        "title": "A",
        "link": "https://example.org/a.html",
        "published": WHEN,
        "updated": WHEN,
    }
    return Entry(**{**values, **changes})


def feed(*entries: Entry, **changes) -> Feed:
    values = {
        "title": "A Site",
        "description": "About <power>",
        "link": "https://example.org/",
        "self_link": "https://example.org/feed.xml",
        "language": "en",
    }
    return Feed(**{**values, **changes}, entries=entries)


FULL = entry(
    title="5 < 6 & “more”",
    authors=("Mara Quill", "Tomas Arden"),
    categories=(Category(name="Rivers", scheme="https://example.org/r"), Category(name="R&D")),
    summary="<p>Short</p>",
    content="<p>Long ]]> &amp; whole</p>",
    updated=WHEN + timedelta(days=1),
)


def test_rss_carries_all_of_an_entry() -> None:
    item = etree.fromstring(build_rss(feed(FULL))).find("channel/item")

    assert [(child.tag, child.text) for child in item] == [
        ("title", "5 < 6 & “more”"),
        ("link", "https://example.org/a.html"),
        ("description", "<p>Short</p>"),
        (CONTENT, "<p>Long ]]> &amp; whole</p>"),
        ("guid", "tag:example.org,2025-06-03:/a.html"),
        ("category", "Rivers"),
        ("category", "R&D"),
        ("pubDate", "Tue, 03 Jun 2025 05:00:00 +0200"),
        (f"{ATOM}updated", "2025-06-04T05:00:00+02:00"),
        (CREATOR, "Mara Quill, Tomas Arden"),
    ]
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.find("category").get("domain") == "https://example.org/r"


def test_atom_carries_all_of_an_entry() -> None:
    root = etree.fromstring(build_atom(feed(FULL)))
    item = root.find(f"{ATOM}entry")

    def texts(path: str) -> list[str]:
        return [element.text for element in item.findall(path.replace("~", ATOM))]

    assert texts("~id") == ["tag:example.org,2025-06-03:/a.html"]
    assert texts("~title") == ["5 < 6 & “more”"]
    assert texts("~author/~name") == ["Mara Quill", "Tomas Arden"]
    assert texts("~content") == ["<p>Long ]]> &amp; whole</p>"]
    assert texts("~summary") == ["<p>Short</p>"]
    assert texts("~published") == ["2025-06-03T05:00:00+02:00"]
    # A fraction of a second tells entries of one time apart.
    (updated,) = map(datetime.fromisoformat, texts("~updated"))
    assert updated.replace(microsecond=0) == WHEN + timedelta(days=1)
    assert [c.get("term") for c in item.findall(f"{ATOM}category")] == ["Rivers", "R&D"]
    assert [dict(link.attrib) for link in item.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "type": "text/html", "href": "https://example.org/a.html"}
    ]


@pytest.mark.parametrize("build", [build_rss, build_atom])
def test_entries_keep_their_order_and_the_feed_its_newest_change(build) -> None:
    entries = [
        entry(id=f"tag:{n}", title=str(n), updated=WHEN + timedelta(days=n)) for n in (2, 9, 4)
    ]

    read = feedparser.parse(build(feed(*entries)))

    assert [item.title for item in read.entries] == ["2", "9", "4"]
    assert read.feed.updated_parsed[:3] == (2025, 6, 12)


@pytest.mark.parametrize("build", [build_rss, build_atom])
def test_a_feed_without_entries_description_or_title_is_still_a_feed(build) -> None:
    data = build(feed(title="", description="", language=""))

    assert not feedparser.parse(data).bozo
    assert data == build(feed(title="", description="", language=""))


def test_rss_names_its_own_address_and_the_site() -> None:
    channel = etree.fromstring(build_rss(feed())).find("channel")

    assert channel.findtext("link") == "https://example.org/"
    assert channel.findtext("description") == "About <power>"
    assert channel.find(f"{ATOM}link").attrib == {
        "href": "https://example.org/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }


texts = st.text() | st.text(
    st.characters(categories=["Cc", "Cs"]) | st.sampled_from("]]><&'\"\ufffe")
)
entries = st.builds(
    entry,
    title=texts,
    summary=texts,
    content=texts,
    authors=st.lists(texts.filter(str.strip), max_size=3).map(tuple),
    categories=st.lists(st.builds(Category, name=texts.filter(str.strip)), max_size=3).map(tuple),
    published=st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)


def normal(text: str) -> str:
    # XML 1.0 section 2.11: a parser reads every line end as a line feed. Written out, a
    # carriage return is a character reference and comes back; feeds have no use for either.
    return xml_safe(text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(entries, max_size=3))
def test_whatever_goes_into_rss_comes_back(items: list[Entry]) -> None:
    channel = etree.fromstring(build_rss(feed(*items))).find("channel")

    for item, given_entry in zip(channel.findall("item"), items, strict=True):
        assert normal(item.findtext("title")) == (normal(given_entry.title) or given_entry.link)
        body = item.findtext(CONTENT) or item.findtext("description") or ""
        assert normal(body) == (normal(given_entry.content) or normal(given_entry.summary))
        assert [normal(c.text or "") for c in item.findall("category")] == [
            normal(category.name) for category in given_entry.categories
        ]


@given(st.lists(entries, max_size=3))
def test_whatever_goes_into_atom_comes_back(items: list[Entry]) -> None:
    root = etree.fromstring(build_atom(feed(*items)))

    for item, given_entry in zip(root.findall(f"{ATOM}entry"), items, strict=True):
        title = item.findtext(f"{ATOM}title")
        assert normal(title) == (normal(given_entry.title) or given_entry.link)
        assert normal(item.findtext(f"{ATOM}content") or "") == normal(given_entry.content)


@given(st.lists(entries, max_size=3))
def test_whatever_goes_into_json_comes_back(items: list[Entry]) -> None:
    read = json.loads(build_json(feed(*items)))

    for item, given_entry in zip(read["items"], items, strict=True):
        assert item["id"] == given_entry.id
        assert item.get("title", "") == xml_safe(given_entry.title)
        body = xml_safe(given_entry.content) or xml_safe(given_entry.summary)
        assert item["content_html"] == body
        assert [each["name"] for each in item.get("authors", [])] == [
            xml_safe(author) for author in given_entry.authors
        ]
        assert item["date_published"] == given_entry.published.isoformat()


@pytest.mark.parametrize("build", [build_rss, build_atom])
def test_plain_text_is_escaped_in_the_way_that_all_readers_understand(build) -> None:
    assert b"<title>5 &#x3C; 6 &#x26; \xe2\x80\x9cmore\xe2\x80\x9d</title>" in build(feed(FULL))


def test_a_time_is_written_in_a_zone_that_readers_know() -> None:
    kathmandu = datetime(2025, 6, 3, 5, 0, 0, 5, tzinfo=timezone(timedelta(hours=5, minutes=45)))

    assert feed_time(kathmandu) == datetime(2025, 6, 2, 23, 15, tzinfo=UTC)
    assert feed_time(kathmandu).utcoffset() == timedelta()
    assert feed_time(WHEN).utcoffset() == timedelta(hours=2)


def test_of_articles_of_one_time_the_address_decides() -> None:
    late = SimpleNamespace(date=WHEN + timedelta(days=1), url="z.html")
    ties = [SimpleNamespace(date=WHEN, url=url) for url in ("c.html", "a.html", "b.html")]

    ordered = [
        article.url
        for article in sorted([*ties, late], key=lambda each: newest_first(each, lambda a: a.url))
    ]

    assert ordered == ["z.html", "a.html", "b.html", "c.html"]


# A day without a time, a time as it is typed, one that a clock wrote, and one of another zone.
@pytest.mark.parametrize(
    "moment",
    [
        datetime(2025, 6, 3, tzinfo=UTC),
        datetime(2025, 6, 3, 9, 30, tzinfo=UTC),
        datetime(2025, 6, 3, 9, 30, 7, tzinfo=UTC),
        WHEN,
    ],
    ids=str,
)
def test_an_entry_keeps_its_time_whatever_happens_to_others(moment: datetime) -> None:
    def times(*names: str, **changed: datetime) -> dict[str, datetime]:
        entries = [entry(id=name, updated=changed.get(name, moment)) for name in names]
        return dict(zip(names, distinct_times(entries), strict=True))

    first = times("b", "a")
    more, fewer = times(*"cbdaef"), times("a")
    edited = times("b", "a", b=moment + timedelta(days=1))
    moved = times("a", "b")

    assert first["a"] == more["a"] == fewer["a"] == edited["a"] == moved["a"]
    assert first["b"] == more["b"] != edited["b"]
    assert len(set(more.values())) == 6
    assert {when.replace(microsecond=0) for when in more.values()} == {moment}


def test_an_entry_without_a_summary_says_its_text_and_not_its_image() -> None:
    alone = entry(
        content="<p>Said here.</p>",
        summary="<p>Said here.</p>",
        media=Media(url="https://example.org/a.png", alt="A gauge"),
    )

    (read,) = feedparser.parse(build_atom(feed(alone))).entries

    assert read.summary == "Said here."


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a < b & c > d", "a < b & c > d"),
        ("List<T> news", "List<T> news"),
        ("Map<S, U> and <b>", "Map<S, U> and <b>"),
        ("My <em>own</em> site", "My own site"),
        ("AT&amp;T &copy; R&D", "AT&T © R&D"),
        ("<i><b>x</b></i><br>y", "xy"),
    ],
)
def test_a_name_is_text(name: str, expected: str) -> None:
    assert plain_name(name) == expected


def test_names_in_opml_read_the_same_as_text_and_as_html() -> None:
    data = build_opml(
        "R&D", "https://example.org/", [("a < b & c>d &copy", "https://example.org/f")]
    )
    outline = etree.fromstring(data).find("body/outline")

    assert outline.get("text") == "a ‹ b & c›d & copy"
    assert etree.fromstring(data).findtext("head/title") == "R & D"
