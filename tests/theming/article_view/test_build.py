"""A body on its own page: contents, side notes, ways back from the references."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins.theming.article_view.build import ArticleViewOptions, build_view

WORDS = {"back_to_text": "Back to the text"}
NOTES = (
    '<p>Text.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> More.</p>\n'
    '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:1">\n{note}\n</li>\n</ol>\n</div>'
)
BACK = '&#160;<a class="footnote-backref" href="#fnref:1" title="Back">&#8617;</a>'


@dataclass(frozen=True)
class Source:
    url: str | None
    anchor: str | None


def html_of(html: str, resources=(), **wanted) -> str:
    return build_view(html, resources, WORDS, ArticleViewOptions(**wanted)).html


def test_a_body_that_asks_for_nothing_comes_back_as_it_is() -> None:
    html = "<P Class=x>a&nbsp;b <BR/> <p style='text-align: right;'>"

    assert html_of(html) == html


def test_cells_need_no_inline_style() -> None:
    html = '<table><td style="text-align: right;">1</td><th style="text-align: center;">'

    assert html_of(html) == (
        '<table tabindex="0"><td class="cell-right">1</td><th class="cell-center">'
    )


def test_a_note_also_stands_behind_its_mark() -> None:
    html = NOTES.format(note=f"<p>One <em>note</em>.{BACK}</p><p id='x'>Two.</p>")
    page = BeautifulSoup(html_of(html), "html.parser")

    aside = page.select_one("p > sup + span.sidenote")
    assert aside.get_text("|", strip=True) == "1|One|note|.|Two."
    assert aside.find("em") is not None
    assert not aside.select("p, [id], .footnote-backref")
    # The list at the end stays, for narrow screens and for print.
    assert page.select_one("div.footnote li#fn\\:1 .footnote-backref") is not None
    assert len(page.select("#fnref\\:1")) == 1


@pytest.mark.parametrize(
    "html",
    [
        NOTES.format(note="<ul><li>A list.</li></ul>"),
        NOTES.format(note="<p>Code:</p><pre>x</pre>"),
        f"<table><tr><td>{NOTES.format(note='<p>In a table.</p>')}</td></tr></table>",
        '<h2>Part<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></h2>',
        '<p>Lost<sup id="fnref:9"><a class="footnote-ref" href="#fn:9">9</a></sup></p>',
    ],
)
def test_notes_that_fit_in_no_line_stay_at_the_end(html) -> None:
    assert "sidenote" not in html_of(html)


def test_a_note_that_is_named_twice_stands_once() -> None:
    second = '<p>Again.<sup id="fnref2:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
    html = NOTES.format(note="<p>Note.</p>").replace("</p>\n<div", f"</p>{second}\n<div", 1)

    assert html_of(html).count('class="sidenote"') == 1


def test_no_side_notes_for_who_wants_none() -> None:
    html = NOTES.format(note="<p>Note.</p>")

    assert html_of(html, sidenotes=False) == html


def test_headings_become_a_table_of_contents() -> None:
    html = (
        "<h2>One <em>more</em></h2><h3 id='own'>Inner</h3><h4>Deeper</h4>"
        '<h2>Two<sup id="fnref:1"><a href="#fn:1">1</a></sup> <a class="headerlink" href="#x">¶</a>'
        "</h2><blockquote><h2>Quoted</h2></blockquote><h2> </h2><p id='part-2'></p><h3>Last</h3>"
    )
    found = build_view(html, (), WORDS, ArticleViewOptions(toc=3))

    told = [(p.title, p.anchor, [(q.title, q.anchor) for q in p.parts]) for p in found.outline]
    assert told == [
        ("One more", "part-1", [("Inner", "own")]),
        ("Two", "part-3", [("Last", "part-4")]),
    ]
    page = BeautifulSoup(found.html, "html.parser")
    for anchor in ("part-1", "own", "part-3", "part-4"):
        assert page.find(["h2", "h3"], id=anchor) is not None


def test_a_short_text_has_no_table_of_contents() -> None:
    html = "<h2>One</h2><h2>Two</h2>"

    assert build_view(html, (), WORDS, ArticleViewOptions(toc=3)).outline == ()
    assert html_of(html, toc=3) == html
    assert html_of(html, toc=0) == html


LIST = '<section class="resources"><ul><li id="r-1"><a href="https://e.org/?a=1&amp;b">T</a></li></ul></section>'
SOURCES = (
    Source("https://e.org/?a=1&b", "r-1"),
    Source(None, "r-2"),
    Source("https://e.org/2", None),
)


def test_an_entry_leads_back_to_where_it_is_cited() -> None:
    html = (
        '<p>See <a href="https://e.org/?a=1&amp;b">this</a> and <a href="#r-1">that</a>.</p>' + LIST
    )
    page = BeautifulSoup(html_of(html, SOURCES), "html.parser")

    back = page.select("li#r-1 > a.resource-back")
    assert [link["aria-label"] for link in back] == ["Back to the text (1)", "Back to the text (2)"]
    places = [page.find("a", id=link["href"][1:]) for link in back]
    assert [place.get_text() for place in places] == ["this", "that"]


def test_a_work_that_the_text_does_not_name_has_no_way_back() -> None:
    html = '<p>See <a href="https://e.org/other">this</a>.</p>' + LIST

    assert html_of(html, SOURCES) == html


PIECES = [
    *("<p>", "</p>", "<h2>", "</h2>", "<h3 id='a'>", "</h3>", "text", "&amp;", "<!--", "-->", "<"),
    *("&", "<a href='#r-1'>", "</a>", "<table>", "</td>", "</section>", "<sup>", "<li id=fn:1>"),
    *('<a class="footnote-ref" href="#fn:1">', NOTES.format(note="<p>N</p>"), LIST),
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_whatever_stands_in_a_body_no_word_of_it_is_lost(html) -> None:
    found = build_view(html, SOURCES, WORDS, ArticleViewOptions(toc=1, words_per_minute=200))

    after = BeautifulSoup(found.html.replace(' tabindex="0"', ""), "html.parser")
    for extra in after.select(".sidenote, .resource-back"):
        extra.decompose()
    before = BeautifulSoup(html, "html.parser").get_text()
    assert after.get_text().split() == before.split()
    assert found.minutes >= 1


LINK = '<a class="heading-link" href="#{0}">{1}</a>'


@pytest.mark.parametrize(
    ("heading", "becomes"),
    [
        (
            '<h2 id="x">A &amp; <em>b</em></h2>',
            f'<h2 id="x">{LINK.format("x", "A &amp; <em>b</em>")}</h2>',
        ),
        ("<h3>A plan</h3>", f'<h3 id="a-plan">{LINK.format("a-plan", "A plan")}</h3>'),
        (
            "<h2>Über <q>uns</q></h2>",
            f'<h2 id="über-uns">{LINK.format("%C3%BCber-uns", "Über <q>uns</q>")}</h2>',
        ),
        ("<h2 id='a\"b'>A</h2>", f"<h2 id='a\"b'>{LINK.format('a%22b', 'A')}</h2>"),
        # They have a link, or are no section of the article.
        ('<h2 id="x">A <a href="/y">b</a></h2>', '<h2 id="x">A <a href="/y">b</a></h2>'),
        (
            '<h2>A<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></h2>',
            '<h2 id="a">A<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></h2>',
        ),
        ("<blockquote><h2>A</h2></blockquote>", "<blockquote><h2>A</h2></blockquote>"),
        ('<h2 id="x"> </h2>', '<h2 id="x"> </h2>'),
        ('<h2 id="x"><img src="a.png" alt="A"></h2>', '<h2 id="x"><img src="a.png" alt="A"></h2>'),
        ("<h2>", "<h2>"),
        ("<h2>!?</h2>", "<h2>!?</h2>"),
    ],
)
def test_headings_may_link_to_themselves(heading: str, becomes: str) -> None:
    assert html_of(heading, heading_links=True) == becomes
    assert html_of(heading) == heading


def test_two_headings_with_the_same_words_have_two_urls() -> None:
    page = BeautifulSoup(
        html_of("<h2>A</h2><h2>A</h2><p id='a-1'></p>", heading_links=True), "html.parser"
    )

    assert [link["href"] for link in page.select(".heading-link")] == ["#a", "#a-2"]


@pytest.mark.parametrize("inner", ["<strong>Note</strong>", "Note"])
def test_an_alert_is_called_so_in_the_language_of_the_article(inner: str) -> None:
    html = f'<aside class="admonition note">\n<p class="admonition-title">{inner}</p>\n<p>Text.</p>'
    words = {**WORDS, "alert_note": "Hinweis"}

    view = build_view(html, (), words, ArticleViewOptions())

    assert view.html == html.replace(inner, inner.replace("Note", "Hinweis"))
    assert html_of(html) == html
    # What its author called it stays.
    assert build_view(html.replace("Note<", "A Note<"), (), words, ArticleViewOptions()).html == (
        html.replace("Note<", "A Note<")
    )
