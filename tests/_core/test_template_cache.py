"""Templates are compiled once, and byte code that may be wrong is never used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, select_autoescape
from jinja2.ext import Extension

from pelican_plugins._core import template_cache
from pelican_plugins._core.template_cache import TemplateCache

SOURCE = "{{ 'quiet'|upper }} {% if x %}{{ x }}{% endif %}"


class Counting(Environment):
    compiled = 0

    def compile(self, *arguments: Any, **more: Any) -> Any:
        Counting.compiled += 1
        return super().compile(*arguments, **more)


@pytest.fixture(autouse=True)
def _compiled_nothing() -> None:
    Counting.compiled = 0


@pytest.fixture(params=["the same cache", "the next build"])
def caches(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TemplateCache]:
    """Yield caches as several generators, or several builds, have them."""
    one = TemplateCache(tmp_path)
    same = request.param == "the same cache"
    return iter(lambda: one if same else TemplateCache(tmp_path), None)


def render(cache: TemplateCache, source: str = SOURCE, **settings: Any) -> str:
    filters, tests = settings.pop("filters", {}), settings.pop("tests", {})
    environment = Counting(
        loader=DictLoader({"a.html": source}), bytecode_cache=cache, cache_size=0, **settings
    )
    environment.filters |= filters
    environment.tests |= tests
    return environment.get_template("a.html").render(x=1)


def test_a_template_is_compiled_once(caches: Iterator[TemplateCache]) -> None:
    assert {render(next(caches)) for _ in range(3)} == {"QUIET 1"}
    assert Counting.compiled == 1


class Louder(Extension):
    def preprocess(self, source: str, *_arguments: Any) -> str:
        return source.replace("quiet", "loud")


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ({}, {"source": "other"}, "other"),
        ({}, {"variable_start_string": "[["}, "{{ 'quiet'|upper }} {{ x }}"),
        ({}, {"filters": {"upper": lambda text: text[::-1]}}, "teiuq 1"),
        ({"filters": {"upper": str.title}}, {"filters": {"upper": str.swapcase}}, "QUIET 1"),
        ({}, {"extensions": [Louder]}, "LOUD 1"),
        ({"extensions": [Louder]}, {}, "QUIET 1"),
        ({"filters": {"upper": lambda _: "own"}}, {"filters": {"upper": lambda _: "new"}}, "new 1"),
        (
            {"source": "{{ '<' }}", "autoescape": select_autoescape(())},
            {"source": "{{ '<' }}", "autoescape": select_autoescape(["html"])},
            "&lt;",
        ),
    ],
)
def test_what_byte_code_depends_on_compiles_anew(
    caches: Iterator[TemplateCache], before: dict, after: dict, text: str
) -> None:
    render(next(caches), **before)
    Counting.compiled = 0

    assert render(next(caches), **after) == text
    assert Counting.compiled == 1


def test_code_of_others_is_shared_in_a_build_and_not_kept_for_the_next(tmp_path: Path) -> None:
    own = {"filters": {"own": lambda text: text}}
    cache = TemplateCache(tmp_path)

    assert {render(cache, **own) for _ in range(3)} == {"QUIET 1"}
    assert Counting.compiled == 1
    assert list(tmp_path.iterdir()) == []
    render(TemplateCache(tmp_path), **own)
    assert Counting.compiled == 2


def test_another_version_compiles_anew_and_leaves_no_file_behind(tmp_path, monkeypatch) -> None:
    render(TemplateCache(tmp_path))
    names = sorted(tmp_path.iterdir())
    monkeypatch.setattr(template_cache, "_MADE_WITH", b"another version of Jinja")

    assert render(TemplateCache(tmp_path)) == "QUIET 1"
    assert Counting.compiled == 2
    assert sorted(tmp_path.iterdir()) == names


@pytest.mark.parametrize("change", [b"", b"no byte code", None])
def test_a_damaged_file_is_compiled_anew(tmp_path: Path, change: bytes | None) -> None:
    render(TemplateCache(tmp_path))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for place in range(0, len(whole), 97) if change is None else (0,):
        Counting.compiled = 0
        flipped = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        path.write_bytes(flipped if change is None else change)

        assert render(TemplateCache(tmp_path)) == "QUIET 1"
        assert Counting.compiled == 1
        assert render(TemplateCache(tmp_path)) == "QUIET 1"
        assert Counting.compiled == 1


@pytest.mark.parametrize("what", ["a file", "a folder for a file"])
def test_a_folder_that_cannot_be_used_costs_only_time(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "templates"
    if what == "a file":
        folder.write_text("")
    else:
        render(TemplateCache(folder))
        (path,) = folder.iterdir()
        path.unlink()
        path.mkdir()

    assert render(TemplateCache(folder)) == "QUIET 1"


def test_what_a_killed_build_has_left_is_deleted(tmp_path: Path) -> None:
    (tmp_path / ".pouch-99999999-0.tmp").write_bytes(b"half")
    TemplateCache(tmp_path)

    assert list(tmp_path.iterdir()) == []
