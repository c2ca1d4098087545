"""A body is changed only where it was asked to be; everything else stays byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.errors import HtmlError
from pelican_plugins._core.html_document import Document, add_classes

ODD = """\
<h2 id='x'   class="a  b">R &amp; D&nbsp;</h2>
<p>one<br>two <img src="a.png" alt='say "hi"'/> <b>never closed</p>
<svg viewBox="0 0 1 1"><path D="m0"/></svg><!-- a > b -->
<ul>
  <li>A &#8217; <em>b</em></li>
  <li>C
</ul>
"""


def test_an_untouched_body_is_the_text_that_was_given() -> None:
    assert Document(ODD).html() == ODD


def test_a_changed_element_leaves_its_neighbours_alone() -> None:
    document = Document(ODD)
    item = document.soup.li
    item["id"] = "first"
    document.changed(item)

    assert document.html() == ODD.replace(
        "<li>A &#8217; <em>b</em></li>", '<li id="first">A ’ <em>b</em></li>'
    )


def test_a_changed_start_tag_leaves_its_content_alone() -> None:
    document = Document('<p class="x">a &nbsp; <i>b</I></p>')
    add_classes(document.soup.p, "y", "x")
    document.changed_start(document.soup.p)

    assert document.html() == '<p class="x y">a &nbsp; <i>b</I></p>'


def test_a_self_closed_start_tag_stays_closed() -> None:
    document = Document('<svg><use href="#a"/><circle/></svg>')
    document.soup.use["href"] = "/#a"
    document.changed_start(document.soup.use)

    assert document.html() == '<svg><use href="/#a"/><circle/></svg>'


def test_an_element_is_replaced_and_its_new_content_may_change_later() -> None:
    document = Document('<p>x</p>\n<p><img src="a"></p>')
    paragraph = document.soup.find_all("p")[1]
    figure = document.new_tag("figure", class_="figure")
    document.replace(paragraph, figure)
    figure.append(paragraph.img.extract())
    figure.img["src"] = "b"

    assert document.html() == '<p>x</p>\n<figure class="figure"><img src="b"></figure>'


def test_a_wrapper_goes_around_siblings_that_stay_as_written() -> None:
    document = Document("<p>a</p>\n<h2>R&nbsp;</h2>\n<UL><li>b</UL>\n<p>c</p>")
    section = document.new_tag("section", aria_labelledby="r")
    document.wrap(document.soup.h2, document.soup.ul, section)

    assert document.html() == (
        "<p>a</p>\n"
        '<section aria-labelledby="r"><h2>R&nbsp;</h2>\n<UL><li>b</UL></section>'
        "\n<p>c</p>"
    )
    assert [tag.name for tag in section.find_all(recursive=False)] == ["h2", "ul"]


def test_a_change_within_a_wrapped_part_is_kept() -> None:
    document = Document("<h2>R</h2><ul><li>b</li></ul>")
    document.soup.li["id"] = "b"
    document.changed(document.soup.li)
    document.wrap(document.soup.h2, document.soup.ul, document.new_tag("section"))

    assert document.html() == '<section><h2>R</h2><ul><li id="b">b</li></ul></section>'


def test_a_change_within_a_changed_element_is_written_once() -> None:
    document = Document('<ul><li><img src="a"></li></ul>')
    document.soup.img["src"] = "b"
    document.changed(document.soup.img)
    document.soup.li["id"] = "x"
    document.changed(document.soup.li)

    assert document.html() == '<ul><li id="x"><img src="b"></li></ul>'


def test_an_element_without_an_end_is_not_whole_and_is_refused() -> None:
    document = Document("<ul><li>a</ul>")

    assert document.is_whole(document.soup.ul)
    assert not document.is_whole(document.soup.li)
    with pytest.raises(ValueError, match="<li> has no end"):
        document.changed(document.soup.li)


def test_attribute_values_are_escaped() -> None:
    document = Document("<p>x</p>")
    document.soup.p["title"] = '"><script>'
    document.changed(document.soup.p)

    assert "<script>" not in document.html()


def test_a_self_closed_tag_with_an_angle_bracket_in_an_attribute_is_one_tag() -> None:
    document = Document('<p><img alt="a > b" src="x"/> text</p>')
    document.soup.img["src"] = "y"
    document.changed(document.soup.img)

    assert document.html() == '<p><img alt="a &gt; b" src="y"> text</p>'


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("?a=1&copy=2&reg=3", "?a=1&copy=2&reg=3"),
        ("?a&regx", "?a&regx"),
        ("a&amp;b &copy &eacute;&#8217;&#x41 &unknown; &", "a&b © é’A &unknown; &"),
        ("&notin; &notit; &not!", "∉ &notit; ¬!"),
    ],
)
def test_attributes_are_read_as_browsers_read_them(written: str, meant: str) -> None:
    for quote in "'\"":
        soup = Document(f"<a id=x href={quote}{written}{quote}>x</a>").soup
        assert soup.a["href"] == meant


def test_wrappers_that_begin_or_end_together_are_nested() -> None:
    document = Document("<h2>a</h2><h3>b</h3><p>c</p>")
    h2, h3, p = document.soup.find_all(["h2", "h3", "p"])
    document.wrap(h2, p, document.new_tag("outer-most"))
    document.wrap(h3, p, document.new_tag("inner-most"))

    assert document.html() == (
        "<outer-most><h2>a</h2><inner-most><h3>b</h3><p>c</p></inner-most></outer-most>"
    )


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<P CLASS=a>", "</p x='>'>", "<p <p>", "<ul>", "<li>", "</li>", "</ul>"),
        *("<img src=a>", "<img src='b'/>", "</img>", "<br/>", "</br>", "<div/>", '<a href="x>y">'),
        *("</a >", "<!-- > -->", "<!", "<?x", "&amp", "&#8217;", "<script>", "</script>", "</"),
        *('<img alt="a > b" src="?a&copy=1" />', "<br a='>'/>"),
        *("<svg><path/></svg>", "<![CDATA[x]]>", "\n", "\r\n", "text", "<", ">", '"', "'"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=15).map("".join))
def test_whatever_is_given_comes_back_and_every_whole_element_can_be_written(html: str) -> None:
    try:
        document = Document(html)
    except HtmlError:
        return

    assert document.html() == html
    for tag in document.soup.find_all():
        if document.is_whole(tag):
            document.changed(tag)
    # Written anew, it says the same: the same elements in the same order.
    again = Document(document.html())
    if all(document.is_whole(tag) for tag in document.soup.find_all()):
        assert [tag.name for tag in again.soup.find_all()] == [
            tag.name for tag in document.soup.find_all()
        ]
