"""Whatever a body holds: nothing that runs comes through, no word is lost, no time either."""

from __future__ import annotations

import re
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from pelican_plugins.feeds.content.clean import clean
from pelican_plugins.feeds.content.fast_path import links_if_clean
from pelican_plugins.feeds.content.urls import absolute_srcset

BASE = "https://example.org/blog/post.html"


def cleaned(html: str) -> str:
    return clean(html, BASE).html


HOSTILE = st.text(st.sampled_from("<>/aimgpsrcthefonx= '\"#:[].,1&;-!"), max_size=80)


@given(HOSTILE)
def test_whatever_comes_in_no_script_and_no_relative_address_comes_out(html: str) -> None:
    out = cleaned(f'{html}<a href="x">y</a><p onclick="z">{html}')

    soup = BeautifulSoup(out, "lxml")
    assert not soup.find_all(["script", "style", "form", "iframe"])
    for tag in soup.find_all():
        assert not [name for name in tag.attrs if name.startswith("on")]
        for name in ("href", "src"):
            assert re.match(r"[A-Za-z][\w+.-]*:|http://\[", tag.get(name, "a:")) or "[" in tag[name]


@pytest.mark.parametrize("name", ["{attach}src", "{}x", "a:b", "xml:lang", "=", "<", "x{y"])
def test_attributes_of_any_name_go(name: str) -> None:
    out = cleaned(
        f'<p {name}="1">a <em {name}>b</em> <math {name}="2"><mi {name}="x">c</mi></math></p>'
    )

    assert BeautifulSoup(out, "lxml").get_text() == "a b c"
    assert not [tag.attrs for tag in BeautifulSoup(out, "lxml").find_all() if name in tag.attrs]


@given(HOSTILE)
def test_once_is_enough(html: str) -> None:
    once = cleaned(html)
    twice = cleaned(once)

    assert cleaned(twice) == twice


TAGS = [f"<{end}{name}>" for name in ("p", "em", "li", "ul", "h2", "pre") for end in ("", "/")]
LINKS = ['<a href="https://x.org/y?a=1">', '<a href="z">', "</a>"]
PROSE = st.lists(st.sampled_from([*TAGS, *LINKS, "a &amp; b", "¶", " ", ">"]), max_size=12)


@given(PROSE.map("".join))
def test_a_body_that_is_not_parsed_is_what_a_parse_would_give(html: str) -> None:
    links = links_if_clean(html)

    if links is not None and html.strip():
        # A comment has the same body parsed.
        assert clean(f"{html}<!-- -->", BASE) == clean(html, BASE)


# What may run or read a reader's own files, in the ways browsers forgive.
SCHEMES = [
    "javascript:",
    "JaVaScRiPt:",
    " javascript:",
    "java\tscript:",
    "vbscript:",
    "data:text/html,",
]
SCHEMES += ["file:///", "blob:x", "view-source:", "\x01javascript:", "data:image/svg+xml,<svg>"]
PLACES = ["a href", "img src", "video poster", "video src", "source src", "blockquote cite"]
PLACES += [
    "iframe src",
    "embed src",
    "object data",
    "img data-src",
    "img srcset",
    "img data-srcset",
]
PIECES = [
    "<p>",
    "</p>",
    "<div>",
    "<b>",
    "</b>",
    "é",
    "字",
    "&amp;",
    "&nbsp;",
    "\u202e",
    "🌊",
    "<br>",
]


@given(st.lists(st.sampled_from(PIECES)), st.sampled_from(PLACES), st.sampled_from(SCHEMES))
def test_nothing_that_runs_stands_in_any_address(around, place, scheme) -> None:
    element, _, attribute = place.partition(" ")
    text = "".join(around)
    out = cleaned(f'{text}<{element} {attribute}="{escape(scheme)}alert(1) 2x">x</{element}>{text}')

    for tag in BeautifulSoup(out, "lxml").find_all():
        for value in tag.attrs.values():
            assert not re.match(
                r"(?i)[\s\x00-\x20]*(javascript|vbscript|data|file|blob|view)", value
            )
            assert "script:" not in re.sub(r"\s", "", value).lower()


VISIBLE = [
    "p",
    "div",
    "b",
    "section",
    "center",
    "unknown-tag",
    "table",
    "td",
    "li",
    "label",
]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(VISIBLE), st.text(st.sampled_from("aé字 \u00a0&<;1"), max_size=9)
        ),
        max_size=8,
    )
)
def test_no_word_that_a_page_shows_is_lost(parts) -> None:
    html = "".join(f"<{name}>{escape(text)}" for name, text in parts)
    html += "".join(f"</{name}>" for name, _ in reversed(parts))

    shown = BeautifulSoup(cleaned(html), "lxml").get_text()
    written = "".join(text for _, text in parts)
    # Text that stands wrongly in a table is moved before it, and none of it goes.
    assert sorted("".join(shown.split())) == sorted("".join(written.split()))


@example(["//::", "//["])
@given(st.lists(st.text(st.sampled_from("ab/,.%:?= \t"), min_size=1, max_size=9), max_size=5))
def test_a_set_of_any_addresses_becomes_one_of_absolute_ones(addresses) -> None:
    out = absolute_srcset(
        ", ".join(f"{address} {n}x" for n, address in enumerate(addresses, 1)), BASE
    )

    for candidate in filter(None, out.split(", ")):
        assert candidate.startswith("https://"), candidate
        assert "," not in candidate


@pytest.mark.parametrize("piece", [", ", ",", " ,", "a,", ",a ", "a,b 2x,"])
def test_no_set_takes_longer_than_its_length(piece: str) -> None:
    # At 50,000 pieces anything but linear time would not come to an end.
    absolute_srcset(piece * 50_000, BASE)
