"""Facts of a work are read where they plainly stand, and none is made up.

The entries are those of `entry_styles.py`: works of twelve languages in the styles of citation,
and what people write by hand in the text files of `entries/`.
"""

from __future__ import annotations

import re
from html import unescape

import markdown
import pytest
from entry_scores import Scores
from entry_styles import FIELDS, Entry, by_hand, generated
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources
from pelican_plugins.resources.parsing.links import find_urls
from pelican_plugins.resources.resource import Resource

GENERATED, BY_HAND = list(generated()), list(by_hand())


def extracted(entry: Entry) -> tuple[Resource, str]:
    """Return what is read in an entry, and the page with it."""
    inner = markdown.markdown(entry.text).removeprefix("<p>").removesuffix("</p>")
    document = Document(f"<h2>References</h2>\n<ul>\n<li>{inner}</li>\n</ul>")
    (resource,) = extract_resources(document, ExtractionOptions()).resources
    return resource, document.html()


def extracted_together(entries: list[Entry]) -> list[Resource]:
    text = "\n".join(f"<li>{markdown.markdown(each.text)[3:-4]}</li>" for each in entries)
    document = Document(f"<h2>References</h2>\n<ul>\n{text}\n</ul>")
    return list(extract_resources(document, ExtractionOptions()).resources)


def mistakes(entry: Entry, resource: Resource) -> list[str]:
    return [
        f"{entry.language}, {entry.style}, {field}: {getattr(resource, field)!r} in {entry.text!r}"
        for field in FIELDS
        if (getattr(resource, field) or "") != entry.fields.get(field, "")
    ]


LANGUAGES = "ar cs de en es fr it ja nl pl pt ru sv tr uk zh".split()  # noqa: SIM905
PRECISION, RECALL = 0.995, 0.95


def test_the_set_is_large_enough_to_say_something() -> None:
    assert len(GENERATED) + len(BY_HAND) >= 600
    assert {entry.language for entry in GENERATED} == {*LANGUAGES}
    assert {entry.language for entry in BY_HAND} == {*LANGUAGES}
    assert len({entry.style for entry in GENERATED}) >= 20
    assert sum(entry.is_open for entry in BY_HAND) <= 0.02 * len(BY_HAND)


def test_facts_are_read_in_every_style_and_language() -> None:
    """`pytest -s` prints the table; it is also there if a figure is too low."""
    entries = [*GENERATED, *BY_HAND]
    scores = Scores()
    for entry, resource in zip(entries, extracted_together(entries), strict=True):
        scores.add(entry, {field: getattr(resource, field) or "" for field in FIELDS})
    table = scores.table()
    print(f"\n{table}")  # noqa: T201
    for field in FIELDS:
        assert scores.precision(field) >= PRECISION, f"{field}\n{table}"
        assert scores.recall(field) >= RECALL, f"{field}\n{table}"


@pytest.mark.parametrize("entry", BY_HAND, ids=lambda entry: entry.text[:50])
def test_entry_typed_by_hand(entry: Entry) -> None:
    resource, _ = extracted(entry)
    assert bool(mistakes(entry, resource)) == entry.is_open


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def assert_nothing_is_made_up(text: str, resource: Resource, page: str) -> None:
    """Every word of a field stands in the source, and every URL of the source in the page."""
    for field in ("title", "note", "author", "publisher"):
        assert words(getattr(resource, field)) <= words(text), field
    for field in ("date", "accessed"):
        assert re.match(r"\d{4}", getattr(resource, field) or "0000")[0] in f"{text} 0000"
    assert re.sub(r"\s", "", resource.isbn) in re.sub(r"[\s-]", "", text)
    written, position = unescape(page), 0
    for url in find_urls(text):
        if url.startswith("http://"):
            # A host without a scheme is text, if the entry has another URL.
            assert url.removeprefix("http://") in written
            continue
        position = written.find(url, position) + 1
        assert position, url


@pytest.mark.parametrize("entry", BY_HAND, ids=lambda entry: entry.text[:50])
def test_no_word_is_made_up_and_no_url_is_lost(entry: Entry) -> None:
    resource, page = extracted(entry)
    plain = markdown.markdown(entry.text)
    for field in ("title", "note", "author", "publisher"):
        assert words(getattr(resource, field)) <= words(plain), field
    hrefs = re.findall(r'href="([^"]+)"', plain)
    assert [href for href in re.findall(r'href="([^"]+)"', page) if href in hrefs] == hrefs


PIECES = st.sampled_from(
    [
        *(
            "Bell, I.",
            "Ines Bell",
            "QUILL, Marcus",
            "Lowland Water Board",
            "et al.",
            "Белов И. К.",
            "王潮生",
        ),
        *(
            "(2021)",
            "2021.",
            "(2021, March 4)",
            "4 March 2021",
            "[cit. 2024-05-03]",
            "Accessed 3 May 2024",
            "2010-11",
        ),
        *(
            "“The ferryman.”",
            "'The ferryman'",
            "«Паромщик»",
            "「渡し守」",
            "The ferryman.",
            "What the gauge forgot: a diary",
        ),
        *(
            "Water Notes",
            "In: Tieflandpost",
            "// Низинный вестник",
            "4(1), 3–25",
            "12;3:4",
            "Oxford: Press,",
        ),
        *(
            "https://levels.example/a",
            "https://doi.org/10.5555/a.b",
            "www.levels.example/b",
            "doi:10.5555/x.1",
        ),
        *(
            "https://web.archive.org/web/2020/https://levels.example/a",
            "10.1234/8",
            "ISBN 978-3-16-148410-0",
        ),
        *(
            "(",
            ")",
            "[",
            "]",
            ",",
            ";",
            "–",
            "by",
            "in",
            "URL",
            "Available at:",
            "Online verfügbar unter",
            "see",
            "/",
            ".",
        ),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=9))
@settings(max_examples=120)
def test_pieces_of_citations_in_any_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    document = Document(f"<h2>References</h2>\n<ul>\n<li>{text}</li>\n</ul>")
    for resource in extract_resources(document, ExtractionOptions()).resources:
        assert_nothing_is_made_up(text, resource, document.html())


def test_the_length_of_an_entry_costs_no_more_than_its_length() -> None:
    """Long runs of what patterns look for end soon; the clock is not asked, the work is bounded."""
    for run in (
        "Aa, B., ",
        "De ",
        "A. ",
        "(2021) ",
        "“a” ",
        "10.1234/",
        "www.a.",
        "[1] ",
        "/ a ",
        "2021-",
        "a\n",
        "« ",
    ):
        entry = Entry("en", "long", run * 4_000, {})
        document = Document(
            f"<h2>References</h2>\n<ul>\n<li>{entry.text} https://a.example</li>\n</ul>"
        )
        assert len(extract_resources(document, ExtractionOptions()).resources) <= 1
