"""A site of Eleventy keeps its URLs.

Expected URLs are from 11ty.dev/docs/permalinks/, /docs/data-eleventy-supplied/ and
/docs/data-template-dir/; each was also built with Eleventy 3.1.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pelican_plugins.front_matter.migration.eleventy import old_site
from pelican_plugins.front_matter.permalinks.eleventy import permalink
from pelican_plugins.front_matter.permalinks.eleventy_template import slug, slugify
from pelican_plugins.front_matter.settings import FrontMatterSettings
from pelican_plugins.front_matter.slugs_and_urls import UnusableUrlError

from .old_files import settings_of, site_files, source

TITLE = "It is Über & the C++ iOSApp NASA2 don't"
DAY = {"date": "2024-05-06"}
URLS: list[tuple[str, dict[str, Any], str]] = [
    ("index.md", {}, ""),
    ("about.md", {}, "about/"),
    ("subdir/template.md", {}, "subdir/template/"),
    ("one/index.md", {}, "one/"),
    ("two/two.md", {}, "two/"),
    ("three/Three.md", {}, "three/Three/"),
    ("posts/2024-05-06-x.md", {}, "posts/2024-05-06-x/"),
    ("posts/x/2024-05-06-index.md", {}, "posts/x/2024-05-06-index/"),
    ("posts/2024-01-02-b/index.md", {}, "posts/2024-01-02-b/"),
    ("posts/three copy.md", {}, "posts/three copy/"),
    ("posts/éa.md", {}, "posts/éa/"),
    ("posts/a.b.md", {}, "posts/a.b/"),
    ("a.md", {"permalink": "noslash/here/index.html"}, "noslash/here/"),
    ("a.md", {"permalink": "/q/x.html"}, "q/x.html"),
    ("a.md", {"permalink": "/Ünï code/../xx/"}, "xx/"),
    ("a.md", {"permalink": {"build": "/obj/"}}, "obj/"),
    ("s/a.md", {"permalink": None}, "s/a/"),
    ("s/a.md", {"permalink": ""}, "s/a/"),
    ("s/a.md", {"eleventycomputed": {"permalink": "/c/{{ page.fileSlug }}/"}}, "c/a/"),
    ("s/a.md", {"permalink": "/{{ x }}/", "dynamicpermalink": False}, "{{ x }}/"),
    ("2024-06-07-root.md", {"permalink": "/r/{{ page.fileSlug }}/"}, "r/root/"),
    ("posts/2024-06-07.md", {"permalink": "/r/{{ page.fileSlug }}/"}, "r/2024-06-07/"),
    ("x/2024-06-07-d/index.md", {"permalink": "/r/{{ page.fileSlug }}/"}, "r/d/"),
    ("d/2024-06-07-index.md", {"permalink": "/r/{{ page.fileSlug }}/"}, "r/d/"),
    ("s/2024-06-07-w.md", {"permalink": "{{ page.filePathStem }}.html"}, "s/w.html"),
    ("d/w/index.md", {"permalink": "{{page.filePathStem}}/"}, "d/w/index/"),
    ("a.md", {"permalink": "/z/{{ title | slugify }}/", "title": TITLE},
     "z/it-is-ueber-and-the-c-iosapp-nasa2-dont/"),
    ("a.md", {"permalink": "/y/{{ title | slug }}/", "title": TITLE},
     "y/it-is-uber-and-the-c++-iosapp-nasa2-don't/"),
    ("a.md", {"permalink": "/{{ page.date | date: '%Y/%m/%d' }}/index.html", **DAY}, "2024/05/06/"),
    ("a.md", {"permalink": '/l/{{ page.date | date: "%Y-%m-%d" }}/',
              "date": "2020-02-03T23:30:00-05:00"}, "l/2020-02-04/"),
    ("a.md", {"permalink": "/{{ page.date | date('YYYY/MM') }}/", **DAY}, "2024/05/"),
    ("a.md", {"permalink": "/x/{{ tags[0] }}/{{ data.a | upcase }}/", "tags": ["one"],
              "data": {"a": "b"}}, "x/one/B/"),
    ("a.md", {"permalink": "/{% if slug %}{{ slug }}{% else %}{{ title | slugify }}{% endif %}/",
              "title": "High water"}, "high-water/"),
    ("a.md", {"permalink": "/{% if tags contains 'x' %}y{% elsif title %}z{% endif %}/",
              "tags": ["x"]}, "y/"),
    ("a.md", {"permalink": "/{{ category | downcase | append: '-log' }}/", "category": "Ice"},
     "ice-log/"),
    ("a.md", {"permalink": "/{{ metaTitle | slugify }}/", "metatitle": "A gauge"}, "a-gauge/"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "values", "url"), URLS)
def test_a_text_is_where_eleventy_writes_it(path: str, values: dict[str, Any], url: str) -> None:
    link = permalink(source(path, values), FrontMatterSettings(permalink_style="eleventy"))

    assert link.url == url
    assert link.save_as == (url if url.endswith(".html") else f"{url}index.html")
    assert link.kind == ("article" if "date" in values else "page")


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("/{{ title | theirOwnFilter }}/", "No filter named 'theirOwnFilter'"),
        ("/{{ site.folder }}/a/", "'site' is undefined"),
        ("/{{ page.date | date: '%Y' }}/", "there is no date"),
        ("/{{ title | date: '%Y' }}/", "is not a date"),
        ("/{{ title }", "needs Eleventy itself"),
        ("/{% for %}/", "needs Eleventy itself"),
        ("/{{ ''.__class__ }}/", "needs Eleventy itself"),
        ("/../../etc/", "points outside its folder"),
    ],
)
def test_what_only_eleventy_can_make_is_said(template: str, reason: str) -> None:
    text = source("a.md", {"permalink": template, "title": "T"})
    with pytest.raises(UnusableUrlError, match=reason):
        permalink(text, FrontMatterSettings())


@pytest.mark.parametrize(
    ("title", "slugified", "slugged"),
    [
        ("Ça va, été — “naïve”?", "ca-va-ete-naive", 'ca-va-ete-"naive"'),
        ("It's a dog's life", "its-a-dogs-life", "it's-a-dog's-life"),
        ("A/B: c.d (e)", "a-b-c-d-e", "ab:-c.d-(e)"),
        ("Straße Łódź ñ", "strasse-lodz-n", "strasse-lodz-n"),
        ("日本語 title", "title", "title"),
        ("a -- b", "a-b", "a-b"),
        ("100% of £5", "100-of-5", "100percent-of-pound5"),
        ("Привет, мир: съёмка щуки", "privet-mir-syomka-schuki", None),
        ("Η Αθήνα & ξυλο", "i-athina-and-ksylo", None),
        ("مرحبا", None, None),
    ],
)
def test_titles_are_spelled_as_its_filters_spell_them(
    title: str, slugified: str | None, slugged: str | None
) -> None:
    for change, expected in ((slugify, slugified), (slug, slugged)):
        if expected is None:
            with pytest.raises(UnusableUrlError):
                change(title)
        else:
            assert change(title) == expected


TEXT = "---\ntitle: T\n---\nText"
CONFIG = """
// c.addPassthroughCopy("src/old");
module.exports = function (c) {
  c.addPassthroughCopy("src/img"); /* c.addPassthroughCopy("x") */
  c.addPassthroughCopy({ "public/": "/", "fonts/web": "assets/fonts" });
  c.addPassthroughCopy("src/**/*.pdf");
  c.addPlugin(feedPlugin, { type: "rss", outputPath: "/feed.xml" });
  return { pathPrefix: "/notes/", dir: { input: "src", layouts: "_layouts", output: "dist" } };
};
"""
SITE = {
    ".eleventy.js": CONFIG,
    ".eleventyignore": "src/old\n# src/posts\nsrc/posts/hid*.md",
    "README.md": "# Code",
    "public/robots.txt": "",
    "fonts/web/a.woff2": "",
    "src/img/a.png": "",
    "src/_data/site.json": '{"title": "River notes", "url": "https://river.example/"}',
    "src/_layouts/note.njk": "---\nlayout: base\n---\n{{ content }}",
    "src/_layouts/base.njk": "---\npermalink: /l/{{ page.fileSlug }}/\n---\n{{ content }}",
    "src/about.md": TEXT,
    "src/old/x.md": TEXT,
    "src/off.md": "---\ntitle: T\npermalink: false\n---\nText",
    "src/index.njk": "---\n---\n{% for post in collections.posts %}",
    "src/blog.njk": "---\npermalink: /writing/\n---\n{% for post in collections.posts %}",
    "src/tags.njk": (
        "---\npagination:\n  data: collections\n  alias: tag\n"
        "permalink: /about/{{ tag | slugify }}/\n---\n"
    ),
    "src/atom.njk": "---\npermalink: /atom.xml\n---\n<feed>",
    "src/plan.html": "<p>{{ title }}</p>",
    "src/posts/posts.json": '{"permalink": "/posts/{{ page.fileSlug }}/", "layout": "note"}',
    "src/posts/a.md": TEXT,
    "src/posts/a.pdf": "",
    "src/posts/hidden.md": TEXT,
    "src/posts/b.txt": "",
    "src/posts/b.md": TEXT,
    "src/posts/b.11tydata.json": '{"permalink": "/own/b/"}',
    "src/posts/sub/sub.11tydata.js": (
        "module.exports = {\n  permalink: (data) => `/s/${data.page.fileSlug}.html`,\n};"
    ),
    "src/posts/sub/c.md": TEXT,
    "src/links/links.11tydata.js": "export default { permalink: false };",
    "src/links/d.md": TEXT,
    "src/wip/wip.json": '{"draft": true, "author": "A. Ü", "tags": "wip"}',
    "src/wip/e.md": TEXT,
    "src/notes/f.md": "---\ntitle: T\nlayout: note\n---\nText",
    "src/code/code.11tydata.js": "module.exports = { permalink(d) { return '/x/' + d.id; } };",
    "src/code/g.md": TEXT,
}


def test_its_data_files_and_layouts_make_permalinks() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    urls = {
        path: permalink(source(path.removeprefix("src/")), site.reading).url for path in site.posts
    }
    assert urls == {
        "src/about.md": "about/",
        "src/posts/a.md": "posts/a/",
        "src/posts/b.md": "own/b/",
        "src/posts/sub/c.md": "s/c.html",
        "src/notes/f.md": "l/f/",
        "src/code/g.md": "code/g/",
        "src/wip/e.md": "wip/e/",
    }
    assert site.reading.front_matter_defaults == {
        "src/wip": ("draft: true", 'author: "A. Ü"'),
    }
    (note,) = [note for note in site.notes if "computed in code" in note]
    assert "src/code/code.11tydata.js" in note
    assert "POUCH_FRONT_MATTER['permalinks']['code'], such as '/code/{{ page.fileSlug }}/'" in note


def test_its_settings_are_pelicans() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    assert (site.generator, site.because) == ("Eleventy", ".eleventy.js")
    settings = settings_of(site)
    assert settings["SITENAME"] == "River notes"
    assert settings["SITEURL"] == "https://river.example/notes"
    assert settings["ARTICLE_PATHS"] == settings["PAGE_PATHS"] == ["src"]
    assert settings["STATIC_PATHS"] == ["fonts/web", "public", "src/img", "src/posts/a.pdf"]
    assert settings["EXTRA_PATH_METADATA"] == {
        "fonts/web/a.woff2": {"path": "assets/fonts/a.woff2"}
    }
    assert settings["READERS"] == {"html": None}
    assert (settings["FEED_ALL_RSS"], settings["FEED_ALL_ATOM"]) == ("feed.xml", "atom.xml")
    assert settings["TAG_SAVE_AS"] == "about/{slug}/index.html"
    assert site.term_url("tag", "High water") == "about/high-water/"
    assert dict(site.reading.redirects) == {"writing/": "archives.html", "plan/": "index.html"}


def test_what_eleventy_does_not_publish_is_left_out() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    assert dict(site.ignored) == {
        "README.md": "outside src/",
        "src/old/x.md": "in .eleventyignore",
        "src/posts/hidden.md": "in .eleventyignore",
        "src/off.md": "permalink: false",
        "src/links/d.md": "not published, according to its data file",
    }
    for kind in ("ARTICLE", "PAGE", "STATIC"):
        excluded = settings_of(site)[f"{kind}_EXCLUDES"]
        assert excluded == ["src/_data", "src/_layouts", "src/links", "src/old"]
    assert settings_of(site)["IGNORE_FILES"] == [".*", "hidden.md"]


def test_a_text_that_pelican_cannot_leave_out_is_named() -> None:
    files = {
        "eleventy.config.js": "",
        ".eleventyignore": "a/plan.md",
        **dict.fromkeys(("a/plan.md", "a/x.md", "b/plan.md"), TEXT),
    }
    site = old_site(site_files(files))

    assert site is not None
    assert "IGNORE_FILES" not in settings_of(site)
    assert site.notes == (
        "Eleventy did not publish a/plan.md, but Pelican would; add `draft: true` to it",
    )


def test_folders_of_languages_keep_their_names_in_urls() -> None:
    files = {
        "eleventy.config.js": "",
        "en/en.json": '{"lang": "en"}',
        "fr/fr.json": '{"lang": "fr", "permalink": "/fr/{{ page.fileSlug }}.html"}',
        "en/a.md": TEXT,
        "fr/a.md": TEXT,
    }
    site = old_site(site_files(files))

    assert site is not None
    assert site.reading.content_folders == {"": "", "en": "en", "fr": "fr"}
    english, french = (
        permalink(replace(source("a.md"), language=code), site.reading) for code in ("en", "fr")
    )
    assert (english.url, french.url) == ("en/a/", "fr/a.html")
    assert english.translation == french.translation


CODES = {
    "module.exports = { permalink: '/a/{{ page.fileSlug }}/' }": "/a/{{ page.fileSlug }}/",
    "module.exports = { 'permalink': `/a/` }": "/a/",
    "export default { permalink: ({ page }) => `/b/${page.fileSlug}/` }": "/b/{{ page.fileSlug }}/",
    "module.exports = { permalink: function (data) {\n return `/c/${data.title}/`; } }": (
        "/c/{{ title }}/"
    ),
    "module.exports = { permalink(data) { return `/d/${this.slugify(data.title)}/`; } }": (
        "/d/{{ title | slugify }}/"
    ),
    "export default { eleventyComputed: { permalink: d => `/e/${d.id}/` } }": "/e/{{ id }}/",
    "module.exports = { permalink: (data) => `/f/${data.a + 1}/` }": None,
    "module.exports = { permalink: (d) => '/g/' + d.title }": None,
    "module.exports = { permalink: (d) => d.draft ? false : '/h/' }": None,
    "const permalink = make(); module.exports = { permalink: permalink }": None,
}


@pytest.mark.parametrize(("code", "pattern"), CODES.items())
def test_code_is_read_only_where_it_is_plain(code: str, pattern: str | None) -> None:
    files = {"eleventy.config.js": "", "n/n.11tydata.js": code, "n/a.md": TEXT}
    site = old_site(site_files(files))

    assert site is not None
    assert site.reading.permalinks.get("n") == pattern
    assert any("computed in code" in note for note in site.notes) == (pattern is None)


@pytest.mark.parametrize(
    ("files", "because"),
    [
        ({".eleventy.js": ""}, ".eleventy.js"),
        ({"eleventy.config.mjs": "("}, "eleventy.config.mjs"),
        (
            {"package.json": json.dumps({"devDependencies": {"@11ty/eleventy": "3"}})},
            "package.json",
        ),
        ({"package.json": json.dumps({"dependencies": {"astro": "5"}})}, None),
        ({"package.json": "{"}, None),
        ({"_config.yml": ""}, None),
    ],
)
def test_it_is_recognised(files: dict[str, str], because: str | None) -> None:
    site = old_site(site_files(files))

    assert (site.because if site else None) == because


def test_the_command_may_name_the_input_folder() -> None:
    package = {
        "devDependencies": {"@11ty/eleventy": "3"},
        "scripts": {"build": "NODE_ENV=x eleventy --input=./site --output=dist"},
    }
    site = old_site(site_files({"package.json": json.dumps(package), "site/a.md": TEXT}))

    assert site is not None
    assert site.reading.content_folders == {"site": ""}


def test_front_matter_in_javascript_of_templates_is_read_where_it_is_plain() -> None:
    code = (
        "---js\nconst pagination = { data: 'collections', alias: 'tag' };\n"
        'const permalink = "/tags/{{ tag | slugify }}/";\n---\n'
    )
    site = old_site(site_files({"eleventy.config.js": "", "tag-pages.njk": code}))

    assert site is not None
    assert settings_of(site)["TAG_URL"] == "tags/{slug}/"


@pytest.mark.parametrize(
    ("values", "url"),
    [
        ({}, "x/a/"),
        ({"permalink": None}, "s/a/"),
        ({"permalink": ""}, "s/a/"),
        ({"permalink": "/own/"}, "own/"),
        ({"permalink": "/own/", "eleventycomputed": {"permalink": "/c/"}}, "c/"),
    ],
)
def test_front_matter_counts_more_than_data_files(values: dict[str, Any], url: str) -> None:
    rules = FrontMatterSettings(permalinks={"s": "/x/{{ page.fileSlug }}/"})

    assert permalink(source("s/a.md", values), rules).url == url
