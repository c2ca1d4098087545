"""A heading that promises a list, above what is none, is told; prose is left in peace."""

from __future__ import annotations

import pytest

from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources

LINK = '<a href="https://example.org/{}">A book</a>'


def unread(html: str) -> list[str]:
    return [one.text for one in extract_resources(Document(html), ExtractionOptions()).unread]


@pytest.mark.parametrize(
    ("below", "told"),
    [
        (
            f"<ul><li>a</li><li>b</li><li>c</li><li>{LINK}</li></ul>",
            "1 of the 4 entries under 'Sources' has a link",
        ),
        ("<ul><li>a</li><li>b</li></ul>", "none of the 2 entries under 'Sources' has a link"),
        ("<ol><li>What I was told</li></ol>", "the entry under 'Sources' has no link"),
        (
            f"<table><tr><td>One</td></tr><tr><td>Two</td></tr><tr><td>Three</td></tr><tr><td>{LINK}</td>"
            "</tr></table>",
            "1 of the 4 entries under 'Sources' has a link",
        ),
        (
            f"<ul><li>{LINK}</li>",
            "the list under 'Sources' is left as written, because an element in it is",
        ),
    ],
)
def test_what_looks_like_a_list_is_told(below: str, told: str) -> None:
    (text,) = unread(f"<p>Text.</p>\n<h2>Sources</h2>\n{below}\n<h2>Next</h2>\n<p>Text.</p>")
    assert text.startswith(told)


@pytest.mark.parametrize(
    "html",
    [
        # Read as a list.
        f"<h2>Sources</h2><ul><li>{LINK}</li></ul>",
        # Nothing, prose, and links within the site.
        "<h2>Sources</h2>",
        f"<h2>Sources</h2><p>I have all of it from {LINK} which a friend gave to me.</p>",
        "<h2>Sources</h2><table><tr><td><a href='/a.html'>a</a></td></tr></table>",
        # Another list below it is read.
        f"<h2>Sources</h2><p>Some.</p><p><b>References:</b></p><ul><li>{LINK}</li></ul>",
        # A heading that may stand above anything, and a sentence.
        "<h2>Links</h2><ul><li>a</li><li>b</li></ul>",
        "<p>Here are some links to read:</p><ul><li>a</li><li>b</li></ul>",
    ],
)
def test_what_is_no_list_is_left_in_peace(html: str) -> None:
    assert unread(html) == []
