"""JSON-LD says what the page says, is of no type that is not sure, and never ends its script."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.text import one_line, xml_safe
from pelican_plugins.resources.exports import citations_json_ld
from pelican_plugins.resources.resource import Resource


def resource(title: str = "T", url: str | None = None, **facts: Any) -> Resource:
    return Resource(
        title=title, url=url, host="", note="", group=None, anchor="r", position=1, **facts
    )


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        (resource(url="https://example.org/a"), "WebPage"),
        (resource(url="https://example.org/a.html?x=y.pdf"), "WebPage"),
        (resource(url="https://example.org/a.pdf"), "CreativeWork"),
        (resource(url="https://example.org/a", isbn="9780306406157"), "Book"),
        (resource(url="https://arxiv.org/abs/2101.00001", arxiv="2101.00001"), "ScholarlyArticle"),
        (resource(url="https://doi.org/10.5281/zenodo.1", doi="10.5281/zenodo.1"), "CreativeWork"),
        (resource(), "CreativeWork"),
    ],
)
def test_a_type_is_given_only_where_it_is_sure(entry: Resource, type_: str) -> None:
    (citation,) = json.loads(citations_json_ld([entry]))

    assert citation["@type"] == type_


def test_all_that_is_known_is_said_and_nothing_else() -> None:
    entry = resource(
        "Diary", author="M. Quill", publisher="Press", date="1984-05", isbn="9780306406157"
    )

    assert json.loads(citations_json_ld([entry])) == [
        {
            "@type": "Book",
            "name": "Diary",
            "author": "M. Quill",
            "publisher": "Press",
            "datePublished": "1984-05",
            "isbn": "9780306406157",
        }
    ]
    assert not citations_json_ld([])


@given(st.one_of(st.text(min_size=1), st.sampled_from(["</script>", "<!--<script>", "\u2028]]>"])))
def test_no_title_ends_the_script(text: str) -> None:
    title = f"a{text}z"
    script = citations_json_ld([resource(title)])

    assert not set("<>&\u2028\u2029") & set(script)
    page = f'<script type="application/ld+json">{script}</script><p>'
    (found,) = BeautifulSoup(page, "html.parser").find_all("script")
    assert json.loads(found.string)[0]["name"] == one_line(xml_safe(title))
