"""What owners write, from any reader, in articles and pages, and what becomes of it."""

from __future__ import annotations

import io
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from support import post


def picture(width: int = 40, height: int = 30) -> bytes:
    data = io.BytesIO()
    Image.new("L", (width, height)).save(data, "PNG")
    return data.getvalue()


def test_drafts_stay_drafts_and_leave_no_trace_in_lists_and_feeds(build_site) -> None:
    site = build_site(
        {
            "a.md": post("Open.", title="Open", draft=False),
            "b.md": post("Secret.", title="Not yet", draft=True, tags=["hush"]),
        }
    )

    assert site.contents["b.md"]["status"] == "draft"
    assert "drafts/not-yet.html" in site.files()
    others = {name: data for name, data in site.files().items() if name != "drafts/not-yet.html"}
    assert not any(b"Not yet" in data or b"hush" in data for data in others.values())


@pytest.mark.parametrize(
    ("settings", "src"),
    [
        ({"SITEURL": "https://example.org/blog"}, "https://example.org/blog/images/g.png"),
        ({"SITEURL": "https://example.org"}, "https://example.org/images/g.png"),
        ({"SITEURL": ""}, "/images/g.png"),
        ({"SITEURL": "", "RELATIVE_URLS": True}, "../images/g.png"),
    ],
)
def test_a_picture_resolves_wherever_the_site_is(build_site, settings, src: str) -> None:
    files = {"sub/a.md": post("![x](/images/g.png#center)"), "images/g.png": picture()}
    site = build_site(
        files, {**settings, "ARTICLE_SAVE_AS": "sub/{slug}.html", "ARTICLE_URL": "sub/{slug}.html"}
    )

    assert site.soup("sub/a-post.html").select_one("article img")["src"] == src


RST = """\
A post
######

:date: 2025-06-03
:slug: {slug}

.. image:: /images/g.png#center
   :alt: A gauge

Resources
=========

* Tide tables https://example.org/tides
* `Linked <https://example.org/linked>`_
"""
HTML = """\
<html><head><title>A post</title><meta name="date" content="2025-06-03">
<meta name="slug" content="{slug}"></head><body>
<p><img src="/images/g.png#center" alt="A gauge"></p>
<h2>Resources</h2>
<ul><li>Tide tables https://example.org/tides</li>
<li><a href="https://example.org/linked">Linked</a></li></ul>
</body></html>"""
MARKDOWN = post(
    "![A gauge](/images/g.png#center)\n\n## Resources\n\n"
    "* Tide tables https://example.org/tides\n* [Linked](https://example.org/linked)\n",
    slug="{slug}",
)
READ = {
    "a.md": MARKDOWN,
    "b.rst": RST,
    "c.html": HTML,
    "pages/d.md": MARKDOWN,
    "pages/e.html": HTML,
}


@pytest.mark.parametrize("typogrify", [False, True])
@pytest.mark.parametrize("name", READ)
def test_every_reader_gives_the_same(shared_site, name: str, typogrify: bool) -> None:
    files = {each: text.replace("{slug}", Path(each).stem) for each, text in READ.items()}
    site = shared_site({**files, "images/g.png": picture()}, {"TYPOGRIFY": typogrify})

    content = site.contents[name]
    assert [(r["title"], r["url"]) for r in content["resources"]] == [
        ("Tide tables", "https://example.org/tides"),
        ("Linked", "https://example.org/linked"),
    ]
    page = site.soup(content["url"])
    image = page.select_one("figure.figure.align-center > img")
    assert (image["alt"], image["width"], image["height"]) == ("A gauge", "40", "30")
    assert image["src"] == "https://example.org/blog/images/g.png"
    assert len(page.select("section.resources li.resource > a.p-name")) == 2


@pytest.mark.parametrize("dashes", ["default", "oldschool", "oldschool_inverted"])
def test_smart_punctuation_is_taken_out_of_addresses_again(build_site, dashes: str) -> None:
    url = "https://example.org/a--b---c/it's...html?USA=1&b=2"
    files = {"a.md": post(f"## Resources\n\n* One -- two {url}\n")}
    site = build_site(files, {"TYPOGRIFY": True, "TYPOGRIFY_DASHES": dashes})

    (resource,) = site.contents["a.md"]["resources"]
    assert resource["url"] == url
    assert site.soup("a-post.html").select_one("a.p-name")["href"] == url


