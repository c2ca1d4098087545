"""What Obsidian hides is not shown, and nothing else is lost; cases are files beside this one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases, compare

from pelican_plugins.front_matter.vault_comments import remove_comments

CASES = Path(__file__).parent / "vault_comments"


@pytest.mark.parametrize("case", cases(CASES, ".in.md"))
def test_case(case: Path, rewrite: bool) -> None:
    text, _, problems = remove_comments(case.read_text(encoding="utf-8"))
    told = "".join(f"{problem.text}; {problem.fix}\n" for problem in problems)

    compare(case, ".in.md", {".out.md": text, ".told.txt": told}, rewrite=rewrite)


@given(st.text(st.characters(exclude_characters="%"), max_size=100))
def test_a_text_without_the_sign_is_the_very_same(text: str) -> None:
    assert remove_comments(text) == (text, 0, [])


WORDS = st.text("ab c\n", max_size=20)


@given(WORDS, WORDS, WORDS)
def test_what_stands_between_the_signs_is_never_shown(before: str, inner: str, after: str) -> None:
    text, count, _ = remove_comments(f"{before}%%{inner}SECRET%%{after}")

    assert count == 1
    assert "SECRET" not in text
    assert (
        text.split() == f"{before}{after}".split() or before[-1:] + after[:1] in f"{before}{after}"
    )


@given(
    st.lists(st.sampled_from(["%%", "`", "```\n", "\n\n", "x", " ", "<!--", "<pre>", "](", "\n"]))
)
def test_any_text_is_taken_with_its_words_in_order(parts: list[str]) -> None:
    body = "".join(parts)
    text, _, _ = remove_comments(body)
    rest = iter(body)

    assert all(character in rest for character in text)
