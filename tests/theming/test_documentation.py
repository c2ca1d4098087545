"""Pages as a documentation: each lists all, links to its neighbours, and says where to edit it."""

from __future__ import annotations

import pytest
from support import Site, post

FILES = {
    "pages/start.md": post("Text.", title="Start", slug="start"),
    "pages/more/how to.md": post("```python\nx = 1\n```", title="How to <do> it", slug="how"),
    "pages/words.md": post("Text.", title="Words", slug="words"),
    "pages/apart.md": post("Text.", title="Apart", slug="apart"),
    "a.md": post("Text.", title="A post", slug="a"),
}
THEME = {
    "sidebar": {
        "First": ("pages/start.md",),
        "Then": ("pages/more/how to.md", "pages/words.md", "pages/word.md"),
    },
    "edit_url": "https://git.example.org/edit/main/{path}",
    "copy_code": True,
}


@pytest.fixture
def site(shared_site) -> Site:
    return shared_site(FILES, {"POUCH_THEME": THEME})


def test_every_page_lists_all_in_their_groups_and_marks_itself(site) -> None:
    sidebar = site.soup("pages/how.html").select_one("nav.sidebar")

    assert [label.get_text() for label in sidebar.select(".list-label")] == ["First", "Then"]
    assert [link.get_text() for link in sidebar.select("a")] == ["Start", "How to <do> it", "Words"]
    assert sidebar.select_one("[aria-current=page]").get_text() == "How to <do> it"
    assert site.soup("pages/apart.html").select("nav.sidebar a")
    assert not site.soup("a.html").select(".sidebar")


def test_a_page_links_to_the_ones_before_and_after_it(site) -> None:
    def others(name: str) -> dict[str, str]:
        links = site.soup(f"pages/{name}.html").select("nav.neighbours a")
        return {link["rel"][0]: link.get_text() for link in links}

    assert others("start") == {"next": "How to <do> it"}
    assert others("how") == {"prev": "Start", "next": "Words"}
    assert others("words") == {"prev": "How to <do> it"}
    assert others("apart") == {}


def test_a_page_and_a_post_say_where_they_can_be_edited(site) -> None:
    addresses = [
        site.soup(name).select_one(".edit-link a")["href"] for name in ("pages/how.html", "a.html")
    ]

    base = THEME["edit_url"].removesuffix("{path}")
    assert addresses == [f"{base}pages/more/how%20to.md", f"{base}a.md"]


def test_only_texts_load_the_script_that_copies_code(site) -> None:
    loaded = {name: site.soup(name).select("script[src$='copy-code.js']") for name in PAGES}

    assert [len(found) for found in loaded.values()] == [1, 0]


PAGES = ("pages/how.html", "index.html")


def test_a_path_that_is_no_page_is_named_once(site) -> None:
    (line,) = [line for line in site.log.splitlines() if "sidebar" in line]

    assert "'pages/word.md', which is not a published page" in line
    assert "did you mean 'pages/words.md'?" in line
