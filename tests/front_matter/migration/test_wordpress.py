"""An export of WordPress becomes Markdown files with all that the site knew of a post."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import Any

import pytest
import yaml

from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins.front_matter.commonmark.engine import to_html
from pelican_plugins.front_matter.commonmark.options import EngineOptions
from pelican_plugins.front_matter.migration.exported import files_of, old_site_of
from pelican_plugins.front_matter.migration.wordpress import export_of, is_export, posts_of

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- An export -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>River notes</title><link>https://river.example/log</link>
<description>Water &amp; ice</description><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://river.example</wp:base_site_url>
<wp:base_blog_url>https://river.example/log</wp:base_blog_url>
<wp:author><wp:author_login>gauge</wp:author_login><wp:author_email>a@river.example</wp:author_email>
<wp:author_display_name><![CDATA[A. Gauge]]></wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>ice</wp:category_nicename>
<wp:category_parent>log</wp:category_parent><wp:cat_name><![CDATA[Ice]]></wp:cat_name></wp:category>
<wp:category><wp:category_nicename>log</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Log]]></wp:cat_name></wp:category>
<wp:tag><wp:tag_slug>c-plus</wp:tag_slug><wp:tag_name><![CDATA[C++]]></wp:tag_name></wp:tag>
"""
IMAGE = "https://river.example/wp-content/uploads/gauge.jpg"


def item(
    body: str = "Text", meta: dict[str, str] | None = None, more: str = "", **values: str
) -> str:
    given = {
        "post_id": "1",
        "post_date": "2019-05-28 23:23:00",
        "post_date_gmt": "2019-05-29 03:23:00",
        "post_modified": "2019-12-01 10:00:00",
        "post_modified_gmt": "2019-12-01 15:00:00",
        "post_name": "high-water",
        "status": "publish",
        "post_parent": "0",
        "post_type": "post",
        "post_password": "",
        **{key: value for key, value in values.items() if key not in {"title", "link", "excerpt"}},
    }
    fields = "".join(f"<wp:{key}>{escape(value)}</wp:{key}>" for key, value in given.items())
    metas = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]>"
        "</wp:meta_value></wp:postmeta>"
        for key, value in (meta or {}).items()
    )
    link = values.get("link", "https://river.example/log/2019/05/high-water/")
    return (
        f"<item><title>{values.get('title', 'High water')}</title><link>{link}</link>"
        f"<dc:creator><![CDATA[gauge]]></dc:creator>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{values.get('excerpt', '')}]]></excerpt:encoded>"
        f"{fields}{metas}{more}</item>\n"
    )


def export(*items: str) -> str:
    return f"{HEAD}{''.join(items)}</channel></rss>"


ATTACHED = item(
    post_id="7", post_type="attachment", title="A gauge", status="inherit", post_parent="1",
    attachment_url=IMAGE, meta={"_wp_attachment_image_alt": "The gauge"},
)  # fmt: skip


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    _, values, body = text.split("---\n", 2)
    return yaml.safe_load(values), body.strip()


def written(*items: str) -> dict[str, str]:
    return dict(files_of(export_of(export(*items))))


def test_a_post_keeps_all_that_is_known_of_it() -> None:
    post = item(
        title="Fish &amp;amp; chips",
        excerpt="Short\nwords",
        meta={
            "_thumbnail_id": "7", "_yoast_wpseo_metadesc": "For engines", "_wp_old_slug": "flood",
        },
        more=(
            '<category domain="category" nicename="ice"><![CDATA[Ice]]></category>'
            '<category domain="post_tag" nicename="c-plus"><![CDATA[C++]]></category>'
            '<category domain="post_format" nicename="x"><![CDATA[Aside]]></category>'
        ),
    )  # fmt: skip
    files = written(post, ATTACHED)

    assert list(files) == ["posts/2019-05-28-high-water.md", "attachments.txt"]
    values, body = front_matter(files["posts/2019-05-28-high-water.md"])
    assert values == {
        "title": "Fish & chips",
        "date": "2019-05-28 23:23:00-04:00",
        # In winter.
        "modified": "2019-12-01 10:00:00-05:00",
        "slug": "high-water",
        "permalink": "/2019/05/high-water/",
        "authors": ["A. Gauge"],
        "category": "Ice",
        "tags": ["C++"],
        "status": "published",
        "summary": "Short words",
        "description": "For engines",
        "image": "/wp-content/uploads/gauge.jpg",
        "aliases": ["/2019/05/flood/"],
        "attachments": ["/wp-content/uploads/gauge.jpg"],
    }
    assert body == "<p>Text</p>"
    assert files["attachments.txt"] == f"{IMAGE}\n"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "pending"}, "pending review"),
        ({"status": "private"}, "private"),
        ({"status": "future", "post_date": "2999-01-01 00:00:00"}, "scheduled"),
        ({"post_password": "sesame"}, "with a password"),
    ],
)
def test_what_was_not_public_is_a_draft(values: dict[str, str], reason: str) -> None:
    (text,) = written(item(**values)).values()

    found, _ = front_matter(text)
    assert (found["status"], found["not_published_because"]) == ("draft", reason)
    assert "sesame" not in text
    # With a URL, it would be shown there.
    assert "permalink" not in found
    assert found["permalink_to_be"] == "/2019/05/high-water/"


