"""Lists that no engine renders are named with their line, and all others are rendered."""

from __future__ import annotations

import pytest

from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins.front_matter.literals import deepest_item, rendered


def nested(levels: int, indent: str = "  ", marker: str = "-") -> str:
    return "\n".join(f"{indent * level}{marker} x" for level in range(levels))


@pytest.mark.parametrize(
    ("body", "levels", "line"),
    [
        ("No list.\n", 0, 0),
        ("- a\n- b\n\n1. c\n", 1, 0),
        ("- a\n  - b\n- c\n  - d\n    - e\n", 3, 4),
        ("* a\n\t1) b\n", 2, 1),
        (f"Text.\n\n{nested(50)}", 50, 51),
        ("- a\n\n            - code, and no list\n", 1, 0),
    ],
)
def test_levels_are_counted(body: str, levels: int, line: int) -> None:
    assert deepest_item(body) == (levels, line)


@pytest.mark.parametrize(
    "body", [nested(1000), nested(1000, "    ", "1."), nested(1000, "\t", "*")]
)
def test_what_is_hopeless_is_not_tried(body: str) -> None:
    with pytest.raises(DiagnosticError, match="1000 levels deep") as caught:
        rendered(pytest.fail, body, 5)

    assert caught.value.diagnostic.line == 1004


def test_what_an_engine_gives_up_is_named() -> None:
    def give_up() -> str:
        raise RecursionError

    for body, line in ((nested(300), 304), ("(" * 5000, 5)):
        with pytest.raises(DiagnosticError, match="cannot be rendered") as caught:
            rendered(give_up, body, 5)
        assert caught.value.diagnostic.line == line


def test_what_can_be_rendered_is() -> None:
    assert rendered(lambda: "<p>x</p>", nested(599), 1) == "<p>x</p>"
