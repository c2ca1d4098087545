"""Articles may be pinned: they come first on the front page, and nothing else changes."""

from __future__ import annotations

import pytest
from support import Site, post

from pelican_plugins._core.diagnostics import Diagnostic
from pelican_plugins.theming.pinned import Pin, pin_of

YES = [True, "true", "Yes", " on ", 1, "1", 2.5]
NO = [False, "false", "No", "off", 0, "0", None, "", -1]
UNCLEAR = ["maybe", "2025-01-01", [True], {"until": "May"}, float("nan"), "²", "9" * 400]


@pytest.mark.parametrize("key", ["pinned", "Pin", "is-pinned", "pinned_post", "sticky", "featured"])
def test_a_clear_value_of_any_known_key_decides(key: str) -> None:
    for value in YES:
        found = pin_of({"title": "A", key: value})
        assert isinstance(found, Pin), value
        assert found.label == ("featured" if key == "featured" else "pinned")
    for value in NO:
        assert pin_of({key: value}) is None, value


def test_an_unclear_value_is_one_message_unless_it_may_be_a_picture() -> None:
    for value in UNCLEAR:
        found = pin_of({"pinned": value})
        assert isinstance(found, Diagnostic), value
        assert "write `pinned: true`" in found.fix
        assert pin_of({"featured": value}) is None


@pytest.mark.parametrize("key", ["weight", "order", "top", "feature", "priority", "pinterest"])
def test_keys_that_may_mean_something_else_pin_nothing(key: str) -> None:
    assert pin_of({key: True}) is None


def test_the_numbers_of_hexo_are_an_order() -> None:
    assert pin_of({"sticky": 100}) == Pin("pinned", 100)
    assert pin_of({"pinned": 100}) == Pin("pinned", 1)


PINS = {1: {"pinned": True}, 3: {"featured": "yes"}, 9: {"sticky": 7}, 5: {"pinned": "perhaps"}}
FILES = {
    f"p{n}.md": post(
        "Text.", title=f"Post {n}", slug=f"p{n}", date=f"2025-01-{n:02}", **PINS.get(n, {})
    )
    for n in range(1, 10)
} | {
    "draft.md": post("Text.", title="Draft", draft=True, pinned=True),
    "hidden.md": post("Text.", title="Hidden", status="hidden", pinned=True),
    "fr.md": post("Texte.", title="Un", slug="p1", lang="fr", date="2025-02-01", pinned=True),
}
PAGED = {"DEFAULT_PAGINATION": 4}


def shown(site: Site, name: str) -> list[str]:
    return [a.get_text() for a in site.soup(name).select(".card-title a, .archive-list a")]


def test_pinned_articles_come_first_on_the_first_page_with_a_label(shared_site) -> None:
    site = shared_site(FILES, PAGED)

    assert site.code == 0, site.log
    assert shown(site, "index.html") == [
        *("Post 9", "Post 3", "Post 1"),
        *("Post 8", "Post 7", "Post 6"),
    ]
    labels = {
        card.select_one(".card-title").get_text().strip(): card.select_one(".pin-mark").get_text()
        for card in site.soup("index.html").select(".card:has(.pin-mark)")
    }
    assert labels == {"Post 9": "Pinned", "Post 3": "Featured", "Post 1": "Pinned"}
    (line,) = site.messages_about("p5.md")
    assert "p5.md:5: `pinned` is 'perhaps', which is neither yes nor no" in line


def test_nothing_else_changes(shared_site) -> None:
    site, without = (
        shared_site(FILES, PAGED),
        shared_site(FILES, PAGED | {"POUCH_THEME": {"pinned": 0}}),
    )

    with_pins, plain = site.files(), without.files()
    assert with_pins.keys() == plain.keys()
    assert {name for name in plain if plain[name] != with_pins[name]} == {"index.html"}
    assert shown(without, "index.html") == [f"Post {n}" for n in (9, 8, 7, 6)]
    assert shown(site, "index2.html") == [f"Post {n}" for n in (5, 4, 3, 2)]


def test_lists_of_titles_have_them_and_no_more_than_asked_for(shared_site) -> None:
    site = shared_site(FILES, PAGED | {"POUCH_THEME": {"pinned": 2, "home": "titles"}})

    assert shown(site, "index.html")[:3] == ["Post 9", "Post 3", "Post 8"]
    marks = site.soup("index.html").select(".pin-mark")
    assert [mark.get_text() for mark in marks] == ["Pinned", "Featured"]
