"""Strings of authors are taken apart into names, and what is doubtful stays in one piece."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins.resources.authors import OTHERS, AuthorName, are_editors, author_names

LINES = (Path(__file__).parent / "authors.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split(" | ")) for line in LINES if not line.startswith("#")]


def shown(name: AuthorName) -> str:
    if name.literal:
        return f"[{name.literal}]"
    return ", ".join(filter(None, (name.family, name.given, name.suffix)))


@pytest.mark.parametrize(("text", "names"), CASES)
def test_names(text: str, names: str) -> None:
    assert "; ".join(map(shown, author_names(text))) == names


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_the_names_of_a_list_stay_as_they_are_alone(text: str) -> None:
    for name in author_names(text):
        if name.literal or re.search("[А-я가-힣一-龥]", name.family):
            continue
        alone = ", ".join(filter(None, (name.family, name.given, name.suffix)))
        assert author_names(alone) == (name,)


WORDS = st.sampled_from(
    [
        *dict.fromkeys(word for text, _ in CASES for word in text.split()),
        "&",
        ",",
        ";",
        "and",
        "y",
        "(Eds.)",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=12).map(" ".join))
def test_every_word_of_a_name_stands_in_the_string(text: str) -> None:
    names = author_names(text)

    assert bool(names) == bool(" ".join(text.split()).strip(" ,;"))
    for name in names:
        assert bool(name.literal) != bool(name.family and name.given)
        if name != OTHERS:
            for word in re.findall(r"\w+", " ".join(name)):
                assert word in text


def test_a_long_string_is_one_name_and_takes_no_time() -> None:
    text = "Bell, I., " * 10_000

    assert author_names(text) == (AuthorName(literal=text.strip(" ,")),)


@pytest.mark.parametrize(
    "text", ["Bell, I. (Ed.)", "Quill, M., & Arden, T. (Eds.)", "Bell (Hrsg.)"]
)
def test_editors(text: str) -> None:
    assert are_editors(text)
    assert not are_editors(text.partition(" (")[0])
