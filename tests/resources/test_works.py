"""Every work is listed once, with the articles that cite it, always in the same order."""

from __future__ import annotations

import random
from dataclasses import replace

from pelican_plugins.resources.resource import Resource, date_parts, isbn13
from pelican_plugins.resources.works import Article, by_host, cited_works


def entry(title: str, url: str | None = None, **facts: str) -> Resource:
    host = url.split("/")[2].removeprefix("www.") if url else ""
    given = {"host": host, "note": "", "group": None, "anchor": "r", "position": 1, **facts}
    return Resource(title=title, url=url, **given)


def article(name: str, *resources: Resource, family: str = "") -> Article:
    return Article(title=name, url=f"{name}.html", resources=resources, family=family)


TIDES = "https://example.org/tides"
SITE = [
    article("B", entry("Tides", TIDES), entry("Maps", "https://example.net/maps")),
    article("A", entry("Tides", "http://www.example.org/tides/?utm_source=b", author="M. Quill")),
    article("C", entry("A Diary", isbn="0306406152"), entry("Gauges", "https://example.org/g")),
    article("D", entry("The diary", isbn="9780306406157"), entry("Old  Almanac")),
    article("E", entry("Old almanac."), entry("Paper", "https://dx.doi.org/10.1000/AB")),
    article("F", entry("Paper", doi="10.1000/ab")),
]


def test_works_are_told_by_address_isbn_doi_or_title() -> None:
    works = cited_works(SITE)

    told = [(work.resource.title, [place.title for place in work.citations]) for work in works]
    assert told == [
        ("Paper", ["E", "F"]),
        ("Tides", ["A", "B"]),
        ("A Diary", ["C", "D"]),
        ("Old Almanac", ["D", "E"]),
        ("Maps", ["B"]),
        ("Gauges", ["C"]),
    ]


def test_the_entry_that_says_most_stands_for_the_work() -> None:
    (tides,) = [work for work in cited_works(SITE) if work.resource.title == "Tides"]

    assert tides.resource.author == "M. Quill"


def test_the_order_of_articles_changes_nothing() -> None:
    shuffled = SITE.copy()
    random.Random(3).shuffle(shuffled)

    assert cited_works(shuffled) == cited_works(SITE)
    assert by_host(cited_works(shuffled)) == by_host(cited_works(SITE))


def test_hosts_cited_most_come_first_and_works_without_a_link_last() -> None:
    groups = by_host(cited_works(SITE))

    assert [group.host for group in groups] == ["example.org", "dx.doi.org", "example.net", ""]
    assert [work.resource.title for work in groups[0].works] == ["Tides", "Gauges"]


def test_an_article_counts_once_and_its_translations_with_it() -> None:
    twice = article("A", entry("T", TIDES, anchor="first"), entry("T", TIDES, anchor="second"))
    french = article("Le A", entry("T", TIDES))

    (work,) = cited_works([replace(twice, family="a"), replace(french, family="a")])

    (place,) = work.citations
    assert (place.title, place.anchor) == ("A", "first")
    assert len(cited_works([twice, french])[0].citations) == 2


def test_ids_are_plain_unique_and_the_same_in_any_company() -> None:
    works = cited_works(SITE)
    ids = {work.resource.title: work.id for work in works}

    assert len(set(ids.values())) == len(works)
    assert all(id_.replace("-", "").isalnum() and id_.isascii() for id_ in ids.values())
    assert ids["Tides"].startswith("example-org-")
    assert cited_works(SITE[:1])[1].id == ids["Tides"]


def test_texts_are_one_line_without_control_characters() -> None:
    (work,) = cited_works([article("A\u2028b\x00", entry("a\r\nER  - \x0b\x00b\ud800", TIDES))])

    assert work.resource.title == "a ER - b"
    assert work.citations[0].title == "A b"


def test_dates_and_numbers() -> None:
    assert [date_parts(date) for date in ("2024", "2024-05", "2024-05-17")] == [
        [2024],
        [2024, 5],
        [2024, 5, 17],
    ]
    assert [date_parts(date) for date in ("", "May 2024", "2024-13", "2024-05-17T10:00")] == [
        [],
        [],
        [2024],
        [],
    ]
    assert isbn13("080442957X") == "9780804429573"
    assert isbn13("9780306406157") == "9780306406157"
