"""An export of Ghost becomes Markdown files with all that the site knew of a post."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins.front_matter.migration.exported import files_of, old_site_of
from pelican_plugins.front_matter.migration.ghost import export_of, is_export, posts_of
from pelican_plugins.front_matter.migration.ghost_bodies import html_of_lexical, html_of_mobiledoc

POST: dict[str, Any] = {
    "id": "p1",
    "title": "High water",
    "slug": "high-water",
    "html": "<p>Text</p>",
    "status": "published",
    "visibility": "public",
    "type": "post",
    "published_at": "2019-05-29T03:23:00.000Z",
    "updated_at": "2019-06-01 14:00:00",
}


def data(*posts: dict[str, Any], **tables: Any) -> str:
    rows = [{**POST, **post} for post in posts]
    whole = {
        "posts": rows,
        "tags": [
            {"id": "t1", "name": "C++", "slug": "c-plus", "visibility": "public"},
            {"id": "t2", "name": "#hidden", "slug": "hash-hidden", "visibility": "internal"},
            {"id": "t3", "name": "Ice", "slug": "ice"},
        ],
        "users": [
            {"id": "u1", "name": "A. Gauge", "slug": "gauge", "email": "a@river.example"},
            {"id": "u2", "name": "B. Ford", "slug": "b-ford"},
        ],
        "posts_tags": [
            {"post_id": "p1", "tag_id": "t3", "sort_order": 1},
            {"post_id": "p1", "tag_id": "t1", "sort_order": 0},
            {"post_id": "p1", "tag_id": "t2", "sort_order": 2},
        ],
        "posts_authors": [
            {"post_id": "p1", "author_id": "u2", "sort_order": 1},
            {"post_id": "p1", "author_id": "u1", "sort_order": 0},
        ],
        "settings": [
            {"key": "title", "value": "River notes"},
            {"key": "timezone", "value": "Europe/Berlin"},
            {"key": "locale", "value": "de"},
            {"key": "navigation", "value": '[{"label": "Gauges", "url": "/gauges/"}]'},
        ],
        **tables,
    }
    return json.dumps({"db": [{"meta": {"version": "5.1"}, "data": whole}]})


def values_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return found


def test_a_post_keeps_all_that_is_known_of_it() -> None:
    post = {
        "html": '<p><img src="__GHOST_URL__/content/images/a.png"></p>\n\n'
        "<!--kg-card-begin: html--><div>\n\nx</div><!--kg-card-end: html-->",
        "feature_image": "__GHOST_URL__/content/images/b.png",
        "custom_excerpt": "Short\nwords",
    }
    meta = [{"post_id": "p1", "meta_description": "For engines", "feature_image_alt": "A gauge"}]
    export = export_of(data(post, posts_meta=meta))
    files = dict(files_of(export))

    assert list(files) == ["posts/2019-05-29-high-water.md", "attachments.txt"]
    text = files["posts/2019-05-29-high-water.md"]
    assert values_of(text) == {
        "title": "High water",
        "guid": "p1",
        "date": "2019-05-29 03:23:00+00:00",
        "modified": "2019-06-01 14:00:00+00:00",
        "slug": "high-water",
        "permalink": "/high-water/",
        "authors": ["A. Gauge", "B. Ford"],
        "tags": ["C++", "Ice"],
        "status": "published",
        "summary": "Short words",
        "description": "For engines",
        "image": {"src": "/content/images/b.png", "alt": "A gauge"},
    }
    assert text.endswith('<p><img src="/content/images/a.png"></p>\n\n<div>\nx</div>\n')
    assert files["attachments.txt"] == "/content/images/a.png\n/content/images/b.png\n"
    assert "a@river.example" not in "".join(files.values())


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "scheduled"}, "scheduled"),
        ({"status": "sent"}, "sent as an email only"),
        ({"visibility": "members"}, "for members"),
        ({"visibility": "paid"}, "for paid"),
        ({"status": None}, "draft"),
    ],
)
def test_what_was_not_for_everybody_is_a_draft(values: dict[str, Any], reason: str) -> None:
    (post,) = posts_of(data(values))

    assert (post.status, post.reason, post.permalink) == ("draft", reason, "")


def test_old_versions_have_other_columns() -> None:
    old = {"id": "p9", "page": 1, "type": None, "published_at": 1559100180000, "author_id": "u1"}
    text = json.dumps(json.loads(data(old))["db"][0])
    (post,) = posts_of(text)

    assert (post.kind, post.date) == ("page", "2019-05-29 03:23:00+00:00")
    assert post.authors == ("A. Gauge",)


def test_its_settings_keep_the_urls_of_terms() -> None:
    site = old_site_of(export_of(data({})))

    settings = {setting.name: setting.value for setting in site.settings}
    assert settings["SITENAME"] == "River notes"
    assert settings["TIMEZONE"] == "Europe/Berlin"
    assert settings["DEFAULT_LANG"] == "de"
    assert settings["MENUITEMS"] == [("Gauges", "/gauges/")]
    assert settings["POUCH_TAGS"] == {"slugs": {"C++": "c-plus"}}
    assert site.term_url("tag", "Ice") == "tag/ice/"
    assert site.term_url("tag", "#hidden") is None
    assert dict(site.reading.redirects) == {"author/gauge/": "author/a-gauge/"}
    assert any("set SITEURL" in note for note in site.notes)


def lexical(*children: dict[str, Any]) -> str:
    return json.dumps({"root": {"type": "root", "children": list(children)}})


def word(text: str, format_: int = 0) -> dict[str, Any]:
    return {"type": "extended-text", "text": text, "format": format_}


LEXICAL = {
    lexical({"type": "paragraph", "children": [word("A & "), word("b", 3)]}): (
        "<p>A &amp; <em><strong>b</strong></em></p>"
    ),
    lexical({"type": "paragraph", "children": [word("a"), {"type": "linebreak"}]}): "<p>a<br></p>",
    lexical({"type": "extended-heading", "tag": "h3", "children": [word("A")]}): "<h3>A</h3>",
    lexical({"type": "heading", "tag": "script", "children": [word("A")]}): "<h2>A</h2>",
    lexical(
        {"type": "list", "tag": "ol", "children": [{"type": "listitem", "children": [word("x")]}]}
    ): "<ol><li>x</li></ol>",
    lexical({"type": "paragraph", "children": [
        {"type": "link", "url": "/a?b&c", "children": [word("x")]}]}):
        '<p><a href="/a?b&amp;c">x</a></p>',
    lexical({"type": "image", "src": "/a.png", "alt": 'A "b"', "caption": "<b>C</b>"}): (
        '<figure><img src="/a.png" alt="A &quot;b&quot;">'
        "<figcaption><b>C</b></figcaption></figure>"
    ),
    lexical({"type": "codeblock", "code": "a < b", "language": "py"}): (
        '<pre><code class="language-py">a &lt; b</code></pre>'
    ),
    lexical({"type": "bookmark", "url": "https://v.example", "metadata": {"title": "V"}}): (
        '<p><a href="https://v.example">V</a></p>'
    ),
    lexical({"type": "paywall"}, {"type": "horizontalrule"}): "<hr>",
    lexical({"type": "email-cta", "html": "<p>for members</p>"}): "",
    lexical({"type": "unknown", "children": [word("kept")]}): "kept",
    "{": "",
    "[]": "",
}  # fmt: skip


@pytest.mark.parametrize(("text", "html"), LEXICAL.items())
def test_lexical_becomes_html(text: str, html: str) -> None:
    assert html_of_lexical(text) == html


def test_mobiledoc_becomes_html() -> None:
    document = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "/x"]]],
        "atoms": [["soft-return", "", {}]],
        "cards": [["image", {"src": "/a.png", "caption": "C"}], ["hr", {}], ["paywall", {}]],
        "sections": [
            [1, "p", [[0, [], 0, "A "], [0, [1, 0], 2, "<b>"], [1, [], 0, 0], [0, [], 0, "c"]]],
            [1, "h2", [[0, [], 0, "H"]]],
            [3, "ul", [[[0, [], 0, "x"]], [[0, [], 0, "y"]]]],
            [10, 0], [10, 1], [10, 2], [10, 99],
            [2, "/b.png"],
        ],
    }  # fmt: skip

    assert html_of_mobiledoc(json.dumps(document)).splitlines() == [
        '<p>A <a href="/x"><strong>&lt;b&gt;</strong></a><br>c</p>',
        "<h2>H</h2>",
        "<ul><li>x</li><li>y</li></ul>",
        '<figure><img src="/a.png" alt=""><figcaption>C</figcaption></figure>',
        "<hr>",
        '<figure><img src="/b.png" alt=""></figure>',
    ]
    assert html_of_mobiledoc("{") == html_of_mobiledoc("{}") == ""


def test_without_html_the_newer_format_counts() -> None:
    body = lexical({"type": "paragraph", "children": [word("New")]})
    (post,) = posts_of(data({"html": None, "lexical": body, "mobiledoc": "{}"}))

    assert post.body == "<p>New</p>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "no export of Ghost"),
        ('{"db": [{"data": {}}]}', "no export of Ghost"),
        ('{"db": 1}', "no export of Ghost"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_no_export_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DiagnosticError, match=reason):
        export_of(text)


def test_damaged_rows_do_no_harm() -> None:
    text = data({"title": None, "slug": 7}, posts_tags=[1, {}], users=None, settings="x")
    (post,) = posts_of(text)

    assert post.body == "<p>Text</p>"
    assert dict(files_of(export_of(text)))["posts/2019-05-29-untitled.md"]


@pytest.mark.parametrize(
    "values",
    [
        {"published_at": 1e300},
        {"published_at": 10**400},
        {"updated_at": float("nan")},
        {"html": "<pre>x</pre> Words \0" + "7\0 <pre\0" + "9>"},
        {"html": "Words \ud800"},
        {"title": "\ud800", "slug": None},
    ],
)
def test_a_damaged_value_costs_no_post(values: dict[str, Any]) -> None:
    (path, text), *_ = files_of(export_of(data(values)))

    assert ("Text" if "html" not in values else "Words") in text
    assert text.encode()
    assert path.encode()


def test_it_is_recognised() -> None:
    assert is_export(data({}))
    assert not is_export('{"posts": []}')
