"""URLs, categories, dates and links as Jekyll makes them; tests/oracles asks Jekyll itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pelican_plugins.front_matter.defaults import with_defaults
from pelican_plugins.front_matter.jekyll_links import JekyllLinks
from pelican_plugins.front_matter.key_aliases import MetadataValue
from pelican_plugins.front_matter.permalinks.jekyll import (
    date_in_name,
    folders_above,
    permalink,
    published_at,
    slugify,
    title_of_name,
    with_known_zone,
)
from pelican_plugins.front_matter.permalinks.source import Permalink, PermalinkSource
from pelican_plugins.front_matter.settings import FrontMatterSettings


def settings(permalinks: dict[str, str] | str = "date", **others: Any) -> FrontMatterSettings:
    patterns = {"": permalinks} if isinstance(permalinks, str) else permalinks
    return FrontMatterSettings(permalink_style="jekyll", permalinks=patterns, **others)


def link(path: str, permalinks: dict[str, str] | str = "date", **values: Any) -> Permalink:
    return permalink(source(path, **values), settings(permalinks))


def source(path: str, zone: str = "UTC", **values: Any) -> PermalinkSource:
    written = values.get("date")
    moment = written if isinstance(written, datetime) else None
    return PermalinkSource(path=path, values=values, date=moment, zone=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("style", "save_as"),
    [
        ("date", "rain/2021/01/03/A_b.html"),
        ("pretty", "rain/2021/01/03/A_b/index.html"),
        ("ordinal", "rain/2021/003/A_b.html"),
        ("weekdate", "rain/2021/W53/Sun/A_b.html"),
        ("none", "rain/A_b.html"),
        ("/:w_year/:w_day/:slug", "2020/7/a-b.html"),
        ("/:short_month_:long_day-:i_day/", "Jan_Sunday-3/index.html"),
        ("/x:title.htm", "xA_b.htm.html"),
    ],
)
def test_styles_and_templates(style: str, save_as: str) -> None:
    assert link("_posts/2021-01-03-A_b.md", style, category="Rain").save_as == save_as


@pytest.mark.parametrize(
    ("path", "style", "values", "url"),
    [
        ("about.md", "date", {}, "about.html"),
        ("about.md", "pretty", {}, "about/"),
        ("about.md", "/:title", {}, "about"),
        ("a b/index.markdown", "date", {}, "a b/"),
        ("a/b.html", "/:year/:title/", {}, "a/b/"),
        ("a/b.md", "date", {"permalink": "/x/:path/:basename:output_ext"}, "x/a/b.html"),
        ("feed.txt", "pretty", {}, "feed.txt"),
        ("a/b.md", "date", {"permalink": "../up/"}, "up/"),
        ("a.md", "date", {"permalink": "/%C3%A9 b/"}, "é b/"),
        ("_posts/2020-01-02-a.md", "date", {"permalink": "/:year/:categories/:title"}, "2020/a"),
        ("_posts/2020-01-02-a.md", "date", {"permalink": False}, "2020/01/02/a.html"),
        ("_posts/2020-01-02-a.md", "none", {"slug": 2016}, "2016.html"),
    ],
)
def test_pages_and_permalinks(path: str, style: str, values: dict[str, Any], url: str) -> None:
    assert link(path, style, **values).url == url


def test_collections_have_patterns_of_their_own() -> None:
    rules = {"": "pretty", "sets/_notes": "/:collection/:path/", "sets/_posts": "none"}

    assert link("sets/_notes/a/B c.md", rules).url == "notes/a/B c/"
    assert link("sets/_notes/a/B c.md", rules).kind == "page"
    assert link("sets/river/_posts/2020-01-02-a.md", rules).url == "river/a.html"
    assert link("sets/river/_posts/2020-01-02-a.md", rules).kind == "article"
    assert link("README.md", {"README.md": "/"}).url == ""


@pytest.mark.parametrize(
    ("values", "categories"),
    [
        ({"categories": "A b"}, "a/b"),
        ({"category": "A b"}, "a b"),
        ({"categories": ["A", "a", None], "category": ["C"]}, "a/c"),
        ({"categories": [2020, True]}, "2020/true"),
        ({"categories": None, "category": None}, ""),
    ],
)
def test_categories(values: dict[str, Any], categories: str) -> None:
    pattern = "/:categories/x/"

    alone = link("_posts/2020-01-02-a.md", pattern, **values).url
    below = link("In/_posts/deep/2020-01-02-a.md", pattern, **values).url
    assert alone == (f"{categories}/x/" if categories else "x/")
    assert below == (f"in/{categories}/x/" if categories else "in/x/")


def test_folders_above_the_posts() -> None:
    rules = settings({"sets/_posts": "date"}, content_folders={"src": ""})

    assert folders_above("src/sets/a/b/_posts/c/2020-01-02-a.md", rules) == ["a", "b"]
    assert folders_above("a/_drafts/x.md", settings()) == ["a"]
    assert folders_above("_posts/a/2020-01-02-x.md", settings()) == []
    assert folders_above("a/page.md", settings()) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2016-2-9-a.md", (date(2016, 2, 9), "a")),
        ("16-02-09-f.md", (date(2016, 2, 9), "f")),
        ("69-1-1-f.md", (date(1969, 1, 1), "f")),
        ("2015-02-30-a-b.md", (date(2015, 3, 2), "a-b")),
        ("2016-12-31-.md", (date(2016, 12, 31), "")),
        ("2016-13-01-a.md", None),
        ("2016-01-32-a.md", None),
        ("2016-01-01.md", None),
        ("2016-01-01-a", None),
        ("a-2016-01-01-a.md", None),
    ],
)
def test_dates_in_names(name: str, found: tuple[date, str] | None) -> None:
    made = date_in_name(name)
    assert (made and (made[0].date(), made[1])) == found


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        (datetime(2015, 5, 28, 23, 23), "2015-05-28T19:23:00-04:00"),
        (datetime(2015, 5, 28, 23, 23, tzinfo=UTC), "2015-05-28T19:23:00-04:00"),
        (date(2015, 5, 28), "2015-05-28T00:00:00-04:00"),
        (None, "2016-02-09T00:00:00-05:00"),
    ],
)
def test_dates_are_of_the_site_s_zone(written: Any, moment: str) -> None:
    made = published_at(source("_posts/2016-2-9-a.md", "America/New_York", date=written))
    assert made is not None
    assert made.isoformat() == moment


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-01-02 10:00 CST", "2020-01-02 10:00 -06:00"),
        ("2020-01-02 10:00:00 UTC", "2020-01-02 10:00:00 +00:00"),
        ("2020-01-02 10:00 CEST", "2020-01-02 10:00"),
        ("2020-01-02 10:00 pm", "2020-01-02 10:00 pm"),
        ("2 January", "2 January"),
        ("2020-01-02 10:00 +0200", "2020-01-02 10:00 +0200"),
    ],
)
def test_names_of_zones(written: str, read: str) -> None:
    assert with_known_zone(written) == read


def test_what_jekyll_does_not_build_is_left_out() -> None:
    assert link("_posts/notes.md", date=datetime(2020, 1, 2)).left_out
    assert link("_posts/2020-01-02-a.md~").left_out
    assert link("_posts/deep/_2020-01-02-a.md").left_out
    assert link("_posts/2020-01-02-a.md", redirect_to="/x").left_out
    assert not link("_posts/2020-1-2-a.md").left_out
    assert not link("_drafts/notes.md").left_out
    assert not link("about.md").left_out


def test_slugs_and_titles() -> None:
    assert slugify("_The A–B (c)_") == "the-a-b-c"
    assert slugify("_The A–B (c)_", pretty=True, cased=True) == "_The-A-B-(c)_"
    assert slugify("ΣΑΣ e\u0301 हिन्दी 10²") == "σασ-e\u0301-हिन्दी-10"
    assert title_of_name("_posts/2020-1-2-the-LONG_way.md") == "The Long_way"
    assert title_of_name("_drafts/an-idea.md") == "An Idea"


def value(written: Any) -> MetadataValue:
    return MetadataValue(written, written, 1)


def test_defaults_of_folders() -> None:
    rules = settings(
        front_matter_defaults={
            "": ["lang: en", "author: Ada Ferris"],
            "notes": ["lang: fr", "categories: [a, b]"],
            "notes/2019-*": ["published: false"],
        }
    )

    def made(path: str, **values: Any) -> dict[str, Any]:
        found = with_defaults({key: value(v) for key, v in values.items()}, path, rules)
        return {key: found[key].typed for key in found}

    assert made("x.md") == {"lang": "en", "author": "Ada Ferris"}
    assert made("notes/a.md", lang=None, author="B")["lang"] == "fr"
    assert made("notes/a.md", author="B")["author"] == "B"
    assert made("notes/deep/a.md", categories="c d")["categories"] == ["a", "b", "c", "d"]
    assert made("notes/2019-a/b.md")["published"] is False
    assert "published" not in made("notes/2020-a.md")
    assert "categories" not in made("notesx/a.md")


@pytest.mark.parametrize(
    ("tag", "rest", "found"),
    [
        ("post_url", "2020-01-02-a", "{filename}/src/_posts/2020-01-02-a.md"),
        ("post_url", "/2020-01-02-a", "{filename}/src/_posts/2020-01-02-a.md"),
        ("post_url", "deep/2020-01-03-b", "{filename}/src/_posts/deep/2020-01-03-b.html"),
        ("post_url", "news/2020-01-04-c", "{filename}/src/news/_posts/2020-01-04-c.markdown"),
        ("post_url", "2019-01-05-d", "{filename}/src/_posts/2019/2019-01-05-d.md"),
        ("post_url", "2020-01-02-x", None),
        ("post_url", "{{ page.other }}", None),
        ("post_url", "about", None),
        ("link", "about me.md", "{filename}/src/about%20me.md"),
        ("link", "/a.pdf", "{static}/src/a.pdf"),
        ("link", "missing.md", None),
        ("link", "", None),
    ],
)
def test_links(tag: str, rest: str, found: str | None) -> None:
    files = {
        *("src/_posts/2020-01-02-a.md", "src/_posts/deep/2020-01-03-b.html", "src/a.pdf"),
        *("src/news/_posts/2020-01-04-c.markdown", "src/_posts/2019/2019-01-05-d.md"),
        "src/about me.md",
    }
    rules = settings(content_folders={"src": ""})

    assert JekyllLinks(files.__contains__, str, rules).find(tag, rest) == found
