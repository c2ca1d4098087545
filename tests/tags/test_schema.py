"""An editor that knows the schema of a vocabulary says of it what a build would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from support import ROOT, cases

from pelican_plugins import schema_path
from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins.tags.vocabulary_file import read_vocabulary

SCHEMA = json.loads(Path(schema_path()).read_text(encoding="utf-8"))
FOLDER = Path(__file__).parent / "cases" / "vocabularies"


def wrong_by_schema(text: str) -> list[str]:
    """What an editor would underline; to JSON Schema every key is a text."""
    data: Any = json.loads(json.dumps(yaml.safe_load(text)))
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(data)]


def wrong_by_us(text: str) -> list[str]:
    try:
        read_vocabulary(text, "tags.yaml")
    except DiagnosticError as error:
        return [str(error)]
    return []


@pytest.mark.parametrize("case", cases(FOLDER / "accepted", ".yaml"))
def test_what_a_build_takes_an_editor_takes(case: Path) -> None:
    text = case.read_text(encoding="utf-8")

    assert wrong_by_us(text) == []
    assert wrong_by_schema(text) == []


@pytest.mark.parametrize("case", cases(FOLDER / "refused", ".yaml"))
def test_what_a_build_refuses_an_editor_underlines(case: Path) -> None:
    text = case.read_text(encoding="utf-8")

    assert len(wrong_by_us(text)) == 1
    assert wrong_by_schema(text) != []


@pytest.mark.parametrize("case", cases(FOLDER / "beyond_a_schema", ".yaml"))
def test_what_no_schema_can_tell_a_build_does(case: Path) -> None:
    text = case.read_text(encoding="utf-8")

    assert len(wrong_by_us(text)) == 1
    assert wrong_by_schema(text) == []


def test_the_schema_is_one_and_has_the_keys_that_are_read_with_a_word_on_each() -> None:
    Draft7Validator.check_schema(SCHEMA)
    properties = SCHEMA["definitions"]["entry"]["properties"]

    with pytest.raises(DiagnosticError) as caught:
        read_vocabulary("Rivers: {zzz: 1}", "tags.yaml")
    assert str(caught.value).partition("valid keys are ")[2] == ", ".join(properties)
    assert all(told["description"].endswith(".") for told in properties.values())


def test_the_vocabulary_of_the_manual_and_that_of_the_demo_are_right() -> None:
    manual = (ROOT / "docs" / "tags.md").read_text(encoding="utf-8")
    shown = manual.partition("```yaml\n")[2].partition("```")[0]
    demo = (ROOT / "content" / "tags.yaml").read_text(encoding="utf-8")

    assert shown
    for text in (shown, demo):
        assert wrong_by_schema(text) == []
