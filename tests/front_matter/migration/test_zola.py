"""A site of Zola keeps its URLs.

Expected URLs are from getzola.org/documentation/content/page/ and multilingual/, and from the tests
of Zola's own source, which has what these leave open.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from pelican_plugins.front_matter.migration.zola import old_site
from pelican_plugins.front_matter.permalinks.zola import permalink
from pelican_plugins.front_matter.settings import FrontMatterSettings

from .old_files import settings_of, site_files, source

FRENCH = {"url_prefixes": {"fr": "fr"}}
URLS: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    # path, front matter, settings, URL, kind
    ("about.md", {}, {}, "about/", "page"),
    ("about/index.md", {}, {}, "about/", "page"),
    ("index.md", {}, {}, "", "page"),
    ("blog/cli-usage.md", {"date": "2020-01-02"}, {}, "blog/cli-usage/", "article"),
    ("a/b/thing/index.md", {}, {}, "a/b/thing/", "page"),
    ("blog/2018-10-10-hello-world.md", {}, {}, "blog/hello-world/", "article"),
    ("blog/2018-10-10_hello.md", {}, {}, "blog/hello/", "article"),
    ("blog/2018-10-10 - hello.md", {}, {}, "blog/hello/", "article"),
    ("blog/2021-01-23 -hello new world.md", {}, {}, "blog/hello-new-world/", "article"),
    ("2018-10-10.md", {}, {}, "2018-10-10/", "article"),
    ("2018-10-10x.md", {}, {}, "2018-10-10x/", "article"),
    ("2018-13-10-x.md", {}, {}, "2018-13-10-x/", "page"),
    ("2002-10-02T15:00:00Z-tide.md", {}, {}, "tide/", "article"),
    ("log/2018-10-10-week/index.md", {}, {}, "log/week/", "article"),
    ("log/2018-10-10_A b.md", {}, {"keep_file_dates": True}, "log/2018-10-10-a-b/", "article"),
    ("log/2018-10-10-x.md", {"slug": "2018-10-10-x"}, {}, "log/2018-10-10-x/", "article"),
    # Folders stay as they are.
    ("Big Notes/Big-Name.md", {}, {}, "Big Notes/big-name/", "page"),
    ("notes/three copy.md", {}, {}, "notes/three-copy/", "page"),
    ("zines/a.md", {"slug": "élevage-chèvre"}, {}, "zines/elevage-chevre/", "page"),
    ("zines/a.md", {"slug": "élevage"}, {"slug_characters": "safe"}, "zines/élevage/", "page"),
    ("日本.md", {}, {}, "ri-ben/", "page"),
    ("test (hey).md", {}, {}, "test-hey/", "page"),
    ("what? .md", {}, {"slug_characters": "safe"}, "what/", "page"),
    ("dot. .md", {}, {"slug_characters": "all"}, "dot. /", "page"),
    ("posts/start.md", {"path": "hello-world"}, {}, "hello-world/", "page"),
    ("posts/start.md", {"path": "/a/B c/", "slug": "x"}, {}, "a/B c/", "page"),
    ("posts/x.fr.md", {"path": "bonjour"}, FRENCH, "bonjour/", "page"),
    ("posts/x.fr.md", {}, FRENCH, "fr/posts/x/", "page"),
    ("posts/x/index.fr.md", {}, FRENCH, "fr/posts/x/", "page"),
    ("posts/2018-10-08_hello.fr.md", {}, FRENCH, "fr/posts/hello/", "article"),
    ("posts/node.js.md", {}, FRENCH, "posts/node-js/", "page"),
    ("posts/_index.md", {}, {}, "posts/", "page"),
    ("posts/_index.fr.md", {}, FRENCH, "fr/posts/", "page"),
]


@pytest.mark.parametrize(("path", "values", "settings", "url", "kind"), URLS)
def test_a_text_is_where_zola_puts_it(
    path: str, values: dict[str, Any], settings: dict[str, Any], url: str, kind: str
) -> None:
    rules = FrontMatterSettings(permalink_style="zola", **settings)

    link = permalink(source(path, values), rules)

    assert (link.url, link.save_as, link.kind) == (url, f"{url}index.html", kind)


def test_translations_are_known_by_their_path() -> None:
    rules = FrontMatterSettings(permalink_style="zola", url_prefixes={"fr": "fr"})

    default = permalink(source("posts/x/index.md", {"slug": "tide"}), rules)
    french = permalink(source("posts/x/index.fr.md", {"path": "maree"}), rules)
    other = permalink(source("posts/y/index.fr.md"), rules)

    assert (default.language, french.language) == ("", "fr")
    assert default.translation == french.translation != other.translation


CONFIG = """
base_url = "https://river.example/b/"
title = "River notes"
default_language = "de"
author = "A. Gauge"
generate_feeds = true
feed_filenames = ["rss.xml", "atom.xml"]
taxonomies = [{name = "tags", feed = true}, {name = "categories"}, {name = "rivers"}]
ignored_content = ["*.{psd,xcf}", "**/build"]
[slugify]
paths = "safe"
paths_keep_dates = true
[markdown]
smart_punctuation = true
[languages.fr]
taxonomies = [{name = "tags"}]
[[extra.main_menu]]
name = "Gauges"
url = "$BASE_URL/gauges/"
"""
SITE = {
    "zola.toml": CONFIG,
    "README.md": "# Code",
    "content/_index.md": "+++\n+++\n",
    "content/_index.fr.md": "+++\n+++\n",
    "content/posts/_index.md": "+++\naliases = ['old-posts']\n+++\n",
    "content/posts/a.md": (
        "+++\ndate = 2020-01-02\n[taxonomies]\ntags = ['High Water', 'C/C++']\n"
        "categories = ['Log', 'Ice']\nrivers = ['Elbe']\n+++\nText"
    ),
    "content/posts/a.fr.md": "---\ntaxonomies:\n  tags: [Eau]\n---\nTexte",
    "content/posts/b/index.md": "+++\nrender = false\n+++\n",
    "content/posts/b/plan.pdf": "",
    "content/secret/_index.md": "+++\ndraft = true\n+++\n",
    "content/secret/c.md": "+++\n[taxonomies]\ntags = ['Secret']\n+++\n",
    "content/moved/_index.md": "+++\nredirect_to = 'posts/'\n+++\n",
    "content/words/_index.md": "+++\n+++\nWords above the list.\n",
    "static/images/a.png": "",
}


def test_its_settings_are_pelicans() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    assert (site.generator, site.because) == ("Zola", "zola.toml")
    settings = settings_of(site)
    assert settings["SITENAME"] == "River notes"
    assert settings["SITEURL"] == "https://river.example/b"
    assert settings["DEFAULT_LANG"] == "de"
    assert settings["AUTHOR"] == "A. Gauge"
    assert settings["TAG_SAVE_AS"] == "tags/{slug}/index.html"
    assert settings["TAG_FEED_ATOM"] == "tags/{slug}/atom.xml"
    assert (settings["FEED_ALL_RSS"], settings["FEED_ALL_ATOM"]) == ("rss.xml", "atom.xml")
    assert settings["STATIC_PATHS"] == ["content", "static"]
    assert settings["IGNORE_FILES"] == [".*", "*.psd", "*.xcf", "build"]
    assert settings["MENUITEMS"] == [("Gauges", "/gauges/")]
    reading = site.reading
    assert reading.permalink_style == "zola"
    assert reading.smart_punctuation
    assert (reading.slug_characters, reading.keep_file_dates) == ("safe", True)
    assert (reading.content_folders, reading.url_prefixes) == ({"content": ""}, {"fr": "fr"})
    assert reading.undated == "page"


def test_what_a_draft_section_holds_is_published_nowhere() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    settings = settings_of(site)
    for kind in ("ARTICLE", "PAGE", "STATIC"):
        assert settings[f"{kind}_EXCLUDES"] == ["content/secret"]
    assert site.posts == ("content/posts/a.fr.md", "content/posts/a.md")
    assert dict(site.ignored) == {
        "README.md": "outside content/",
        "content/posts/b/index.md": "render = false",
        "content/secret/_index.md": "its section is a draft",
        "content/secret/c.md": "its section is a draft",
    }
    assert not any("secret" in url for url in site.reading.redirects)


def test_pages_of_terms_and_sections_lead_on() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    urls = [site.term_url("tag", name) for name in ("High Water", "C/C++")]
    assert urls == ["tags/high-water/", "tags/c-c/"]
    assert site.term_url("category", "Log") == "categories/log/"
    assert site.term_url("author", "A. Gauge") is None
    assert dict(site.reading.redirects) == {
        "categories/ice/": "tags/ice/",
        "rivers/elbe/": "index.html",
        "fr/tags/eau/": "tags/eau/",
        "posts/": "archives.html",
        "old-posts": "archives.html",
        "moved/": "posts/",
        "fr/": "index.html",
    }
    assert [note for note in site.notes if "'rivers'" in note]


def test_a_taxonomy_slug_is_made_as_zola_makes_it() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    slug = "C/C++ & Co."
    for pattern, repl in settings_of(site)["TAG_REGEX_SUBSTITUTIONS"]:
        slug = re.sub(pattern, repl, slug, flags=re.IGNORECASE)
    assert slug.lower() == "c-c-co"


@pytest.mark.parametrize(
    ("name", "text", "is_zola"),
    [
        ("zola.toml", "", True),
        ("zola.toml", "base_url = ", True),
        ("config.toml", "title = 'x'\nbase_url = 'https://a.example'", True),
        ("config.toml", "base_url = 'https://a.example'\nx = [", True),
        ("config.toml", "baseURL = 'https://a.example'", False),
        ("hugo.toml", "base_url = 'https://a.example'", False),
        ("content/a.md", "", False),
    ],
)
def test_it_is_recognised_by_its_settings(name: str, text: str, is_zola: bool) -> None:
    assert (old_site(site_files({name: text})) is not None) == is_zola


def test_settings_that_are_not_valid_are_named() -> None:
    site = old_site(site_files({"zola.toml": "base_url = ", "content/a.md": "+++\n+++\nx"}))

    assert site is not None
    assert site.posts == ("content/a.md",)
    assert site.notes[0].startswith("zola.toml is not valid TOML")


def test_the_feed_of_the_only_section_that_has_one_is_the_feed_of_the_site() -> None:
    files = {
        "zola.toml": "base_url = 'https://a.example'",
        "content/blog/_index.md": "+++\ngenerate_feeds = true\n+++\n",
    }
    site = old_site(site_files(files))

    assert site is not None
    assert settings_of(site)["FEED_ALL_ATOM"] == "blog/atom.xml"


def test_settings_may_be_toml_1_1() -> None:
    config = """
base_url = "https://a.example"
taxonomies = [{ name = "tags", # all
  feed = true, }]
[extra]
a = {
  b = "{ # }",
  c = { d = 1, },
}
f = '''
{
'''
"""
    site = old_site(site_files({"zola.toml": config}))

    assert site is not None
    assert site.notes == ()
    assert settings_of(site)["TAG_URL"] == "tags/{slug}/"
