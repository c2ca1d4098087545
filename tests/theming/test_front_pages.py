"""A site in several languages may have a front page for each of them."""

from __future__ import annotations

import pytest
from support import Site, build, post

from pelican_plugins import theme_path
from pelican_plugins.theming.pelican_front_pages import usable_pattern

ON = {"POUCH_THEME": {"language_index_save_as": "{lang}/index.html"}}
SITE = "https://example.org/blog/"
FILES = {
    **{
        f"p{n}.md": post(title=f"Post {n}", slug=f"p{n}", date=f"2025-01-0{n}") for n in range(1, 4)
    },
    **{
        f"d{n}.md": post(title=f"Stück {n}", slug=f"p{n}", lang="de", date=f"2025-02-0{n}")
        for n in range(1, 6)
    },
    "ar.md": post(title="أول", slug="p1", lang="ar", date="2025-03-01", pinned=True),
    "x.md": post(title="nuq", slug="nuq", lang="x-klingon", date="2025-03-02"),
    "fr.md": post(title="Brouillon", slug="p2", lang="fr", draft=True),
    "it.md": post(title="Nascosto", slug="p2", lang="it", status="hidden"),
    "pages/about.md": post(title="About", slug="about"),
    "pages/about-de.md": post(title="Über", slug="about", lang="de"),
}


def titles(site: Site, name: str) -> list[str]:
    return [link.get_text() for link in site.soup(name).select(".card-title a")]


def switch(site: Site, name: str) -> list[tuple[str, str]]:
    """Return names and addresses; of the language of the page, the name alone."""
    items = site.soup(name).select(".languages li > *")
    return [(item.get_text(), item.get("href", "").removeprefix(SITE)) for item in items]


def test_each_language_has_a_front_page_of_its_own(shared_site) -> None:
    site, without = shared_site(FILES, ON), shared_site(FILES)

    assert site.code == 0, site.log
    assert titles(site, "de/index.html") == [f"Stück {n}" for n in (5, 4, 3, 2, 1)]
    assert titles(site, "ar/index.html") == ["أول"]
    assert site.soup("ar/index.html").html["dir"] == "rtl"
    assert site.soup("ar/index.html").select_one(".pin-mark").get_text() == "مثبّت"
    assert titles(site, "x-klingon/index.html") == ["nuq"]
    # Drafts and hidden articles give a language no page.
    assert site.files().keys() - without.files().keys() == {
        f"{lang}/index.html" for lang in ("ar", "de", "x-klingon")
    }
    assert titles(site, "index.html") == titles(without, "index.html")
    assert site.soup("index.html").title == without.soup("index.html").title
    assert not without.soup("index.html").select(".languages, [hreflang]")


def test_the_header_leads_to_the_same_text_or_to_the_front_page(shared_site) -> None:
    site = shared_site(FILES, ON)

    rest = [("x-klingon", "x-klingon/")]
    arabic, german = ("العربية", "ar/"), ("Deutsch", "de/")
    assert switch(site, "index.html") == [("English", ""), arabic, german, *rest]
    assert switch(site, "de/index.html") == [("English", ""), arabic, ("Deutsch", ""), *rest]
    assert switch(site, "p1.html")[1:3] == [("العربية", "p1-ar.html"), ("Deutsch", "p1-de.html")]
    assert switch(site, "p3-de.html")[:2] == [("English", "p3.html"), arabic]
    assert switch(site, "pages/about-de.html")[0] == ("English", "pages/about.html")
    assert switch(site, "tags.html")[2] == german
    for name in ("p3-de.html", "pages/about-de.html", "de/index.html"):
        assert site.soup(name).select_one(".site-name a")["href"] == f"{SITE}de/"
    for name in (name for name in site.files() if name.endswith(".html")):
        current = site.soup(name).select(".languages [aria-current]")
        # Of a draft or hidden text there may be none in its language.
        assert len(current) == (not name.endswith(("-fr.html", "-it.html"))), name
        for link in site.soup(name).select(".languages a"):
            # That of the page for what is not there works at any host.
            path = link["href"].removeprefix(SITE).removeprefix("/blog/")
            file = path if path.endswith(".html") else f"{path}index.html"
            assert (site.output / file).is_file(), link


def test_front_pages_name_each_other_and_their_feeds(shared_site) -> None:
    site = shared_site(FILES, ON)

    for name in ("index.html", "de/index.html", "ar/index.html"):
        links = site.soup(name).head.select("[hreflang]")
        assert {(link["hreflang"], link["href"].removeprefix(SITE)) for link in links} == {
            *(("en", ""), ("ar", "ar/"), ("de", "de/"), ("x-klingon", "x-klingon/")),
            ("x-default", ""),
        }
    head = site.soup("de/index.html").head
    assert head.select_one("[rel=canonical]")["href"] == f"{SITE}de/"
    assert head.title.get_text() == "A Test (Deutsch)"
    feeds = [link["href"] for link in head.select("[type='application/atom+xml']")]
    assert f"{SITE}feeds/all-de.atom.xml" in feeds
    assert f"{SITE}feeds/all-en.atom.xml" not in feeds


