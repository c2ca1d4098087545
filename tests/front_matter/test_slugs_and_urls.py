"""An address that cannot be had costs neither the build nor another page."""

from __future__ import annotations

import re

import pytest
from support import post

from pelican_plugins.front_matter.slugs_and_urls import old_path, redirect_circles

LONG = "a" * 300
ALL_KEYS = {"POUCH_FRONT_MATTER": {"url_keys": "all"}}


@pytest.mark.parametrize(
    ("aliases", "pages", "complaint"),
    [
        (["/a.html/"], [], "the old URL a.html/index.html cannot be below a.html"),
        (["/a.html/y"], [], "the old URL a.html/y/index.html cannot be below a.html"),
        (["/p.html/y"], [], "the old URL p.html/y/index.html cannot be below p.html"),
        (["/tags.html/x"], [], "cannot be below tags.html, which is a file"),
        (["/v1.2", "/v1.2/"], ["v1.2"], "v1.2/index.html cannot be below v1.2"),
        (["/v1.2/", "/v1.2"], ["v1.2/index.html"], "the old URL v1.2 is that of another"),
        (["/pages.d"], [], "the old URL pages.d is that of another"),
        ([f"/{LONG}/"], [], "is longer than a file's name may be"),
        (["/a/" * 1500], [], "is not used"),
        (["http://[bad/x"], [], "is not used, since it is no address"),
        (["/%2F..%2F..%2Fx"], [], "is not used, since it"),
    ],
)
def test_an_old_address_that_cannot_be_is_named(build_site, aliases, pages, complaint) -> None:
    files = {
        "a.md": post("Mine.", title="A", aliases=[*aliases, "/good/"]),
        "pages/p.md": post("Page.", title="P", url="p.html", save_as="p.html"),
        "pages/q.md": post("Page.", title="Q", permalink="/pages.d/q.html"),
    }
    site = build_site(files, ALL_KEYS)

    assert site.code == 0, site.log
    assert {"a.html", "p.html", "pages.d/q.html", "good/index.html", *pages} <= set(site.files())
    assert "Mine." in site.text("a.html")
    (message,) = site.messages_about("content/a.md")
    assert complaint in message
    assert message.startswith("content/a.md:4: ")


def test_what_is_too_long_for_a_file_is_cut_so_that_each_stays_what_it_is(build_site) -> None:
    files = {
        "by-slug.md": post("A slug.", title="A", slug=LONG),
        "by-permalink.md": post("A permalink.", title="B", permalink=f"/{LONG}b/"),
        "by-title.md": post("A title.", title=f"{LONG} c"),
        "by-save-as.md": post("A path.", title="D", save_as=f"d/{LONG}/{LONG}.html"),
        "by-whole-path.md": post("A depth.", title="E", save_as=f"{'e/' * 1500}e.html"),
        "by-header.md": f"Title: F\nDate: 2025-01-01\nSlug: {LONG}f\n\nA header.\n",
        "longest.md": post("Just fits.", title="G", slug="g" * 250),
        "references.md": post("x\n\n## Resources\n\n* One https://example.org/1\n", slug="h" * 250),
    }
    site = build_site(
        files, ALL_KEYS | {"POUCH_RESOURCES": {"references_save_as": "{slug}.references.json"}}
    )

    assert site.code == 0, site.log
    pages = {name: text.decode() for name, text in site.files().items() if name.endswith("html")}
    for name in (*files,)[:6]:
        (message,) = site.messages_about(f"content/{name}")
        assert "is longer than a file's name may be, so it is written to" in message
        path = site.contents[name]["save_as"]
        body = files[name].splitlines()[-1]
        assert [n for n, html in pages.items() if f"<p>{body}</p>" in html and "feeds" not in n]
        assert site.soup(path).select_one(".prose").get_text(strip=True) == body
    assert site.messages_about("content/by-slug.md")[0].startswith("content/by-slug.md:4: ")
    assert "Just fits." in pages[f"{'g' * 250}.html"]
    assert site.messages_about("content/longest.md") == []
    assert sum(name.startswith("hhh") and name.endswith(".json") for name in site.files()) == 1


def test_what_is_written_elsewhere_when_the_folder_is_closed_is_built(build_site) -> None:
    files = {"a.md": post("Mine.", title="A", aliases=["/old/"])}
    plugin = (
        "from pathlib import Path\nfrom pelican import signals\n"
        "def put(generators):\n"
        "    Path('output').mkdir(exist_ok=True)\n    Path('output/old').write_text('a file')\n"
        "def register():\n    signals.all_generators_finalized.connect(put)\n"
    )
    settings = {"PLUGINS": ["pelican_plugins", "putter"]}
    site = build_site(files, settings, modules={"putter": plugin})

    assert site.code == 0, site.log
    (message,) = site.messages_about("content/a.md")
    assert message.startswith("content/a.md:4: the old URL old/index.html cannot be written")


