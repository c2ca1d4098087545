"""Which two tags are one, which are two, and which an owner is asked about, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from pelican_plugins.tags.spelling import display_name, tag_key
from pelican_plugins.tags.suggestions.comparisons import tag_forms_of
from pelican_plugins.tags.suggestions.run import find_suggestions
from pelican_plugins.tags.suggestions.typos import typo_between

LINES = (Path(__file__).parent / "cases" / "pairs.txt").read_text(encoding="utf-8").splitlines()
PAIRS = [pair for line in LINES if len(pair := line.split(" | ")) > 1]


@pytest.mark.parametrize("pair", PAIRS, ids=" | ".join)
def test_a_pair(pair: list[str]) -> None:
    names = [display_name(name) for name in pair[:2]]
    merged = tag_key(names[0]) == tag_key(names[1])
    found = find_suggestions([tag_forms_of(name, 1) for name in names], lambda _one, _other: False)
    told = [one.reason for one in found]

    if pair[2] == "one":
        assert merged
    else:
        assert not merged
        assert told == pair[3:]


def test_the_more_used_one_is_canonical_and_a_rare_one_is_likelier_a_mistake() -> None:
    def score(common: int, rare: int) -> float:
        tags = [tag_forms_of("lighthose", rare), tag_forms_of("lighthouse", common)]
        (one,) = find_suggestions(tags, lambda _one, _other: False)
        assert (one.alias, one.canonical) == ("lighthose", "lighthouse")
        return one.score

    assert score(40, 1) > score(4, 2)


def test_what_an_author_uses_side_by_side_or_often_is_two_tags() -> None:
    both = frozenset({1, 2})
    tags = [tag_forms_of("ferry", 2, None, both), tag_forms_of("ferries", 2, None, both)]
    often = [tag_forms_of("lighthose", 5), tag_forms_of("lighthouse", 9)]

    assert find_suggestions(tags, lambda _one, _other: False) == []
    assert find_suggestions(often, lambda _one, _other: False) == []


def test_what_is_settled_is_not_asked_again() -> None:
    tags = [tag_forms_of("ferry", 1), tag_forms_of("ferries", 2)]

    assert find_suggestions(tags, lambda one, other: {one, other} == {"ferry", "ferries"}) == []


def test_a_crowd_of_like_tags_is_no_flood() -> None:
    tags = [tag_forms_of("a." * n + "b", 1) for n in range(1, 300)]
    tags += [
        tag_forms_of(f"lighthouse {chr(97 + n % 26)}{chr(97 + n // 26)}xyzxyz", 1)
        for n in range(600)
    ]

    assert len(find_suggestions(tags, lambda _one, _other: False)) < 20_000


@pytest.mark.parametrize("other", ["xprivacy", "rivacy", "priv", "privacyer", "privac", "pirates"])
def test_what_is_no_slip(other: str) -> None:
    assert typo_between("privacy", other) == typo_between(other, "privacy") == ""


def test_numbers_and_years_never_meet() -> None:
    tags = [tag_forms_of(f"flood {year}", 1) for year in range(1900, 2030)]
    tags += [tag_forms_of(str(year), 1) for year in range(1900, 2030)]

    assert find_suggestions(tags, lambda _one, _other: False) == []
