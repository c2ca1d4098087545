"""Reference lists in whole sites: every reader, every extension, every placement."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from support import post

LIST = """\
Some text.

## Sources

* The long memory of rivers https://example.org/rivers--2
* [Tide tables](https://example.net/tides), 2019
"""
RST = """\
A post
######
:date: 2025-06-03

Some text.

Sources
=======

* The long memory of rivers https://example.org/rivers--2
* `Tide tables <https://example.net/tides>`_, 2019
"""
HTML = """\
<html><head><title>A post</title><meta name="date" content="2025-06-03"></head><body>
<p>Some text.</p><h2>Sources</h2>
<ul><li>The long memory of rivers https://example.org/rivers--2</li>
<li><a href="https://example.net/tides">Tide tables</a>, 2019</li></ul></body></html>
"""
WANTED = [
    ("The long memory of rivers", "https://example.org/rivers--2"),
    ("Tide tables", "https://example.net/tides"),
]
TOC = {
    "extension_configs": {
        "markdown.extensions.toc": {"permalink": True, "title": "Contents"},
        "markdown.extensions.extra": {},
        "markdown.extensions.footnotes": {},
        "markdown.extensions.attr_list": {},
        "markdown.extensions.nl2br": {},
    },
    "output_format": "html5",
}


def entries(site, page: str = "a-post.html") -> list[tuple[str, str | None]]:
    items = site.soup(page).select("section.resources li.resource")
    names = [" ".join(item.select_one(".p-name").text.split()) for item in items]
    links = [item.select_one("a.u-url") for item in items]
    return [(name, link and link["href"]) for name, link in zip(names, links, strict=True)]


@pytest.mark.parametrize("typogrify", [False, True], ids=["plain", "typogrify"])
@pytest.mark.parametrize(
    ("name", "text"), [("a.md", post(LIST)), ("a.rst", RST), ("a.html", HTML)], ids=lambda x: x[:5]
)
def test_every_reader_gives_the_same_list(build_site, name, text, typogrify) -> None:
    site = build_site({name: text}, {"TYPOGRIFY": typogrify})

    assert site.code == 0, site.log
    assert entries(site) == WANTED
    data = next(iter(site.contents.values()))["resources"]
    assert [(r["title"], r["url"]) for r in data] == WANTED


def test_extensions_that_add_signs_to_headings_are_no_hindrance(build_site) -> None:
    text = LIST.replace("## Sources", "[TOC]\n\nText.[^1]\n\n## Sources {#mine .quiet}")
    site = build_site({"a.md": post(text + "\n[^1]: A note.\n")}, {"MARKDOWN": TOC})

    assert entries(site) == WANTED
    section = site.soup("a-post.html").select_one("section.resources")
    assert section["aria-labelledby"] == "mine"
    assert section.h2["class"] == ["quiet"]
    assert section.find(class_="footnote") is None


def test_a_page_has_resources_too(build_site) -> None:
    site = build_site({"pages/a.md": post(LIST)})

    assert entries(site, "pages/a-post.html") == WANTED


@pytest.mark.parametrize("theme", [None, "simple"])
def test_a_list_taken_out_of_the_text_is_rendered_by_the_theme(build_site, theme) -> None:
    text = LIST + "* ![A picture](/images/none.png) of [this](https://example.com/x)\n"
    settings = {"POUCH_RESOURCES": {"placement": "template"}, "RELATIVE_URLS": True}
    site = build_site({"a.md": post(text)}, settings | ({"THEME": theme} if theme else {}))

    page = site.soup("a-post.html")
    assert page.select(".e-content section.resources") == []
    if theme is None:
        assert entries(site)[:2] == WANTED
        assert page.select_one("article section.resources h2").text == "Sources"
    else:
        assert "section class" not in site.text("a-post.html")


def test_a_list_can_be_left_as_written(build_site) -> None:
    site = build_site({"a.md": post(LIST)}, {"POUCH_RESOURCES": {"placement": "none"}})
    plain = build_site({"a.md": post(LIST)}, {"PLUGINS": ["pelican_plugins.front_matter"]})

    inside = re.compile(r"<h2[^>]*>Sources.*?</ul>", re.DOTALL)
    assert inside.search(site.text("a-post.html"))[0] == inside.search(plain.text("a-post.html"))[0]
    data = next(iter(site.contents.values()))["resources"]
    assert [(r["title"], r["url"]) for r in data] == WANTED


def test_what_cannot_be_linked_is_told_once_with_its_line(build_site) -> None:
    body = "## Sources\n\n* Fine https://example.org/\n* Bad https://ann:secret@example.org/x\n"
    site = build_site({"a.md": post(body)})

    (told,) = site.messages_about("content/a.md")
    assert "content/a.md:9: " in told
    assert "user name or password" in told
    assert "secret" not in told
    assert 'href="https://ann' not in site.text("a-post.html")


def test_own_words_head_a_list(build_site) -> None:
    body = LIST.replace("Sources", "Where this comes from")
    settings = {"POUCH_RESOURCES": {"headings": ["where this comes from"]}}

    assert entries(build_site({"a.md": post(body)})) == []
    assert entries(build_site({"a.md": post(body)}, settings)) == WANTED


# What is typed, and what is read in the page: pairs of marks stay together.
SHOWN = {
    "“[The tide](https://example.net/m0),” in two volumes": "“The tide,” HOST in two volumes",
    "« [La marée](https://example.net/m1) » , deux fois": "« La marée » HOST, deux fois",
    "»Die Flut«, https://example.net/m2, zweimal": "»Die Flut« HOST, zweimal",
    "*„[Die Flut](https://example.net/m3)“*, zweimal": "„Die Flut“ HOST, zweimal",
    "『潮汐』（<https://example.net/m4>）、2021年": "『潮汐』 HOST、2021年",
    "«המים» ([כאן](https://example.net/m5)), פעמיים": "«המים» (כאן) HOST, פעמיים",
}
# What is typed in a list, and the address that it has everywhere.
TYPED = {
    "Long dash https://example.net/a—b": "https://example.net/a—b",
    "Hyphens https://example.net/a--b": "https://example.net/a--b",
    "Three <https://example.net/a---b>": "https://example.net/a---b",
    "Dots https://example.net/a…b": "https://example.net/a…b",
    "Full stops https://example.net/bare...z": "https://example.net/bare...z",
    "L'Étranger https://example.net/L’Étranger": "https://example.net/L’Étranger",
    "Apostrophe https://example.net/L'x": "https://example.net/L'x",
    "Capitals https://example.net/NASA/ABC--x": "https://example.net/NASA/ABC--x",
    "[Linked](https://example.net/c—d--e), 2019": "https://example.net/c—d--e",
    "مصدر https://example.net/ar1، 2019": "https://example.net/ar1",
    "مصدر https://example.net/ar2؛ شيء": "https://example.net/ar2",
    "Πηγή https://example.net/gr· κάτι": "https://example.net/gr",
    "来源 https://example.net/zh—说明": "https://example.net/zh",
    "来源 https://example.net/zh2…说明": "https://example.net/zh2",
    "来源 〖https://example.net/zh3〗，2021年": "https://example.net/zh3",
    "来源 ⟨https://example.net/zh4⟩": "https://example.net/zh4",
    **{typed: f"https://example.net/m{number}" for number, typed in enumerate(SHOWN)},
}


@pytest.mark.parametrize("engine", ["python-markdown", "commonmark"])
@pytest.mark.parametrize("typogrify", [False, True], ids=["plain", "typogrify"])
def test_addresses_are_those_that_were_typed(build_site, engine, typogrify) -> None:
    text = "Text.\n\n## Sources\n\n" + "".join(f"* {each}\n" for each in TYPED)
    settings = {"TYPOGRIFY": typogrify, "POUCH_FRONT_MATTER": {"markdown": engine}}
    site = build_site({"a.md": post(text)}, settings)

    links = site.soup("a-post.html").select("section.resources li.resource a.u-url")
    assert [unquote(link["href"]) for link in links] == list(TYPED.values())
    data = next(iter(site.contents.values()))["resources"]
    assert [unquote(each["url"]) for each in data] == list(TYPED.values())
    items = site.soup("a-post.html").select("section.resources li.resource")
    shown = [" ".join(item.text.split()) for item in items[-len(SHOWN) :]]
    assert shown == [text.replace("HOST", "example.net") for text in SHOWN.values()]
