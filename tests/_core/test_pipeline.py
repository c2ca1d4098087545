"""A body goes one way through the suite, and an unchanged one is not computed twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pelican_plugins._core import pipeline
from pelican_plugins._core.diagnostics import Replacement
from pelican_plugins._core.html_document import Document
from pelican_plugins._core.pipeline import Outcome, Source, Stage, Step
from pelican_plugins._core.rules import BUILD


class MemoryStore(dict):
    """A store as `cache.Cache` is one, and a count of what was written."""

    def put(self, key: str, value: str) -> None:
        self[key] = value


def process(html: str, steps: list[Step], source: Source, store: MemoryStore) -> Outcome:
    """Do what a build does, for one body."""
    return pipeline.process(html, steps, source, store) or Outcome(html, {}, ())


def step(name: str = "a", stage: Stage = Stage.REWRITE, **changes) -> Step:
    def run(document: Document, _source: Source) -> dict[str, list[str]]:
        paragraph = document.soup.p
        paragraph["class"] = f"{paragraph.get('class', '')} {name}".strip()
        document.changed(paragraph)
        return {"saw": [str(paragraph["class"])]}

    values = {
        "name": name,
        "stage": stage,
        "version": 1,
        "fingerprint": "",
        "finds": lambda html: html.find("<p") if "<p" in html else None,
        "run": run,
    }
    return Step(**{**values, **changes})


def source(files: dict[str, Path] | None = None, path: str = "a.md") -> Source:
    return Source(path, (files or {}).get)


def never(*_arguments: object) -> None:
    raise AssertionError("this was not to be run again")


def test_a_body_that_no_step_wants_is_not_even_parsed_nor_searched_twice() -> None:
    html = "<div>&nbsp;<P"
    store = MemoryStore()

    for finds in (lambda _html: None, never):
        outcome = process(html, [step("a", run=never, finds=finds)], source(), store)
        assert outcome.html is html


@pytest.mark.parametrize("order", [1, -1])
def test_steps_run_by_stage_whatever_the_order_of_plugins(order: int) -> None:
    steps = [step("rewrites"), step("reads", Stage.READ)][::order]

    outcome = process("<p>x</p>", steps, source(), MemoryStore())

    assert outcome.html == '<p class="rewrites reads">x</p>'
    assert outcome.found["reads"] == {"saw": ["rewrites reads"]}


def test_a_second_build_takes_what_the_first_one_kept() -> None:
    store = MemoryStore()
    first = process("<p>x</p>", [step("a")], source(), store)

    second = process("<p>x</p>", [step("a", run=never)], source(), store)

    assert second == first


@pytest.mark.parametrize(
    ("html", "changes", "path"),
    [
        ("<p>y</p>", {}, "a.md"),
        ("<p>x</p>", {"version": 2}, "a.md"),
        ("<p>x</p>", {"fingerprint": "other settings"}, "a.md"),
        ("<p>x</p>", {"name": "b"}, "a.md"),
        ("<p>x</p>", {}, "other/a.md"),
    ],
)
def test_what_an_outcome_depends_on_makes_a_new_one(html: str, changes: dict, path: str) -> None:
    store = MemoryStore()
    process("<p>x</p>", [step("a")], source(), store)
    runs = []

    def run(_document: Document, _source: Source) -> None:
        runs.append(html)

    changed = step(**{"name": "a", "run": run, **changes})
    for _ in range(2):
        process(html, [changed], source(path=path), store)

    assert len(runs) == 1


def test_a_changed_picture_makes_a_new_outcome(tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    picture.write_text("one")
    runs = []

    def run(_document: Document, place: Source) -> None:
        runs.append(place.static("x.png"))
        place.static("missing.png")

    def build(files: dict[str, Path]) -> None:
        process("<p>x</p>", [step("a", run=run)], source(files), store)

    store = MemoryStore()
    build({"x.png": picture})
    build({"x.png": picture})
    assert len(runs) == 1

    picture.write_text("other")
    build({"x.png": picture})
    assert len(runs) == 2

    build({"x.png": picture, "missing.png": picture})
    assert len(runs) == 3


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"html": 1}', "null", '{"html":"","found":3}'])
def test_a_damaged_outcome_is_computed_anew(damage: str) -> None:
    store = MemoryStore()
    right = process("<p>x</p>", [step("a")], source(), store)
    for key in store:
        store[key] = damage

    assert process("<p>x</p>", [step("a")], source(), store) == right


def test_problems_are_told_again_when_the_outcome_was_kept() -> None:
    problem = BUILD("it is blue", "paint it", "needle", replacement=Replacement("a", "b"))

    def run(document: Document, _source: Source) -> None:
        document.problems.append(problem)

    store = MemoryStore()
    for _ in range(2):
        outcome = process("<p>x</p>", [step("a", run=run)], source(), store)
        assert outcome.problems == (problem,)
