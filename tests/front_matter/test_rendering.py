"""Markdown becomes what Python-Markdown makes of it, however little it is asked to search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from pelican_plugins._core.cache import MemoryCache
from pelican_plugins.front_matter.markdown_settings import fingerprint
from pelican_plugins.front_matter.renderers import Renderer
from pelican_plugins.images.caption_extension import CaptionTitles

EXTENSIONS = ["markdown.extensions.extra", "codehilite", "smarty", "toc", "nl2br"]
PIECES = [
    *("text ", "`", "``", "\\", "\\*", "*", "**", "***", "_", "__", "[", "]", "(", ")", "![", "<"),
    *(">", "&", "&amp;", "&#38;", "<b>", "</b>", "<https://e.org>", "<me@e.org>", "  \n", "\n\n"),
    *("[^1]", "\n\n[^1]: note\n\n", "[a]", "\n\n[a]: /b\n\n", '](c "t")', "{.x}", "'", '"', "--"),
    *("> ", "- ", "1. ", "# ", "| a | b |\n|---|---|\n", "\n    ", "*[ab]: c\n", "ab", ":\n:   d"),
]


@given(st.lists(st.sampled_from(PIECES), min_size=6, max_size=40), st.booleans())
def test_searches_that_are_spared_change_nothing(pieces: list[str], captions: bool) -> None:
    text = "".join(pieces)
    own = [CaptionTitles()] if captions else []
    ways = {"extensions": [*own, *EXTENSIONS], "output_format": "html"}

    assert Renderer(ways, None, None).html(text) == Markdown(**ways).convert(text)


def test_a_text_that_is_kept_is_not_rendered_again() -> None:
    kept = MemoryCache()
    html = Renderer({}, "a", kept).html("*x*")
    kept.update(dict.fromkeys(kept, "kept"))

    assert html == "<p><em>x</em></p>"
    assert Renderer({}, "a", kept).html("*x*") == "kept"
    assert Renderer({}, "b", kept).html("*x*") == html
    assert Renderer({}, "a", kept).html("*y*") == "<p><em>y</em></p>"
    assert Renderer({}, None, kept).html("*x*") == html


@pytest.mark.parametrize(
    "ways",
    [
        {"extensions": ["pymdownx.snippets"]},
        {"extensions": ["markdown.extensions.other"]},
        {"extensions": [object()]},
        {"extensions": ["toc"], "extension_configs": {"toc": {"slugify": lambda text, _: text}}},
    ],
)
def test_what_others_have_made_is_not_kept(ways) -> None:
    assert fingerprint(ways) is None


def test_other_settings_of_known_extensions_are_told_apart() -> None:
    ways = [
        {},
        {"extensions": ["toc"]},
        {"extensions": ["markdown.extensions.extra"]},
        {"extensions": ["toc"], "extension_configs": {"toc": {"permalink": True}}},
        {"extensions": [CaptionTitles(), "toc"]},
        {"output_format": "xhtml"},
    ]
    marks = [fingerprint(way) for way in ways]

    assert None not in marks
    assert len(set(marks)) == len(ways)
    assert fingerprint({"extensions": [CaptionTitles(), "toc"]}) == marks[4]
