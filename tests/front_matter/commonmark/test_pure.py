"""Both engines make the same HTML; cases are files beside this one."""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import cases, compare

from pelican_plugins.front_matter.commonmark.engine import by_comrak
from pelican_plugins.front_matter.commonmark.options import EngineOptions
from pelican_plugins.front_matter.commonmark.pure import TooDeepError, to_html

CASES = Path(__file__).parent / "cases"
Engine = Callable[[str, EngineOptions], str]


@pytest.fixture(params=["pure", "native"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "pure":
        return to_html
    pytest.importorskip("comrak", reason="comrak is not installed; it has no wheel here")
    return by_comrak


def comparable(html: str) -> str:
    """Return HTML with lines only; the native engine writes two attributes in any order."""
    html = re.sub(r'data-sourcepos="(\d+):\d+-\d+:\d+"', r'data-sourcepos="\1"', html)
    return re.sub(r'<code (data-meta="[^"]*") (class="[^"]*")', r"<code \2 \1", html)


@pytest.mark.parametrize("case", cases(CASES, ".in.md"))
def test_case(case: Path, engine: Engine, rewrite: bool) -> None:
    """A case named as an option is read with that option."""
    name = case.name.removesuffix(".in.md")
    known = {field.name for field in dataclasses.fields(EngineOptions)}
    options = EngineOptions(**({name: True} if name in known else {}))

    html = comparable(engine(case.read_text(encoding="utf-8"), options))

    compare(case, ".in.md", {".out.html": html}, rewrite=rewrite)


PIECES = [
    *("a", "b c", " ", "  ", "\n", "\n\n", "- ", "1. ", "> ", "    ", "# ", "`", "*", "**", "_"),
    *("~~", "[", "]", "(/u)", "[^1]", "![", "](x.png)", "<b>", "<div>\n", "&amp;", "\\", "$"),
    *("$5", "https://a.bc/d", "www.a.bc", "m@a.bc", ".", ")", "|", "| a | b |\n", "\n: "),
    *("- [x] ", "> [!NOTE]\n> ", "```\n", "---\n", "\t", '"', "'", "--", "é", "\u00a0", "[r]"),
]
END = "\n\n[r]: /u\n\n[^1]: note\n"
# What the two are known to read differently: a table that is begun twice, an indented line that
# goes on in code of a quote, and strikes of unequal length, after which comrak reads no emphasis.
KNOWN = re.compile(r"\|.*\n.*\|.*\n.*\||> .*`|~|\]\(\s*$|> .*\t|\(\n\n|`\n\s*$", re.DOTALL)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_what_is_put_together_at_random_is_read_alike(text: str) -> None:
    pytest.importorskip("comrak", reason="comrak is not installed; it has no wheel here")
    if KNOWN.search(text):
        return
    options = EngineOptions()
    assert comparable(to_html(text + END, options)) == comparable(by_comrak(text + END, options))


def test_paragraphs_of_a_definition_keep_their_bounds() -> None:
    """The native engine glues them together."""
    html = re.sub(r' data-sourcepos="[^"]*"', "", to_html("T\n: a *b*\n\n  c\n", EngineOptions()))

    assert html == "<dl>\n<dt>T</dt>\n<dd>\n<p>a <em>b</em></p>\n<p>c</p>\n</dd>\n</dl>\n"


def test_of_two_footnotes_of_one_name_the_later_counts() -> None:
    html = to_html("a[^1]\n\n[^1]: first\n\n[^1]: second\n", EngineOptions())

    assert "second" in html
    assert html.count("<li") == 1


def test_elements_name_their_lines() -> None:
    html = to_html("# a\n\nb\n*c*\n\n- d\n- [e](f)\n", EngineOptions())

    assert re.findall(r'<(\w+) data-sourcepos="(\d+):0-\2:0"', html) == [
        ("h1", "1"), ("p", "3"), ("em", "4"), ("ul", "6"), ("li", "6"), ("li", "7"), ("a", "7"),
    ]  # fmt: skip


def test_a_lone_surrogate_is_replaced() -> None:
    assert ">a � b<" in to_html("a \ud800 b", EngineOptions())
    assert ">😀<" in to_html("\ud83d\ude00", EngineOptions())


@pytest.mark.parametrize("mark", ["> ", "- ", "* 1. ", "[^a]: "])
def test_what_stands_too_deep_is_refused(mark: str) -> None:
    assert "x" in to_html(f"{mark * 20}x[^a]", EngineOptions())
    with pytest.raises(TooDeepError):
        to_html(f"{mark * 5000}x", EngineOptions())


def test_nested_items_are_refused_when_they_stand_too_deep() -> None:
    def nested(depth: int) -> str:
        return "".join(f"{'  ' * level}- a\n" for level in range(depth))

    assert to_html(nested(40), EngineOptions()).count("<ul") == 40
    with pytest.raises(TooDeepError) as refused:
        to_html(nested(500), EngineOptions())
    assert refused.value.line == 48  # whose text would stand in 48 lists and 48 items


HOSTILE = {
    "brackets": "[", "closed brackets": "[]", "links": "[a](", "images": "![", "stars": "*a ",
    "mixed": "*a_ ", "backticks": "`a``", "less-than": "<", "tags": "<a ", "comments": "<!--",
    "dollars": "$$a$", "code math": "$`a ", "ampersands": "&", "pipes": "|", "mail": "a@b.",
    "addresses": "http://a.b/&a;", "parentheses": "http://a.b/)", "labels": "[a][b", "nul": "\0",
    "surrogates": "\ud800", "footnotes": "[^a]", "wikilinks": "[[", "quotes": "\"a 'b ",
    "marks": "==a ", "strikes": "~a ", "lines": "a\n", "backslashes": "\\", "spaces": "\u00a0",
    "meanings": "\n: a", "dashes": "-a", "circle": "[^a]: [^a]\n\n",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_steps_by_its_length(piece: str) -> None:
    """Four times the text takes no more than about four times the calls."""
    options = EngineOptions(smart_punctuation=True, marks=True, wikilinks=True)

    def calls(count: int) -> int:
        made = 0

        def step(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(step)
        try:
            to_html(f"{piece * count}\n\n[^a]: b", options)
        finally:
            sys.setprofile(before)
        return made

    calls(1)  # which also makes the parser
    assert calls(400) < 1000 + 5 * calls(100)