def test_posts_without_a_permalink_or_a_date_have_none() -> None:
    draft = item(
        link="https://river.example/log/?p=12",
        status="draft",
        post_name="",
        post_date="0000-00-00 00:00:00",
    )
    page = item(
        post_type="page", link="https://river.example/log/who/we-are/", post_name="we-are",
        post_date_gmt="0000-00-00 00:00:00",
    )  # fmt: skip
    files = written(draft, page)

    values, _ = front_matter(files["posts/High-water.md"])
    assert not {"permalink", "date", "slug"} & set(values)
    values, _ = front_matter(files["pages/we-are.md"])
    assert (values["permalink"], values["date"]) == ("/who/we-are/", "2019-05-28 23:23:00")


def test_only_posts_and_pages_are_written() -> None:
    types = ("nav_menu_item", "revision", "shop_order", "wp_template")
    items = [item(post_type=type_) for type_ in types]
    made = export_of(export(item(status="trash"), item(status="auto-draft"), *items))

    assert made.posts == ()
    (left,) = [note for note in made.notes if note.startswith("not imported")]
    assert "shop_order (1)" in left
    assert "post in the trash (1)" in left


CLASSIC = {
    "One\nline\n\nTwo": "<p>One<br>\nline</p>\n\n<p>Two</p>",
    "snake_case_x and * star\n\n1. no list": (
        "<p>snake_case_x and * star</p>\n\n<p>1. no list</p>"
    ),
    "A\n\n    indented": "<p>A</p>\n\n<p>indented</p>",
    "<h2>One</h2>\nText\n<ul>\n<li>x</li>\n\n<li>y</li>\n</ul>": (
        "<h2>One</h2>\n\n<p>Text</p>\n\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>"
    ),
    "<blockquote>One\n\nTwo</blockquote>": "<blockquote>\n<p>One</p>\n<p>Two</p>\n</blockquote>",
    "<pre>a\n\n\n  b</pre>": "<pre>a&#10;&#10;\n  b</pre>",
    "[caption id='x' align='alignleft' width='30']<img src='a.png' /> The *gauge*[/caption]": (
        "<figure class=\"wp-caption align-left\"><img src='a.png' />"
        "<figcaption>The *gauge*</figcaption>\n</figure>"
    ),
    '[gallery ids="7,99"]': (
        '<figure class="figure-gallery">'
        '<img src="/wp-content/uploads/gauge.jpg" alt="The gauge"></figure>'
    ),
    "[gallery]": (
        '<figure class="figure-gallery">'
        '<img src="/wp-content/uploads/gauge.jpg" alt="The gauge"></figure>'
    ),
    "[embed]https://v.example/x[/embed]": (
        '<p><a href="https://v.example/x">https://v.example/x</a></p>'
    ),
    '[sourcecode language="py"]a &lt; b[/sourcecode]': (
        '<pre><code class="language-py">a &lt; b</code></pre>'
    ),
    '[audio src="/a.mp3"][/audio]': '<p><audio controls src="/a.mp3"></audio></p>',
    f'<img src="{IMAGE}">': '<p><img src="/wp-content/uploads/gauge.jpg"></p>',
    "A<!--more-->B": "<p>A<!--more-->B</p>",
    "A\n\n<!--more-->\n\nB": "<p>A</p>\n<!--more-->\n<p>B</p>",
    "A [1] and [x] stay": "<p>A [1] and [x] stay</p>",
    "": "",
}
BLOCKS = {
    '<!-- wp:paragraph {"a":"\\u003e"} -->\n<p>A</p>\n<!-- /wp:paragraph -->\n\n'
    "<!-- wp:paragraph -->\n<p>B</p>\n<!-- /wp:paragraph -->": "<p>A</p>\n\n<p>B</p>",
    "<!-- wp:group -->\n<div>\n\n    <p>in</p>\n\n</div>\n<!-- /wp:group -->": (
        "<div>\n<p>in</p>\n</div>"
    ),
    "<!-- wp:code -->\n<pre><code>a\n\nb</code></pre>\n<!-- /wp:code -->": (
        "<pre><code>a&#10;\nb</code></pre>"
    ),
    '<!-- wp:block {"ref":9} /-->': "<p>Used again</p>",
}


