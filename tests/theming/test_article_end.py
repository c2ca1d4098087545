"""An article ends with the ones before and after it, and with those about the same."""

from __future__ import annotations

import pytest
from support import Site, build, post

MILL, BREAD = "The miller opened the sluices.", "Bread and cheese for supper."
FILES = {
    "a.md": post(
        MILL, title="Alpha", slug="a", date="2025-01-01", tags=["mills"], category="Works"
    ),
    "b.md": post(BREAD, title="Beta", slug="b", date="2025-01-02", tags=["food"], category="Home"),
    "c.md": post(
        MILL, title="Gamma", slug="c", date="2025-01-03", tags=["mills"], category="Works"
    ),
    # Two of one date, by title.
    "e.md": post("Salt.", title="Epsilon", slug="e", date="2025-01-05", category="Home"),
    "d.md": post("Rope.", title="Delta", slug="d", date="2025-01-05", category="Home"),
    "fr.md": post(
        "Meunier.", title="Un", slug="un", lang="fr", date="2025-01-03T12:00", tags=["mills"]
    ),
    "fr2.md": post(
        "Farine.", title="Deux", slug="deux", lang="fr", date="2025-01-04", tags=["mills"]
    ),
    "bt.md": post("Pain.", title="Pain", slug="b", lang="fr", date="2025-01-02", tags=["food"]),
    "hidden.md": post(
        MILL, title="Hidden", slug="h", status="hidden", date="2025-01-04", tags=["mills"]
    ),
    "draft.md": post(MILL, title="Draft", slug="x", draft=True, date="2025-01-04", tags=["mills"]),
    "late.md": post(MILL, title="Late", slug="l", date="2999-01-04", tags=["mills"]),
}
PAGES = ["a", "b", "c", "d", "e", "un-fr", "deux-fr", "b-fr", "h"]
ALL = {
    "a": (None, "Beta"),
    "b": ("Alpha", "Gamma"),
    "c": ("Beta", "Delta"),
    "d": ("Gamma", "Epsilon"),
    "e": ("Delta", None),
    "b-fr": (None, "Un"),
    "un-fr": ("Pain", "Deux"),
    "deux-fr": ("Un", None),
    "h": (None, None),
}
# Those without a category of their own share Pelican's.
CATEGORY = {
    **ALL,
    "a": (None, "Gamma"),
    "c": ("Alpha", None),
    "b": (None, "Delta"),
    "d": ("Beta", "Epsilon"),
}


PAST = {"WITH_FUTURE_DATES": False}


def neighbours(site: Site, name: str) -> tuple[str | None, str | None]:
    page = site.soup(f"{name}.html")
    links = [page.select_one(f".neighbours .{side} a") for side in ("older", "newer")]
    return tuple(link and link.get_text() for link in links)


def related(site: Site, name: str) -> list[str]:
    return [link.get_text() for link in site.soup(f"{name}.html").select(".related li a")]


def test_an_article_ends_with_its_tags_unless_more_is_asked_for(shared_site) -> None:
    site = shared_site(FILES)

    assert not site.soup("c.html").select(".neighbours, .related")


@pytest.mark.parametrize(("within", "expected"), [("all", ALL), ("category", CATEGORY)])
def test_neighbours_are_those_by_date_in_one_language(shared_site, within, expected) -> None:
    site = shared_site(FILES, PAST | {"POUCH_THEME": {"previous_next": within, "related": 2}})

    assert {name: neighbours(site, name) for name in PAGES} == expected
    for name in PAGES:
        links = site.soup(f"{name}.html").select(".neighbours a, .related a")
        for link in links:
            assert (site.output / link["href"].removeprefix("https://example.org/blog/")).is_file()
            assert link.get_text() not in {"Draft", "Hidden", "Late"}


def test_related_articles_share_a_tag_or_words_and_the_language(shared_site) -> None:
    site = shared_site(FILES, PAST | {"POUCH_THEME": {"previous_next": "all", "related": 2}})

    assert {
        name: related(site, name) for name in ("a", "b", "c", "d", "un-fr", "deux-fr", "h")
    } == {
        "a": ["Gamma"],
        "b": [],
        "c": ["Alpha"],
        "d": [],
        "un-fr": ["Deux"],
        "deux-fr": ["Un"],
        "h": [],
    }
    assert site.soup("a.html").select_one(".related h2").get_text() == "Related reading"
    assert site.soup("un-fr.html").select_one(".related h2").get_text() == "À lire aussi"


OTHERS = """
from pelican import signals

def relate(generator):
    first, second, *_ = sorted(generator.articles, key=lambda article: article.slug)
    first.similar_posts = [second]
    first.next_article, first.prev_article = None, second

def register():
    signals.article_generator_finalized.connect(relate)
"""


def test_what_other_plugins_say_of_an_article_wins(build_site) -> None:
    settings = PAST | {
        "PLUGINS": ["pelican_plugins", "others"],
        "POUCH_THEME": {"previous_next": "all", "related": 2},
    }
    site = build_site(FILES, settings, modules={"others": OTHERS})

    assert site.code == 0, site.log
    assert neighbours(site, "a") == ("Beta", None)
    assert related(site, "a") == ["Beta"]
    assert neighbours(site, "c") == ALL["c"]
    assert related(site, "c") == ["Alpha"]


def test_a_page_follows_its_neighbours_in_an_incremental_build(build_site) -> None:
    settings = PAST | {"POUCH_THEME": {"previous_next": "all", "related": 2}}
    site = build_site(FILES, settings)
    before = site.files()

    # A new title; then an article between two others; then one withdrawn.
    renamed = {**FILES, "b.md": FILES["b.md"].replace("Beta", "Bravo")}
    steps = [
        renamed,
        {
            **renamed,
            "n.md": post(MILL, title="New", slug="n", date="2025-01-03T18:00", tags=["mills"]),
        },
        {**renamed, "c.md": FILES["c.md"].replace("---\n\n", "draft: true\n---\n\n")},
    ]
    seen = []
    for files in steps:
        for path in (site.folder / "content").iterdir():
            path.unlink()
        again = build(site.folder, files, settings)
        assert again.code == 0, again.log
        clean = build_site(files, settings)
        assert {n: d for n, d in again.files().items() if n in clean.files()} == clean.files()
        seen.append({name for name, data in clean.files().items() if before.get(name) != data})
        before = clean.files()
    assert {"a.html", "c.html"} <= seen[0]
    assert {"c.html", "d.html", "a.html"} <= seen[1]
    assert {"b.html", "d.html", "a.html"} <= seen[2]
    # Whose end is as it was is not rendered again.
    assert "deux-fr.html" not in seen[0] | seen[1] | seen[2]