def test_markdown_extensions_live_beside_us(build_site) -> None:
    extensions = {
        "markdown.extensions.extra": {},
        "markdown.extensions.toc": {"permalink": True},
        "markdown.extensions.meta": {},
    }
    body = (
        "Text[^1] ![x](/images/g.png#right){: .big}\n\n[^1]: A note.\n\n"
        "## Resources {: #sources}\n\n* One https://example.org/1\n"
    )
    files = {"a.md": post(body), "images/g.png": picture()}
    site = build_site(files, {"MARKDOWN": {"extension_configs": extensions}})

    page = site.soup("a-post.html")
    assert page.select_one("section.resources")["aria-labelledby"] == "sources"
    assert page.select_one("section.resources h2#sources a.headerlink") is not None
    assert page.select_one("section.resources .footnote") is None
    assert page.select_one("img.big.align-right") is not None


def test_what_looks_like_a_header_below_a_front_matter_is_text(build_site) -> None:
    site = build_site({"a.md": post("Note: this is text.", summary="*Short*")})

    assert site.contents["a.md"]["content"] == "<p>Note: this is text.</p>"
    assert site.contents["a.md"]["metadata"]["summary"] == "<p><em>Short</em></p>"


HOSTILE = "5 < 6 & <script>alert(1)</script> R&D"
REFERRING = "&lt;script&gt;alert(1)&#60;/script> &quot;&eacute;&quot; &amp;lt;b>"


@pytest.mark.parametrize(
    ("title", "keys", "shown", "name"),
    [
        # Pelican takes titles for HTML: turned on, the suite moves no page of theirs.
        (HOSTILE, None, HOSTILE, "5-alert1-rd.html"),
        (HOSTILE, "all", HOSTILE, "5-6-scriptalert1script-rd.html"),
        (REFERRING, None, unescape(REFERRING), "scriptalert1script-e-ltb.html"),
        (REFERRING, "all", REFERRING, "ltscriptgtalert160script-quoteacutequot-ampltb.html"),
    ],
)
def test_a_title_is_text_and_cannot_become_markup(build_site, title, keys, shown, name) -> None:
    files = {"a.md": post(title=title, tags=["<b>", "R&D"])}
    site = build_site(files, {"POUCH_FRONT_MATTER": {"url_keys": keys}} if keys else {})

    for path in site.files():
        if path.endswith(".html"):
            page = site.soup(path)
            assert not page.find("script", string="alert(1)")
            assert not page.find("b")
    assert site.soup(name).h1.get_text().strip() == shown


def test_an_article_without_a_list_has_no_resources(build_site) -> None:
    site = build_site({"a.md": post("Only text.")})

    assert site.contents["a.md"]["resources"] == []
    assert site.contents["a.md"]["has_resources"]


def test_words_of_the_owner_head_a_list_too(build_site) -> None:
    files = {"a.md": post("## Mehr dazu\n\n* One https://example.org/1\n")}
    site = build_site(files, {"POUCH_RESOURCES": {"headings": ["Mehr dazu"]}})

    assert len(site.contents["a.md"]["resources"]) == 1


def test_tags_of_pages_and_drafts_follow_those_of_articles(build_site) -> None:
    site = build_site(
        {
            "a.md": post(title="A", tags=["Rivers", "Rivers "]),
            "b.md": post(title="B", tags=["rivers", "Ukrain"], draft=True),
            "pages/c.md": post(title="C", tags=["RIVERS", "ukrain"]),
        },
        {"POUCH_TAGS": {"aliases": {"Ukrain": "Ukraine"}}},
    )

    assert site.contents["a.md"]["tags"] == ["Rivers"]
    assert site.contents["b.md"]["tags"] == ["Rivers", "Ukraine"]
    assert site.contents["pages/c.md"]["tags"] == ["Rivers", "Ukraine"]


def test_a_description_is_text_and_a_summary_is_markdown(build_site) -> None:
    text = "The *tide* of snake_case_names_ & <b> `code`\n# no heading"
    site = build_site(
        {"a.md": post(title="A", description=text), "b.md": post(title="B", summary="A *b*.")}
    )

    summary = site.contents["a.md"]["metadata"]["summary"]
    assert summary == "<p>The *tide* of snake_case_names_ & &lt;b> `code` # no heading</p>"
    assert site.contents["b.md"]["metadata"]["summary"] == "<p>A <em>b</em>.</p>"
