"""With `permalink_style`, posts are where their generator had them, and drafts stay away."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from support import post

SETTINGS = {
    "ARTICLE_PATHS": [""],
    "PAGE_PATHS": [""],
    "STATIC_PATHS": [""],
    "WITH_FUTURE_DATES": False,
    "POUCH_FRONT_MATTER": {
        "url_keys": "all",
        "permalink_style": "jekyll",
        "permalinks": {"": "/:year/:title.html"},
        "undated": "page",
        "redirects": {
            "/blog/": "archives.html",
            "/2020/One.html": "/",
            "../x": "/",
            "/to/": "/fro/?x",
            "/fro/": "https://example.org/blog/to/#y",
        },
    },
}


def test_a_text_is_an_article_or_a_page_and_drafts_are_not_where_they_will_be(build_site) -> None:
    files = {
        "_posts/2020-03-04-One.md": post(
            "One, with [a link](2020-05-06-two.md)", date="2020-03-04"
        ),
        "_posts/2020-05-06-two.md": post(title="Two", date="2020-05-06", permalink="/fixed/:year/"),
        "_posts/2099-01-01-later.md": post(title="Later", date="2099-01-01"),
        "_posts/2020-01-01-broken.md": "---\ntitle: [\n---\n",
        "_posts/2020-07-08-hidden.md": post(title="Draft", date="2020-07-08", published=False),
        "about.md": "---\ntitle: About\n---\nWho we are.\n",
        "proof.html": "<html><body>proof</body></html>",
    }
    site = build_site(files, SETTINGS)

    pages = {name for name in site.files() if name.endswith(".html")}
    assert {"2020/One.html", "fixed/2020/index.html", "about.html", "blog/index.html"} <= pages
    assert {"drafts/later.html", "drafts/hidden.html"} <= pages
    assert not pages & {"2099/later.html", "2020/hidden.html"}
    assert site.text("proof.html") == files["proof.html"]
    assert "2 articles, 2 drafts, 0 hidden articles, 1 page" in " ".join(site.log.split())
    assert "https://example.org/blog/fixed/2020/" in site.text("2020/One.html")
    assert site.soup("blog/index.html").a["href"] == "https://example.org/blog/archives.html"
    assert "One, with" in site.text("2020/One.html")
    assert len(site.messages_about("2020-01-01-broken.md")) == 1
    feed = ET.fromstring(site.text("feeds/all.atom.xml"))
    atom = "{http://www.w3.org/2005/Atom}"
    ids = [entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")]
    # As Jekyll's feed has them: the folder of the URL, and the name without its date.
    assert ids == ["https://example.org/blog/fixed/two", "https://example.org/blog/2020/One"]
    told = site.messages_about("POUCH_FRONT_MATTER['redirects']")
    assert ["used by another page" in line for line in told] == [True, False, False]
    assert "points outside its folder" in told[1]
    assert "is a redirect loop that reaches no page; redirect one of them to a page" in told[2]
    assert not {"to/index.html", "fro/index.html"} & pages


@pytest.mark.parametrize("plugin", ["pelican_plugins", "pelican_plugins.front_matter"])
def test_a_sign_that_ends_a_path_is_encoded_in_links_to_it(build_site, plugin: str) -> None:
    settings = {
        "PLUGINS": [plugin],
        "THEME": "simple",
        "POUCH_FRONT_MATTER": {"permalink_style": "hugo"},
        "SLUGIFY_USE_UNICODE": True,
        "SLUG_REGEX_SUBSTITUTIONS": [(r"\s+", "-")],
        "TAG_URL": "tags/{slug}/",
        "TAG_SAVE_AS": "tags/{slug}/index.html",
        "CATEGORY_URL": "about.html?of={slug}#{slug}",
        "CATEGORY_FEED_ATOM": "feeds/{slug}.xml",
    }
    text = post("Text.", title="A", tags=["C#", "C", "What?"], category="F#", author="D #1")
    site = build_site({"notes/c#-tips.md": text}, settings)

    files = set(site.files())
    page = site.soup("notes/c#-tips/index.html")
    linked = {a["href"].removeprefix("https://example.org/blog/") for a in page.select("a, link")}
    assert {"notes/c%23-tips/", "tags/c%23/", "tags/c/", "tags/what%3F/"} <= linked
    assert "about.html?of=f%23#f%23" in linked
    assert {"notes/c#-tips/index.html", "tags/c#/index.html", "tags/what?/index.html"} <= files
    assert "author/d-#1.html" in files
    assert "author/d-%231.html" in linked
