"""A value of any shape under any key is read, or told of with its line; no post is lost for one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from pelican_plugins.front_matter.post import Post, SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings

PLACE = SourceContext(path="a.md", is_page=True, now=datetime(2025, 7, 1, tzinfo=UTC), zone=UTC)
ONE_TEXT = ("title", "summary", "description", "slug", "lang", "language", "template", "excerpt")
PELICANS = ("date_format", "save_as", "timezone", "translation")
NAMES = ("tags", "category", "categories", "authors", "aliases", "taxonomies")
SHAPES: tuple[Any, ...] = (
    *(7, 1.5, True, None, [], {}, [7], [None], [True, "a"], [["a"]], [[[]]], [{}], {"": "a"}),
    *({"7": None}, {"a": {"b": {"c": 1}}}, [{"a": 1}], [{"name": 7}], [{"name": ["a"]}]),
    *("x" * 10_000, ["x" * 10_000], {"x" * 1_000: "x" * 10_000}),
)


def post(front_matter: str) -> Post:
    found = read_post(front_matter, PLACE, FrontMatterSettings())
    assert found is not None
    return found


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value)


def written_in(form: str, values: dict[str, Any]) -> str:
    if form == "json":
        return f"{json.dumps(values)}\nx\n"
    joint, write, fence = (": ", json.dumps, "---") if form == "yaml" else (" = ", toml, "+++")
    lines = (f"{key}{joint}{write(value)}" for key, value in values.items())
    return "\n".join([fence, *lines, fence, "x", ""])


def has_none(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is None or any(map(has_none, inner))


@pytest.mark.parametrize("key", [*ONE_TEXT, *PELICANS, *NAMES])
def test_any_shape_in_any_form_is_read(key: str) -> None:
    for value, form in product(SHAPES, ("yaml", "json", "toml")):
        if form == "toml" and has_none(value):
            continue
        other = {} if key == "title" else {"title": "T"}
        values = {**other, key: value}
        found = post(written_in(form, values))

        assert found.metadata["title"]
        assert all(isinstance(found.metadata.get(k, ""), str) for k in (*ONE_TEXT[:5], *PELICANS))
        assert all(isinstance(tag, str) for tag in found.metadata.get("tags", []))
        assert all(problem.line for problem in found.problems)


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("tags: {rivers: true, mud: , sea: false}", ["rivers", "mud"]),
        ("tags: {rivers, mud}", ["rivers", "mud"]),
        ("tags:\n  rivers:\n    weight: 3\n  mud:\n    weight: 4", ["rivers", "mud"]),
        ("tags: [{name: rivers}, mud]", ["rivers", "mud"]),
        ("taxonomies: {tags: {rivers: true}}", ["rivers"]),
        ("tags: [rivers, [mud, [sea]]]", ["rivers", "mud", "sea"]),
    ],
)
def test_names_are_found_where_they_are_names(lines: str, tags: list[str]) -> None:
    found = post(f"---\ntitle: T\n{lines}\n---\nx\n")

    assert found.metadata["tags"] == tags
    assert found.problems == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("redirect-from: [{a: b}]", "redirect-from contains `a: b`, without a name"),
        ("tags: [water: deep, b]", "tags contains `water: deep`, without a name"),
        ("categories: [water: deep]", "categories contains `water: deep`, without a name"),
        ("authors: [{x: y}, {z: 1}]", "authors contains `x: y`, `z: 1`, without a name"),
        ("tags: {a: b, c: d, e: f, g: h}", "`a: b`, `c: d`, `e: f` and 1 more, without"),
        ("lang: [en, fr]", "lang is a list, so it is ignored"),
        ("lang: [en]", "lang is a list, so 'en' is used"),
        ("lang: English", "lang is 'English', which is not a language code"),
        ("lang: ../up", "the lang '../up' is ignored"),
        ("lang: ' ../up'", "the lang "),
        ("lang: Old English", "the lang 'Old English' is ignored"),
        ("language: [English]", "language is 'English', which is not a language code"),
        ("language: français", "language is 'français', which is not a language code"),
        ("summary:\n  a: b", "summary is a mapping, so it is ignored"),
        ("title: {en: One, de: Zwei}", "title is a mapping, so it is ignored"),
    ],
)
def test_what_is_no_name_and_no_text_is_told_of_once(line: str, said: str) -> None:
    found = post(f"---\nname: T\n{line}\n---\nx\n")

    (problem,) = found.problems
    assert said in problem.text
    assert problem.line == 3
    assert found.metadata["title"] == "T"


def test_what_is_not_used_stays_on_the_article() -> None:
    found = post("---\ntitle: T\nlanguage: [English]\nlang: {a: b}\nslug: [1, 2]\n---\nx\n")

    assert found.metadata["language"] == ["English"]
    assert found.metadata["lang_"] == {"a": "b"}
    assert found.metadata["slug_"] == [1, 2]
    assert not {"lang", "slug"} & set(found.metadata)
