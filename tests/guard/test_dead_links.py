"""Links within a site that lead nowhere are found, with the file and line of who wrote them."""

from __future__ import annotations

import time

import pytest
from checked import found
from support import post

from pelican_plugins.guard.links.dead_links import SiteLinks
from pelican_plugins.guard.links.page_links import PageLinks, read_page

FILES = ("index.html", "one.html", "two/index.html", "Photos/a b.jpg", "naïve.pdf", "notes.txt")
IDS = frozenset({"first-part", "größe", "a b", "50%25", "x%20y"})


def dead(*urls: str, page: str = "one.html", site_url: str = "", base: str = "", redirected=()):
    pages = {name: PageLinks(IDS, ()) for name in FILES if name.endswith(".html")}
    pages[page] = PageLinks(IDS, urls, base)
    return list(SiteLinks({*FILES, page}, pages, site_url, redirected).dead())


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "#",
            "#top",
            "#TOP",
            "one.html",
            "/one.html",
            "./one.html",
            "/",
            "two/",
            "two",
            "/one",
        ),
        *("one.html?x=1", "/one.html?x#first-part", "#first-part", "two/#first-part"),
        *("#gr%C3%B6%C3%9Fe", "#größe", "#a%20b", "#50%25", "#x%20y", "/one#:~:text=tide"),
        *("Photos/a%20b.jpg", "Photos/a b.jpg", "na%C3%AFve.pdf", "notes.txt#line"),
        *("https://example.com/none", "//example.com/none", "mailto:a@example.org", "tel:1"),
        *(
            "javascript:void(0)",
            "data:text/plain,x",
            "http://[bad",
            "https://a:b:c/",
            "sms:?body=x",
        ),
    ],
)
def test_a_link_that_leads_somewhere_is_no_finding(url: str) -> None:
    assert dead(url) == []


@pytest.mark.parametrize(
    ("url", "target", "fragment", "nearest"),
    [
        ("/nowhere.html", "nowhere.html", "", ""),
        ("on.html", "on.html", "", "one.html"),
        ("ONE.HTML", "ONE.HTML", "", "one.html"),
        ("one.md", "one.md", "", "one.html"),
        ("/Two/", "Two/", "", "two/index.html"),
        ("../one.html/x", "one.html/x", "", ""),
        ("photos/a%20b.jpg", "photos/a b.jpg", "", "Photos/a b.jpg"),
        ("#first_part", "one.html", "first_part", "first-part"),
        ("#First-Part", "one.html", "First-Part", "first-part"),
        ("two/#secnd", "two/index.html", "secnd", ""),
        ("#firstpart", "one.html", "firstpart", "first-part"),
        ("one.html#%D1%87", "one.html", "ч", ""),
        # Composed and decomposed.
        ("nai\u0308ve.pdf", "nai\u0308ve.pdf", "", "naïve.pdf"),
        ("#gro\u0308\u00dfe", "one.html", "gro\u0308\u00dfe", "größe"),
    ],
)
def test_one_that_leads_nowhere_is_named_with_what_may_be_meant(
    url: str, target: str, fragment: str, nearest: str
) -> None:
    (link,) = dead(url)
    assert (link.target, link.fragment, link.nearest) == (target, fragment, nearest)


@pytest.mark.parametrize(
    ("site_url", "living", "not_living"),
    [
        (
            "https://example.org",
            ["https://example.org/one.html", "http://www.example.org/one", "//EXAMPLE.org:443/one"],
            ["https://example.org/none", "/none"],
        ),
        (
            "https://example.org:8443/blog/",
            [
                "https://example.org:8443/blog/one.html",
                "/blog/",
                "/blog",
                "/",
                "/other",
                "one.html",
            ],
            ["/one.html", "/blog/none", "https://example.org:8443/blog/none"],
        ),
        ("//example.org/b", ["http://example.org/b/one.html"], ["/b/none"]),
        ("/blog", ["/blog/one.html", "/blog/", "one.html", "/none"], ["/blog/none", "/one.html"]),
        # Such a SITEURL makes every link of a page relative.
        ("example.org", [], ["example.org/one.html"]),
        ("https://[bad", ["/one.html"], ["/none"]),
    ],
)
def test_a_site_url_of_any_form(site_url: str, living: list[str], not_living: list[str]) -> None:
    assert dead(*living, site_url=site_url) == []
    assert [link.url for link in dead(*not_living, site_url=site_url)] == not_living


def test_a_link_past_the_path_of_the_site_is_told_apart() -> None:
    links = dead("/one.html", "/Notes.TXT", "/blog/none", site_url="https://example.org/blog")
    assert [link.above for link in links] == [True, True, False]
    assert links[1].nearest == "notes.txt"


