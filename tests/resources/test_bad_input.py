"""Lists that nobody should write: huge, broken, misleading. They take linear time and lose nothing."""

# ruff: noqa: E501
from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import unescape

import pytest
from bs4 import BeautifulSoup, Tag
from support import counted_calls

from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources
from pelican_plugins.resources.resource import Resource

URL = "https://levels.example/tides"


def page_of(body: str) -> tuple[tuple[Resource, ...], str]:
    document = Document(f"<p>Text.</p>\n<h2>Sources</h2>\n{body}")
    found = extract_resources(document, ExtractionOptions())
    return found.resources, document.html()


def rows(template: str, before: str = "<ul>", after: str = "</ul>") -> Callable[[int], str]:
    return lambda size: before + "".join(template.format(n) for n in range(100, 100 + size)) + after


def one(text: str, end: str = f" {URL}") -> Callable[[int], str]:
    return lambda size: f"<ul><li>{text * size}{end}</li></ul>"


# What makes a list of a size, and how many entries it has for each unit of it.
GROWING: dict[str, tuple[Callable[[int], str], int]] = {
    "items": (rows("<li>Tide tables {0}, https://levels.example/{0}</li>\n"), 1),
    "citations": (rows("<li>Bell, I. &amp; Quill, M. (2015). Stones {0}. <em>Water Notes</em>, 4(1), 3. https://doi.org/10.5555/w.{0}</li>\n"), 1),
    "loose items": (rows("<li><p><a href='https://levels.example/{0}'>Tides {0}</a>, 2015</p></li>\n"), 1),
    "numbered lines": (rows("[{0}] Tides, https://levels.example/{0}\n", "<p>", "</p>"), 1),
    "lines": (rows("Tides {0} https://levels.example/{0}\n", "<p>", "</p>"), 1),
    "broken lines": (rows("Tides {0} https://levels.example/{0}<br>\n", "<p>", "</p>"), 1),
    "paragraphs": (rows("<p>Tides {0} https://levels.example/{0}</p>\n", "", ""), 1),
    "rows": (rows("<tr><td>Tides {0}</td><td>https://levels.example/{0}</td></tr>\n", "<table>", "</table>"), 1),
    "terms": (rows("<dt>Tides {0}</dt>\n<dd>https://levels.example/{0}</dd>\n", "<dl>", "</dl>"), 1),
    "sections": (rows("<ul><li>Tides https://levels.example/{0}</li></ul>\n<h2>Sources</h2>\n", "", "<p>x</p>"), 1),
    "labels": (rows("<p>Sources:</p>\n<ul><li>Tides https://levels.example/{0}</li></ul>\n", "", ""), 1),
    "templates": (rows("<li>{{{{cite web|url=https://levels.example/{0}|title=Tides|date=2019}}}}</li>\n"), 1),
    "words": (one("word "), 0),
    "URLs": (one("https://levels.example/a ", ""), 0),
    "opened brackets": (one("[(（【“„«「『《"), 0),
    "closed brackets": (one("])）】”»」』》"), 0),
    "names": (one("Aa, B., "), 0),
    "years": (one("(2021) "), 0),
    "quotes": (one("“a” "), 0),
    "templates that never end": (one("{{a|title="), 0),
    "templates in templates": (one("{{a|title={{b}}"), 0),
    "URL": (lambda size: f"<ul><li>Tides {URL}/{'a' * size}</li></ul>", 0),
    "italics": (one("<em>a</em> "), 0),
}  # fmt: skip


@pytest.mark.parametrize("name", GROWING)
def test_twice_as_much_takes_twice_the_work(name: str) -> None:
    make, per_size = GROWING[name]
    # Tables of words and patterns are made once.
    page_of(make(2))
    found: list[int] = []
    small, middle, large = (
        counted_calls(lambda html: found.append(len(page_of(html)[0])), make(size))
        for size in (20, 40, 60)
    )
    assert found == [size * per_size or 1 for size in (20, 40, 60)]
    # A line; to look at all entries before each would add one hundredth to the second step.
    first, second = middle - small, large - middle
    assert second <= 1.008 * first + 20, (first, second)


