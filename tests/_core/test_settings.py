"""From a dict in `pelicanconf.py` to a settings class, or one sentence that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

import pytest

from pelican_plugins._core.errors import SettingsError
from pelican_plugins._core.settings import Range, check_names, fingerprint, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    on: bool = True
    items: Annotated[int, Range(1, 100)] = 20
    title: str = ""
    mode: Literal["full", "summary"] = "full"
    words: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None


def test_without_a_setting_every_default_holds() -> None:
    assert load(Example, {}, "POUCH_X") == Example()
    assert load(Example, {"POUCH_X": None}, "POUCH_X") == Example()


def test_every_kind_of_value_is_taken() -> None:
    given = {
        "on": False,
        "items": 100,
        "title": "Ténèbres",
        "mode": "summary",
        "words": ["b", "a"],
        "aliases": {"Ukrain": "Ukraine"},
        "limit": 3,
    }

    settings = load(Example, {"POUCH_X": given}, "POUCH_X")

    assert settings == Example(**{**given, "words": ("b", "a")})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"alias": {}}, "POUCH_X has an unknown key 'alias'; did you mean 'aliases'?"),
        (
            {"zzz": 1},
            "POUCH_X has an unknown key 'zzz'; valid keys are 'aliases', 'items', 'limit', 'mode',"
            " 'on', 'title', 'words'",
        ),
        ({7: 1}, "POUCH_X has an unknown key 7"),
        ({"on": "no"}, "POUCH_X['on'] is 'no'; set True or False"),
        ({"items": 0}, "POUCH_X['items'] is 0; set a whole number from 1 to 100"),
        ({"items": True}, "POUCH_X['items'] is True; set a whole number"),
        ({"title": None}, "POUCH_X['title'] is None; set a string"),
        ({"mode": "ful"}, "POUCH_X['mode'] is 'ful'; set one of 'full', 'summary'"),
        ({"words": "abc"}, "POUCH_X['words'] is 'abc'; set a list of strings"),
        (
            {"aliases": [1]},
            'POUCH_X[\'aliases\'] is [1]; set a dictionary such as {"key": "value"}',
        ),
        ({"limit": "3"}, "POUCH_X['limit'] is '3'; set a whole number, or None"),
        (["on"], "POUCH_X is ['on']; set a dictionary, such as POUCH_X = {}"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(given: object, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(Example, {"POUCH_X": given}, "POUCH_X")

    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_long_value_is_shown_short() -> None:
    with pytest.raises(SettingsError) as caught:
        load(Example, {"POUCH_X": {"on": "x" * 1000}}, "POUCH_X")

    assert len(str(caught.value)) < 150


def test_a_misspelt_setting_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"unknown setting POUCH_TAG.*'POUCH_TAGS'"):
        check_names({"SITENAME": "x", "POUCH_TAG": {}})


def test_the_settings_of_all_plugins_are_known() -> None:
    check_names({"POUCH_TAGS": {}, "POUCH_FEEDS": {}, "POUCH_THEME": {}, "THEME": ""})


def test_a_fingerprint_differs_with_any_value_and_not_with_the_order() -> None:
    one = Example(aliases={"a": "b", "c": "d"})

    assert fingerprint(one) == fingerprint(Example(aliases={"c": "d", "a": "b"}))
    assert fingerprint(one) != fingerprint(Example(aliases={"a": "b", "c": "e"}))
    assert fingerprint(Example()) != fingerprint(Example(items=21))
