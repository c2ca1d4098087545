"""What an owner asks of the theme in `POUCH_THEME` is on the pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support import ROOT, Site, post

from pelican_plugins import theme_path

NOTE = "Text.[^1]\n\n## One\n\n```python\nx = 1\n```\n\n## Two\n\n## Three\n\n[^1]: A note."
FILES = {
    "a.md": post(NOTE, title="First", slug="a", authors=["Mara Quill"], tags=["Maps"]),
    "b.md": post("Text.", title="Second", slug="b", date="2025-01-01", toc=True),
    "c.md": post("## Part\n\nText.", title="Third", slug="c", date="2024-12-01", toc=True),
    "pages/about.md": post("Text.", title="About", slug="about"),
    "extra/mine.css": "h1 { color: teal; }",
}


@pytest.fixture
def themed(shared_site):
    def builder(files=FILES, site_settings=None, **theme) -> Site:
        site = shared_site(files, {"POUCH_THEME": theme, **(site_settings or {})})
        assert site.code == 0, site.log
        return site

    return builder


# Each is of a part of the page of its own.
OWN = {
    "menu": {"Start": "/", "Who": "/pages/about.html", "Else": "https://example.net/"},
    "fonts": {"text": "Inter, serif"},
    "custom_css": ["extra/mine.css"],
    "icon": "/images/i.svg",
    "touch_icon": "https://cdn.example.net/t.png",
    "picture": "images/p.png",
    "fediverse": "@name@example.social",
    "article_type": "NewsArticle",
    "portraits": {"Mara Quill": "/images/mara.jpg"},
    "toc": 3,
    "resources": "numbered",
    "wrap_code": True,
    "strings": {"minutes": "{n} minutes, about", "archives": "All of it"},
}


WITHOUT = {"sidenotes": False, "words_per_minute": 0, "not_found": False}


def style_of(site: Site, name: str = "index.html") -> str:
    (link,) = site.soup(name).select('link[rel="stylesheet"]')
    return site.text(link["href"].removeprefix("https://example.org/blog/"))


def test_one_style_sheet_has_a_name_that_says_what_is_in_it(themed) -> None:
    first, second = themed(), themed(accent="#0b4f8a")

    names = [
        site.soup("a.html").select_one('link[rel="stylesheet"]')["href"] for site in (first, second)
    ]
    assert all(re.search(r"/theme/css/pouch\.[0-9a-f]{10}\.css$", name) for name in names)
    assert names[0] != names[1]
    assert "@import" not in style_of(first)


def test_an_owners_own_css_file_takes_its_place(themed) -> None:
    site = themed(site_settings={"CSS_FILE": "print.css", "THEME": theme_path()})

    link = site.soup("index.html").select_one('link[rel="stylesheet"]')
    assert link["href"].endswith("/theme/css/print.css")
    # One that no theme has would leave the site without any.
    assert "--paper" in style_of(themed(site_settings={"CSS_FILE": "none.css"}))


def test_an_accent_that_nobody_could_read_is_replaced_with_a_warning(themed) -> None:
    site = themed(accent="#ffcc00")

    (line,) = [line for line in site.log.splitlines() if "POUCH_THEME['accent']" in line]
    instead = re.search(r"(#\w{6}) is used", line)[1]
    assert f"--accent:{instead}" in style_of(site)
    assert "accent" not in themed(accent="#0b4f8a").log


def test_a_value_that_cannot_be_meant_is_one_line_and_the_default(build_site) -> None:
    theme = {
        "accent": "red",
        "fonts": {"body": "Inter"},
        "custom_css": ["extra/none.css", "extra/mine.css", "a\0b"],
        "home": "grid",
        "toc": "3",
        "menu": [("Start", "/")],
        "acent": "#000",
        7: 1,
    }
    site = build_site(FILES, {"POUCH_THEME": theme})

    assert site.code == 0, site.log
    lines = [line for line in site.log.splitlines() if "POUCH_THEME" in line]
    for said in (
        "['accent']: 'red' is no colour such as '#a13b12'",
        "['fonts']: 'body' is none of 'text', 'headings', 'small', 'code'",
        "['custom_css'] names extra/none.css, which cannot be read",
        "['custom_css'] names a\ufffdb, which cannot be read",
        "['home'] is 'grid'; it should be one of 'lead', 'list', 'titles'",
        "['toc'] is '3'; it should be a whole number",
        "['menu'] is [('Start', '/')]; it should be a dictionary",
        "has an unknown key 'acent'; did you mean 'accent'?",
        "has an unknown key 7",
    ):
        assert sum(said in line for line in lines) == 1, (said, site.log)
    assert len(lines) == 9, site.log
    assert "color: teal" in style_of(site)
    assert site.soup("index.html").select("article.lead-card")


@pytest.mark.parametrize("theme", [7, "dark", ["toc"]], ids=str)
def test_a_setting_that_is_no_dictionary_is_one_line(build_site, theme) -> None:
    site = build_site({"a.md": FILES["a.md"]}, {"POUCH_THEME": theme})

    assert site.code == 0, site.log
    (line,) = [line for line in site.log.splitlines() if "POUCH_THEME" in line]
    assert line.endswith("it should be a dictionary such as POUCH_THEME = {}")


def test_fonts_and_own_rules_come_after_the_themes(themed) -> None:
    style = style_of(themed(**OWN))

    assert "--text-font:Inter, serif" in style
    assert style.rstrip().endswith("h1 { color: teal; }")


@pytest.mark.parametrize("home", ["lead", "list", "titles"])
def test_the_front_page_has_the_style_asked_for(themed, home) -> None:
    page = themed(home=home).soup("index.html")

    cards = page.select("article.card")
    assert len(cards) == (0 if home == "titles" else 3)
    assert [("lead-card" in card["class"]) for card in cards] == {
        "lead": [True, False, False],
        "list": [False, False, False],
        "titles": [],
    }[home]
    assert [a.get_text() for a in page.select("main a[href$='/a.html']")] == ["First"]
    assert len(page.select("h1")) == 1


def test_a_menu_takes_the_place_of_pages_and_categories(themed) -> None:
    site = themed(**OWN)

    links = site.soup("a.html").select(".site-nav a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("Start", "https://example.org/blog/"),
        ("Who", "https://example.org/blog/pages/about.html"),
        ("Else", "https://example.net/"),
    ]


def test_a_menu_says_which_of_its_pages_is_shown(themed) -> None:
    site = themed(menu={"Tags": "/tags.html", "Else": "https://example.net/tags.html"})

    assert [a.get_text() for a in site.soup("tags.html").select(".site-nav [aria-current]")] == [
        "Tags"
    ]
    assert site.soup("a.html").select(".site-nav [aria-current]") == []


def test_heads_name_icons_pictures_and_whose_articles_these_are(themed) -> None:
    head = themed(**OWN).soup("a.html").head

    assert head.find("link", rel="icon")["href"] == "https://example.org/blog/images/i.svg"
    assert head.find("link", rel="apple-touch-icon")["href"] == "https://cdn.example.net/t.png"
    metas = {
        m.get("property") or m.get("name"): m["content"]
        for m in head.find_all("meta", content=True)
    }
    assert metas["og:image"] == "https://example.org/blog/images/p.png"
    assert metas["fediverse:creator"] == "@name@example.social"
    assert metas["twitter:card"] == "summary_large_image"
    assert json.loads(head.find("script").string)["@type"] == "NewsArticle"


def test_an_icon_is_there_without_being_asked_for(themed) -> None:
    site = themed()

    link = site.soup("a.html").find("link", rel="icon")
    assert (site.output / link["href"].removeprefix("https://example.org/blog/")).is_file()


def test_portraits_stand_beside_their_names(themed) -> None:
    site = themed(**OWN)

    for name in ("a.html", "author/mara-quill.html", "authors.html"):
        (picture,) = site.soup(name).select("img.portrait")
        assert picture["src"] == "https://example.org/blog/images/mara.jpg"
        assert picture["alt"] == ""
    assert not site.soup("b.html").select("img.portrait")


def test_a_table_of_contents_where_there_is_enough_to_list(themed) -> None:
    site = themed(**OWN)

    listed = site.soup("a.html").select("nav.contents a")
    assert [link.get_text() for link in listed] == ["One", "Two", "Three"]
    for link in listed:
        assert site.soup("a.html").find("h2", id=link["href"][1:]).get_text() == link.get_text()
    # Its front matter asks for one, and there is nothing to list.
    assert not site.soup("b.html").select("nav.contents")


def test_a_front_matter_asks_for_contents_of_its_own(themed) -> None:
    site = themed()

    assert not site.soup("a.html").select("nav.contents")
    assert site.soup("c.html").select("nav.contents a")


def test_notes_stand_in_the_margin_unless_nobody_wants_that(themed) -> None:
    assert themed().soup("a.html").select_one("sup + .sidenote").get_text() == "1A note."
    assert not themed(**WITHOUT).soup("a.html").select(".sidenote")


def test_what_is_for_pages_stays_out_of_feeds_and_lists(themed) -> None:
    for site, mark in (
        (themed(**OWN), b"part-1"),
        (themed(toc=1, heading_links=True), b"heading-link"),
    ):
        assert mark in site.files()["a.html"]
        for name, data in site.files().items():
            if name.startswith("feeds/") or name == "index.html":
                assert b"sidenote" not in data, name
                assert mark not in data, name


def test_a_heading_links_to_itself_and_is_called_what_it_was(themed) -> None:
    page = themed(toc=1, heading_links=True).soup("a.html")
    headings = page.select(".e-content h2")

    assert [str(heading.a) for heading in headings] == [
        f'<a class="heading-link" href="#{name.lower()}">{name}</a>'
        for name in ("One", "Two", "Three")
    ]
    assert [heading["id"] for heading in headings] == ["one", "two", "three"]
    assert [link["href"] for link in page.select(".contents a")] == ["#one", "#two", "#three"]
    assert not themed().soup("a.html").select(".heading-link")


def test_reading_time_is_told_by_default(themed) -> None:
    assert "1 min read" in themed().soup("a.html").select_one(".meta").get_text()
    assert "min read" not in themed(**WITHOUT).soup("a.html").get_text()


def test_code_and_lists_of_references_are_as_asked(themed) -> None:
    assert themed().soup("a.html").body.get("class") is None
    page = themed(**OWN).soup("a.html")
    assert set(page.body["class"]) == {"numbered-resources", "wrap-code"}


def test_words_may_be_others(themed) -> None:
    site = themed(**OWN)

    assert "1 minutes, about" in site.soup("a.html").get_text()
    assert "All of it" in site.soup("index.html").footer.get_text()


def test_a_page_for_what_is_not_there(themed) -> None:
    lost = themed().soup("404.html")
    assert lost.h1.get_text() == "Page not found"
    assert lost.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert not lost.find("link", rel="canonical")
    assert "404.html" not in themed(**WITHOUT).files()


@pytest.mark.parametrize(
    "files",
    [
        {"pages/lost.md": "---\ntitle: Lost\nsave_as: 404.html\n---\n\nMine.\n"},
        {"extra/404.html": "<p>Mine.</p>"},
    ],
)
def test_an_owners_own_page_for_that_stays(themed, files) -> None:
    settings = {
        "STATIC_PATHS": ["extra"],
        "EXTRA_PATH_METADATA": {"extra/404.html": {"path": "404.html"}},
        "READERS": {"html": None},
    }
    site = themed({**FILES, **files}, settings)

    assert "Mine." in site.text("404.html")
    assert "404" not in site.log


def test_the_page_for_what_is_not_there_works_at_any_depth(themed) -> None:
    site = themed(site_settings={"RELATIVE_URLS": True})

    for tag in site.soup("404.html").find_all(["a", "link"], href=True):
        assert tag["href"].startswith(("https://", "/blog/", "#main")), tag
        # In a preview on the author's own machine, the style is that machine's.
        assert tag.get("rel") != ["stylesheet"] or tag["href"].startswith("/blog/theme/css/")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", ["3. Juni 2025", "Schlagwörter", "Zum Text springen", "1 Min. Lesezeit"]),
        ("fr-CA", ["3 juin 2025", "Mots-clés", "Par"]),
        ("uk", ["3 червня 2025", "Теги"]),
        ("ar", ["3 يونيو 2025", "الوسوم"]),
        # A language without words: in English, but for its dates.
        ("eo", ["3 Junio 2025", "Tags"]),
    ],
)
def test_the_theme_speaks_the_language_of_the_site(themed, lang, said) -> None:
    page = themed(site_settings={"DEFAULT_LANG": lang}).soup("a.html")

    assert all(words in page.get_text() for words in said)
    assert page.html["dir"] == ("rtl" if lang == "ar" else "ltr")


def test_a_text_in_another_language_has_words_of_its_own(themed) -> None:
    files = {
        "a.md": post(slug="a"),
        "f.md": post("Texte.", title="Un", slug="a", lang="fr", tags=["x"]),
    }
    page = themed(files).soup("a-fr.html")

    assert "3 juin 2025" in page.main.get_text()
    assert "Mots-clés" in page.main.get_text()
    assert page.footer.get_text().strip()
    footer = page.select_one("body > footer")
    assert footer["lang"] == "en"
    assert "Archives" in footer.get_text()


@pytest.mark.parametrize("setting", ["DEFAULT_DATE_FORMAT", "DATE_FORMATS"])
def test_an_owners_own_dates_stay(themed, setting) -> None:
    value = "%Y/%m/%d" if setting == "DEFAULT_DATE_FORMAT" else {"en": "%Y/%m/%d"}
    site = themed(site_settings={setting: value})

    assert site.soup("a.html").select_one("time.dt-published").get_text() == "2025/06/03"


def test_search_without_pagefind_warns_once_and_builds(build_site) -> None:
    # A path with nothing in it, and no module: as where nobody installed it.
    hidden = {"pagefind": "raise ImportError"}
    site = build_site(
        FILES,
        {"POUCH_THEME": {"search": "pagefind"}},
        modules=hidden,
        environment={"PATH": ""},
    )

    assert site.code == 0
    assert "search.html" in site.files()
    page = site.soup("a.html")
    assert page.select_one(".site-nav a[rel=search]")["href"].endswith("/search.html")
    assert page.select("[data-pagefind-body]")
    assert not site.soup("index.html").select("[data-pagefind-body]")
    assert site.log.count("the site cannot be searched") == 1


def test_search_is_off_by_default(themed) -> None:
    site = themed()

    assert "search.html" not in site.files()
    for name in site.files():
        if name.endswith(".html"):
            assert "data-pagefind" not in site.text(name)


def test_search_finds_what_is_published_and_nothing_else(build_site) -> None:
    pytest.importorskip("pagefind")
    files = {
        **FILES,
        "d.md": post("Hush.", title="Secret", draft=True),
        "f.md": post("Texte.", title="Quatre", lang="fr"),
    }
    site = build_site(files, {"POUCH_THEME": {"search": "pagefind"}})

    assert site.code == 0, site.log
    entry = json.loads(site.text("pagefind/pagefind-entry.json"))
    # Four articles and a page, in two languages and one index.
    assert [language["page_count"] for language in entry["languages"].values()] == [5]
    assert not list((site.output / "pagefind").glob("*ui*"))


@pytest.mark.parametrize(
    "plugins", [[], ["pelican_plugins.theming"], ["pelican_plugins.front_matter"]]
)
def test_the_theme_needs_no_plugin(build_site, plugins) -> None:
    text = "Title: Plain\nDate: 2025-06-03\nTags: one\nAuthor: Mara Quill\n\nText.\n"
    site = build_site({"a.md": text}, {"PLUGINS": plugins, "THEME": theme_path()})

    assert site.code == 0, site.log
    page = site.soup("plain.html")
    assert page.select_one("h1").get_text() == "Plain"
    for link in page.select('link[rel="stylesheet"]'):
        path = site.output / link["href"].removeprefix("https://example.org/blog/")
        for name in [
            path,
            *(path.parent / f for f in re.findall(r'@import url\("(.*?)"\)', path.read_text())),
        ]:
            assert Path(name).is_file()


EMPTY = [
    {"DIRECT_TEMPLATES": ["index"]},
    {"DISPLAY_PAGES_ON_MENU": False, "DISPLAY_CATEGORIES_ON_MENU": False},
    {
        "MENUITEMS": [("One", "/one")],
        "LINKS": [("Two", "https://e.org/")],
        "SOCIAL": [("Three", "https://e.org/3")],
    },
    {"SITEURL": "", "RELATIVE_URLS": True},
    {"SITENAME": "", "SITESUBTITLE": ""},
]


@pytest.mark.parametrize("settings", EMPTY)
@pytest.mark.parametrize(
    "files", [{}, {"a.md": post()}, {"pages/p.md": post(title="P")}, {"d.md": post(draft=True)}]
)
def test_a_site_may_have_next_to_nothing(build_site, files, settings) -> None:
    site = build_site(files, settings)

    assert site.code == 0, site.log
    for name in site.files():
        if name.endswith(".html"):
            assert len(site.soup(name).find_all("h1")) == 1, name
            assert site.soup(name).main is not None


def test_templates_may_be_changed_block_by_block(build_site, tmp_path) -> None:
    folder = tmp_path / "overrides"
    folder.mkdir()
    (folder / "article.html").write_text(
        "{% extends '!theme/article.html' %}"
        "{% block entry_footer %}<p>Mine.</p>{{ super() }}{% endblock %}"
    )
    site = build_site(FILES, {"THEME_TEMPLATES_OVERRIDES": [str(folder)]})

    assert site.code == 0, site.log
    footer = site.soup("a.html").find("p", string="Mine.")
    assert footer.find_next("dl") is not None


def test_the_theme_folder_holds_no_more_than_is_used() -> None:
    templates = ROOT / "theme" / "templates"
    texts = "".join(path.read_text(encoding="utf-8") for path in templates.rglob("*.html"))
    for path in (templates / "components").glob("*.html"):
        assert f"'components/{path.name}'" in texts, path.name


SERIES = """
from types import SimpleNamespace
from pelican import signals

