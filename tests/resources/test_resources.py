"""Closing lists of links become data and reference lists; cases are the files beside this one.

A case is `NAME.in.html`, with what was read in `NAME.out.json` and the page in `NAME.out.html`.
Bodies whose name begins with `typogrify` are read as with `TYPOGRIFY = True`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from support import cases, compare

from pelican_plugins._core.document import Document
from pelican_plugins._core.text import one_line
from pelican_plugins.resources.extract import extract_resources, restore_resources
from pelican_plugins.resources.headings import heading_key, known_headings
from pelican_plugins.resources.section import may_hold_section

CASES = Path(__file__).parent / "cases"
ALWAYS = {"title", "url", "host", "note", "group", "anchor", "position"}
HEADINGS = known_headings(["Where this comes from"])


def _told(fields: dict[str, object]) -> dict[str, object]:
    """Return the fields without those that have a default and were left empty."""
    return {name: value for name, value in fields.items() if value or name in ALWAYS}


@pytest.mark.parametrize("case", cases(CASES, ".in.html"))
def test_case(case: Path, rewrite: bool) -> None:
    html = case.read_text(encoding="utf-8")
    document = Document(html)
    dashes = "default" if case.name.startswith("typogrify") else None
    found = extract_resources(document, HEADINGS, dashes)

    produced = {
        ".out.json": json.dumps([_told(r) for r in found], indent=2, ensure_ascii=False) + "\n",
        ".out.html": document.html(),
    }
    compare(case, ".in.html", produced, rewrite=rewrite)
    assert bool(found) <= may_hold_section(html)


@pytest.mark.parametrize(
    "heading",
    [
        *("Resources", "RESOURCES:", "📚 Resources", "12. References", "4.2 Further reading ¶"),
        *(
            "Ressources",
            "Quellen",
            "Fuentes",
            "Źródła",
            "Источники",
            "Джерела",
            "参考文献：",
            "出典",
        ),
        *("Ｒｅｆｅｒｅｎｃｅｓ", "Where  this comes from", "– Sources –"),
    ],
)
def test_headings_that_announce_resources(heading: str) -> None:
    assert heading_key(heading) in HEADINGS


@pytest.mark.parametrize("heading", ["Resourceful people", "Human resources", "", "Links", "12"])
def test_headings_that_do_not(heading: str) -> None:
    assert heading_key(heading) not in HEADINGS


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
titles = st.lists(words, min_size=1, max_size=6).map(" ".join)
addresses = st.builds(
    "https://{}.example/{}".format, st.from_regex(r"[a-z]{1,9}", fullmatch=True), words
)


@given(st.lists(st.tuples(titles, addresses), min_size=1, max_size=6))
def test_what_is_written_as_title_and_address_is_read_so(entries: list[tuple[str, str]]) -> None:
    items = "".join(f"<li>{title} {url}</li>\n" for title, url in entries)
    document = Document(f"<h2>Resources</h2>\n<ul>\n{items}</ul>\n")

    read = restore_resources(extract_resources(document, HEADINGS, None))

    assert [(resource.title, resource.url) for resource in read] == entries
    links = BeautifulSoup(document.html(), "html.parser").select(".resources a")
    assert [(one_line(link.text), link["href"]) for link in links] == entries
    assert len({resource.anchor for resource in read}) == len(read)


PIECES = st.sampled_from(
    [
        *(
            "<li>",
            "</li>",
            "<ul>",
            "</ul>",
            "<p>",
            "</p>",
            "<a href='https://x.example/a'>",
            "</a>",
        ),
        *("https://y.example/b(c)", "<em>", "</em>", "<h2>Sources</h2>", "<h3>Books</h3>", "<hr>"),
        *("A title", " ", ": ", " - ", "(", ")", ".", "\u00a0", "<br>", "<img src=a.png>", "&amp;"),
        *("<span class='caps'>USA</span>", "javascript:alert(1)", "<!-- c -->", "\n"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_word_an_author_wrote_is_lost(html: str) -> None:
    html = f"<h2>Resources</h2>\n<ul>\n{html}\n</ul>"
    document = Document(html)
    extract_resources(document, HEADINGS, None)

    def said(text: str) -> list[str]:
        soup = BeautifulSoup(text, "html.parser")
        for host in soup.select(".resource-host"):
            host.decompose()
        links = [str(link["href"]) for link in soup.find_all("a", href=True)]
        return re.findall(r"\w+", " ".join([soup.get_text(" "), *links]))

    assert set(said(html)) <= set(said(document.html()))
    assert len(BeautifulSoup(html, "html.parser").find_all("img")) == len(
        BeautifulSoup(document.html(), "html.parser").find_all("img")
    )
