"""A text in lines is the same text again, but for what is changed in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.source_lines import Lines


@given(st.text(st.sampled_from("ab \t\r\n\ufeff\x0b\u2028")))
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    lines = Lines(text)

    assert str(lines) == text
    assert "\r" not in lines.plain


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [
        ("a\r\nb\r\nc\r\n", 2, "a\r\nc\r\n"),
        ("a\nb\r\nc", 2, "a\nc"),
        ("a\nb", 2, "a"),
        ("a\nb", 1, "b"),
        ("\ufeffa\nb\n", 1, "\ufeffb\n"),
        ("a", 1, ""),
    ],
)
def test_a_line_goes_with_its_end(text: str, number: int, left: str) -> None:
    lines = Lines(text)
    lines.delete(number)

    assert str(lines) == left
