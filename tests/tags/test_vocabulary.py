"""What an owner settles about tags, in settings and in a file, and what of it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.errors import DiagnosticError, PouchError, SettingsError
from pelican_plugins.tags.settings import TagsSettings
from pelican_plugins.tags.spelling import display_name
from pelican_plugins.tags.vocabulary import Vocabulary, VocabularyEntry
from pelican_plugins.tags.vocabulary_edit import add_name
from pelican_plugins.tags.vocabulary_file import read_vocabulary
from pelican_plugins.tags.vocabulary_load import entries_in_settings


def of_yaml(text: str) -> Vocabulary:
    return Vocabulary(read_vocabulary(text, "tags.yaml"))


def of_settings(**settings) -> Vocabulary:
    return Vocabulary(entries_in_settings(TagsSettings(**settings)))


FULL = """
# What is one.
Ukraine:
  aliases: [Ukrain, Украина]   # seen in 2019
  description: The country,
    its rivers and its harbours.
  slug: ua
  names: {fr: Ukraine, uk: Україна}
  parents: [Europe]
conscription:
  implies: [war]
war:
  implies: [politics]
misc:
  drop: true
land/sea:
  split: [land, sea]
marsh:
  different: [marshes]
2020:
no:
"""


def test_a_file_says_all_there_is_to_say() -> None:
    vocabulary = of_yaml(FULL)
    ukraine = vocabulary.entry("UKRAIN")

    assert ukraine is not None
    assert (ukraine.name, ukraine.slug, ukraine.place) == ("Ukraine", "ua", "tags.yaml:3")
    assert ukraine.description == "The country, its rivers and its harbours."
    assert ukraine.names == {"fr": "Ukraine", "uk": "Україна"}
    assert vocabulary.aliases("Ukraine") == ("Ukrain", "Украина")
    assert vocabulary.expand("misc") == ()
    assert vocabulary.expand("Land/Sea") == ("land", "sea")
    assert vocabulary.implied("conscription") == ("war", "politics")
    assert vocabulary.parents["Ukraine"] == ("Europe",)
    assert vocabulary.different("Marshes", "marsh")
    assert vocabulary.expand("2020") == ("2020",)
    assert vocabulary.entry("No") is not None


def test_settings_and_a_file_speak_of_one_tag() -> None:
    entries = [
        *entries_in_settings(
            TagsSettings(aliases={"Ukrain": "Ukraine"}, implies={"Ukraine": ("Europe",)})
        ),
        *read_vocabulary("Ukraine: {aliases: [Украина]}", "tags.yaml"),
    ]
    vocabulary = Vocabulary(entries)

    assert vocabulary.expand("Украина") == vocabulary.expand("ukrain") == ("Ukraine",)
    assert vocabulary.implied("Ukraine") == ("Europe",)


def test_aliases_lead_on() -> None:
    vocabulary = of_settings(aliases={"UA": "Ukrain", "ukrain": "Ukraine", "nato": "NATO"})

    assert vocabulary.expand("ua") == vocabulary.expand("UKRAIN ".strip()) == ("Ukraine",)
    assert vocabulary.expand("Nato") == ("NATO",)


def test_who_lists_two_spellings_as_tags_means_two_tags() -> None:
    vocabulary = of_yaml("Turkey: {}\nturkey: {}\n")

    assert vocabulary.expand("turkey") == ("turkey",)
    assert vocabulary.expand("Turkey") == vocabulary.expand("TURKEY") == ("Turkey",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- Ukraine", "tags.yaml:1: the file should be a mapping"),
        ("a:\n  aliases: [b\n", "tags.yaml:3: not valid YAML"),
        ("a:\n\tb: c", "tags.yaml:2: not valid YAML"),
        ("a: b", "tags.yaml:1: the entry of 'a' should be a mapping"),
        (
            "a:\n  alias: [b]",
            "tags.yaml:2: 'alias' of 'a' is an unknown key; did you mean 'aliases'?",
        ),
        ("a:\n  zzz: 1", "valid keys are aliases, drop"),
        ("a: {}\nb: {}\na: {}", "tags.yaml:3: 'a' is listed here and in line 1; merge the two"),
        ("a: {aliases: [' ']}", "tags.yaml:1: 'aliases' of 'a' is ' ', which is not a name"),
        ("a: {aliases: [{b: c}]}", "'aliases' of 'a' should be a string"),
        ("a: {drop: maybe}", "'drop' of 'a' is 'maybe'; write true or false"),
        ("a: {names: [x]}", "'names' of 'a' should be a mapping"),
        ("a: {slug: ../../etc}", "'slug' of 'a' is '../../etc'"),
        ("? [a]\n: {}", "a key of the file should be a string"),
        ("a: &x {aliases: [*x]}", "tags.yaml:1: "),
        ("a: \x07", "tags.yaml:1: not valid YAML"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_vocabulary(text, "tags.yaml")

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {aliases: [b]}\nb: {aliases: [a]}", "a circle: a -> b -> a"),
        ("a: {aliases: [c]}\nb: {aliases: [a]}\nc: {aliases: [b]}", "-> a"),
        ("a: {aliases: [x]}\nb: {aliases: [X]}", "'X' is an alias of both 'a' (tags.yaml:1) and"),
        ("a: {implies: [b]}\nb: {implies: [A]}", "'a' implies 'b' implies 'a'; remove one"),
        ("a: {split: [b, c]}\nb: {split: [a]}", "'a' is split into 'b' is split into 'a'"),
        ("a: {parents: [a]}", "'a' is below 'a'"),
        ("a: {aliases: [b]}\nb: {description: B}", "tags.yaml:2: 'b' is an alias of 'a'"),
    ],
)
def test_what_leads_in_a_circle_or_two_ways_is_refused(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        of_yaml(text)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"aliases": {"a": " "}}, "maps 'a' to ' '; fill in both"),
        ({"aliases": {"": "a"}}, "maps '' to 'a'; fill in both"),
        ({"drop": (" ",)}, "POUCH_TAGS['drop'] contains ' ', which is not a name"),
        ({"slugs": {"a": "x/y"}}, "POUCH_TAGS['slugs']"),
        ({"aliases": {"a": "b", "A ": "c"}}, "'A' is an alias of both 'b'"),
    ],
)
def test_a_mistake_in_the_settings_is_named(settings: dict, message: str) -> None:
    with pytest.raises(PouchError) as caught:
        of_settings(**settings)

    assert message in str(caught.value)


def test_two_descriptions_of_one_tag_are_refused() -> None:
    entries = [
        VocabularyEntry(name="a", description="One.", place="POUCH_TAGS['descriptions']"),
        VocabularyEntry(name="a", description="Two.", place="tags.yaml:4"),
    ]
    with pytest.raises(SettingsError, match=r"tags\.yaml:4: the description of 'a' is 'Two\.'"):
        Vocabulary(entries)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "Ukraine:\n  aliases: [Ukrain]\n"),
        ("# Ours.\n", "# Ours.\nUkraine:\n  aliases: [Ukrain]\n"),
        ("a: {}", "a: {}\nUkraine:\n  aliases: [Ukrain]\n"),
        ("Ukraine:\na: {}\n", "Ukraine:\n  aliases: [Ukrain]\na: {}\n"),
        ("Ukraine:   # ours\n", "Ukraine:   # ours\n  aliases: [Ukrain]\n"),
        ("Ukraine: {}\n", "Ukraine: {aliases: [Ukrain]}\n"),
        ("Ukraine: {slug: ua}\n", "Ukraine: {aliases: [Ukrain], slug: ua}\n"),
        ("Ukraine: {aliases: [UA]} # x\n", "Ukraine: {aliases: [UA, Ukrain]} # x\n"),
        ("Ukraine:\n  aliases: UA # x\n", "Ukraine:\n  aliases: [UA, Ukrain] # x\n"),
        ("Ukraine:\n  aliases:\n", "Ukraine:\n  aliases: [Ukrain]\n"),
        (
            "Ukraine:\n    aliases:\n    - 'UA'  # short\n    slug: ua\n",
            "Ukraine:\n    aliases:\n    - 'UA'  # short\n    - Ukrain\n    slug: ua\n",
        ),
        ("Ukraine:\n  slug: ua\n", "Ukraine:\n  aliases: [Ukrain]\n  slug: ua\n"),
        ("Ukraine: {aliases: [Ukrain]}", "Ukraine: {aliases: [Ukrain]}"),
    ],
)
def test_a_decision_is_added_and_all_else_stays_as_it_is(before: str, after: str) -> None:
    assert add_name(before, "Ukraine", "aliases", "Ukrain") == after


@pytest.mark.parametrize("text", ["{a: {}}", "Ukraine: &x {aliases: [a]}\nb: *x\n"])
def test_what_cannot_be_added_to_is_left_alone(text: str) -> None:
    with pytest.raises(DiagnosticError, match="by hand"):
        add_name(text, "Ukraine", "aliases", "Ukrain")


@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_added_is_read_back(tag: str, name: str) -> None:
    tag, name = display_name(tag), display_name(name)
    if not tag or not name:
        return
    text = add_name("# Ours.\nx1:\n  slug: x\n", tag, "different", name)
    entries = {entry.name: entry for entry in read_vocabulary(text, "t")}

    assert entries[tag].different == (name,)
    assert entries["x1"].slug == "x"
