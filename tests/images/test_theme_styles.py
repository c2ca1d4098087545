"""A theme without rules for pictures gets some, in one file; others get none."""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment
from support import ROOT, build, post

from pelican_plugins.images.theme_styles import FILE, PictureStyles, missing_rules

MARKUP = (ROOT / "theme" / "static" / "css" / "markup.css").read_text(encoding="utf-8")
ALONE = ["pelican_plugins.front_matter", "pelican_plugins.images"]


def links(site, name: str = "a-post.html") -> list[str]:
    return [link["href"] for link in site.soup(name).find_all("link", rel="stylesheet")]


def test_pages_of_any_theme_link_the_rules_after_their_own(build_site) -> None:
    site = build_site({"a.md": post()}, {"PLUGINS": ALONE, "THEME": "notmyidea"})

    own, rules = links(site)
    assert own.endswith("theme/css/main.css")
    assert rules == f"https://example.org/blog/theme/{FILE}"
    assert site.text(f"theme/{FILE}") == missing_rules([], MARKUP)
    assert links(site, "index.html") == [own, rules]
    assert FILE not in site.text("feeds/all.atom.xml")


def test_paths_and_settings_of_a_site_count(build_site) -> None:
    settings = {"PLUGINS": ALONE, "THEME": "simple", "THEME_STATIC_DIR": "look"}
    site = build_site({"a.md": post()}, {**settings, "RELATIVE_URLS": True, "SITEURL": ""})
    without = build_site({"a.md": post()}, {**settings, "POUCH_IMAGES": {"theme_styles": False}})

    assert links(site) == [f"./look/{FILE}"]
    assert f"look/{FILE}" in site.files()
    assert links(without) == []
    assert f"look/{FILE}" not in without.files()


def test_our_own_theme_needs_none(build_site) -> None:
    site = build_site({"a.md": post()})

    assert len(links(site)) == 1
    assert f"theme/{FILE}" not in site.files()


def test_pages_are_kept_until_the_setting_changes(tmp_path) -> None:
    settings = {"PLUGINS": ALONE, "THEME": "simple"}
    build(tmp_path, {"a.md": post()}, settings)
    again = build(tmp_path, {}, settings)
    off = build(tmp_path, {}, {**settings, "POUCH_IMAGES": {"theme_styles": False}})

    assert re.search(r"^0 of \d+ pages rendered again", again.log, re.MULTILINE)
    assert links(off) == []


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("<head><title>x</title></head><body></head>", True),
        ("{% block head %}{% endblock %}", False),
        ("", False),
    ],
)
def test_only_the_template_with_the_head_has_the_link(source: str, changed: bool) -> None:
    made = PictureStyles(Environment()).preprocess(source, "base.html")

    assert made.count(FILE) == changed
    assert (made == source) is not changed


def test_themes_get_the_rules_that_they_lack() -> None:
    placements, galleries = ".align-left { float: left", ".figure-gallery > figure"

    of_neither = missing_rules([".align-center { color: red }"], MARKUP)
    of_galleries = missing_rules(["", "article .align-wide { margin: 0 }"], MARKUP)
    assert placements in of_neither
    assert galleries in of_neither
    assert placements not in of_galleries
    assert galleries in of_galleries
    assert missing_rules([".align-wide {} .figure-gallery {}"], MARKUP) == ""