def relate(generator):
    first, second = sorted(generator.articles, key=lambda article: article.slug)[:2]
    for index, article in enumerate((first, second), 1):
        article.series = {
            "name": "Ditches", "index": index, "all": [first, second],
            "previous": first if index == 2 else None, "next": second if index == 1 else None,
        }
    first.next_article, second.prev_article = second, first

def register():
    signals.article_generator_finalized.connect(relate)
"""


def test_series_and_neighbours_of_other_plugins_are_shown(build_site) -> None:
    plugins = ["pelican_plugins", "related"]
    site = build_site(FILES, {"PLUGINS": plugins}, modules={"related": SERIES})

    assert site.code == 0, site.log
    series = site.soup("a.html").select_one(".series")
    assert " ".join(series.get_text().split()) == "Part 1 of 2 in Ditches · Second"
    (newer,) = site.soup("a.html").select(".neighbours a")
    assert (newer["rel"], newer.get_text()) == (["next"], "Second")
    (older,) = site.soup("b.html").select(".neighbours a")
    assert (older["rel"], older["href"]) == (["prev"], "https://example.org/blog/a.html")
    assert not site.soup("c.html").select(".series, .neighbours")


def test_the_manual_of_the_theme_names_every_block() -> None:
    manual = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")
    blocks = set()
    for path in (ROOT / "theme" / "templates").glob("*.html"):
        blocks |= set(re.findall(r"{% block (\w+) %}", path.read_text(encoding="utf-8")))
    told = set(re.findall(r"^\| `(\w+)` \| (?:all|article|page) \|", manual, re.MULTILINE))
    assert told == blocks


NEW = (
    *("previous_next", "related", "pinned", "authors", "author_notes", "logo"),
    *("name_beside_logo", "language_index_save_as"),
)
ODD = [None, [], 7, -1, {"a": {"b": [1]}}, "x" * 100_000, "<script>alert(1)</script>"]


@pytest.mark.parametrize(
    "value", [*ODD, "javascript:alert(1)", [[["deep"]]]], ids=lambda v: repr(v)[:9]
)
def test_whatever_a_new_key_is_the_site_builds_and_says_one_line(build_site, value) -> None:
    settings = {"POUCH_THEME": dict.fromkeys(NEW, value)}
    site = build_site({"a.md": FILES["a.md"], "b.md": FILES["b.md"]}, settings)

    assert site.code == 0, site.log
    assert "Traceback" not in site.log
    for key in NEW:
        lines = [line for line in site.log.splitlines() if f"POUCH_THEME['{key}']" in line]
        # None turns off what has no default, and 7 related articles are not too many.
        assert len(lines) <= 1, (key, lines)
        assert all(len(line) < 400 for line in lines), lines
    assert "<script>alert" not in site.text("a.html")
    assert "javascript:" not in site.text("a.html")
