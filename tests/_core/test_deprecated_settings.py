"""A setting that had another name once works under it, with a word on what it is called now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from pelican_plugins._core import deprecated_settings
from pelican_plugins._core.deprecated_settings import WAS, give_new_names
from pelican_plugins._core.errors import SettingsError
from pelican_plugins._core.settings import check_names, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    words: tuple[str, ...] = field(default=(), metadata={WAS: ("labels", "names")})
    most: int = 7


@pytest.fixture(autouse=True)
def _was_called_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(deprecated_settings.RENAMED, "POUCH_LABELS", "POUCH_TAGS")


def loaded(settings: dict[str, Any]) -> tuple[Labels, list[str]]:
    check_names(settings)
    told = [one.sentence for one in give_new_names(Labels, settings, "POUCH_TAGS")]
    return load(Labels, settings, "POUCH_TAGS"), told


def test_nothing_is_said_of_a_setting_with_its_own_name() -> None:
    assert loaded({"POUCH_TAGS": {"words": ["a"]}}) == (Labels(words=("a",)), [])
    assert loaded({}) == (Labels(), [])


@pytest.mark.parametrize("old", ["labels", "names"])
def test_a_command_reads_a_key_under_each_name_it_had(old: str) -> None:
    """It loads settings without a plugin that gives them their present names first."""
    assert load(Labels, {"POUCH_TAGS": {old: ["a"]}}, "POUCH_TAGS") == Labels(words=("a",))
    with pytest.raises(SettingsError, match="unknown key 'label'; valid keys are 'most', 'words'"):
        load(Labels, {"POUCH_TAGS": {"label": []}}, "POUCH_TAGS")


@pytest.mark.parametrize("old", ["labels", "names"])
def test_a_key_works_under_each_name_it_had(old: str) -> None:
    settings = {"POUCH_TAGS": {old: ["a"], "most": 3}}

    assert loaded(settings) == (
        Labels(words=("a",), most=3),
        [f"POUCH_TAGS['{old}'] was renamed to 'words'; rename it in your settings"],
    )
    # Several plugins of ours may ask for one setting.
    assert loaded(settings) == (Labels(words=("a",), most=3), [])


def test_a_setting_works_under_the_name_it_had_and_so_do_its_keys() -> None:
    _, told = loaded({"POUCH_LABELS": {"labels": ["a"]}})

    assert told == [
        "POUCH_LABELS was renamed to POUCH_TAGS; rename it in your settings",
        "POUCH_TAGS['labels'] was renamed to 'words'; rename it in your settings",
    ]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"POUCH_TAGS": {"labels": [], "words": []}},
            "POUCH_TAGS['labels'] is the old name of POUCH_TAGS['words'], and both are set;"
            " keep 'words'",
        ),
        (
            {"POUCH_TAGS": {"labels": [], "names": []}},
            "POUCH_TAGS['names'] is the old name of POUCH_TAGS['words'], and both are set;"
            " keep 'words'",
        ),
        (
            {"POUCH_TAGS": {}, "POUCH_LABELS": {}},
            "POUCH_LABELS is the old name of POUCH_TAGS, and both are set; keep POUCH_TAGS",
        ),
        ({"POUCH_TAGS": {"label": []}}, "POUCH_TAGS has an unknown key 'label'"),
        ({"POUCH_LABELS": 3}, "POUCH_TAGS is 3; set a dictionary"),
    ],
)
def test_what_could_mean_two_things_stops(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(settings)

    assert str(caught.value).startswith(message)


def test_the_owners_own_dict_is_left_as_it_is() -> None:
    own = {"labels": ["a"]}
    loaded({"POUCH_TAGS": own})

    assert own == {"labels": ["a"]}


def test_keys_that_do_nothing_any_more_are_named_once(build_site) -> None:
    site = build_site({}, {"POUCH_BUILD": {"render_ahead": False, "pack_bodies": True}})

    (told,) = [line for line in site.log.splitlines() if "POUCH_BUILD" in line]
    assert told == (
        "POUCH_BUILD has keys that no longer have any effect: pack_bodies, render_ahead;"
        " delete them"
    )
