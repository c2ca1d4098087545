"""HTML that its author did not finish is read as browsers read it."""

from __future__ import annotations

import pytest
from bs4 import Comment

from pelican_plugins._core.html_document import Document


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("a <b>c</b> x < y <em d", "a c x < y <em d"),
        ("<p>a</p> <!-- b", "a "),
        ("<p>a <!-- b> <i>c</i>", "a "),
        ("a<!-->b<i>c</i>", "a<!-->bc"),
        ("a <? b", "a "),
        ("a </p", "a </p"),
    ],
)
def test_what_nothing_closes(html: str, shown: str) -> None:
    document = Document(html)

    nodes = document.soup.find_all(string=True)
    assert "".join(node for node in nodes if not isinstance(node, Comment)) == shown
    assert document.html() == html
