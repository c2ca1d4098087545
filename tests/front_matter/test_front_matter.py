"""What becomes of a source file; the cases are the files beside this one.

A case is `NAME.in.md` and `NAME.out.json`: the metadata, the body, what the owner is told, or
the error. A name that begins with a date or holds `__` stands for a path: `__` is a slash.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support import cases, compare

from pelican_plugins._core.diagnostics import Diagnostic
from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins.front_matter.key_aliases import Keys
from pelican_plugins.front_matter.metadata import collect
from pelican_plugins.front_matter.parse_yaml import read_yaml
from pelican_plugins.front_matter.post import SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings
from pelican_plugins.front_matter.split import decode, split

CASES = Path(__file__).parent / "cases"
PLACE = SourceContext(
    path="a.md",
    is_page=False,
    now=datetime(2025, 7, 1, tzinfo=UTC),
    zone=ZoneInfo("Europe/Berlin"),
    reserved=frozenset({"content", "settings"}),
)


def read(data: bytes, path: str = "a.md", **settings: Any) -> dict[str, Any]:
    place = dataclasses.replace(PLACE, path=path)
    post = read_post(decode(data), place, FrontMatterSettings(**settings))
    if post is None:
        return {"metadata": None, "body": decode(data)}
    told = [
        f"{level} {problem.line or 1}: {problem.text}; {problem.fix}"
        for level, problems in (("WARNING", post.problems), ("INFO", post.notes))
        for problem in problems
    ]
    return {"metadata": post.metadata, "body": post.body, "told": told}


def collected(text: str) -> dict[str, Any]:
    return collect(Keys(read_yaml(text))).metadata


@pytest.mark.parametrize("case", cases(CASES, ".in.md"))
def test_case(case: Path, rewrite: bool) -> None:
    try:
        path = case.name.removesuffix(".in.md").replace("__", "/") + ".md"
        produced = read(case.read_bytes(), path)
    except DiagnosticError as error:
        produced = {"error": str(error.at(case.name))}
    text = json.dumps(produced, indent=2, ensure_ascii=False, default=str) + "\n"

    compare(case, ".in.md", {".out.json": text}, rewrite=rewrite)


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused_with_a_line(data: bytes) -> None:
    try:
        read(data)
    except DiagnosticError as error:
        assert 1 <= (error.diagnostic.line or 0) <= data.count(b"\n") + data.count(b"\r") + 1


YAMLISH = st.lists(
    st.sampled_from(
        [
            *("title: ", "date: ", "tags: ", "draft: ", "author: ", "category: ", "x", "no", "&a "),
            *("*a", "- ", "[", "]", "{", "}", ": ", ", ", "\n", "\n  ", "\t", "'", '"', "|\n", "#"),
            *(
                "2025-02-30",
                "2025-06-03T05:00:00.000Z",
                "!!python/none",
                "<<: ",
                "~",
                "%",
                "@",
                "\x01",
            ),
        ]
    ),
    max_size=25,
).map("".join)


@given(YAMLISH)
def test_any_front_matter_is_read_or_refused_with_a_line(text: str) -> None:
    try:
        metadata = read(f"---\ntitle: x\n{text}\n---\n".encode())["metadata"]
    except DiagnosticError as error:
        assert 1 <= (error.diagnostic.line or 0) <= text.count("\n") + 5
    else:
        assert metadata is None or isinstance(metadata["title"], str)


@given(st.text(st.characters(exclude_characters="\r"), max_size=200))
def test_parting_a_text_loses_nothing(text: str) -> None:
    try:
        parts = split(text)
    except DiagnosticError:
        return
    if parts.kind is None:
        assert parts.body == text
    elif parts.kind == "json":
        assert text.endswith(parts.body)
        assert parts.front_matter in text
    else:
        lines = text.split("\n")
        front = parts.front_matter.split("\n") if parts.front_matter else []
        start = parts.first_line - 1
        assert lines[start : start + len(front)] == front
        assert text.endswith(parts.body)


names = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=",;"), min_size=1)


@given(st.lists(names, min_size=1))
def test_tags_come_back_as_they_were_written(tags: list[str]) -> None:
    text = yaml.safe_dump({"title": "x", "tags": tags}, allow_unicode=True)

    assert collected(text)["tags"] == list(tags)


@given(st.datetimes(min_value=datetime(1900, 1, 1)))
def test_a_date_without_a_zone_stays_without(moment: datetime) -> None:
    assert collected(f"title: x\ndate: {moment.isoformat(' ')}")["date"] == moment


def test_a_date_of_endless_digits_is_refused_with_its_line() -> None:
    with pytest.raises(DiagnosticError, match="date"):
        read(f"---\ntitle: x\ndate: 2025-04-02T09:{'9' * 60}30:00\n---\n".encode())


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_line_is_one_of_the_file_whatever_yaml_takes_for_one(sign: str) -> None:
    """YAML 1.1, 4.2, breaks lines where no editor does; the keys below are keys all the same."""
    text = f'title: "A {sign} B"\nsubtitle: "date: x{sign}draft: true"\nslug: a\nslug: b\n'
    doubles: list[Diagnostic] = []

    values = read_yaml(text, 2, doubles)

    assert [(key, value.line) for key, value in values.items()] == [
        *(("title", 2), ("subtitle", 3), ("slug", 5))
    ]
    assert [problem.line for problem in doubles] == [5]
    with pytest.raises(DiagnosticError) as error:
        read_yaml(f"{text}tags: [a\nx: y", 2)
    assert error.value.diagnostic.line == 7
    with pytest.raises(DiagnosticError, match="runs on past the key 'draft'") as error:
        read_yaml(f"title: \"A {sign} B\"\nnote: 'x{sign}\ndraft: true\nmore: y'", 2)
    assert error.value.diagnostic.line == 3


def test_a_title_taken_from_a_heading_commands_no_terminal() -> None:
    assert read(b"# Only a h\x1b[eading\n\nText.\n")["metadata"]["title"] == "Only a h[eading"


def test_aliases_that_stand_for_millions_of_values_are_refused_at_once() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, after in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]")

    with pytest.raises(DiagnosticError, match="too many values"):
        read_yaml("\n".join(lines))


@pytest.mark.parametrize("depth", [500, 100_000])
def test_depth_is_refused_before_it_can_crash(depth: int) -> None:
    with pytest.raises(DiagnosticError, match="nested too deeply"):
        read_yaml("a: " + "[" * depth + "]" * depth)


@pytest.mark.parametrize("form", ["---\na: {}\n---\n", "+++\na = '{}'\n+++\n", '{{"a": "{}"}}'])
def test_a_front_matter_of_megabytes_is_refused(form: str) -> None:
    with pytest.raises(DiagnosticError, match="larger than 256 kB"):
        read(form.format("x" * 10_000_000).encode())