def test_to_wrap_a_term_nobody_searches_all_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("<dl>" + "<dt>a</dt>\n<dd>b</dd>\n" * 100 + "</dl>")
    wrappers = [document.new_tag("div") for _ in range(100)]
    terms = document.soup.find_all("dt")

    def search(*_arguments: object) -> int:
        raise AssertionError("BeautifulSoup searches from the first child on")

    monkeypatch.setattr(Tag, "index", search)
    for term, wrapper in zip(terms, wrappers, strict=True):
        document.wrap(term, term.find_next_sibling("dd"), wrapper)

    assert [str(tag) for tag in document.soup.dl.find_all("div", recursive=False)] == [
        "<div><dt>a</dt>\n<dd>b</dd></div>"
    ] * 100
    assert document.html() == "<dl>" + "<div><dt>a</dt>\n<dd>b</dd></div>\n" * 100 + "</dl>"


def test_an_entry_of_a_megabyte() -> None:
    words = "silt " * 200_000
    (found,), page = page_of(f"<ul><li>{words}{URL}</li></ul>")
    assert found.url == URL
    assert page.count("silt") == words.count("silt")


BRACKETS = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) in {"Ps", "Pe", "Pi", "Pf"}]  # fmt: skip


def test_every_bracket_of_unicode_stays_next_to_its_words() -> None:
    opening, closing = (
        [c for c in BRACKETS if unicodedata.category(c) in kinds]
        for kinds in ({"Ps", "Pi"}, {"Pe", "Pf"})
    )
    items = [f"Silt {mark}sand {URL}/{n}" for n, mark in enumerate(opening)]
    items += [f"Silt sand{mark} {URL}/{len(items) + n}" for n, mark in enumerate(closing)]
    found, page = page_of("<ul>" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>")
    assert [one.url for one in found] == [f"{URL}/{n}" for n in range(len(items))]
    read = BeautifulSoup(page, "html.parser")
    for item, mark in zip(read.select("li"), [*opening, *closing], strict=True):
        # Some write » between a title and its URL.
        assert mark in item.text or mark == "»"
        assert item.text.startswith("Silt")
        assert "sand" in item.text


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u202b", "\u2067", "\u061c"])
def test_arabic_around_a_latin_url(mark: str) -> None:
    (found,), page = page_of(f"<ul><li>جداول المد{mark} ({URL}){mark}، ٢٠١٩</li></ul>")
    assert found.url is None or found.url == URL
    assert "جداول المد" in page
    assert f'href="{URL}"' in page or "<a" not in page


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("lеvels.example", "xn--lvels-zwe.example"),
        ("ехаmрlе.example", "xn--"),
        ("bücher.example", "bücher.example"),
        ("пример.example", "пример.example"),
    ],
)
def test_a_host_that_imitates_another_is_shown_as_it_is_resolved(host: str, shown: str) -> None:
    (found,), _ = page_of(f"<ul><li>Silt https://{host}/a</li></ul>")
    assert shown in found.host


def test_a_list_in_a_list_in_a_table_in_a_quotation() -> None:
    inner = f"<ul><li>Silt {URL}/1<ul><li>Sand {URL}/2</li></ul></li></ul>"
    found, page = page_of(
        f"<blockquote><table><tr><td>{inner}</td><td>Clay</td></tr></table></blockquote>"
    )
    for word in ("Silt", "Sand", "Clay", f"{URL}/1", f"{URL}/2"):
        assert word in unescape(page)
    assert len({one.anchor for one in found}) == len(found)


def test_lists_deeper_than_anybody_writes_stay_whole() -> None:
    depth = 300
    html = "<ul><li>a " * depth + URL + "</li></ul>" * depth
    _, page = page_of(html)
    assert URL in page
    assert page.count("<ul>") == page.count("</ul>")
