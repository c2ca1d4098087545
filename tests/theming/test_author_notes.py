"""A site may say a few words of its authors, at the end of articles and on their pages."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from support import Site, post

from pelican_plugins.theming.author_notes import AuthorNote, author_notes, inline_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Writes  about\nrivers.", "Writes about rivers."),
        (
            "*One* and **two** and _three_",
            "<em>One</em> and <strong>two</strong> and <em>three</em>",
        ),
        ("snake_case_name * 2 * 3", "snake_case_name * 2 * 3"),
        ("`a * b *` <b>", "<code>a * b *</code> &lt;b&gt;"),
        ("[Here](https://e.org/?a=1&b=*2*)", '<a href="https://e.org/?a=1&amp;b=*2*">Here</a>'),
        ("[*Here*](/about.html)!", '<a href="/about.html"><em>Here</em></a>!'),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("[x](java\tscript:y)", "[x](java script:y)"),
        ("[x](DATA:text/html,y)", "[x](DATA:text/html,y)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('[x](/"onclick=y)', '<a href="/&quot;onclick=y">x</a>'),
        ("\x000\x00 [a](/b)", '0 <a href="/b">a</a>'),
        ("** **, *, __", "** **, *, __"),
        ("", ""),
    ],
)
def test_a_bio_is_text_with_a_little_markdown(text: str, html: str) -> None:
    assert inline_html(text) == html


def test_a_long_one_takes_no_time() -> None:
    for text in ("*" * 2000, "[" * 2000, "**a" * 600, "_a " * 600, "`" * 1999):
        inline_html(text)


WRONG = {
    "A": 7,
    "B": None,
    "C": ["bio"],
    "D": {"bio": ["x"]},
    "E": {"bio": "x" * 3000},
    "F": {"boi": "Words."},
    "G": {"links": 7},
    "H": {"links": {"X": "javascript:alert(1)"}},
    "I": {"portrait": "javascript:alert(1)"},
    "J": {3: "x"},
}


def test_what_cannot_be_used_is_one_message_each() -> None:
    notes, problems = author_notes({**WRONG, "K": {"bio": "Fine."}, "L": "Plain."})

    assert notes["K"] == AuthorNote("Fine.")
    assert notes["L"] == AuthorNote("Plain.")
    assert [note for name, note in notes.items() if name in WRONG] == [AuthorNote()] * 7
    said = [problem.message for problem in problems]
    assert len(said) == len(WRONG)
    for name in WRONG:
        assert sum(f"POUCH_THEME['authors']['{name}']" in message for message in said) == 1, name
    assert "POUCH_THEME['authors']['F'] has an unknown key 'boi'; did you mean 'bio'?" in said


def portrait() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (700, 900), "teal").save(data, "JPEG")
    return data.getvalue()


FILES = {
    "a.md": post(slug="a", authors=["Mara Quill", "Tomas Arden"]),
    "b.md": post(slug="b", title="Titel", lang="de", authors=["Mara Quill"]),
    "c.md": post(slug="c", title="C", authors=["Ada Reed"]),
    "images/mara.jpg": portrait(),
}
AUTHORS = {
    "Mara Quill": {
        "bio": "Keeps *a weir*. <b>",
        "portrait": "/images/mara.jpg",
        "links": {"Mastodon": "https://example.social/@mara"},
    },
    "Tomas Arden": "Walks.",
}
ON = {"POUCH_THEME": {"authors": AUTHORS}}


def notes_of(site: Site, name: str) -> list[str]:
    return [" ".join(each.get_text().split()) for each in site.soup(name).select(".author-note")]


def test_they_stand_at_the_end_of_articles_and_on_the_authors_page(shared_site) -> None:
    site = shared_site(FILES, ON)

    assert site.code == 0, site.log
    assert notes_of(site, "a.html") == [
        "Mara Quill Keeps a weir. <b> Mastodon",
        "Tomas Arden Walks.",
    ]
    assert notes_of(site, "c.html") == []
    german = site.soup("b-de.html").select_one(".author-note")
    assert german["lang"] == "en"
    for place in (german, site.soup("author/mara-quill.html").select_one(".list-header")):
        assert place.select_one("em").get_text() == "a weir"
        assert place.select_one("a[rel=me]")["href"] == "https://example.social/@mara"
        assert place.select_one("img.portrait")["src"].endswith("-96x96.webp")
    assert site.soup("author/tomas-arden.html").select_one(".lede").get_text() == "Walks."


def test_articles_may_end_without_them(shared_site) -> None:
    theme = {"POUCH_THEME": {"authors": AUTHORS, "author_notes": False}}
    site = shared_site(FILES, theme)

    assert notes_of(site, "a.html") == []
    assert site.soup("author/tomas-arden.html").select_one(".lede").get_text() == "Walks."


def test_without_the_plugin_for_pictures_the_portrait_is_the_file(build_site) -> None:
    plugins = ["pelican_plugins.front_matter", "pelican_plugins.theming"]
    site = build_site(FILES, {**ON, "PLUGINS": plugins, "AUTHOR_SAVE_AS": ""})

    assert site.code == 0, site.log
    image = site.soup("a.html").select_one(".author-note img")
    assert image["src"] == "https://example.org/blog/images/mara.jpg"
    assert (image["width"], image["height"]) == ("96", "96")
    assert not site.soup("a.html").select(".author-name a")


def test_authors_of_a_wrong_shape_are_one_line(build_site) -> None:
    for value in (7, ["Mara Quill"], {3: "x"}):
        site = build_site({"a.md": FILES["a.md"]}, {"POUCH_THEME": {"authors": value}})
        assert site.code == 0, site.log
        assert site.log.count("POUCH_THEME['authors']") == 1
