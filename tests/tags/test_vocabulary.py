"""Which spellings are one tag, whatever the order of the articles."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.errors import SettingsError
from pelican_plugins.tags.vocabulary import Use, Vocabulary, check_aliases, tag_key

OLD, NEW = (datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2025))


def names(*spellings: str, **aliases: str) -> list[str]:
    vocabulary = Vocabulary([Use(name, OLD) for name in spellings], check_aliases(aliases))
    return [vocabulary.canonical(name).name for name in spellings]


def test_case_and_white_space_make_no_new_tag() -> None:
    assert names("Russia", "russia", "Russia ", "Russia", " rus sia") == [
        *["Russia"] * 4,
        "rus sia",
    ]


def test_the_most_used_spelling_wins() -> None:
    assert names("Rivers", "rivers", "rivers") == ["rivers"] * 3


def test_a_tie_goes_to_the_newest_article_and_then_to_the_first_by_code_point() -> None:
    uses = [Use("rivers", NEW), Use("Rivers", OLD)]

    assert Vocabulary(uses, {}).canonical("RIVERS").name == "rivers"
    assert names("rivers", "Rivers") == ["Rivers", "Rivers"]


def test_an_alias_stands_for_its_tag_in_any_case_and_leads_on() -> None:
    spellings = ("Ukrain", "UKRAIN ", "UA", "ukraine")

    assert names(*spellings, ukrain="Ukraine", ua="Ukrain") == ["Ukraine"] * 4


def test_an_alias_may_mend_the_case_of_its_own_tag() -> None:
    assert names("nato", "Nato", nato="NATO") == ["NATO", "NATO"]


def test_punctuation_has_a_meaning() -> None:
    assert names("c", "C++", "c#", ".net", "node.js") == ["c", "C++", "c#", ".net", "node.js"]


def test_the_other_spellings_are_kept_as_aliases() -> None:
    uses = [Use(name, OLD) for name in ("Ukraine", "Ukraine", "ukraine ", "Ukrain")]
    vocabulary = Vocabulary(uses, check_aliases({"Ukrain": "Ukraine"}))

    assert vocabulary.canonical("Ukrain").aliases == ("Ukrain", "ukraine")


@pytest.mark.parametrize(
    ("aliases", "message"),
    [
        ({"a": "b", "b": "a"}, "in a circle: a -> b -> a"),
        ({"x": "a", "a": "b", "b": "c", "c": "a"}, "in a circle: a -> b -> c -> a"),
        ({"a": " "}, "maps 'a' to ' '"),
        ({"": "a"}, "maps '' to 'a'"),
        ({"a": "b", "A ": "c"}, "leads 'A ' to both 'b' and 'c'"),
    ],
)
def test_aliases_that_say_nothing_clear_are_refused(aliases: dict, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_aliases(aliases)

    assert message in str(caught.value)


spellings = st.lists(
    st.builds(
        Use,
        st.sampled_from(["Russia", "russia", "RUSSIA ", "Ukrain", "ukraine", "ＵＡ", "İ", "i̇"])
        | st.text(max_size=3),
        st.sampled_from([OLD, NEW]),
    )
)


@given(spellings, st.randoms(use_true_random=False))
def test_the_order_of_articles_never_matters(uses: list[Use], chance: random.Random) -> None:
    shuffled = chance.sample(uses, len(uses))
    one, other = Vocabulary(uses, {}), Vocabulary(shuffled, {})

    assert [one.canonical(use.name) for use in uses] == [other.canonical(use.name) for use in uses]


@given(spellings)
def test_a_canonical_name_is_its_own_canonical_name(uses: list[Use]) -> None:
    vocabulary = Vocabulary(uses, check_aliases({"Ukrain": "Ukraine"}))
    for use in uses:
        tag = vocabulary.canonical(use.name)
        assert vocabulary.canonical(tag.name) == tag


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert tag_key(tag_key(name)) == tag_key(name)
