"""What old feeds and people write of an episode is read, or named; nothing goes out unread."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support import post

from pelican_plugins.feeds.podcast import missing_in_channel, read_channel, read_episode
from pelican_plugins.feeds.podcast_values import read_boolean, read_duration, read_number

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


def online(written: str) -> str | None:
    return written if "://" in written else None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (3600, "3600"),
        ("3600", "3600"),
        (3600.4, "3600"),
        ("1:02:03", "1:02:03"),
        ("31:20", "31:20"),
        ("75:30", "1:15:30"),
        (dt.time(1, 2, 3), "3723"),
        ("62 min", "3720"),
        ("62'", "3720"),
        ("PT1H2M", "3720"),
        ("1h2m", "3720"),
        ("1 Std. 2 Min.", "3720"),
        ("1 hour and 2 minutes", "3720"),
        ("1,5 h", "5400"),
        ("1 час 5 минут", "3900"),
        ("1時間2分", "3720"),
        ("٣٦٠٠", "3600"),
        *(
            (bad, None)
            for bad in ("about half an hour", "5 MB", "1:99", "45m ago", "P1D", "PT", "")
        ),
        *((bad, None) for bad in (0, -5, "-5", 10**30, float("inf"), float("nan"), True, [1], {})),
    ],
)
def test_durations_in_all_spellings(written: object, expected: str | None) -> None:
    assert read_duration(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *((good, "4") for good in (4, "4", "004", 4.0, "#4", "Episode 4", "Ep. #4", "４")),
        *((bad, None) for bad in ("four", "4 of 12", "IV", 4.5, 0, -1, True, None, [4], 10**20)),
    ],
)
def test_numbers_in_all_spellings(written: object, expected: str | None) -> None:
    assert read_number(written) == expected


def test_yes_and_no_in_all_spellings() -> None:
    assert {read_boolean(each) for each in ("yes", "Explicit", True, 1, "TRUE", "on")} == {"true"}
    assert {read_boolean(each) for each in ("no", "Clean", False, 0, "false")} == {"false"}
    assert {read_boolean(each) for each in ("maybe", None, [], 2, "")} == {None}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)
KEYS = ("duration", "episode", "season", "type", "explicit", "block", "image", "title", "author")
MORE = ("chapters", "transcript", "person", "category", "email", "complete", "guid", "locked")
VALID = {
    "itunes:duration": r"\d+(?::[0-5]\d){0,2}",
    "itunes:episode": r"[1-9]\d*",
    "itunes:season": r"[1-9]\d*",
    "itunes:episodeType": "full|trailer|bonus",
    "itunes:type": "episodic|serial",
    "itunes:explicit": "true|false",
    "itunes:block": "Yes",
}


@given(st.dictionaries(st.sampled_from(KEYS + MORE), anything, max_size=6))
def test_nothing_goes_out_that_directories_refuse(values: dict) -> None:
    for found in (read_episode(values, online), read_channel(values, "A", online)):
        for tag in found.tags:
            pattern = VALID.get(tag.name)
            assert pattern is None or re.fullmatch(pattern, tag.text), tag


def test_a_season_may_stand_with_the_episode() -> None:
    tags = {tag.name: tag.text for tag in read_episode({"episode": "S02E04"}, online).tags}

    assert tags == {"itunes:episode": "4", "itunes:season": "2"}


def test_a_show_is_written_as_apple_spells_it() -> None:
    show = {
        "category": ["science > earth sciences", "Society and Culture"],
        "explicit": "no",
        "image": "https://example.org/i.png",
    }
    found = read_channel(show, "A", online)

    categories = [(t.text, dict(t.attributes)) for t in found.tags if t.name == "itunes:category"]
    assert categories == [("Science", {"inner": "Earth Sciences"}), ("Society & Culture", {})]
    assert not found.problems
    assert missing_in_channel(found) == []
    assert missing_in_channel(read_channel({}, "A", online)) == ["category", "explicit", "image"]


EPISODE = {
    "duration": "62 min",
    "explicit": "yes",
    "episode": "Episode 4",
    "type": "Bonus",
    "chapters": "audio/c.json",
    "transcript": {"url": "audio/t.vtt", "language": "en"},
    "person": ["Mara Quill", {"name": "Tomas Arden", "role": "Guest"}],
}


@pytest.mark.site
def test_a_site_with_episodes(build_site) -> None:
    files = {
        "a.md": post(title="Good", enclosure="audio/s.mp3", podcast=EPISODE),
        "b.md": post(
            title="Bad",
            enclosure={"url": "https://cdn.example.org/x"},
            podcast={"duration": "about half an hour", "explicit": "maybe", "episode": "four"},
        ),
        "c.md": post(title="Folder", enclosure="audio"),
        "d.md": post(title="None", podcast={"episode": 1}),
        **{f"audio/{name}": b"x" * 9 for name in ("s.mp3", "c.json", "t.vtt")},
    }
    site = build_site(files, {"STATIC_PATHS": ["audio"]})
    assert site.code == 0, site.log

    channel = etree.parse(site.output / "feeds/all.rss.xml").find("channel")
    found = {item.findtext("title"): item for item in channel.iter("item")}
    good = found["Good"]
    said = {name: good.findtext(f"{ITUNES}{name}") for name in ("duration", "explicit", "episode")}
    assert said == {"duration": "3720", "explicit": "true", "episode": "4"}
    assert good.find(f"{PODCAST}transcript").attrib == {
        "url": "https://example.org/blog/audio/t.vtt",
        "type": "text/vtt",
        "language": "en",
    }
    assert good.find(f"{PODCAST}chapters").get("type") == "application/json+chapters"
    assert [(p.text, p.get("role")) for p in good.iter(f"{PODCAST}person")] == [
        ("Mara Quill", None),
        ("Tomas Arden", "guest"),
    ]
    assert [each.tag for each in found["Bad"] if each.tag.startswith(ITUNES)] == []
    for needle, place in (
        ("'about half an hour'", "b.md:5"),
        ("'maybe'", "b.md:5"),
        ("'four'", "b.md:5"),
        ("has no length", "b.md:4"),
        ("the media type of the enclosure", "b.md:4"),
        ("the enclosure audio is not a file", "c.md:4"),
        ("no audio or video file", "d.md:4"),
        ("no category, explicit, image", "POUCH_FEEDS"),
    ):
        (message,) = site.messages_about(needle)
        assert place in message, message

    page = site.soup("good.html")
    assert page.select_one(".attachment audio[controls][preload=none]")["src"].endswith("/s.mp3")
    assert page.select_one(".attachment a[download]").text == "s.mp3"
    assert not site.soup("none.html").select(".attachment")


OLD = {
    "castanet.md": post(
        title="Castanet",
        podcast_file="audio/s.mp3",
        podcast_bytes="4321",
        podcast_duration="31:20",
        episode="7",
        explicit="no",
        episode_image="https://cdn.example.org/7.png",
    ),
    "wordpress.md": post(
        title="WordPress", enclosure="https://cdn.example.org/8.mp3\n1234\naudio/mpeg\n"
    ),
    "flat.md": post(
        title="Flat", enclosure="audio/s.mp3", itunes_duration="62 min", itunes_episode_type="bonus"
    ),
    "nested.md": post(title="Nested", enclosures=["audio/s.mp3"], itunes={"season": 2}),
    "image.md": post(title="Image", itunes_image="audio/none.png"),
    "audio/s.mp3": b"x" * 999,
}


@pytest.mark.site
def test_episodes_in_the_keys_of_other_generators(build_site) -> None:
    site = build_site(OLD, {"STATIC_PATHS": ["audio"]})
    items = {
        item.findtext("title"): item
        for item in etree.fromstring(site.files()["feeds/all.rss.xml"]).iter("item")
    }
    here = {"url": "https://example.org/blog/audio/s.mp3", "length": "999", "type": "audio/mpeg"}
    there = {"url": "https://cdn.example.org/8.mp3", "length": "1234", "type": "audio/mpeg"}
    enclosures = {
        name: [dict(e.attrib) for e in item.iter("enclosure")] for name, item in items.items()
    }

    assert enclosures == {
        "Castanet": [here], "WordPress": [there], "Flat": [here], "Nested": [here], "Image": []
    }  # fmt: skip
    told = {
        name: {
            e.tag.removeprefix(ITUNES): e.text for e in item if e.tag.startswith(ITUNES) and e.text
        }
        for name, item in items.items()
    }
    assert (
        told["Castanet"].items()
        >= {"duration": "31:20", "episode": "7", "explicit": "false"}.items()
    )
    assert told["Flat"].items() >= {"duration": "3720", "episodeType": "bonus"}.items()
    assert told["Nested"]["season"] == "2"
    assert not site.messages_about("content/wordpress.md")
    assert not site.messages_about("content/image.md")
