"""Contrast is counted as WCAG does, and a colour that fails gets the nearest that passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins.theming.colour import (
    MIN_TEXT_CONTRAST,
    contrast,
    parse_colour,
    readable,
    to_hex,
)

WHITE, BLACK = parse_colour("#fff"), parse_colour("#000")
colours = st.tuples(*[st.integers(0, 255).map(lambda part: part / 255)] * 3)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # Known pairs: grey 767676 is the lightest of greys that passes on white, and 777777 fails.
    [("#000", "#ffffff", 21), ("#767676", "#fff", 4.54), ("#777777", "#fff", 4.48)],
)
def test_contrast_is_that_of_wcag(one, other, ratio) -> None:
    assert contrast(parse_colour(one), parse_colour(other)) == pytest.approx(ratio, abs=0.005)
    assert contrast(parse_colour(other), parse_colour(one)) == pytest.approx(ratio, abs=0.005)


def test_a_colour_that_passes_stays() -> None:
    assert to_hex(readable(parse_colour("#0b4f8a"), (WHITE,))) == "#0b4f8a"


def test_one_that_fails_keeps_its_hue_and_moves_no_further_than_it_must() -> None:
    found = readable(parse_colour("#ff7700"), (WHITE,))

    assert MIN_TEXT_CONTRAST <= contrast(found, WHITE) < MIN_TEXT_CONTRAST + 0.1
    red, green, blue = found
    assert red > green > blue


@given(colours, colours)
def test_whatever_is_asked_for_can_be_read(colour, ground) -> None:
    found = parse_colour(to_hex(readable(colour, (ground,))))

    assert contrast(found, ground) >= MIN_TEXT_CONTRAST
    assert readable(found, (ground,)) == found


@given(colours)
def test_a_colour_is_written_as_it_is_read(colour) -> None:
    assert parse_colour(to_hex(colour)) == pytest.approx(colour)


@pytest.mark.parametrize(
    "text", ["red", "#12", "#12345", "#1234567", "a13b12", "#ggg", "", "#fff;"]
)
def test_what_is_no_colour_is_refused(text) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        parse_colour(text)
