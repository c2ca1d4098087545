"""Whatever a body is taken for, every URL of it is on the page, in the author's order.

A body is put together of what people write below headings; each of its URLs is unlike all others.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import count

import markdown
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources

EXTENSIONS = ["extra", "sane_lists"]
URL = re.compile(r"(?:https?://|www\.)h\d+\.example(?:/\w+)?")
PICTURE = re.compile(r'src="([^"]+)"')
LINKED = re.compile(r'href="([^"]*h\d+\.example[^"]*)"')

HEADINGS = (
    *(
        "## Resources",
        "## References",
        "### Further reading",
        "## Links",
        "# Quellen",
        "## 参考资料",
    ),
    *("**Sources**", "**Sources:**", "*Literatur*", "Sources:", "See also:", "References", "Text."),
    *("<h2>Sources</h2>", "<p><b>Sources</b></p>", "Some links to read:", "## A chapter"),
)
URLS = (
    *("https://{n}/page", "http://{n}", "www.{n}", "<https://{n}/page>", "(https://{n}/page)"),
    *("[A work](https://{n}/page)", "[PDF](https://{n}/page)", "[{n}](https://{n}/page)"),
    *("([archived](https://{n}/page))", "[**bold** link](https://{n}/page)", "https://{n}/page."),
    *("[1](https://{n}/page)", "*[A work](https://{n}/page)*", "“[A work](https://{n}/page)”"),
    *("`https://{n}/page`", "![a picture](/{n}/page.png)", "<a href='https://{n}/page'></a>"),
)
WORDS = (
    *("Bell, I. (2021).", "“The ferryman.”", "*Water Notes*,", "The ferryman", "4 March 2021,"),
    *(
        "via",
        "–",
        ":",
        "see",
        "Accessed 3 May 2024.",
        "doi:10.5555/a.b",
        "(",
        ")",
        "and",
        "«",
        "1.",
    ),
    *("[own page](/about/)", "mailto:a@b.example", "ISBN 978-3-16-148410-0", "**Bell**", "参考"),
)
RAW = (
    *("<p>{}<br>{}</p>", "<ul><li>{}<li>{}</ul>", "<ol><li><p>{}</p><p>{}</p></li></ol>", "{} {}"),
    *("<p>{}<br><span>{}</span></p>", "<div>{}<br>{}</div>", "<blockquote>{}<p>{}</blockquote>"),
    *("<dl><dt>{}<dd>{}</dl>", "<table><tr><td>{}<td>{}</table>", "<li>{}</li> <!-- {} -->"),
    *("<p>{}<div>{}</div></p>", "<details><summary>References</summary>{}<p>{}</p></details>"),
)
LAYOUTS = ("* {}", "- {}", "1. {}", "    * {}", "{}  ", "{}", "• {}", "[1] {}", "> {}", "\n{}\n")
KINDS = ("lines", "lines", "lines", "mixed", "table", "terms", "footnotes", "raw")


@st.composite
def entries(draw: st.DrawFn) -> str:
    pieces = st.one_of(st.sampled_from(URLS), st.sampled_from(WORDS), st.sampled_from(WORDS))
    return " ".join(draw(st.lists(pieces, min_size=1, max_size=5)))


@st.composite
def blocks(draw: st.DrawFn) -> str:
    texts = draw(st.lists(entries(), min_size=1, max_size=4))
    kind = draw(st.sampled_from(KINDS))
    if kind == "table":
        rows = [f"| {text} | {other} |" for text, other in zip(texts, texts[::-1], strict=True)]
        return "\n".join(["| Work | Where |", "|---|---|", *rows])
    if kind == "terms":
        return "\n\n".join(f"{text}\n:   {other}" for text, other in zip(texts, texts, strict=True))
    if kind == "footnotes":
        marks = "".join(f"[^{number}]" for number in range(len(texts)))
        notes = [f"[^{number}]: {text}" for number, text in enumerate(texts)]
        return "\n".join([f"A sentence.{marks}", "", *notes])
    if kind == "raw":
        # In HTML such brackets begin an element.
        one, other = (re.sub(r"<(https://\{n\}/page)>", r"\1", texts[n]) for n in (0, -1))
        return markdown.markdown(draw(st.sampled_from(RAW)).format(one, other))
    if kind == "mixed":
        return "\n".join(draw(st.sampled_from(LAYOUTS)).format(text) for text in texts)
    layout = draw(st.sampled_from(LAYOUTS))
    return "\n".join(layout.format(text) for text in texts)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        parts += [draw(st.sampled_from(HEADINGS)), draw(st.sampled_from(["\n\n", "\n"]))]
        parts += [draw(blocks()), "\n\n"]
    number = count(1)
    return re.sub(r"\{n\}", lambda _: f"h{next(number)}.example", "".join(parts))


def first_places(pattern: re.Pattern[str], html: str) -> list[str]:
    return list(dict.fromkeys(pattern.findall(html)))


def comments_removed(html: str) -> str:
    return re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)


def words_shown(html: str) -> Counter[str]:
    """Return how often each word is shown, without numbers and URLs.

    A list has numbers of its own, and a host may stand for a URL.
    """
    shown = BeautifulSoup(html, "html.parser").get_text(" ")
    return Counter(re.findall(r"[^\W\d]\w*", re.sub(r"\S*h\d+\.example\S*", " ", shown)))


@given(bodies(), st.booleans(), st.sampled_from(["", "https://h1.example"]))
def test_every_url_is_on_the_page_in_order(
    body: str,
    apart: bool,
    site: str,
) -> None:
    written = comments_removed(markdown.markdown(body, extensions=EXTENSIONS))
    document = Document(written)
    result = extract_resources(document, ExtractionOptions(apart=apart, site=site))
    page = document.html() + result.apart
    assert not words_shown(written) - words_shown(page)
    urls = first_places(URL, written)
    assert {*urls} <= {*URL.findall(page)}
    assert sorted(PICTURE.findall(page)) == sorted(PICTURE.findall(written))
    if result.apart:
        # The sections were in the midst of the body.
        return
    # A title in the text of a link may be a host, too: only links have an order.
    places = [urls.index(url) for url in first_places(LINKED, page) if url in urls]
    assert places == sorted(places)
    linked = first_places(LINKED, written)
    assert [url for url in first_places(LINKED, page) if url in linked] == linked
