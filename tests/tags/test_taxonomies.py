"""What each tag of a site is called, whatever the order of its articles."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins.tags.slugs import slugs_of
from pelican_plugins.tags.taxonomies import TagUse, Taxonomy
from pelican_plugins.tags.vocabulary import Vocabulary
from pelican_plugins.tags.vocabulary_file import read_vocabulary

OLD, NEW = (datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2025))
VOCABULARY = Vocabulary(
    read_vocabulary(
        """
        Ukraine: {aliases: [Ukrain]}
        misc: {drop: true}
        land/sea: {split: [land, Sea]}
        flood: {implies: [River]}
        C: {slug: c-language}
        """,
        "tags.yaml",
    )
)


def taxonomy(*spellings: str, vocabulary: Vocabulary | None = None) -> Taxonomy:
    return Taxonomy([TagUse(name, OLD) for name in spellings], vocabulary or Vocabulary())


def names(site: Taxonomy, *written: str) -> list[str]:
    return [term.name for term in site.terms_of(written)]


def test_the_most_used_spelling_is_shown() -> None:
    site = taxonomy("Rivers", "rivers", "rivers ")

    assert names(site, "RIVERS", "Rivers") == ["rivers"]


def test_of_equals_the_newest_and_then_the_first_by_code_point_is_shown() -> None:
    site = Taxonomy([TagUse("rivers", NEW), TagUse("Rivers", OLD)], Vocabulary())

    assert names(site, "RIVERS") == ["rivers"]
    between = TagUse("Rivers", datetime(2022, 1, 1, tzinfo=UTC))
    uses = [TagUse("rivers", OLD), TagUse("rivers", NEW), between, between]
    assert names(Taxonomy(uses, Vocabulary()), "RIVERS") == ["rivers"]
    assert names(taxonomy("rivers", "Rivers"), "RIVERS") == ["Rivers"]


@pytest.mark.parametrize(
    ("spellings", "terms"),
    [
        (("Straße", "Straße", "STRASSE"), ["Straße"]),
        (("Straße", "Strasse", "Strasse", "STRASSE"), ["Strasse", "Straße"]),
        (("Masse", "Masse", "MASSE", "Maße"), ["Masse", "Maße"]),
        (("Ελλάς", "Ελλάς", "ΕΛΛΑΣ"), ["Ελλάς"]),
        (("νόμος", "νομός", "ΝΟΜΟΣ"), ["ΝΟΜΟΣ", "νομός", "νόμος"]),
        (("STRASSE",), ["STRASSE"]),
        (("École", "École", "ECOLE"), ["ECOLE", "École"]),
    ],
)
def test_capitals_leave_out_what_they_have_no_letter_for(spellings, terms) -> None:
    assert [term.name for term in taxonomy(*spellings).terms] == terms


@pytest.mark.parametrize(
    ("language", "terms"),
    [("tr", ["istanbul"]), ("az-Latn", ["istanbul"]), ("en", ["istanbul", "İstanbul"])],
)
def test_a_dotted_capital_is_that_of_i_in_turkish_and_azeri(language: str, terms) -> None:
    uses = [TagUse(name, OLD) for name in ("istanbul", "istanbul", "İstanbul")]

    assert [term.name for term in Taxonomy(uses, Vocabulary(), language).terms] == terms


def test_the_owners_spelling_comes_before_any_count() -> None:
    site = taxonomy("ukraine", "ukraine", "Ukrain", vocabulary=VOCABULARY)
    (term,) = site.terms

    assert (term.name, term.aliases, term.count) == ("Ukraine", ("Ukrain", "ukraine"), 3)


def test_every_spelling_is_kept_to_the_letter() -> None:
    (term,) = taxonomy("git ", "git", "Git").terms

    assert term.written == {"Git": 1, "git": 1, "git ": 1}


def test_what_is_dropped_or_parted_is_told() -> None:
    site = taxonomy("misc", "Land/Sea", "", "sea", vocabulary=VOCABULARY)

    assert site.dropped == {"misc": 1, "": 1}
    assert site.split == {"Land/Sea": ("land", "Sea")}
    assert names(site, "land/sea", "misc", "SEA") == ["land", "Sea"]
    assert [term.aliases for term in site.terms] == [("sea",), ()]


def test_implied_tags_come_behind_and_once() -> None:
    site = taxonomy("flood", "rivers", "river", vocabulary=VOCABULARY)
    own = site.terms_of(["flood", "rivers"])

    assert [term.name for term in site.implied_by(own)] == ["river"]
    assert site.implied_by(site.terms_of(["river", "flood"])) == ()


SPELLINGS = st.lists(
    st.builds(
        TagUse,
        st.sampled_from(["Russia", "russia", "RUSSIA ", "Ukrain", "ukraine", "ＵＡ", "İ", "misc"])
        | st.text(max_size=3),
        st.sampled_from([OLD, NEW]),
    )
)


@given(SPELLINGS, st.randoms(use_true_random=False))
def test_the_order_of_articles_never_matters(uses: list[TagUse], chance: random.Random) -> None:
    one = Taxonomy(uses, VOCABULARY)
    other = Taxonomy(chance.sample(uses, len(uses)), VOCABULARY)

    assert one.terms == other.terms
    assert (one.dropped, one.split) == (other.dropped, other.split)
    assert slugs_of(one.terms, str.lower) == slugs_of(other.terms, str.lower)


@given(SPELLINGS)
def test_a_canonical_name_is_its_own_and_no_use_is_lost(uses: list[TagUse]) -> None:
    site = Taxonomy(uses, VOCABULARY)
    counted = sum(term.count for term in site.terms) + sum(site.dropped.values())

    assert counted == len(uses)
    for term in site.terms:
        assert names(site, term.name) == [term.name]


def slugify(name: str) -> str:
    return "".join(c for c in name.lower() if c.isascii() and c.isalnum())


def test_who_was_there_first_keeps_the_slug() -> None:
    uses = [TagUse("f", NEW), TagUse("f#", NEW), TagUse("f++", OLD), TagUse("F..", NEW)]

    assert slugs_of(Taxonomy(uses, Vocabulary()).terms, slugify) == {
        "f++": "f",
        "f": "f-2",
        "f#": "f-sharp",
        "F..": "f-dot-dot",
    }


def test_of_those_there_since_one_day_the_plain_name_keeps_the_slug() -> None:
    uses = [TagUse(name, NEW) for name in ("F#", "f", "G.", "G", "c++11", "c11")]
    slugs = slugs_of(Taxonomy(uses, Vocabulary()).terms, slugify)

    assert {name: slugs[name] for name in ("f", "G", "c11")} == {"f": "f", "G": "g", "c11": "c11"}


def test_a_slug_of_the_owners_comes_before_age() -> None:
    vocabulary = Vocabulary(read_vocabulary("f#: {slug: f}", "tags.yaml"))
    site = Taxonomy([TagUse("f", OLD), TagUse("f#", NEW)], vocabulary)

    assert slugs_of(site.terms, slugify) == {"f#": "f", "f": "f-2"}


def test_every_tag_has_a_slug_of_its_own_that_a_file_can_have() -> None:
    tags = ("++", "!?", "🜄", "海", "河", "x" * 200, "я" * 200, "…", "C", "c.")
    slugs = slugs_of(taxonomy(*tags, vocabulary=VOCABULARY).terms, slugify)

    assert slugs["++"] == "plus-plus"
    assert slugs["🜄"] == "alchemical-symbol-for-water"
    assert slugs["海"] == "海"
    assert slugs["C"] == "c-language"
    assert all(slugs.values())
    assert len(set(slugs.values())) == len(slugs)
    assert max(len(slug.encode()) for slug in slugs.values()) <= 200
    assert not any("/" in slug or slug.startswith(".") for slug in slugs.values())


@given(st.lists(st.text(alphabet="+#./&ab \u4e00🜄", min_size=1, max_size=4)))
def test_no_two_tags_share_a_slug(tags: list[str]) -> None:
    slugs = slugs_of(taxonomy(*tags).terms, slugify)

    assert len(set(slugs.values())) == len(slugs)
    assert all(slugs.values())