@pytest.mark.parametrize(
    "settings",
    [
        {"DEFAULT_PAGINATION": 2, "RELATIVE_URLS": True},
        {"DEFAULT_PAGINATION": 2, "SITEURL": ""},
        {
            "DEFAULT_PAGINATION": 2,
            "PLUGINS": ["pelican_plugins.theming", "pelican_plugins.front_matter"],
            "THEME": theme_path(),
        },
    ],
)
def test_long_ones_have_several_pages(build_site, settings) -> None:
    site = build_site(FILES, {**ON, **settings})

    assert site.code == 0, site.log
    assert titles(site, "de/index.html") == ["Stück 5", "Stück 4"]
    assert titles(site, "de/index3.html") == ["Stück 1"]
    second = site.soup("de/index2.html")
    assert not second.head.select("[hreflang]")
    assert second.title.get_text() == "A Test (Deutsch), Seite 2"
    for name in ("de/index.html", "de/index2.html"):
        for link in site.soup(name).select(".pagination a, .card-title a, link[rel=stylesheet]"):
            href = link["href"].removeprefix(SITE).removeprefix("/")
            base = site.output / "de" if settings.get("RELATIVE_URLS") else site.output
            assert (base / href).is_file(), href


UNUSABLE = ["de/index.html", "{lang}", "/etc/{lang}.html", "../{lang}/index.html", "{lang}.txt"]
UNUSABLE += ["{lang}/{slug}.html", "{lang}\\index.html", ".git/{lang}.html", "{lang}//a.html", " "]


def test_a_path_is_that_of_a_page_for_each_language() -> None:
    assert [usable_pattern(path) for path in UNUSABLE] == [""] * len(UNUSABLE)
    assert usable_pattern("in/{lang}/") == "in/{lang}/index.html"
    assert usable_pattern("start.{lang}.html") == "start.{lang}.html"


def test_a_path_that_cannot_be_one_is_one_line(build_site) -> None:
    site = build_site(FILES, {"POUCH_THEME": {"language_index_save_as": "{lang}"}})

    assert site.code == 0, site.log
    (line,) = [line for line in site.log.splitlines() if "language_index_save_as" in line]
    assert line.endswith("is '{lang}'; it should be a path such as '{lang}/index.html'")
    assert site.files().keys() == build_site(FILES).files().keys()


def test_a_page_that_is_there_stays(build_site) -> None:
    files = {
        **FILES,
        "pages/de.md": post(title="Mine", slug="de", save_as="de/index.html", url="de/"),
    }
    settings = {"CATEGORY_SAVE_AS": "{slug}/index.html", "CATEGORY_URL": "{slug}/"}
    site = build_site({**files, "c.md": post(title="C", category="ar")}, {**ON, **settings})

    assert site.code == 0, site.log
    assert "Mine" in site.text("de/index.html")
    assert titles(site, "ar/index.html") == ["C"]
    lines = [line for line in site.log.splitlines() if "front page" in line]
    assert sum("which is taken" in line for line in lines) == 2, lines
    assert len(lines) == 2
    assert [name for name, _ in switch(site, "index.html")] == ["English", "x-klingon"]


def test_a_language_that_is_no_code_is_no_path(build_site) -> None:
    header = "Title: Evil\nDate: 2025-04-01\nLang: ../../up\nSlug: evil\n\nText.\n"
    files = {"evil.md": header, "good.md": header.replace("../../up", "de").replace("evil", "good")}
    settings = {"PLUGINS": ["pelican_plugins.theming"], "ARTICLE_LANG_SAVE_AS": "{slug}.html"}
    site = build_site(files, {**ON, **settings})

    assert site.code == 0, site.log
    (line,) = [line for line in site.log.splitlines() if "front page" in line]
    assert "the language '../../up' has no front page; a language is a code such as" in line
    assert [name for name, _ in switch(site, "de/index.html")] == ["English", "Deutsch"]


def test_sites_within_the_site_have_front_pages_already(build_site) -> None:
    pytest.importorskip("pelican.plugins.i18n_subsites")
    subsites = {
        "PLUGINS": ["pelican_plugins", "i18n_subsites"],
        "I18N_SUBSITES": {"de": {"SITENAME": "Ein Test"}},
    }
    files = {name: FILES[name] for name in ("p1.md", "p2.md", "d1.md", "d2.md")}
    site, without = (build_site(files, {**subsites, **more}) for more in (ON, {}))

    assert site.code == 0, site.log
    assert site.files().keys() == without.files().keys()
    assert not site.soup("index.html").select(".languages")


def test_a_front_page_follows_its_articles_in_an_incremental_build(build_site) -> None:
    site = build_site(FILES, ON)
    steps = [
        {**FILES, "d9.md": post(title="Stück 9", slug="p9", lang="de", date="2025-02-09")},
        {name: text for name, text in FILES.items() if name != "ar.md"},
    ]
    for files in steps:
        for path in (site.folder / "content").glob("*.md"):
            path.unlink()
        again, clean = build(site.folder, files, ON), build_site(files, ON)
        assert {n: d for n, d in again.files().items() if n in clean.files()} == clean.files()
