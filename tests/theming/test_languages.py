"""A site in any language builds, and says in its own words what the theme knows to say."""

from __future__ import annotations

import pytest
from support import ROOT, Site, post

from pelican_plugins import theme_path

# Forty languages, and what people write in the place of one.
CODES = """
af am ar az be bg bn ca cs cy da de el eo et eu fa fi fr ga gl he hi hr hu hy is it ja ka ko lt lv
mk nb nl pl pt ru zh x-klingon tlh DE-AT en_GB pt_BR sr-Latn zh-Hant nn xx 12 en-
"""
LANGUAGES = CODES.split()


@pytest.fixture
def site(shared_site) -> Site:
    # Pelican's own reader takes any text for a language.
    files = {
        f"a-{number}.md": f"Title: T\nSlug: a\nDate: 2025-06-03\nLang: {language}\n\nText.\n"
        for number, language in enumerate(["en", *LANGUAGES])
    }
    files["none.md"] = "Title: None\nDate: 2025-06-03\nLang:\n\nText.\n"
    site = shared_site(files, {"PLUGINS": ["pelican_plugins.theming"]})
    assert site.code == 0, site.log
    assert "Traceback" not in site.log
    return site


def test_translations_name_each_language_by_its_own_name(site) -> None:
    links = site.soup("a.html").select(".translations a")

    names = {link["hreflang"]: link.get_text().partition(":")[0] for link in links}
    assert len(links) >= 40
    assert names["cy"] == "Cymraeg"
    assert names["ka"] == "ქართული"
    assert names["x-klingon"] == "x-klingon"
    assert names["pt-BR"] == "português (Brasil)"


def test_social_networks_are_told_language_and_country(site) -> None:
    def told(name: str) -> str:
        return site.soup(name).find("meta", property="og:locale")["content"]

    assert [told(f"a-{code}.html") for code in ("pt_BR", "DE-AT", "fr")] == ["pt_BR", "de_AT", "fr"]
    assert [told(f"a-{code}.html") for code in ("zh-Hant", "sr-Latn")] == ["zh", "sr"]


@pytest.mark.parametrize(
    ("language", "skip", "date"),
    [
        ("hu", "Ugrás a szövegre", "2025. június 3."),
        ("cy", "Skip to the text", "3 Mehefin 2025"),
        ("nn", "Gå til teksten", "3. juni 2025"),
        ("zh-Hant", "跳到正文", "2025年6月3日"),
    ],
)
def test_an_article_speaks_its_language_or_that_of_a_relative(site, language, skip, date) -> None:
    page = site.soup(f"a-{language}.html")

    assert page.select_one(".skip-link").get_text() == skip
    assert page.select_one("article time").get_text() == date
    assert page.html["lang"] == language


@pytest.mark.parametrize("language", ["pt_BR", "zh-Hant", "x-klingon", "FA"])
def test_a_site_has_any_language(shared_site, language) -> None:
    site = shared_site(
        {"a.md": post("Text.", title="A"), "b.md": post("Text.", title="B", lang="en")},
        {"DEFAULT_LANG": language, "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html"},
    )

    assert site.code == 0, site.log
    assert "Traceback" not in site.log
    page = site.soup("2025/index.html")
    assert page.html["lang"].lower() == language.replace("_", "-").lower()
    assert page.html["dir"] == ("rtl" if language == "FA" else "ltr")


def test_the_theme_speaks_without_the_plugins(shared_site) -> None:
    files = {
        "a.md": "Title: A\nDate: 2025-06-03\nLang: hu\nSlug: a\n\nText.\n",
        "b.md": "Title: B\nDate: 2025-06-03\nLang: x-klingon\nSlug: a\n\nText.\n",
    }
    site = shared_site(files, {"PLUGINS": [], "THEME": theme_path(), "DEFAULT_LANG": "hu"})

    assert site.code == 0, site.log
    page = site.soup("a.html")
    assert page.select_one(".skip-link").get_text() == "Ugrás a szövegre"
    assert page.select_one(".translations a").get_text() == "x-klingon: B"


def test_documents_name_the_number_of_languages() -> None:
    text = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")

    assert "32 languages" in text