@pytest.mark.parametrize(
    ("front_matter", "page", "moved"),
    [
        ({"slug": "tags"}, "tags.html", "tags-2.html"),
        ({"slug": "index"}, "index.html", "index-2.html"),
        ({"slug": "index2"}, "index2.html", "index2-2.html"),
        ({"slug": "tag/rivers"}, "tag/rivers.html", "tag/rivers-2.html"),
        ({"slug": "2025"}, "2025.html", "2025-2.html"),
        ({"permalink": "/tags.html"}, "tags.html", "tags-2.html"),
        ({"permalink": "/tags.html/x.html"}, "tags.html", "tags-2.html/x.html"),
        ({"permalink": "/"}, "index.html", "index-2.html"),
    ],
)
def test_a_page_of_pelicans_own_is_never_replaced_by_chance(
    build_site, front_matter, page, moved
) -> None:
    files = {
        "a.md": post("Mine.", title="A", tags=["Rivers"], **front_matter),
        "b.md": post("Other.", title="B"),
    }
    settings = {"DEFAULT_PAGINATION": 1, "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}.html"}
    site = build_site(files, settings | ALL_KEYS)

    assert site.code == 0, site.log
    assert "<p>Mine.</p>" in site.text(moved)
    assert page in site.files()
    (message,) = site.messages_about("content/a.md")
    assert message.startswith(f"content/a.md:1: its address {front_matter.get('x', '')}")
    assert f"so it is written to {moved}; give it another slug, or `save_as: {page}" in message or (
        moved.endswith("/x.html")
    )


def test_pelicans_own_keys_put_a_page_in_the_place_of_the_index(build_site) -> None:
    files = {
        "pages/home.md": post("Home.", title="Home", url="", save_as="index.html"),
        "pages/old.md": "Title: Old\nURL: tags.html\nSave_as: tags.html\n\nTags by hand.\n",
    }
    site = build_site({"a.md": post(), **files})

    assert site.code == 0, site.log
    assert "Home." in site.text("index.html")
    assert "Tags by hand." in site.text("tags.html")
    assert site.messages_about("content/pages") == []


def test_a_file_that_is_only_copied_is_not_written_over(build_site) -> None:
    settings = {
        "STATIC_PATHS": ["extra"],
        "READERS": {"html": None},
        "EXTRA_PATH_METADATA": {"extra/a.html": {"path": "a.html"}},
    }
    site = build_site({"a.md": post("Mine.", title="A"), "extra/a.html": "copied"}, settings)

    assert site.text("a.html") == "copied"
    assert "Mine." in site.text("a-2.html")


@pytest.mark.parametrize("path", ["/x%2F..%2F..%2Fy/", "/..%2F..%2Fy", "/%2e%2e/y", "/a%5C..%5Cy"])
def test_an_encoded_slash_cannot_lead_out_of_the_output_folder(build_site, path: str) -> None:
    site = build_site({"a.md": post(title="A", permalink=path, aliases=[path])}, ALL_KEYS)

    assert site.code == 0, site.log
    assert "a.html" in site.files()
    assert not [name for name in site.folder.parent.rglob("y*") if "theme" not in str(name)]
    assert len(site.messages_about("content/a.md")) == 2


@pytest.mark.parametrize("pattern", ["/{slug}/", "a//{slug}"])
def test_an_odd_pattern_of_addresses_keeps_the_entries_of_feeds(build_site, pattern) -> None:
    files = {"a.md": "Title: A\nDate: 2025-01-01\nSlug: a\n\nText.\n"}
    settings = {"ARTICLE_URL": pattern, "ARTICLE_SAVE_AS": "{slug}/index.html"}
    feeds = [
        build_site(files, settings | {"PLUGINS": plugins}).output / "feeds" / "all.atom.xml"
        for plugins in ([], ["pelican_plugins"])
    ]
    plain, ours = (re.findall("<id>(.*?)</id>", feed.read_text()) for feed in feeds)

    assert ours == plain
    assert len(plain) == 2


@pytest.mark.parametrize(
    ("redirects", "expected"),
    [
        ({"a": "/b/", "b": "/c.html"}, []),
        ({"a": "/a"}, [["a"]]),
        ({"a": "/b", "b": "/a", "c": "/a"}, [["a", "b"]]),
        ({"c": "/a", "a": "b/", "b": "https://example.org/d?x#y", "d": "/a/"}, [["a", "b", "d"]]),
        ({"a": "https://example.com/a/", "b": "//example.org", "c": "#", "d": ""}, []),
        ({"ü ber": "/%C3%BC%20ber/"}, [["ü ber"]]),
        ({str(n): f"/{(n + 1) % 20_000}/" for n in range(20_000)}, [[*map(str, range(20_000))]]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_redirects_that_lead_in_a_circle_are_found(redirects, expected) -> None:
    named = {old_path(f"/{old}"): url for old, url in redirects.items()}
    circles = [[old_path(f"/{old}") for old in circle] for circle in expected]

    assert redirect_circles(named, "https://example.org") == circles
