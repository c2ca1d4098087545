"""One cause is one line of `pouch check`, however many files have it."""

from __future__ import annotations

from pelican_plugins._core.diagnostics import Rule
from pelican_plugins.check.check_command import condensed

EMPTY, DATE = Rule("text-empty", "no text"), Rule("value-unusable", "a value")


def test_one_cause_is_one_line_with_three_examples() -> None:
    many = [
        EMPTY("there is no text", "write some", path=f"p{n:04}.md", line=4) for n in range(1025)
    ]
    few = [DATE("the date is odd", "correct it", path=f"q{n}.md", line=1) for n in range(10)]
    others = [DATE(f"the date is {n}", "correct it", path=f"r{n}.md", line=1) for n in range(30)]

    kept, lines = condensed([*few, *many, *others])

    assert kept == [*few, *others]
    assert lines == [
        "1,025 warnings: there is no text; write some [text-empty]: p0000.md:4, p0001.md:4,"
        " p0002.md:4 and 1,022 more; `pouch check --only text-empty` lists them all"
    ]
