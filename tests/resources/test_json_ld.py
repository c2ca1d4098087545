"""JSON-LD says what the page says, is of no type that is not sure, and never ends its script."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.text import one_line, xml_safe
from pelican_plugins.resources.json_ld import citations_json_ld
from pelican_plugins.resources.resource import Resource, ResourceLink


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
        (resource(doi="10.1234/ebb", publisher="Journal of Low Water"), "Article"),
        (resource(), "CreativeWork"),
    ],
)
def test_a_type_is_given_only_where_it_is_sure(entry: Resource, type_: str) -> None:
    (citation,) = json.loads(citations_json_ld([entry]))

    assert citation["@type"] == type_


# What schema.org 29 defines, as far as we write it: the properties of a type and of those above it.
WORK = {
    *("name", "url", "author", "editor", "publisher", "isPartOf", "datePublished", "sameAs"),
    *("archivedAt", "encoding"),
}
PROPERTIES = {
    "CreativeWork": WORK,
    "WebPage": WORK,
    "Article": WORK,
    "ScholarlyArticle": WORK,
    "Book": WORK | {"isbn"},
    "Periodical": {"name"},
    "Organization": {"name"},
    "Person": {"name", "familyName", "givenName"},
    "MediaObject": {"contentUrl", "encodingFormat"},
    # Of a name that cannot be told to be a person's.
    "": {"name"},
}


def check_terms(node: Any) -> None:
    """Check that a node has a type and properties of schema.org, and no empty value."""
    for each in node if isinstance(node, list) else [node]:
        assert each, node
        if isinstance(each, dict):
            assert each.keys() - {"@type"} <= PROPERTIES[each.get("@type", "")], each
            for value in each.values():
                check_terms(value)


EVERYTHING = resource(
    "Diary",
    "https://example.org/diary",
    author="Quill, M.; 王小明; Ministry of Water; Plato",
    publisher="Press",
    date="1984-05",
    isbn="9780306406157",
    links=(
        ResourceLink("https://example.org/diary", "work", "Diary"),
        ResourceLink("https://web.archive.org/web/2020/https://example.org/diary", "archive"),
        ResourceLink("https://archive.ph/abc", "archive", "another"),
        ResourceLink("https://example.org/diary.pdf", "pdf", "PDF"),
        ResourceLink("https://doi.org/10.1234/diary", "doi", "DOI"),
        ResourceLink("https://example.net/found", "via", "Tide & Time"),
        ResourceLink("https://example.net/review.txt", "other", "a review"),
    ),
)


def test_all_that_is_known_is_said_and_nothing_else() -> None:
    written = json.loads(citations_json_ld([EVERYTHING]))

    assert written == [
        {
            "@type": "Book",
            "name": "Diary",
            "url": "https://example.org/diary",
            "author": [
                {
                    "@type": "Person",
                    "name": "M. Quill",
                    "familyName": "Quill",
                    "givenName": "M.",
                },
                {
                    "@type": "Person",
                    "name": "王小明",
                    "familyName": "王",
                    "givenName": "小明",
                },
                {"name": "Ministry of Water"},
                {"name": "Plato"},
            ],
            "publisher": {"@type": "Organization", "name": "Press"},
            "datePublished": "1984-05",
            "isbn": "9780306406157",
            "sameAs": "https://doi.org/10.1234/diary",
            "archivedAt": [
                "https://web.archive.org/web/2020/https://example.org/diary",
                "https://archive.ph/abc",
            ],
            "encoding": [
                {
                    "@type": "MediaObject",
                    "contentUrl": "https://example.org/diary.pdf",
                    "encodingFormat": "application/pdf",
                }
            ],
        },
        {"@type": "WebPage", "url": "https://example.net/found"},
        {"@type": "CreativeWork", "url": "https://example.net/review.txt"},
    ]
    check_terms(written)
    assert not citations_json_ld([])


def test_a_journal_is_what_an_article_is_part_of_and_editors_are_no_authors() -> None:
    doi = "10.1234/sluice.5"
    entry = resource(
        "Sluices",
        f"https://doi.org/{doi}",
        doi=doi,
        author="Quill, M., et al. (Eds.)",
        publisher="Journal of Low Water",
    )

    assert json.loads(citations_json_ld([entry])) == [
        {
            "@type": "Article",
            "name": "Sluices",
            "url": f"https://doi.org/{doi}",
            "editor": [
                {"@type": "Person", "name": "M. Quill", "familyName": "Quill", "givenName": "M."}
            ],
            "isPartOf": {"@type": "Periodical", "name": "Journal of Low Water"},
        }
    ]


TEXT = st.text(st.one_of(st.sampled_from('a,.&; \n\u2028<"中'), st.characters()), max_size=12)
FACTS = st.fixed_dictionaries(
    {
        "title": TEXT,
        "url": st.sampled_from([None, "https://example.org/a", "https://b.example/x.pdf"]),
    },
    optional={
        "author": TEXT,
        "publisher": TEXT,
        "date": st.sampled_from(["2024", "2024-05-17", "c. 44 BC", "2019/2020"]),
        "doi": st.sampled_from(["", "10.1000/182"]),
        "arxiv": st.sampled_from(["", "2101.00001"]),
        "isbn": st.sampled_from(["", "9780306406157"]),
        "archived": st.sampled_from([None, "https://archive.ph/abc"]),
        "links": st.lists(
            st.builds(
                ResourceLink,
                st.sampled_from(["https://b.example/", "https://c.example/"]),
                st.sampled_from(["archive", "pdf", "doi", "via", "other"]),
                TEXT,
            ),
            max_size=3,
        ).map(tuple),
    },
)


@given(st.lists(FACTS, max_size=3))
def test_only_terms_of_schema_org_are_written_and_every_link_is(
    facts: list[dict[str, Any]],
) -> None:
    entries = [resource(**each) for each in facts]
    script = citations_json_ld(entries)

    check_terms(json.loads(script or "[]"))
    for entry in entries:
        for link in entry.links:
            assert json.dumps(link.url) in script


@given(st.one_of(st.text(min_size=1), st.sampled_from(["</script>", "<!--<script>", "\u2028]]>"])))
def test_no_title_ends_the_script(text: str) -> None:
    title = f"a{text}z"
    script = citations_json_ld([resource(title)])

    assert not set("<>&\u2028\u2029") & set(script)
    page = f'<script type="application/ld+json">{script}</script><p>'
    (found,) = BeautifulSoup(page, "html.parser").find_all("script")
    assert json.loads(found.string)[0]["name"] == one_line(xml_safe(title))
