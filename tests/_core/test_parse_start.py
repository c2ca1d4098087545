"""A body may be parsed from where what concerns us begins, with the same elements there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.html_document import Document, outset

PIECES = [
    *("<p>", "</p>", "<div>", "</div>", "<h2 id=x>", "</h2>", "<ul>", "<li>", "</li>", "</ul>"),
    *("<em>", "</em>", "<br>", "<hr>", "<img src=a>", "<!-- <h2> -->", "<!--", "-->", "<"),
    *("<script>", "</script>", "<a title='>'>", "</a>", '<a title="', "<p/>", " ", "\n", "text"),
    *("&amp;", "<![CDATA[", "]]>", "<?x?>", "</", "<H2>", "</H2>", "<svg>", "</svg>"),
    *("<textarea>", "</textarea>", "<plaintext>", "</plaintext>"),
]


@pytest.mark.parametrize(
    ("before", "left_out"),
    [
        ("<p>a</p>\n<p>b</p>\n", "<p>a</p>\n<p>b</p>\n"),
        ("<div><p>a</p>\n", ""),
        ("<p>a</p><div><p>a</p>\n", "<p>a</p>"),
        ("<p>a</p>\n<br>", ""),
        ("<p>a</p>\n<hr>\n", "<p>a</p>\n<hr>\n"),
        ("<p>a</p> tail ", ""),
        ("<p>a</p><em>b</em> ", ""),
        ("<p title='<h2>'>a</p>", "<p title='<h2>'>a</p>"),
        ("<p>1 < 2</p>", ""),
        ("<p>a</p><script>'</p>'</script>", ""),
        ("<p>a</p><p>b</p><script>'</p>'</script>", "<p>a</p>"),
        ("<!-- <div> --><p>a</p>", "<!-- <div> --><p>a</p>"),
        ("<p>a</b></p>", ""),
    ],
)
def test_whole_blocks_before_a_place_are_left_out(before: str, left_out: str) -> None:
    html = f"{before}<h2>Sources</h2><ul><li>one</li></ul>"

    begin = outset(html, len(before))

    assert html[:begin] == left_out


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.integers(0, 400))
def test_what_is_parsed_is_what_a_whole_parse_has_there(pieces: list[str], place: int) -> None:
    html = "".join(pieces)
    place = min(place, len(html))

    begin = outset(html, place)

    assert 0 <= begin <= place
    whole, part = Document(html), Document(html, begin)
    behind = [
        (tag.name, tag.attrs, span.start, span.end)
        for tag in whole.soup.find_all()
        if (span := whole._spans[id(tag)]).start >= begin
    ]
    parted = [
        (tag.name, tag.attrs, span.start + begin, span.end and span.end + begin)
        for tag in part.soup.find_all()
        for span in [part._spans[id(tag)]]
    ]
    assert parted == behind
    assert part.html() == html