@pytest.mark.parametrize(("body", "expected"), {**CLASSIC, **BLOCKS}.items())
def test_a_body_is_html_that_markdown_leaves_as_it_is(body: str, expected: str) -> None:
    reusable = item("<!-- wp:paragraph --><p>Used again</p>", post_id="9", post_type="wp_block")
    (post,) = posts_of(export(item(body), ATTACHED, reusable))

    assert squeezed(post.body) == squeezed(expected)
    # In a file it stays what it is.
    assert squeezed(SOURCE.sub("", to_html(post.body, EngineOptions()))) == squeezed(expected)


SOURCE = re.compile(r' data-sourcepos="[^"]*"')


def squeezed(html: str) -> str:
    return "".join(html.split())


def test_what_only_wordpress_fills_is_named() -> None:
    body = '<!-- wp:latest-posts {"n":5} /-->\n\n[contact-form to="x"] [gallery ids="99"]'
    notes = export_of(export(item(body))).notes

    assert "removed blocks that only WordPress can fill: latest-posts (1)" in notes
    assert "plugin shortcodes shown unrendered: contact-form (1), gallery (1)" in notes


def test_its_settings_keep_the_urls_of_terms() -> None:
    site = old_site_of(export_of(export(item(), item(status="draft"))))

    settings = {setting.name: setting.value for setting in site.settings}
    assert settings["SITENAME"] == "River notes"
    assert settings["SITEURL"] == "https://river.example/log"
    assert settings["DEFAULT_LANG"] == "en"
    assert settings["TAG_SAVE_AS"] == "tag/{slug}/index.html"
    assert settings["POUCH_TAGS"] == {"slugs": {"C++": "c-plus"}}
    assert site.term_url("tag", "C++") == "tag/c-plus/"
    assert site.term_url("category", "Ice") == "category/log/ice/"
    assert dict(site.reading.redirects) == {
        "category/log/ice/": "category/ice/",
        "author/gauge/": "author/a-gauge/",
    }
    assert site.posts == (
        "posts/2019-05-28-high-water.md",
        "posts/2019-05-28-high-water-2.md",
    )
    assert any(note == "imported as drafts: 1 (draft)" for note in site.notes)


def test_names_of_files_are_safe() -> None:
    names = ["%e6%97%a5", "../../etc", "a/b:c*", "x" * 300, "NUL", ""]
    paths = list(written(*(item(post_name=name, title="...") for name in names)))

    assert paths[0] == "posts/2019-05-28-日.md"
    assert all(path.count("/") == 1 and ".." not in path for path in paths)
    assert max(map(len, paths)) < 150
    assert len(set(paths)) == len(names)


NAMES = "abcdefghi"
ENTITIES = [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(NAMES)]
BOMB = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{"".join(ENTITIES)}]>'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a WordPress export"),
        ("<rss><channel></channel></rss>", "not a WordPress export"),
        ('{"db": []}', "not a WordPress export"),
        (export(item("&i;")).replace("<rss", f"{BOMB}<rss", 1), "declares entities"),
        (
            export(item()).replace("<rss", '<!doctype x SYSTEM "file:///etc/passwd"><rss', 1),
            "declares entities",
        ),
    ],
)
def test_what_is_no_export_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DiagnosticError, match=reason):
        export_of(text)


def test_entities_below_the_head_do_no_harm() -> None:
    text = export(item(title="&i; &nbsp;A")).replace("<channel>", f"<channel>{BOMB}", 1)

    made = export_of(text)

    assert all(len(post.title) < 100 for post in made.posts)


def test_a_damaged_export_says_so_and_keeps_what_is_there() -> None:
    whole = export(item("Bell \x07 rings"), item(post_id="2"))
    made = export_of(whole[: whole.index("</wp:post_modified>", whole.rindex("<item>"))])

    assert made.posts[0].body == "<p>Bell  rings</p>"
    assert made.notes[0].startswith("the export is damaged (line ")


@pytest.mark.parametrize(
    "values",
    [
        {"post_date": "2019-05-2\ufffd 23:23:00"},
        {"post_date_gmt": "2019-13-40 00:00:00"},
        {"post_date": "9999-12-31 23:59:59", "post_date_gmt": "0001-01-01 00:00:00"},
        {"post_date": "2019-05-28T00:00:00Z"},
        {"link": "http://[bad"},
        {"post_name": "%ff" * 200},
        {"post_name": "%E6%BC%A2" * 200},
    ],
)
def test_a_damaged_value_costs_no_post(values: dict[str, str]) -> None:
    (path, text), *_ = written(item(**values)).items()

    front_matter(text)
    assert "Text" in text
    assert len(path.encode()) < 255


def test_it_is_recognised() -> None:
    assert is_export(export())
    assert not is_export("<rss><channel></channel></rss>")


@pytest.mark.parametrize(
    "part", ["<pre>", "[caption]", "<!-- wp:a ", "[code]", "<div>", "[gallery ", "<a ", "\n \n"]
)
def test_unclosed_elements_take_no_time(part: str) -> None:
    # Were each searched for its end, this would take minutes.
    assert len(list(posts_of(export(item(part * 20_000))))) == 1
