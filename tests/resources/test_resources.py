"""Closing lists of links become data and reference lists; cases are the files beside this one.

A case is `NAME.in.html`, with what was read in `NAME.out.json` and the page in `NAME.out.html`.
Bodies whose name begins with `typogrify` are read as with `TYPOGRIFY = True`.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from support import cases, compare

from pelican_plugins._core.html_document import Document, outset
from pelican_plugins._core.text import one_line
from pelican_plugins._core.typed_urls import with_typed_urls
from pelican_plugins.resources.parsing.extract import (
    ExtractionOptions,
    ExtractionResult,
    extract_resources,
)
from pelican_plugins.resources.parsing.headings import known_headings, promise_of
from pelican_plugins.resources.parsing.rendering import LinkStyle
from pelican_plugins.resources.parsing.section import first_opener

CASES = Path(__file__).parent / "cases"
ALWAYS = {"title", "url", "host", "note", "group", "anchor", "position"}
HEADINGS = known_headings(["Where this comes from"])


def _told(fields: dict[str, object]) -> dict[str, object]:
    """Return the fields without those that have a default and were left empty."""
    return {name: value for name, value in fields.items() if value or name in ALWAYS}


@pytest.mark.parametrize("case", cases(CASES, ".in.html"))
def test_case(case: Path, rewrite: bool) -> None:
    html = case.read_text(encoding="utf-8")
    if case.name.startswith("typogrify"):
        html = with_typed_urls(html, "default")
    document = Document(html)
    found = extract_resources(document, ExtractionOptions(headings=HEADINGS))

    told = [_told(asdict(resource)) for resource in found.resources]
    told += [{"problem": problem.text, "needle": problem.needle} for problem in document.problems]
    produced = {
        ".out.json": json.dumps(told, indent=2, ensure_ascii=False) + "\n",
        ".out.html": document.html(),
    }
    compare(case, ".in.html", produced, rewrite=rewrite)
    opener = first_opener(html, HEADINGS)
    assert not found.resources or opener is not None
    if opener is not None:
        # As a build reads it: without the blocks before the first list.
        short = Document(html, outset(html, opener))
        assert extract_resources(short, ExtractionOptions(headings=HEADINGS)) == found
        assert short.html() == document.html()


def extract(html: str, **options) -> tuple[ExtractionResult, str, Document]:
    document = Document(html)
    found = extract_resources(document, ExtractionOptions(headings=HEADINGS, **options))
    return found, document.html(), document


def test_links_get_the_rel_and_the_target_that_are_set() -> None:
    html = "<h2>Sources</h2><ul><li><a href='https://a.example/x' rel='me'>A</a></li></ul>"
    _, page, _ = extract(html, style=LinkStyle(rel="external me", target="_blank"))

    link = BeautifulSoup(page, "html.parser").select_one(".resource a")
    assert (link["rel"], link["target"]) == (["me", "external"], "_blank")


def test_tracking_is_taken_out_of_addresses_and_nothing_else() -> None:
    url = "https://a.example/x?b=1&utm_source=n&c=%20&fbclid=z#top"
    html = f"<h2>Sources</h2><ul><li>A {url.replace('&', '&amp;')}</li></ul>"

    assert extract(html)[0].resources[0].url == url
    found, page, _ = extract(html, untracked=True)
    assert found.resources[0].url == "https://a.example/x?b=1&c=%20#top"
    assert [link.url for link in found.resources[0].links] == [found.resources[0].url]
    assert 'href="https://a.example/x?b=1&amp;c=%20#top"' in page


def test_an_address_within_an_address_keeps_its_tracking() -> None:
    url = "https://web.archive.org/web/2020/https://a.example/?utm_source=n"
    html = f"<h2>Sources</h2><ul><li>A {url}</li></ul>"

    assert extract(html, untracked=True)[0].resources[0].url == url


def test_a_section_can_leave_the_body_whole() -> None:
    before, after = "<p>One.</p>\n", "\n<hr>\n<p>Two.</p>"
    section = "<h2>Sources</h2>\n<p>All read.</p>\n<ul><li>A https://a.example</li></ul>"
    found, page, _ = extract(before + section + after, apart=True)

    assert page == before + after
    apart = BeautifulSoup(found.apart, "html.parser")
    assert apart.section["aria-labelledby"] == apart.h2["id"]
    assert "All read." in apart.get_text()
    assert apart.select_one("li.resource a")["href"] == "https://a.example"


def test_a_dead_link_has_its_archived_copy_beside_it() -> None:
    html = "<h2>Sources</h2><ul><li>A https://a.example/x</li><li>B https://b.example</li></ul>"
    style = LinkStyle(
        archived={"https://a.example/x": "https://copy.example/1"}, archived_label="copy"
    )
    found, page, _ = extract(html, style=style)

    assert [resource.archived for resource in found.resources] == ["https://copy.example/1", None]
    copies = BeautifulSoup(page, "html.parser").select("a.resource-archived")
    assert [(copy["href"], copy.text) for copy in copies] == [("https://copy.example/1", "copy")]


@pytest.mark.parametrize(
    "heading",
    [
        *("Resources", "RESOURCES:", "📚 Resources", "12. References", "4.2 Further reading ¶"),
        *("References (4)", "Sources [12]:"),
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
        *(
            "Ｒｅｆｅｒｅｎｃｅｓ",
            "Where  this comes from",
            "– Sources –",
            "Bronnen",
            "Fonti",
            "Fontes",
        ),
        *("Useful resources", "Sources and further reading", "Important references", "Links"),
        *("Further reading on tides", "Sources of this article", "Resources & tools"),
        *("Nützliche Links", "Weiterführende Literatur", "Liens utiles :", "Pour aller plus loin"),
        *("Enlaces de interés", "Leituras recomendadas", "Riferimenti bibliografici", "Lees meer"),
        *("Przydatne linki", "Полезные ссылки", "Що почитати", "相关链接", "推荐阅读", "参考記事"),
        *("関連リンク", "참고 자료", "Mehr zum Thema Gezeiten", "See also:", "Kaynakça", "Källor"),
        *("IV. References", "V) Literatur", "Appendix B: Sources", "Anhang: Quellen", "B. Fuentes"),
        *(
            "五、参考资料",
            "（十二）参考",
            "第5章 参考文献",
            "제5장 참고문헌",
            "가. 참고자료",
            "①参考资源",
        ),
        *("Part 3 – Links", "а) Источники", "学习资源", "參考以及感謝", "リソース", "①参考资源"),
    ],
)
def test_headings_that_announce_references(heading: str) -> None:
    assert promise_of(heading, HEADINGS) is not None


@pytest.mark.parametrize(
    "heading",
    [
        *("Resourceful people", "Human resources", "", "12", "The links that failed", "Notes"),
        *("Why references matter", "Quellcode", "Source code", "Natural resources", "资源管理"),
        *(
            "一些资源管理",
            "D. Source code",
            "Part of our sources are lost",
            "资源下载",
            "I. Resource use",
        ),
        *("On the road", "Useful", "The tide " * 20 + "sources"),
    ],
)
def test_headings_that_do_not(heading: str) -> None:
    assert promise_of(heading, HEADINGS) is None


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
titles = st.lists(words, min_size=1, max_size=6).map(" ".join)
addresses = st.builds(
    "https://{}.example/{}".format, st.from_regex(r"[a-z]{1,9}", fullmatch=True), words
)


@given(st.lists(st.tuples(titles, addresses), min_size=1, max_size=6))
def test_what_is_written_as_title_and_address_is_read_so(entries: list[tuple[str, str]]) -> None:
    items = "".join(f"<li>{title} {url}</li>\n" for title, url in entries)
    found, page, _ = extract(f"<h2>Resources</h2>\n<ul>\n{items}</ul>\n")

    assert [(resource.title, resource.url) for resource in found.resources] == entries
    links = BeautifulSoup(page, "html.parser").select(".resources a")
    assert [(one_line(link.text), link["href"]) for link in links] == entries
    assert len({resource.anchor for resource in found.resources}) == len(entries)


PIECES = st.sampled_from(
    [
        *(
            "<li>",
            "</li>",
            "<ul>",
            "</ul>",
            "<p>",
            "</p>",
            "</a>",
            "<ol>",
            "</ol>",
            "<dl>",
            "</dl>",
        ),
        *("<a href='https://x.example/a'>", "<a href='/here'>", "<a href='javascript:x'>", "<dt>"),
        *("https://y.example/b(c)", "<em>", "</em>", "<h2>Sources</h2>", "<h3>Books</h3>", "<hr>"),
        *("A title", " ", ": ", " - ", "(", ")", ".", "\u00a0", "<br>", "<img src=a.png>", "&amp;"),
        *("<span class='caps'>USA</span>", "javascript:alert(1)", "<!-- c -->", "\n", "</dt>"),
        *("<dd>", "</dd>", "<p>Links:</p>", "<b>Sources</b>", "Doe, J. (2013). ", "“Quoted words”"),
        *(
            "\n* ",
            "here",
            "<div>",
            "</div>",
            "<div class=footnote>",
            "https://u:p@z.example/",
            "《书》",
        ),
    ]
)


def said(html: str) -> tuple[list[str], list[str]]:
    """Return the words and the addresses of a page, in their order, without our hosts."""
    soup = BeautifulSoup(html, "html.parser")
    for host in soup.select(".resource-host"):
        host.decompose()
    text = re.findall(r"\w+", soup.get_text(" "))
    return text, [str(link["href"]) for link in soup.find_all("a", href=True)]


@given(st.sampled_from(["Resources", "References", "Links"]), st.lists(PIECES, max_size=30))
def test_no_word_and_no_address_an_author_wrote_is_lost(name: str, pieces: list[str]) -> None:
    html = f"<h2>{name}</h2>\n<ul>\n{''.join(pieces)}\n</ul>"
    _, page, _ = extract(html)

    before, after = said(html), said(page)
    kept = {url for url in before[1] if not url.startswith("javascript:")}
    assert kept <= set(after[1])
    # A bare address may have become the host and the address of a link.
    written = set(before[0]) - set(re.findall(r"\w+", " ".join(re.findall(r"https?:\S*", html))))
    assert written <= set(after[0]) | set(re.findall(r"\w+", " ".join(after[1])))
    soups = [BeautifulSoup(text, "html.parser") for text in (html, page)]
    assert len(soups[0].find_all("img")) == len(soups[1].find_all("img"))


@given(st.sampled_from(["Resources", "References", "Links"]), st.lists(PIECES, max_size=30))
def test_a_link_leads_only_where_the_author_pointed(name: str, pieces: list[str]) -> None:
    html = f"<h2>{name}</h2>\n<ul>\n{''.join(pieces)}\n</ul>"
    found, page, _ = extract(html)
    text = BeautifulSoup(html, "html.parser")
    given_urls = {str(link["href"]) for link in text.find_all("a", href=True)}
    written = text.get_text() + " ".join(given_urls)

    for link in BeautifulSoup(page, "html.parser").find_all("a", href=True):
        assert link["href"] in written
    for resource in found.resources:
        assert resource.url is None or resource.url in written
        assert "@" not in (resource.url or "")


@given(st.sampled_from(["Resources", "References"]), st.lists(PIECES, max_size=20).map("".join))
def test_a_body_is_read_the_same_every_time(name: str, pieces: str) -> None:
    html = f"<p>Text.</p><h2>{name}</h2>\n<ul>\n<li>One https://a.example/1</li>{pieces}\n</ul>"

    assert extract(html)[:2] == extract(html)[:2]


@pytest.mark.parametrize("case", cases(CASES, ".in.html"))
def test_what_was_made_is_read_the_same_again(case: Path) -> None:
    found, page, _ = extract(case.read_text(encoding="utf-8"))
    again = extract(page)[0]

    assert [(r.title, r.url) for r in again.resources] == [
        (r.title, r.url) for r in found.resources
    ]


def test_terms_that_are_never_closed_are_left_alone() -> None:
    html = (
        '<h2>Sources</h2><dl><dt><a href="https://example.org/a">A</a></dt><dd>A long book.</dd>'
        "<dt>Tides</dt><dd>Since 1833, https:/<![CDATA[/example.net/tides</dd><dt>B</dt></dl>"
    )
    found, page, _ = extract(html)

    assert found.resources == ()
    assert page == html
