"""The theme is sound HTML for everyone, with any plugin off, and lets no markup in."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support import ROOT, Site, post

from pelican_plugins import theme_path

THEME = ROOT / "theme"
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
PRINTED = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)

# What is HTML already: Pelican's own, and what our macros print (they escape what they take).
HTML = re.compile(
    r"(article|page)\.resources_html|\(reading\.html or (article|page)\.content\)"
    r"|excerpt|note\.bio|logo|pouch_summary\(.*|foreign"
    r"|article\.lead_image\.html\(.*|author\.portrait\.html\(.*"
    r"|.*\|tojson|entry\.citations_json_ld"
    r"|(addresses|date|menu_item|feeds|feed_links|href|people|tag|terms|translations|words)[.(].*",
    re.DOTALL,
)

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"
FILES = {
    "a.md": post(
        "## Part\n\nText[^1] with `code`.\n\n[^1]: Note.\n\n## Resources\n\n* One https://e.org/1\n",
        title="Plain title",
        tags=["Rivers", "Maps"],
        authors=["Mara Quill", "Tomas Arden"],
        category="Records",
        modified="2025-07-01",
    ),
    "b.md": post("Texte.", title="Titre", slug="plain-title", lang="fr"),
    "c.md": post("Draft.", title="Draft", draft=True),
    "pages/p.md": post("Page.", title="A page"),
}


def test_the_theme_is_where_it_is_said_to_be() -> None:
    assert Path(theme_path()) == THEME


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_everything_printed_is_escaped_or_known_to_be_html(path: Path) -> None:
    for expression in PRINTED.findall(path.read_text(encoding="utf-8")):
        value, _, last = expression.rpartition("|")
        assert last in {"e", "safe"}, expression
        assert last == "e" or HTML.fullmatch(value), expression


@pytest.fixture(params=["markdown", "autoescape", "relative", "no site url"])
def site(request, shared_site) -> Site:
    settings = {
        "markdown": {},
        "autoescape": {"JINJA_ENVIRONMENT": {"autoescape": True}},
        "relative": {"RELATIVE_URLS": True},
        "no site url": {"SITEURL": ""},
    }[request.param]
    menu = {"MENUITEMS": [("Elsewhere", "https://example.net/")], "SITESUBTITLE": "About <it>"}
    site = shared_site(FILES, {**menu, **settings})
    assert site.code == 0, site.log
    return site


def pages(site: Site) -> dict[str, BeautifulSoup]:
    return {name: site.soup(name) for name in site.files() if name.endswith(".html")}


def test_every_page_has_what_readers_and_machines_look_for(site: Site) -> None:
    found = pages(site)
    assert len(found) >= 12
    for name, page in found.items():
        assert len(page.find_all("h1")) == 1, name
        assert page.html["lang"] == ("fr" if name.endswith("-fr.html") else "en")
        assert page.title.get_text().strip()
        first_link = page.body.find("a")
        assert first_link["href"] == "#main"
        assert page.find("main", id="main") is not None
        levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
        assert all(b - a <= 1 for a, b in pairwise(levels)), (name, levels)
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), name
        assert page.find("meta", attrs={"name": "color-scheme"})["content"] == "light dark"


def test_no_page_needs_a_script_or_anything_from_another_host(site: Site) -> None:
    for page in pages(site).values():
        assert not page.find_all(["style", "iframe"])
        # Data for machines; nothing runs.
        assert {script["type"] for script in page("script")} <= {"application/ld+json"}
        assert not page.find_all(style=True)
        for tag in page.find_all(["link", "img"]):
            if tag.get("rel") in (["stylesheet"], ["icon"]) or tag.name == "img":
                address = tag.get("href") or tag["src"]
                assert address.startswith(("https://example.org/", "/", ".", "theme/", "images/"))
    for sheet in site.output.glob("theme/css/*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", sheet.read_text())


def test_a_draft_says_so_to_people_and_machines(site: Site) -> None:
    draft = site.soup("drafts/draft.html")

    assert draft.select_one(".draft-mark").get_text() == "Draft"
    assert draft.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_only_feeds_that_exist_are_announced(site: Site) -> None:
    settings = site.settings
    for name, page in pages(site).items():
        for link in page.select("link[rel=alternate][type$=xml]"):
            address = link["href"]
            base = settings["SITEURL"]
            path = address.removeprefix(base).lstrip("/") if base in address else address
            target = (site.output / name).parent / path if ".." in path else site.output / path
            assert target.resolve().is_file(), (name, address)


def test_translations_know_each_other(site: Site) -> None:
    assert site.soup("plain-title.html").select_one("a[hreflang=fr]") is not None
    assert site.soup("plain-title-fr.html").select_one("a[hreflang=en]") is not None


@pytest.mark.parametrize("autoescape", [False, True])
def test_nothing_that_is_typed_becomes_markup(build_site, autoescape: bool) -> None:
    files = {
        "a.md": post(
            "Text.",
            title=f"T{HOSTILE}",
            tags=[f"G{HOSTILE}"],
            authors=[f"A{HOSTILE}"],
            category=f"C{HOSTILE}",
            description=f"D{HOSTILE}",
            slug="a",
        ),
        "pages/p.md": post("Text.", title=f"P{HOSTILE}", slug="p"),
    }
    settings = {
        "SITENAME": f"S{HOSTILE}",
        "SITESUBTITLE": f"U{HOSTILE}",
        "MENUITEMS": [(f"M{HOSTILE}", f"https://e.org/{HOSTILE}")],
        "JINJA_ENVIRONMENT": {"autoescape": autoescape},
    }
    site = build_site(files, settings)

    assert site.code == 0, site.log
    for page in pages(site).values():
        assert not page.find_all("img")
        assert not page.find_all(onerror=True)
        for script in page.find_all("script"):
            assert script["type"] == "application/ld+json"
            assert "alert(" in json.dumps(json.loads(script.string))


@pytest.mark.parametrize(
    "settings",
    [
        {"TAG_SAVE_AS": "", "AUTHOR_SAVE_AS": "", "DIRECT_TEMPLATES": ["index"]},
        {"FEED_ALL_ATOM": None, "CATEGORY_FEED_ATOM": None, "TRANSLATION_FEED_ATOM": None},
        {"DEFAULT_PAGINATION": 1, "DISPLAY_PAGES_ON_MENU": False},
        {"PLUGINS": ["pelican_plugins.front_matter", "pelican_plugins.theming"]},
    ],
)
def test_pages_never_link_to_what_is_not_written(build_site, settings) -> None:
    files = {**FILES, "d.md": post("More.", title="More", tags=["Maps"])}
    site = build_site(files, {"SITEURL": "", **settings})

    assert site.code == 0, site.log
    for name, page in pages(site).items():
        for tag in page.find_all(["a", "link"], href=True):
            target = tag["href"].partition("#")[0]
            if target.startswith("/"):
                path = site.output / target.lstrip("/")
                path = path / "index.html" if path.is_dir() else path
                assert path.is_file(), (name, target)


def test_an_empty_site_has_pages_too(build_site) -> None:
    site = build_site({})

    assert site.code == 0, site.log
    assert site.soup("index.html").main is not None


def test_a_menu_of_none_is_an_empty_one(build_site) -> None:
    site = build_site({"a.md": post(), "pages/p.md": post(title="P")}, {"MENUITEMS": None})

    assert site.code == 0, site.log
    assert [a.text for a in site.soup("index.html").select(".site-nav a")][:1] == ["P"]


def test_the_style_sheets_are_light() -> None:
    sheets = b"".join(path.read_bytes() for path in (THEME / "static" / "css").glob("*.css"))

    assert len(gzip.compress(sheets)) < 20_000
