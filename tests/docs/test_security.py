"""docs/security.md: each promise names a test, and each of these is there."""

from __future__ import annotations

import re

from support import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_promise_names_tests_that_exist() -> None:
    table = PAGE.partition("## Promises")[2].partition("\n## ")[0]
    rows = [row.strip("|").split("|") for row in table.splitlines() if row.startswith("| ")][1:]

    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`([^`]+\.py)`", row[-1])
        assert named, f"no test: {row[0]}"
        for name in named:
            assert (ROOT / "tests" / name).is_file(), name


def test_every_limit_is_one_short_item() -> None:
    items = PAGE.partition("## Limits")[2].partition("\n## ")[0].split("\n- ")[1:]

    assert len(items) > 10
    assert all(len(item.split()) < 40 for item in items)
