"""A site of Hugo keeps its URLs; `tests/oracles` compares whole sites with those of Hugo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pelican_plugins.front_matter.content_links import resolve_marked
from pelican_plugins.front_matter.migration.hugo import old_site
from pelican_plugins.front_matter.permalinks.hugo import old_url, permalink
from pelican_plugins.front_matter.settings import FrontMatterSettings

from .old_files import settings_of, site_files, source

RULES = FrontMatterSettings(
    permalink_style="hugo",
    date_keys=("date",),
    permalinks={"posts": "/:year/:month/:slug/", "docs/api": "/api/:filename/", "/": "/:slug/"},
    url_prefixes={"en": "", "fr": "fr"},
    undated="page",
)
URLS: list[tuple[str, dict[str, Any], str, str]] = [
    ("posts/One.md", {"title": "High Water!", "date": "2020-03-04"}, "2020/03/high-water/", ""),
    ("posts/a/index.fr.md", {"title": "Été", "date": "2020-03-04"}, "fr/2020/03/été/", "fr"),
    ("posts/x.md", {"title": "X", "url": "/Old Place/x.html"}, "Old Place/x.html", ""),
    ("notes/Three copy.md", {"title": "T"}, "notes/three-copy/", ""),
    ("notes/deep/a/index.md", {"title": "T", "slug": "Given"}, "notes/deep/given/", ""),
    ("notes/2020-01-02-x.md", {"title": "T"}, "notes/2020-01-02-x/", ""),
    ("docs/api/v1.2.md", {"title": "T"}, "api/v1.2/", ""),
    ("about/index.md", {"title": "About us"}, "about-us/", ""),
    ("_index.md", {"title": "Home"}, "", ""),
    ("posts/_index.fr.md", {"title": "Textes"}, "fr/posts/", "fr"),
    # It never points outside the output folder.
    ("notes/x.md", {"slug": "../../../x"}, "x/", ""),
]


@pytest.mark.parametrize(("path", "values", "url", "language"), URLS)
def test_a_text_is_where_hugo_puts_it(
    path: str, values: dict[str, Any], url: str, language: str
) -> None:
    link = permalink(replace(source(path, values), address=values.get("url")), RULES)

    assert (link.url, link.language) == (url, language)
    assert link.save_as == (url if url.endswith(".html") else f"{url}index.html")


def test_translations_have_one_key_and_a_text_of_no_section_is_a_page() -> None:
    english = permalink(source("posts/a/index.md", {"date": "2020-01-01"}), RULES)
    french = permalink(source("posts/a/index.fr.md", {"date": "2020-01-01"}), RULES)
    about = permalink(source("about.md", {"date": "2020-01-01"}), RULES)

    assert english.translation == french.translation
    assert [link.kind for link in (english, french, about)] == ["article", "article", "page"]


def test_a_relative_alias_begins_where_the_text_lies() -> None:
    link = permalink(source("notes/a.md", {}), RULES)
    ugly = FrontMatterSettings(ugly_urls=True)

    aliases = ("/x/", "b", "../c", "d.html", "https://other.example/e")
    assert [old_url(alias, link, RULES) for alias in aliases] == [
        *("x/", "notes/b/", "c/", "notes/d.html", "https://other.example/e"),
    ]
    assert old_url("/x", link, ugly) == "x.html"


def test_links_lead_to_files_below_the_content_folder() -> None:
    files = {"content/posts/two.md", "content/posts/three/index.md", "content/about.md"}
    text = "[a]({filename}/posts/two.md) [b]({filename}/posts/three.md#x) [c]({filename}two.md)"

    resolved = resolve_marked(text, "content/posts/one.md", "content", files.__contains__)

    assert resolved == (
        "[a]({filename}/content/posts/two.md) [b]({filename}/content/posts/three/index.md#x)"
        " [c]({filename}/content/posts/two.md)"
    )
    assert resolve_marked(text, "content/x.md", "content", lambda _: False) == text


POST = "---\ntitle: One\ndate: 2020-01-01\n---\nText\n"
RECOGNISED = {
    "a config of its own name": ({"hugo.toml": ""}, "hugo.toml"),
    "an older name": ({"config.toml": 'baseURL = "https://a.example"'}, "config.toml"),
    "a folder of settings": (
        {"config/_default/params.yaml": "a: b"},
        "config/_default/params.yaml",
    ),
    "no settings": ({"archetypes/default.md": "---\n---\n"}, "content/ and archetypes/"),
    "settings that are not valid": ({"hugo.toml": "title = [", "themes/x/a": ""}, "hugo.toml"),
    "a folder below": (
        {"docs/hugo.yaml": "title: A", "docs/content/posts/a.md": POST},
        "docs/hugo.yaml",
    ),
}


@pytest.mark.parametrize("name", RECOGNISED)
def test_it_is_recognised(name: str) -> None:
    files, because = RECOGNISED[name]

    site = old_site(site_files({"content/posts/one.md": POST, **files}))

    assert site is not None
    assert (site.generator, site.because) == ("Hugo", because)
    assert site.posts


@pytest.mark.parametrize(
    "files",
    [
        {"config.toml": 'base_url = "https://zola.example"', "content/a.md": POST},
        {"config.yaml": "port: 80", "src/a.md": POST},
        {"exampleSite/hugo.toml": "", "exampleSite/content/a.md": POST, "layouts/a.html": ""},
        {"content/a.md": POST},
    ],
)
def test_other_folders_are_not(files: dict[str, str]) -> None:
    assert old_site(site_files(files)) is None


def test_what_is_wrong_is_said_once() -> None:
    site = old_site(site_files({"hugo.toml": "title = [", "content/a.md": POST}))
    bare = old_site(site_files({"layouts/a.html": "", "content/a.md": POST}))

    assert site is not None
    assert bare is not None
    assert len(site.notes) == len(bare.notes) == 1
    assert site.notes[0].startswith("hugo.toml is not valid")
    assert "SITEURL" in bare.notes[0]


def test_settings_are_merged_from_their_files() -> None:
    files = {
        "config/_default/hugo.toml": 'title = "Draft"\nbaseURL = "http://localhost:1313"\n',
        "config/_default/permalinks.yaml": "posts: /:year/:slug/\n",
        "config/_default/languages.en.yaml": "title: English\n",
        "config/_default/menus.en.toml": '[[main]]\nname = "About"\npageRef = "/about"\n',
        "config/production/hugo.yaml": "baseURL: https://a.example/x/\n",
        "content/posts/one.md": POST,
    }
    site = old_site(site_files(files))
    assert site is not None
    settings = settings_of(site)

    assert settings["SITENAME"] == "English"
    assert settings["SITEURL"] == "https://a.example/x"
    assert settings["MENUITEMS"] == [("About", "/about/")]
    assert site.reading.permalinks == {"posts": "/:year/:slug/"}


SECRET = {"content/posts/one.md": POST, "content/secret/x.md": POST}
INDEX = "content/secret/_index.md"
HIDDEN = {
    "a draft": {INDEX: "---\ncascade:\n  draft: true\n---\n"},
    "never rendered": {INDEX: "---\ncascade:\n  - build: {render: never}\n---\n"},
    "pages alone": {INDEX: "---\ncascade:\n  - _target: {kind: page}\n    draft: true\n---\n"},
    "by path": {
        "content/_index.md": "+++\n[[cascade]]\ndraft = true\n[cascade.target]\n"
        "path = '/secret/**'\n+++\n"
    },
    "in settings": {
        "hugo.toml": "[[cascade]]\n[cascade._build]\nrender = 'never'\n"
        "[cascade._target]\npath = '/secret/**'\n"
    },
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_cascade_hides_is_read_nowhere(name: str) -> None:
    site = old_site(site_files({"hugo.toml": "", **SECRET, **HIDDEN[name]}))
    assert site is not None

    assert site.posts == ("content/posts/one.md",)
    assert settings_of(site)["ARTICLE_EXCLUDES"] == ["content/secret"]
    assert settings_of(site)["PAGE_EXCLUDES"] == ["content/secret"]


def test_a_cascade_that_hides_lists_hides_no_text() -> None:
    index = "---\ncascade:\n  - _target: {kind: term}\n    build: {render: never}\n---\n"
    site = old_site(site_files({"hugo.toml": "", **SECRET, INDEX: index}))
    assert site is not None

    assert "content/secret/x.md" in site.posts
