"""In a feed every address is absolute, and nothing else of the text changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins.feeds.body import absolute

BASE = "https://example.org/blog/post.html"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<source srcset="https://x.org/a 1x, b 2x">',
            '<source srcset="https://x.org/a 1x, https://example.org/blog/b 2x">',
        ),
        ('<a href="other.html">', '<a href="https://example.org/blog/other.html">'),
        ("<a href='/x'>", '<a href="https://example.org/x">'),
        ('<a href="#fn:1">', '<a href="https://example.org/blog/post.html#fn:1">'),
        ('<img src=a.png alt="b">', '<img src="https://example.org/blog/a.png" alt="b">'),
        ('<a href="//x.org/y">', '<a href="https://x.org/y">'),
        ('<video poster="p.jpg">', '<video poster="https://example.org/blog/p.jpg">'),
        ('<blockquote cite="../q">', '<blockquote cite="https://example.org/q">'),
        (
            '<img srcset="a.png 1x,b.png 2x">',
            '<img srcset="https://example.org/blog/a.png 1x, https://example.org/blog/b.png 2x">',
        ),
        (
            '<source srcset="a,b.webp 480w, c.webp">',
            '<source srcset="https://example.org/blog/a,b.webp 480w,'
            ' https://example.org/blog/c.webp">',
        ),
    ],
)
def test_addresses_become_absolute(html: str, expected: str) -> None:
    assert absolute(html, BASE) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>no&nbsp;address</p>",
        "<a href='https://x.org/y'  >",
        '<a href="mailto:a@example.org">',
        '<a href="tel:+441">',
        '<img src="data:image/png;base64,AA==">',
        '<source  srcset="https://x.org/a 480w, http://y.org/b 800w" sizes="auto, 1px">',
        "<P>href=x in text",
    ],
)
def test_what_is_absolute_or_no_address_stays_byte_for_byte(html: str) -> None:
    assert absolute(html, BASE) == html


def test_an_address_that_is_none_stays_and_is_no_error() -> None:
    html = '<a href="http://[::1">x</a><a href="y">z</a>'

    assert absolute(html, BASE) == html.replace('"y"', '"https://example.org/blog/y"')


@given(st.text(st.sampled_from("<>ahref= '\"#/:[]svg.,c 1x&")))
def test_once_is_enough(html: str) -> None:
    once = absolute(html, BASE)

    assert absolute(once, BASE) == once
