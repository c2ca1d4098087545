"""Root-relative links work on a site below a path of its host, on pages and in feeds."""

from __future__ import annotations

import pytest
from support import post

from pelican_plugins.front_matter.root_links import links_by_path, mark_root_links

MARKED = links_by_path(
    {"one.html": "one.md", "two/": "b/two.md", "gr%C3%B6%C3%9Fe.html": "größe.md"},
    {"docs/a%20b.pdf": "docs/a b.pdf"},
)


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ('<a href="/one.html">', '<a href="{filename}/one.md">'),
        ("<a class='x' href='/one.html#part'>", "<a class='x' href='{filename}/one.md#part'>"),
        ('<a href="/two/?x=1">', '<a href="{filename}/b/two.md?x=1">'),
        ('<a href="/two">', '<a href="{filename}/b/two.md">'),
        ('<a href="/größe.html">', '<a href="{filename}/gr%C3%B6%C3%9Fe.md">'),
        ('<a href="/docs/a%20b.pdf">', '<a href="{static}/docs/a%20b.pdf">'),
        ('<video src="/docs/a b.pdf">', '<video src="{static}/docs/a%20b.pdf">'),
    ],
)
def test_a_link_to_what_the_site_has_is_marked(html: str, marked: str) -> None:
    assert mark_root_links(html, MARKED.get) == marked


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/none.html">',
        '<a href="//one.html">',
        '<a href="one.html">',
        '<a href="/">',
        '<a data-href="/one.html" title=\'href="/one.html"\'>',
        'Write href="/one.html" or <code>&lt;a href="/one.html"></code>',
        "<a href=",
    ],
)
def test_anything_else_stays(html: str) -> None:
    assert mark_root_links(html, MARKED.get) == html


FILES = {
    "a.md": post("[b](/b.html#x), [c](/docs/c.txt), [other](/other/).\n", title="A"),
    "b.md": post("Text.", title="B", summary="See [c](/docs/c.txt)."),
    "docs/c.txt": "text",
    "sub/d.md": post("[e]({attach}e.txt)", title="D", slug="d", save_as="d/index.html", url="d/"),
    "sub/e.txt": "text",
}
SETTINGS = {"STATIC_PATHS": ["docs"], "FEED_ALL_ATOM": "all.xml"}


def test_links_are_right_below_a_path_and_untouched_without(build_site) -> None:
    site = build_site(FILES, {**SETTINGS, "SITEURL": "https://example.org/blog"})
    base = "https://example.org/blog"
    page = (site.output / "a.html").read_text("utf-8")
    for url in (f"{base}/b.html#x", f"{base}/docs/c.txt", "/other/"):
        assert f'href="{url}"' in page
    # What an article attaches still goes with it.
    assert (site.output / "d" / "e.txt").is_file()
    feed = (site.output / "all.xml").read_text("utf-8")
    assert f"{base}/b.html#x" in feed
    assert f"{base}/docs/c.txt" in feed

    site = build_site(FILES, {**SETTINGS, "SITEURL": "https://example.org"})
    assert 'href="/b.html#x"' in (site.output / "a.html").read_text("utf-8")

    site = build_site(FILES, {**SETTINGS, "SITEURL": f"{base}", "RELATIVE_URLS": True})
    assert 'href="./docs/c.txt"' in (site.output / "a.html").read_text("utf-8")
