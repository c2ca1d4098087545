"""What becomes of Markdown, as files: `rendered/NAME.md` and the HTML that is made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pelican_plugins.front_matter.commonmark import pure
from pelican_plugins.front_matter.commonmark.engine import to_html
from pelican_plugins.front_matter.commonmark.options import EngineOptions, MarkdownStyle
from pelican_plugins.front_matter.commonmark.render import render

CASES = sorted((Path(__file__).parent / "rendered").glob("*.md"))
VAULT = {"Weir": "notes/Weir.md", "gauge.png": "files/gauge.png", "tide.mp3": "files/tide.mp3"}
OBSIDIAN = MarkdownStyle(options=EngineOptions(marks=True, wikilinks=True), callouts=True)


def nowhere(_name: str) -> None:
    return None


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("engine", [pure.to_html, to_html], ids=["pure", "native"])
def test_case(case: Path, engine: Callable[..., str], rewrite: bool, monkeypatch) -> None:
    monkeypatch.setattr("pelican_plugins.front_matter.commonmark.render.to_html", engine)
    made = render(case.read_text(encoding="utf-8"), MarkdownStyle(), nowhere).html + "\n"
    expected = case.with_suffix(".html")
    if rewrite:
        expected.write_text(made, encoding="utf-8")

    assert made == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("[[Weir|the weir]]", '<a href="{filename}/notes/Weir.md">the weir</a>'),
        (
            "[[Weir#Old & new]]",
            '<a href="{filename}/notes/Weir.md#old--new">Weir &gt; Old &amp; new</a>',
        ),
        ("[[#Top]]", '<a href="#top">Top</a>'),
        ("![[gauge.png|300]]", '<img src="{static}/files/gauge.png" alt="" width="300" />'),
        (
            "![[gauge.png|A gauge|30x20]]",
            '<img src="{static}/files/gauge.png" alt="A gauge" width="30" height="20" />',
        ),
        ("![[tide.mp3]]", '<audio src="{static}/files/tide.mp3" controls></audio>'),
        ("![[Weir]]", '<a href="{filename}/notes/Weir.md">Weir</a>'),
        ("[[Nowhere|label]]", "label"),
        ("==marked==", "<mark>marked</mark>"),
        ("`[[Weir]] ![[gauge.png]]`", "<code>[[Weir]] ![[gauge.png]]</code>"),
    ],
)
def test_what_a_vault_writes(written: str, html: str) -> None:
    assert render(written, OBSIDIAN, VAULT.get).html == f"<p>{html}</p>"
    assert "{filename}" not in render(written, MarkdownStyle(), VAULT.get).html


def test_a_callout_folds_where_its_author_folds_it() -> None:
    html = render("> [!quote]- Who *said* it\n> Body\n", OBSIDIAN, VAULT.get).html

    assert html == (
        '<details class="admonition quote">\n<summary>Who <em>said</em> it</summary>\n'
        "<p>Body</p>\n</details>"
    )
    assert "[!quote]" in render("> [!quote]- T\n", MarkdownStyle(), nowhere).html


def test_what_cannot_be_read_is_told() -> None:
    made = render("A <title> and [[Nowhere]], $\\left( x$.", OBSIDIAN, VAULT.get)

    assert [problem.code for problem in made.problems] == [
        *("markup-unknown", "link-broken", "math-unreadable"),
    ]


def test_what_would_take_minutes_is_told_with_its_line() -> None:
    addresses = render("a\n" + "ann@example.org " * 6000, MarkdownStyle(), nowhere)
    descriptions = render("Term\n" + ": one\n" * 6000, MarkdownStyle(), nowhere)

    assert [problem.code for problem in addresses.problems] == ["text-too-large"]
    assert addresses.problems[0].needle.startswith("ann@example.org ann@")
    assert "<a" not in addresses.html
    assert descriptions.problems[0].needle == ": one"
    with pytest.raises(pure.TooDeepError) as refused:
        render("a\n\n" + "> " * 300 + "b\n", MarkdownStyle(), nowhere)
    assert refused.value.line == 3
    assert render(f"```\n{'>' * 300}\n```\n", MarkdownStyle(), nowhere).html.count("&gt;") == 300


def test_a_link_that_its_author_bounds_stays_whole() -> None:
    """The pure engine gives no columns, and so cannot tell such a link from a bare one."""
    pytest.importorskip("comrak")
    text = "<https://a.org/b。> [https://a.org/b。](https://a.org/b。)"
    html = render(text, MarkdownStyle(), nowhere).html

    assert html.count(">https://a.org/b。</a>") == 2


def test_lines_below_a_loose_description_are_those_of_the_source() -> None:
    made = render("Term\n: one\n\n    two\n\n$5 or US$\n\n# Below\n", MarkdownStyle(), nowhere)

    assert made.lines == {"Below": [8]}
    assert "$5 or US$" in made.html


def test_what_is_the_same_is_told_once_and_made_a_few_times() -> None:
    assert len(render("[[Nowhere]] " * 50, OBSIDIAN, VAULT.get).problems) == 1
    assert render("[TOC]\n\n" * 50 + "# One\n", MarkdownStyle(), nowhere).html.count("#one") == 20


@pytest.mark.parametrize("text", ["a\r\n\r\n$5 or US$\r| a |\r|---|\r|{: .b}", "\udc80 $5 or US$"])
def test_other_line_ends_and_characters_that_are_none(text: str) -> None:
    assert "$5 or US$" in render(text, MarkdownStyle(), nowhere).html


def test_a_number_that_is_none_leaves_lines_unnumbered() -> None:
    text = '```py {linenos=true, linenostart="x²", hl_lines="' + "9" * 5000 + '"}\na\n```\n'

    assert "linenos" in render(text, MarkdownStyle(), nowhere).html


def test_lines_are_those_of_the_source() -> None:
    body = "# One\n\ntext\n\n![a](a.png#center)\n- [b](b.html)\n\n![a](a.png#center)\n"

    assert render(body, MarkdownStyle(), nowhere).lines == {
        "One": [1],
        "a.png#center": [5, 8],
        "b.html": [6],
    }


@pytest.mark.parametrize(
    "piece",
    ["[", "*a ", "`", "<", "> a\n", "![", "[^a]", "{.x}", "]{.x}", "*[A]: b\n", "$", "<title>",
     '<div markdown="1">\n', "![a](b c.png", "# {: #x}\n", "[[a]]", "<!--", "- a\n{: .x}\n",
     '<a "', "> [!NOTE]\n\n", "T\n: d\n\n    e\n\n", "```\n"],
)  # fmt: skip
def test_a_text_of_one_piece_ends(piece: str) -> None:
    short, long = (render(piece * times, OBSIDIAN, nowhere) for times in (1, 4_000))

    assert len(long.html) >= len(short.html)