def test_redirected_paths_are_no_dead_ends() -> None:
    assert (
        dead("/old", "/old/", "/2019/a/b", "/p/7", redirected=("/old", "/2019/*", "/p/:id")) == []
    )
    # The rule for what is not found.
    assert len(dead("/none", redirected=("/*",))) == 1


def test_a_base_is_heeded() -> None:
    assert dead("one.html", "#first-part", page="a/b.html", base="/") == []
    assert len(dead("one.html", page="a/b.html")) == 1


def test_many_dead_links_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        urls = [f"/none-{number}.html#part-{number}" for number in range(count)]
        began = time.process_time()
        assert len(dead(*urls)) == count
        return time.process_time() - began

    seconds(1_000)
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.02)


@pytest.mark.parametrize(
    ("html", "ids", "links"),
    [
        ("<p id=a><a name=b href=' x '>", {"a", "b"}, ["x"]),
        ('<img src=1.jpg srcset="2.jpg 2x, 3.jpg 3x">', set(), ["1.jpg", "2.jpg", "3.jpg"]),
        ("<img srcset='a,b.jpg 1x,c.jpg 2x, d.jpg'>", set(), ["a,b.jpg", "c.jpg", "d.jpg"]),
        ("<source srcset='a.jpg, b.jpg 2x'>", set(), ["a.jpg", "b.jpg"]),
        ("<video src=a poster=b><track src=c></video><object data=d>", set(), ["a", "b", "c", "d"]),
        ("<link rel=preconnect href=/x><link rel=icon href=/y>", set(), ["/y"]),
        ("<!-- <a href=x> --><script>'<a href=y>'</script>", set(), []),
        ("<code>&lt;a href=x></code><blockquote cite=/y>", set(), []),
        ("<a href='größe&amp;x'>", set(), ["größe&x"]),
        ("", set(), []),
        ("<", set(), []),
        ("<p id=a>\0</p><p id=b>", {"a", "b"}, []),
    ],
)
def test_a_page_is_read(html: str, ids: set[str], links: list[str]) -> None:
    page = read_page(html.encode())
    assert (page.ids, list(page.links)) == (ids, links)


SITE = {
    "one.md": post(
        "Text.\n\n[a](/nowhere.html) and [b](#part)\n\n[c]({filename}two.md#nosuch)\n\n"
        "[d](/two.html#second-part)\n\n![e](/images/gone.jpg)\n",
        title="One",
    ),
    "two.md": post('<h2 id="second-part">Second</h2>\n\n<h2 id="part">P</h2>\n', title="Two"),
    "pages/about.md": post("[x](../Two.html)\n", title="About"),
    "three.md": post(
        '<h2 id="Cafe\u0301">C</h2>\n\n[x](#Caf\u00e9)\n\n[y](<#two words>)', title="Three"
    ),
}


def test_a_dead_link_is_reported_where_it_stands(build_site) -> None:
    settings = {
        "SITEURL": "https://example.org",
        "MENUITEMS": [("Shop", "/shop/")],
        "POUCH_GUARD": {"link_check": "warn"},
    }
    site = build_site(SITE, settings)

    told = [
        "content/one.md:8: warning: it links to #part, but this page has no such heading or id;"
        " add that id to the heading [anchor-missing]",
        "content/one.md:8: warning: it links to /nowhere.html, but the site has no such page or"
        " file; correct or remove the link [link-dead]",
        "content/one.md:10: warning: it links to /two.html#nosuch, but /two.html has no such"
        " heading or id; add that id to the heading [anchor-missing]",
        "content/pages/about.md:6: warning: it links to ../Two.html, but the site has no such page"
        " or file; did you mean /two.html? [link-dead]",
        "content/three.md:8: warning: it links to #Caf\u00e9, but this page has no such heading or"
        " id; copy Cafe\u0301 from there: it looks the same in another Unicode form"
        " [anchor-missing]",
        "content/three.md:10: warning: it links to #two words, but this page has no such heading or"
        " id; add that id to the heading [anchor-missing]",
    ]
    lines = [line for line in found(site) if line.endswith(("[link-dead]", "[anchor-missing]"))]
    assert lines[:-1] == told
    # The theme's menu is on every page.
    menu = lines[-1]
    assert "it links to /shop/, but the site" in menu
    assert "other pages)" in menu
    for url in ("/nowhere.html", "#part", "../Two.html", "/shop/"):
        assert f"it links to {url}, but" in site.log


def test_a_site_url_without_a_scheme_is_one_finding(build_site) -> None:
    settings = {"SITEURL": "example.org/blog", "POUCH_GUARD": {"link_check": "warn"}}
    site = build_site({"one.md": post("[b](/nowhere.html)")}, settings)

    (told,) = [line for line in site.log.splitlines() if "relative and broken" in line]
    assert told == (
        "SITEURL is 'example.org/blog', so most links on its pages are relative and broken;"
        " set it to 'https://example.org/blog'"
    )
    assert "it links to" not in site.log
