"""Which keys decide a URL, and which texts no URL is made of."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from pelican_plugins.front_matter.headings import escape_text
from pelican_plugins.front_matter.post import Post, SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings
from pelican_plugins.front_matter.slugs_and_urls import (
    UnusableUrlError,
    clean_slug,
    url_and_save_as,
)
from pelican_plugins.front_matter.url_keys import ALWAYS_SETTLED, unused_keys_diagnostic

PLACE = SourceContext(path="a.md", is_page=False, now=datetime(2025, 7, 1, tzinfo=UTC), zone=UTC)


def read(front_matter: str, *settled: str, path: str = "a.md") -> Post:
    place = dataclasses.replace(PLACE, path=path, settled=ALWAYS_SETTLED | {*settled})
    post = read_post(f"---\ntitle: T\n{front_matter}\n---\nText.\n", place, FrontMatterSettings())
    assert post is not None
    return post


@pytest.mark.parametrize(
    "permalink",
    [
        # Liquid, Nunjucks, Handlebars and the like
        "/{{ title | slugify }}/",
        "/blog/{{ page.fileSlug }}/",
        "/{{page.date | date: '%Y/%m/%d'}}/{{ title }}.html",
        "{% if draft %}false{% else %}/a/{% endif %}",
        "/a/{%- if x -%}b/",
        "<%= slug %>.html",
        "/${slug}/",
        "/#{title}/",
        # Pelican, WordPress, Hugo and Jekyll, Astro and Next
        "/{slug}/",
        "{date:%Y}/{slug}/index.html",
        "/%year%/%monthnum%/%postname%/",
        "/archives/%post_id%",
        "/:year/:title/",
        "/:categories/:title:output_ext",
        ":title",
        "/blog/:slug",
        "/posts/post-:slug.html",
        "/[slug]/",
        "/blog/[...slug]",
        "/$title/",
        # names of patterns, and what says yes or no
        *("pretty", "date", "ordinal", "none", "weekdate", " Pretty "),
        *("true", "false", "yes", "no", "on", "off", "null", "~"),
        # no path
        *("?p=123", "/?p=123", "https://old.example/?page_id=4", "#top", "/#!/about"),
        *("http://[bad/", "/../a/", "/a//b/", "/a/../b/"),
    ],
)
def test_no_folder_is_called_after_a_placeholder(permalink: str) -> None:
    with pytest.raises(UnusableUrlError):
        url_and_save_as(permalink, permalink=True)


@pytest.mark.parametrize(
    ("permalink", "save_as"),
    [
        ("/date/", "date/index.html"),
        ("/pretty.html", "pretty.html"),
        ("/none/true/", "none/true/index.html"),
        ("/2019/12:30/", "2019/12:30/index.html"),
        ("/100%25-true/", "100%-true/index.html"),
        ("/caf%C3%A9/%E4%B8%AD.html", "café/中.html"),
        ("/a[1].html", "a[1].html"),
        ("/$5-a-day/", "$5-a-day/index.html"),
        ("/@mara/", "@mara/index.html"),
        ("/a/?p=1#b", "a/index.html"),
        ("https://old.example/2010/05/a", "2010/05/a/index.html"),
        ("/", "index.html"),
    ],
)
def test_a_path_is_a_permalink_whatever_is_in_it(permalink: str, save_as: str) -> None:
    assert url_and_save_as(permalink, permalink=True)[1] == save_as


def test_an_old_address_may_be_called_as_a_pattern_is() -> None:
    assert url_and_save_as("date")[1] == "date/index.html"


@pytest.mark.parametrize(
    ("front_matter", "settled", "expected"),
    [
        ("permalink: /a/", (), {"permalink": "/a/"}),
        ("url: /a/", (), {"url": "/a/"}),
        ("url: /a\nsave_as: a/b.html", (), {"url": "/a", "save_as": "a/b.html"}),
        ("url:\nsave_as:", (), {"url": "", "save_as": ""}),
        ("slug: a//b/", (), {"slug": "a/b/"}),
        ("slug: /a/", (), {"slug": "a"}),
        ("language: fr", (), {"language": "fr"}),
        ("lang: fr\nlanguage: de", (), {"lang": "fr"}),
        ("locale: [fr, de]", (), {"locale": ["fr", "de"]}),
        ("category: A, b; c", (), {"category": "A, b; c"}),
        ("category: [A, b]", (), {"category": "A", "tags": ["b"]}),
        ("category: {name: A}", (), {"category": "A"}),
        ("categories: [A, b]", (), {"categories": ["A", "b"]}),
        ("taxonomies: {categories: [A]}", (), {"taxonomies": {"categories": ["A"]}}),
        ("author: Ada Ek, Bo Li", (), {"authors": ["Ada Ek, Bo Li"]}),
        ("authors: Ek, Ada", (), {"authors": ["Ek", "Ada"]}),
        ("authors: Ek, Ada; Li", (), {"authors": ["Ek, Ada", "Li"]}),
        ("author: A\nauthors: B, C", (), {"author": "A", "authors": ["B", "C"]}),
        ("author: [A, B]", (), {"authors": ["A", "B"]}),
        ("extra: {author: A}", ("authors",), {"extra": {"author": "A"}}),
        ("author: A", ("authors",), {"authors": ["A"]}),
        ("guid: https://a.example/?p=1", (), {}),
        ("guid: tag:a.example,2019-04-02:/b", (), {"guid": "tag:a.example,2019-04-02:/b"}),
    ],
)
def test_pelicans_own_keys_decide_where_it_had_decided(front_matter, settled, expected) -> None:
    post = read(f"date: 2025-01-01\n{front_matter}", *settled)
    given = {key: value for key, value in post.metadata.items() if key not in {"title", "date"}}

    assert given == expected
    assert post.problems == []


def test_a_date_of_pelicans_gives_way_to_its_own_key_alone() -> None:
    name = "2019-04-23-a.md"

    assert str(read("created: 2011-01-01", "date", path=name).metadata["date"])[:10] == "2019-04-23"
    assert str(read("date: 2011-01-01", "date", path=name).metadata["date"])[:10] == "2011-01-01"
    assert str(read("created: 2011-01-01", path=name).metadata["date"])[:10] == "2011-01-01"


@pytest.mark.parametrize(
    "key",
    ["permalink: /a/", "language: fr", "locale: fr", "categories: a", "guid: http://a.example/"],
)
def test_what_decides_nothing_is_handed_on(key: str) -> None:
    assert list(read(f"date: 2025-01-01\n{key}").unused) == [key.partition(":")[0]]


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("a < b <i>c</i>", "a &lt; b &lt;i>c&lt;/i>"),
        ("Caf&eacute; &amp; R&D &#8212; &c", "Caf&eacute; &amp; R&D &#8212; &c"),
        # As who writes for Pelican names a tag; a tag that is typed becomes the same.
        ("&lt;b> &#60;b> &#x3C;b> &LTb> &ltb>", "&lt;b> &#60;b> &#x3C;b> &LTb> &ltb>"),
        ("&amp;lt;b>", "&amp;lt;b>"),
    ],
)
def test_a_title_may_hold_references_but_no_tag(title: str, html: str) -> None:
    assert escape_text(title, references=True) == html


def test_the_posts_are_counted_by_key() -> None:
    assert unused_keys_diagnostic([[], []]) is None
    one, many = (
        unused_keys_diagnostic([["permalink"]]),
        unused_keys_diagnostic([["a", "b"], ["b"]] * 1000),
    )

    assert one is not None
    assert one.text.startswith("1 post has keys")
    assert many is not None
    assert many.text.startswith("2,000 posts have keys")
    assert many.text.endswith(": b (2,000), a (1,000)")


def test_a_slug_is_cleaned_where_no_pelican_had_it() -> None:
    assert clean_slug("/a/b/") == "a/b"
    with pytest.raises(UnusableUrlError):
        clean_slug("a//b")
